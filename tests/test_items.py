"""Why a page is dropped, and what the log says of it."""

import logging

import pytest

from newscrawl.items import NoArticle, RefusedItem, escaped
from newscrawl.logs import OneLineFormatter
from tests.samples import site

REFUSED = RefusedItem(
    site=site(),
    url="https://v.example/1",
    status=200,
    fetched_at="2024-03-25T08:00:00Z",
    reason="login",
    detail="x",
)


@pytest.mark.parametrize(
    ("reason", "level"), [("listing", "DEBUG"), ("bot-check", "WARNING")]
)
def test_the_reason_sets_the_level(reason: str, level: str) -> None:
    error = NoArticle("https://v.example/1", reason, "a form")
    assert error.log_level == level
    assert str(error) == f"https://v.example/1: {reason}: a form"


def test_a_page_cannot_write_lines_of_the_log() -> None:
    assert escaped("a\nERROR b\x1b[0m") == "a\\x0aERROR b\\x1b[0m"


def test_a_dropped_page_is_one_line() -> None:
    error = NoArticle("https://v.example/1", "listing", "100% links")
    told = OneLineFormatter().dropped(REFUSED, error, None, None)  # type: ignore[arg-type]
    assert told["level"] == logging.DEBUG
    line = told["msg"] % told["args"]
    assert line == "Dropped https://v.example/1: listing: 100% links"


def test_a_lost_item_is_named_by_its_address() -> None:
    told = OneLineFormatter().item_error(REFUSED, ValueError(), None, None)  # type: ignore[arg-type]
    assert told["msg"] % told["args"] == "Lost https://v.example/1"
