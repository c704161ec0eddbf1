"""The pages in a real browser: nothing on the console, nothing for axe to fault."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from newscrawl.publish.pages import Shown, SiteHealth, index_page
from newscrawl.record import Article
from newscrawl.store import Figures
from tests.publish.test_pages import FEED, FIGURES, NASTY, PHOTO, one, page_of

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_RUN = """<script>%s</script><script>
axe.run().then(found => { document.title = JSON.stringify(found.violations.map(
    one => one.id + ": " + one.nodes.map(node => node.html).join(" "))) })
</script></body>"""
_CASES = [(390, "light"), (390, "dark"), (1200, "light"), (1200, "dark")]


def _articles() -> list[Article]:
    nasty = [one(title=title, summary=title, images=(PHOTO,)) for title in NASTY]
    arabic = one(title="افتتاح جسر جديد (2024)", language="ar", text_direction="rtl")
    return [one(images=(PHOTO,), summary="It opened."), arabic, *nasty]


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, Path]:
    """Write an index and a feed's page; return where they are."""
    names = ("all", "region-cn-nm", "section-hillside-news", "tag-energy")
    feeds = [Shown(name=name, title=f"All of {name}") for name in names]
    health = SiteHealth(feed=FEED, figures=FIGURES, last_crawl="2024-03-25T09:00:00Z")
    empty = SiteHealth(
        feed=Shown(name="other", title="أخبار"), figures=Figures(()), last_crawl=None
    )
    made = {
        "index": index_page([*feeds, FEED], _articles(), [health, empty]),
        "feed": page_of(FEED, _articles(), FIGURES),
    }
    for name, page in made.items():
        (tmp_path / f"{name}.html").write_bytes(page)
    return {name: tmp_path / f"{name}.html" for name in made}


def browse(page: Path, folder: Path, width: int, scheme: str) -> tuple[str, list[str]]:
    """Open a page; return the document it becomes and what the console says."""
    if _CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    dark = 0 if scheme == "dark" else 1
    command = [
        _CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={folder / 'profile'}",
        f"--blink-settings=preferredColorScheme={dark},imagesEnabled=false",
        f"--window-size={width},900",
        "--virtual-time-budget=10000",
        "--enable-logging=stderr",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--dump-dom",
        page.as_uri(),
    ]
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True
    )
    said = [line for line in ended.stderr.splitlines() if ":CONSOLE" in line]
    return ended.stdout, said


@pytest.mark.parametrize("name", ["index", "feed"])
def test_a_browser_has_nothing_to_say(
    pages: dict[str, Path], tmp_path: Path, name: str
) -> None:
    document, said = browse(pages[name], tmp_path, 1200, "light")
    assert said == []
    assert "Bridge opens" in document


@pytest.mark.parametrize(("width", "scheme"), _CASES)
@pytest.mark.parametrize("name", ["index", "feed"])
def test_axe_finds_no_fault(
    pages: dict[str, Path], tmp_path: Path, name: str, width: int, scheme: str
) -> None:
    found = importlib.util.find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core-python is not installed")
    axe = Path(found.origin).with_name("axe.min.js").read_text("utf-8")
    page = pages[name].read_text("utf-8")
    page = re.sub(r"<meta http-equiv[^>]*>", "", page)
    page = page.replace("</body>", (_RUN % axe.replace("</script", "<\\/script")))
    open_page = tmp_path / "open.html"
    open_page.write_text(page, "utf-8")
    document, said = browse(open_page, tmp_path, width, scheme)
    title = re.search(r"<title>(.*?)</title>", document, re.DOTALL)
    assert title
    assert json.loads(title[1].replace("&lt;", "<").replace("&gt;", ">")) == []
    assert said == []
