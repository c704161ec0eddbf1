"""What the project sets against Scrapy's open defaults."""

import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl import settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("ROBOTSTXT_OBEY", True),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("DOWNLOAD_MAXSIZE", 10 * 1024 * 1024),
        ("CONCURRENT_ITEMS", 8),
        ("COOKIES_ENABLED", False),
        ("DOWNLOAD_TIMEOUT", 20),
    ],
)
def test_the_crawl_is_closed_and_polite(name: str, value: object) -> None:
    assert getattr(settings, name) == value


@pytest.mark.parametrize("scheme", ["data", "file", "ftp", "s3"])
def test_no_scheme_but_http_is_fetched(scheme: str) -> None:
    assert settings.DOWNLOAD_HANDLERS[scheme] is None


def test_a_file_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", "fetch", "--nolog", secret.as_uri()],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "hidden words" not in ended.stdout
