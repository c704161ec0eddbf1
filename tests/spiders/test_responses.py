"""What is read off a response."""

import pytest
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web.client import ResponseNeverReceived

from newscrawl.spiders.responses import error_words, header, is_half, robots_headers


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


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("bytes 0-5/12", True),
        ("bytes 6-11/12", True),
        ("bytes 0-11/12", False),
        ("bytes 0-5/*", False),
        ("bytes 0-5/banana", False),
        ("", False),
    ],
)
def test_a_part_that_says_so_is_half(stated: str, expected: bool) -> None:
    headers = {"Content-Range": stated}
    response = Response("https://v.example/", 206, headers=headers, body=b"<html>")
    assert is_half(response) is expected


def failure(error: Exception, cause: Exception | None = None) -> Failure:
    error.__cause__ = cause
    return Failure(error)  # type: ignore[no-untyped-call]


def unanswered(error: Exception) -> Exception:
    return ResponseNeverReceived([failure(error)])  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "cause", "said"),
    [
        (
            DownloadFailedError("[<Failure KeyError>]"),
            unanswered(KeyError(b"junk")),
            "the answer has a transfer coding that nobody knows",
        ),
        (
            DownloadFailedError("[<Failure ConnectionLost>]"),
            unanswered(ConnectionLost()),
            "the connection was closed before the answer's end",
        ),
        (ValueError("no\nhost"), EOFError(), "no\\x0ahost"),
        (TimeoutError(), EOFError(), "TimeoutError"),
    ],
    ids=["coding", "closed", "own words", "no words"],
)
def test_an_error_is_told_in_plain_words(
    error: Exception, cause: Exception, said: str
) -> None:
    assert error_words(failure(error, cause)) == said


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
