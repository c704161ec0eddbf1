"""Tests of newscrawl.identity.article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.identity import addresses, identify
from newscrawl.record import Fetch, Link
from newscrawl.sites.site import ArticleRules
from tests.samples import SEEN, article, site

URL = "http://www.example.org/town/2024-03/25/c_973885.htm"
plain = site(article=ArticleRules())


def test_an_id_is_minted_from_the_number() -> None:
    seen = identify(article(), site())
    assert seen.id == "tag:www.example.org,2024-03-25:hillside/973885"


def test_mirrors_get_one_candidate() -> None:
    mirror = article(url="http://hillside.example.net/a/c_973885.htm")
    assert identify(mirror, site()).id == identify(article(), site()).id


def test_another_host_has_its_own_numbers() -> None:
    other = identify(article(url="http://en.example.org/a/c_973885.htm"), site())
    assert other.id == "tag:www.example.org,2024-03-25:hillside/en.example.org/973885"


def test_an_id_without_number_follows_the_address() -> None:
    one = identify(article(url="http://www.example.org/a-b-c?utm_source=x"), plain)
    other = identify(article(url="https://example.org/a-b-c"), plain)
    assert one.id == other.id
    assert one.id.startswith("tag:www.example.org,2024-03-25:hillside/")


def test_the_hash_is_of_the_words() -> None:
    one = identify(article(text="So, it opened."), site())
    assert (
        one.content_hash == identify(article(text="so it opened"), site()).content_hash
    )
    assert one.content_hash != identify(article(text="it opened"), site()).content_hash
    assert one.content_hash.startswith("sha256:")


BELIEVED = {
    "itself": URL,
    "https": URL.replace("http:", "https:"),
    "mirror": "http://hillside.example.net/town/c_973885.htm",
    "sub-domain": "http://m.example.org/town/bridge-opens",
}
REFUSED = {
    "front page": ("http://www.example.org/", "the front page"),
    "another site": ("http://other.example/c_973885.htm", "an address of another site"),
    "source": ("https://example.org/news/", "a section page"),
    "breadcrumb": ("http://www.example.org/places.htm", "a section page"),
    "folder": ("http://www.example.org/town", "a folder that holds the page"),
    "number": ("http://www.example.org/a/c_1.htm", "the address of another article"),
    "scheme": ("javascript:alert(1)", "an address of another site"),
}


@pytest.mark.parametrize("claimed", BELIEVED.values(), ids=BELIEVED)
def test_a_canonical_address_that_fits_is_believed(claimed: str) -> None:
    assert identify(article(canonical_url=claimed), site()).canonical_url == claimed


@pytest.mark.parametrize(("claimed", "why"), REFUSED.values(), ids=REFUSED)
def test_a_canonical_address_that_does_not_fit_is_a_rival(
    claimed: str, why: str
) -> None:
    crumbs = (Link("Places", "http://www.example.org/places.htm"),)
    seen = identify(article(canonical_url=claimed, breadcrumbs=crumbs), site())
    assert seen.canonical_url is None
    rivals = seen.extraction.fields["canonical_url"].rivals
    assert [(rival.value, rival.why) for rival in rivals] == [(claimed, why)]


def test_a_canonical_address_may_not_lose_the_selecting_query() -> None:
    page = article(
        url="http://www.example.org/read.php?id=5",
        canonical_url="http://www.example.org/read.php",
    )
    assert identify(page, plain).canonical_url is None
    slug = article(
        url="http://www.example.org/bridge-opens-at-last?view=rss",
        canonical_url="http://www.example.org/bridge-opens-at-last",
    )
    assert identify(slug, plain).canonical_url == slug.canonical_url


def test_a_redirect_names_the_canonical_address() -> None:
    fetch = Fetch(at=SEEN, status=200, final_url="https://www.example.org/a-b-c")
    seen = identify(article(url="http://www.example.org/?p=9", fetch=fetch), plain)
    assert seen.canonical_url == "https://www.example.org/a-b-c"


def test_a_redirect_to_the_front_page_is_no_address() -> None:
    fetch = Fetch(at=SEEN, status=200, final_url="http://www.example.org/")
    seen = identify(article(fetch=fetch), site())
    assert "//example.org/" not in addresses(seen, site())


def test_an_article_is_known_by_every_address_and_number() -> None:
    seen = identify(article(), site())
    seen = replace(seen, alternate_urls=("http://hillside.example.net/b",))
    assert addresses(seen, site()) == {
        "//example.org/town/2024-03/25/c_973885.htm",
        "//hillside.example.net/b",
        "number:example.org/973885",
        "number:hillside.example.net/973885",
    }
