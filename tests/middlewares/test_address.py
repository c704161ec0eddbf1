"""Requests that lead out of the site, into a private network, or from nobody."""

import os
import re

import pytest
from scrapy import Request, Spider
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl.errors import ConfigError
from newscrawl.middlewares.address import AddressMiddleware, require_fetchable
from newscrawl.middlewares.failures import ContactMissing, ForbiddenAddress
from newscrawl.sites.site import Site
from newscrawl.spiders import spider_class

VALLEY = Site(name="valley", title="Valley", url="http://valley.example:8080/")
REAL = Site(name="post", title="Post", url="https://www.post.com/")


def middleware(site: Site | None = VALLEY, **settings: object) -> AddressMiddleware:
    kind = spider_class(site) if site else Spider
    state = os.environ["NEWSCRAWL_STATE"]
    crawler = get_crawler(kind, {"NEWSCRAWL_STATE": state, **settings})
    return AddressMiddleware.from_crawler(crawler)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:8080/", "its host is a private address"),
        ("http://other.example/", "no host of valley"),
        ("http://valley.example.other.example/", "no host of valley"),
        ("http://valley.example:8081/", "no port of valley"),
        ("http://user:pass@valley.example/", "it carries a name or a password"),
    ],
)
def test_what_is_not_of_the_site_is_refused(url: str, why: str) -> None:
    with pytest.raises(ForbiddenAddress) as told:
        middleware().process_request(Request(url, dont_filter=True))
    assert str(told.value) == f"not asked: {why}"


@pytest.mark.parametrize(
    "url",
    [
        "http://valley.example:8080/a",
        "http://www.valley.example/a",
        "https://m.valley.example/a",
        "https://valley.example:443/a",
    ],
)
def test_what_is_of_the_site_passes(url: str) -> None:
    middleware().process_request(Request(url))


def test_a_spider_without_a_site_may_go_anywhere_public() -> None:
    middleware(None).process_request(Request("http://any.example/"))
    with pytest.raises(ForbiddenAddress):
        middleware(None).process_request(Request("http://10.0.0.1/"))


def test_a_real_host_is_not_asked_without_a_contact() -> None:
    request = Request("https://www.post.com/news")
    with pytest.raises(ContactMissing, match="NEWSCRAWL_CONTACT: not set"):
        middleware(REAL).process_request(request)
    middleware(REAL, NEWSCRAWL_CONTACT="me@post.com").process_request(request)
    middleware(REAL, NEWSCRAWL_REPLAY=["a.warc"]).process_request(request)


def test_a_replay_reads_what_an_intranet_had() -> None:
    site = Site(name="inner", title="Inner", url="http://10.0.0.1/")
    replay = middleware(site, NEWSCRAWL_REPLAY=["a.warc"])
    replay.process_request(Request("http://10.0.0.1/news"))


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        ("http://valley.example/", {}),
        ("https://www.post.com/", {"NEWSCRAWL_CONTACT": "me@post.com"}),
        ("https://www.post.com/", {"NEWSCRAWL_REPLAY": ["a.warc"]}),
    ],
)
def test_a_crawl_may_begin(url: str, settings: dict[str, object]) -> None:
    state = {"NEWSCRAWL_STATE": os.environ["NEWSCRAWL_STATE"]}
    require_fetchable([url], Settings({**state, **settings}))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "https://www.post.com/: NEWSCRAWL_CONTACT: not set"),
        ({"NEWSCRAWL_STATE": "/dev/null/x"}, "NEWSCRAWL_STATE: /dev/null/x/hosts"),
        ({"NEWSCRAWL_ALLOW_PRIVATE": "a:b"}, "NEWSCRAWL_ALLOW_PRIVATE: expected"),
    ],
)
def test_a_crawl_may_not_begin(settings: dict[str, object], said: str) -> None:
    state = {"NEWSCRAWL_STATE": os.environ["NEWSCRAWL_STATE"]}
    with pytest.raises(ConfigError, match=re.escape(said)):
        require_fetchable(["https://www.post.com/"], Settings({**state, **settings}))
