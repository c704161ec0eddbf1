"""What is read off a response."""

import pytest
from scrapy.http import Response

from newscrawl.spiders.responses import header, is_half


@pytest.mark.parametrize(
    ("flags", "body", "expected"),
    [
        ([], b"<html>", False),
        (["dataloss"], b"<html></html>", True),
        (["partial"], b"<html><p>It was", True),
        (["partial"], b"<html></html>\n", False),
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
