"""What a pack's values may be."""

import pytest

from newscrawl.sites import checks


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (checks.http_url, "http://www.example.org/news.html"),
        (checks.http_url, "https://[2001:db8::1]:8443/"),
        (checks.host_name, "news.example.org"),
        (checks.selector, "h1.title::text"),
        (checks.selector, ".title"),
        (checks.selector, "a::attr(href)"),
        (checks.selector, "//h1/text()"),
        (checks.selector, "(//h1)[1]"),
        (checks.selector, ".//h1"),
        (checks.regex, r"/c_\d{6,7}(?:_\d+)?\.htm$"),
        (checks.regex, r"^(?:-[a-z]+)+$"),
        (checks.zone_name, "Asia/Shanghai"),
        (checks.zone_name, "UTC"),
        (checks.language_tag, "en"),
        (checks.language_tag, "zh-Hans-CN"),
        (checks.language_tag, "es-419"),
        (checks.region_code, "CN-NM"),
        (checks.region_code, "FR-35"),
        (checks.country_code, "CN"),
    ],
)
def test_accepts(check, value: str) -> None:  # type: ignore[no-untyped-def]
    assert check(value) == value


@pytest.mark.parametrize(
    ("check", "value", "expected"),
    [
        (checks.http_url, "news.html", 'an http(s) URL, got "news.html"'),
        (checks.http_url, "ftp://example.org/", "an http(s) URL"),
        (checks.http_url, "http:///path", "an http(s) URL"),
        (checks.http_url, "http://user:word@example.org/", "an http(s) URL"),
        (checks.http_url, "http://example.org/a b", "an http(s) URL"),
        (checks.http_url, "http://example.org:port/", "an http(s) URL"),
        (checks.host_name, "https://example.org", "a host"),
        (checks.host_name, "Example.org", "a host"),
        (checks.selector, "div[", "a valid CSS selector"),
        (checks.selector, "h1::nothing", "a valid CSS selector"),
        (checks.selector, "//h1[", "a valid XPath"),
        (checks.selector, "", "a valid CSS selector"),
        (checks.regex, "(unclosed", "a regular expression"),
        (checks.regex, r"(a+)+$", "no repeat of a repeat"),
        (checks.regex, r"(?:\w+\s?)*x", "no repeat of a repeat"),
        (checks.regex, r"(?:[a-z]*|-)+", "no repeat of a repeat"),
        (checks.zone_name, "Asia/Baotou", "an IANA zone"),
        (checks.zone_name, "../etc/passwd", "an IANA zone"),
        (checks.zone_name, "Europe", "an IANA zone"),
        (checks.language_tag, "english", "a BCP 47 language"),
        (checks.language_tag, "EN", "a BCP 47 language"),
        (checks.region_code, "Inner Mongolia", "an ISO 3166-2 code"),
        (checks.country_code, "cn", "an ISO 3166-1 code"),
    ],
)
def test_refuses(check, value: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"^expected .*, got ") as caught:
        check(value)
    assert f"expected {expected}" in str(caught.value)
