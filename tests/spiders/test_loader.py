"""A spider of each pack."""

import re
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings

from newscrawl.spiders import NewsSpider, PackSpiderLoader, spider_class
from tests.samples import site


def loader(folder: Path) -> PackSpiderLoader:
    return PackSpiderLoader.from_settings(Settings({"NEWSCRAWL_SITES": str(folder)}))


def test_each_pack_is_a_spider(tmp_path: Path) -> None:
    spiders = loader(tmp_path)
    assert "goinnermongolia" in spiders.list()
    found = spiders.load("goinnermongolia")
    assert issubclass(found, NewsSpider)
    assert found.name == "goinnermongolia"


def test_an_unknown_name_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="Spider not found: nowhere"):
        loader(tmp_path).load("nowhere")


def test_spiders_are_found_by_host(tmp_path: Path) -> None:
    request = Request("http://www.goinnermongolia.com.cn/baotou/")
    assert loader(tmp_path).find_by_request(request) == ["goinnermongolia"]


def test_a_site_sets_its_delay_and_hosts() -> None:
    found = spider_class(site(delay_s=3.0), ["http://www.example.org/1"])
    assert found.custom_settings == {
        "DOWNLOAD_DELAY": 3.0,
        "NEWSCRAWL_BROWSER": False,
    }
    assert "www.example.org" in found.allowed_domains
    assert found.addresses == ("http://www.example.org/1",)


def test_a_pack_that_says_no_delay_leaves_the_settings() -> None:
    assert "DOWNLOAD_DELAY" not in (spider_class(site()).custom_settings or {})


@pytest.mark.parametrize(
    ("contact", "agent"),
    [("me@v.example", r"newscrawl/[\d.]+\S* \(\+me@v.example\)"), ("", "kept")],
)
def test_the_contact_is_said(contact: str, agent: str) -> None:
    settings = Settings({"NEWSCRAWL_CONTACT": contact, "USER_AGENT": "kept"})
    spider_class(site()).update_settings(settings)

    assert re.fullmatch(agent, settings["USER_AGENT"])
