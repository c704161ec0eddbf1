"""What a site says of its hosts and addresses, and the sample's family."""

import re

import pytest

from newscrawl.sites import Site, load_sites


@pytest.mark.parametrize(
    ("url", "name", "home"),
    [
        ("https://www.valley-news.example/a", "valley_news_example", None),
        ("http://127.0.0.1:8000/", "site_127_0_0_1", "http://127.0.0.1:8000/"),
        ("https://[::1]:80/x", "site_1", "https://[::1]:80/"),
    ],
)
def test_a_site_is_made_of_an_address(url: str, name: str, home: str | None) -> None:
    site = Site.for_url(url)
    assert site.name == name
    assert [source.url for source in site.sources] == [url]
    assert site.url == (home or "https://www.valley-news.example/")


def test_an_address_must_be_http() -> None:
    with pytest.raises(ValueError, match="expected an http"):
        Site.for_url("news.html")


def test_mirrors_are_known_and_not_crawled() -> None:
    site = load_sites()["goinnermongolia"]
    assert "www.goinnermongolia.com.cn" in site.crawled_hosts
    assert "goinnermongolia.com.cn" in site.crawled_hosts
    assert "innermongolia.chinadaily.com.cn" not in site.crawled_hosts
    assert "innermongolia.chinadaily.com.cn" in site.all_hosts


@pytest.mark.parametrize(
    ("path", "is_article", "number"),
    [
        ("/baotou/2024-03/25/c_973885.htm", True, "973885"),
        ("/2025-07/14/c_1105588.htm", True, "1105588"),
        ("/baotou/2015-12/25/content_22807758.htm", True, "22807758"),
        ("/baotou/2024-03/25/c_973885_2.htm", True, "973885"),
        ("/baotou/news_44.html", False, None),
        ("/baotou/", False, None),
    ],
)
def test_the_platform_numbers_its_articles(
    path: str, is_article: bool, number: str | None
) -> None:
    site = load_sites()["goinnermongolia"]
    url = f"http://www.goinnermongolia.com.cn{path}"
    assert site.is_article_url(url) is is_article
    found = re.search(site.article.number or "", url)
    assert (found and found[1]) == number


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("At the event. [Photo/Baotou news network]", "Baotou news network"),
        ("In Dec. [Photo by A B/chinadaily.com.cn]", "A B/chinadaily.com.cn"),
        ("A lake.[Photo provided to China Daily]", "China Daily"),
        ("He said [laughing] it was fine.", None),
    ],
)
def test_the_platform_ends_a_caption_with_a_credit(
    text: str, credit: str | None
) -> None:
    rule = load_sites()["goinnermongolia"].article.caption or ""
    found = re.search(rule, text)
    assert (found and found["credit"]) == credit
