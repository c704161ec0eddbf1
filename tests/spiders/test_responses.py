"""What is read off a response."""

import pytest
from scrapy.http import Response

from newscrawl.spiders.responses import header, is_half, robots_headers


@pytest.mark.parametrize(
    ("flags", "body", "expected"),
    [
        ([], b"<html>", False),
        (["dataloss"], b"<html></html>", True),
        (["partial"], b"<html><p>It was", True),
        (["partial"], b"<html></html>\n", False),
        (["partial"], b"<html><p>It was <b>", True),
        (["partial"], b"<html><p>It was</body><script>x</script>", False),
        (["partial"], b"<rss></rss>", False),
        (["partial"], b'{"items": []}', False),
    ],
)
def test_half_a_response_is_told(flags: list[str], body: bytes, expected: bool) -> None:
    response = Response("https://v.example/", flags=flags, body=body)
    assert is_half(response) is expected


def test_a_header_is_text_or_none() -> None:
    response = Response("https://v.example/", headers={"ETag": b'"1"'})
    assert header(response, "ETag") == '"1"'
    assert header(response, "Last-Modified") is None


def test_headers_tell_robots_what_they_may_not_do() -> None:
    headers = {"X-Robots-Tag": ["noai, NoImageAI", "max-snippet:-1"]}
    headers |= {"TDM-Reservation": ["1"]}
    response = Response("https://v.example/", headers=headers)
    assert robots_headers(response) == (
        "noai",
        "noimageai",
        "max-snippet:-1",
        "tdm-reservation: 1",
    )
