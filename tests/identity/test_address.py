"""Tests of newscrawl.identity.address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.identity import address_keys, canonical_url, resolve
from tests.samples import site

SAME = {
    "scheme and host in capitals": ("HTTP://Example.ORG/A", "http://example.org/A"),
    "IDN": ("http://münchen.de/", "http://xn--mnchen-3ya.de/"),
    "default port": ("https://example.org:443/a", "https://example.org/a"),
    "root without slash": ("http://example.org", "http://example.org/"),
    "host with a final dot": ("http://example.org./a", "http://example.org/a"),
    "dot segments": ("http://example.org/a/./b/../c", "http://example.org/a/c"),
    "hex in small letters": ("http://example.org/%e4%bd", "http://example.org/%E4%BD"),
    "unreserved encoded": ("http://example.org/%7Ea", "http://example.org/~a"),
    "raw letters": ("http://example.org/résumé", "http://example.org/r%C3%A9sum%C3%A9"),
    "campaign": ("http://example.org/a?utm_source=x&id=3", "http://example.org/a?id=3"),
    "campaign in capitals": (
        "http://example.org/a?UTM_Medium=x",
        "http://example.org/a",
    ),
    "encoded name": ("http://example.org/a?%75tm_source=x", "http://example.org/a"),
    "click id": ("http://example.org/a?fbclid=1&gclid=2", "http://example.org/a"),
    "ref that names a host": ("http://example.org/?ref=news.io", "http://example.org/"),
    "session in the path": (
        "http://example.org/a;jsessionid=9F",
        "http://example.org/a",
    ),
    "session in the query": (
        "http://example.org/a?PHPSESSID=9",
        "http://example.org/a",
    ),
    "fragment": ("http://example.org/a#comments", "http://example.org/a"),
    "empty query": ("http://example.org/a?", "http://example.org/a"),
    "password": ("http://me:secret@example.org/a", "http://example.org/a"),
    "white space": (" http://example.org/a\n", "http://example.org/a"),
    "stray percent": ("http://example.org/100%", "http://example.org/100%25"),
}

DIFFERENT = {
    "query": ("http://example.org/a?id=1", "http://example.org/a?id=2"),
    "order of the query": (
        "http://example.org/?a=1&b=2",
        "http://example.org/?b=2&a=1",
    ),
    "ref that names a page": ("http://example.org/?ref=12", "http://example.org/"),
    "case of the path": ("http://example.org/A", "http://example.org/a"),
    "encoded slash": ("http://example.org/a%2Fb", "http://example.org/a/b"),
    "encoded ampersand": (
        "http://example.org/?a=1%26b=2",
        "http://example.org/?a=1&b=2",
    ),
    "client-side route": ("http://example.org/#!/a", "http://example.org/#!/b"),
    "port": ("http://example.org:8080/a", "http://example.org/a"),
    "source": ("http://example.org/?source=1", "http://example.org/"),
}


@pytest.mark.parametrize(("url", "canonical"), SAME.values(), ids=SAME)
def test_what_selects_no_content_is_written_away(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_selects_content_stays(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


_pieces = st.one_of(
    st.sampled_from("/.?&=;#%!(){}[]:@ abAB29\\\u00e9\u4e2d"),
    st.sampled_from(["..", "%2e", "%%32E", "utm_source=", "jsessionid=1", "ref=a.io"]),
    st.sampled_from(["(S(abcdefghijklmnopqrstuvwx))", "//", "http://"]),
)


@given(st.lists(_pieces, max_size=14).map("".join))
def test_the_canonical_form_of_a_canonical_form_is_itself(tail: str) -> None:
    once = canonical_url(f"http://example.org/{tail}")
    assert canonical_url(once) == once


@given(st.text(max_size=40))
def test_any_text_has_a_stable_form(text: str) -> None:
    once = canonical_url(text)
    assert canonical_url(once) == once


REFUSED = [
    "mailto:a@example.org",
    "javascript:alert(1)",
    "data:,a",
    "ftp://example.org/",
]


@pytest.mark.parametrize("reference", [*REFUSED, "http://exa mple.org/", "http://[::1"])
def test_only_web_addresses_resolve(reference: str) -> None:
    assert resolve(reference, "http://example.org/") is None


def test_a_reference_resolves_as_in_a_browser() -> None:
    base = "http://example.org/a/b?c"
    assert resolve("../d e\n#f", base) == "http://example.org/d%20e#f"
    assert resolve("http://0x7f.1/") == "http://127.0.0.1/"


def test_keys_leave_out_scheme_and_www() -> None:
    assert address_keys("https://www.example.org/a") == {"//example.org/a"}
    assert address_keys("mailto:a@example.org") == frozenset()


def test_mirrors_share_the_key_of_a_number() -> None:
    one = address_keys("http://www.example.org/town/c_97.htm", site())
    other = address_keys("http://hillside.example.net/x/c_97_2.htm", site())
    assert one & other >= {"number:example.org/97"}


def test_other_hosts_count_for_themselves() -> None:
    one = address_keys("http://www.example.org/town/c_97.htm", site())
    assert not one & address_keys("http://en.example.org/town/c_97.htm", site())
    assert not one & address_keys("http://elsewhere.example/c_97.htm", site())
