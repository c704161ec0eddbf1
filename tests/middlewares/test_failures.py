"""What answers and failures say of a host, and what a Retry-After asks for."""

from datetime import UTC, datetime

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response

from newscrawl.middlewares.failures import (
    ANSWERED,
    SLOW,
    SOFT,
    UNKNOWN,
    UNREACHABLE,
    Weight,
    retry_after_s,
    weigh_exception,
    weigh_response,
)

NOW = datetime(2024, 3, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Mon, 25 Mar 2024 08:01:30 GMT", 90),
        ("Monday, 25-Mar-24 08:01:30 GMT", 90),
        ("Mon, 25 Mar 2024 09:01:30 +0100", 90),
        ("Mon, 25 Mar 2024 07:00:00 GMT", 0),
        ("Mon Mar 25 08:01:30 2024", 90),
        ("99999999999999999999", 999999999),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(stated: str, seconds: float | None) -> None:
    assert retry_after_s(stated, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "headers", "weight"),
    [
        (200, {}, ANSWERED),
        (404, {}, ANSWERED),
        (403, {}, ANSWERED),
        (500, {}, SOFT),
        (502, {}, SOFT),
        (503, {}, Weight(is_busy=True)),
        (429, {"Retry-After": "7"}, Weight(is_busy=True, retry_after_s=7)),
        (200, {"Retry-After": "7"}, ANSWERED),
    ],
)
def test_an_answer_is_weighed(
    status: int, headers: dict[str, str], weight: Weight
) -> None:
    response = Response("http://a.example/", status=status, headers=headers)
    assert weigh_response(response, NOW) == weight


@pytest.mark.parametrize(
    ("error", "weight"),
    [
        (CannotResolveHostError("x"), UNKNOWN),
        (DownloadConnectionRefusedError("x"), UNREACHABLE),
        (DownloadTimeoutError("x"), SLOW),
        (DownloadFailedError("x"), SOFT),
        (ResponseDataLossError("x"), SOFT),
    ],
)
def test_a_failure_is_weighed(error: Exception, weight: Weight) -> None:
    assert weigh_exception(error) == weight


def test_what_cannot_heal_weighs_most() -> None:
    strikes = [one.strikes for one in (UNKNOWN, UNREACHABLE, SLOW, SOFT, ANSWERED)]
    assert strikes == sorted(strikes, reverse=True)
