"""The log as JSON: one object a line, whatever is in it."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.logs import JsonFormatter


def line(message: str, *args: object, **extra: object) -> dict[str, str | None]:
    record = logging.LogRecord("n.x", logging.WARNING, "x", 1, message, args, None)
    record.__dict__.update(extra)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_a_line_says_what_where_and_of_which_address() -> None:
    class Spider:
        name = "valley_post"

    found = line("%s: lost\x1b\n", "http://v.example/a", spider=Spider(), created=0.5)
    assert found == {
        "time": "1970-01-01T00:00:00.500Z",
        "level": "WARNING",
        "logger": "n.x",
        "site": "valley_post",
        "url": "http://v.example/a",
        "message": "http://v.example/a: lost\x1b\n",
    }


def test_a_line_of_no_site_has_nulls() -> None:
    found = line("begun")
    assert (found["site"], found["url"]) == (None, None)


def test_an_error_bears_its_trace() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        _ = 1 / 0
    assert raised.value
    try:
        raise ValueError("broken")
    except ValueError:
        found = line("lost", exc_info=sys.exc_info())
    assert "ValueError: broken" in str(found["trace"])


def test_json_is_kept_through_a_crawl(tmp_path: Path) -> None:
    words = ["crawl", "http://127.0.0.1:9/", "--log-format", "json", "--quiet"]
    ended = subprocess.run(
        [sys.executable, "-m", "newscrawl", *words, "--log-level", "INFO"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = [line for line in ended.stderr.splitlines() if line[:11] != "newscrawl: "]
    levels = {json.loads(line)["level"] for line in lines}
    assert {"INFO", "WARNING"} <= levels
