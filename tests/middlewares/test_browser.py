"""Pages whose text is made by scripts, shown by a real Chromium where there is one."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from newscrawl.errors import ConfigError
from newscrawl.middlewares import require_browser
from newscrawl.middlewares.browser import _NAMES, BrowserAddon
from newscrawl.sites import Site
from newscrawl.store import open_store
from tests.loopback import crawl, serving

WORDS = (
    "The council voted on Monday to repair the bridge over the river before winter, "
    "and said that the work will take five weeks and cost less than was feared. "
)
ARTICLE = "/report-of-the-council-on-the-bridge/"
TITLE = "Council repairs the bridge over the river"
PACK = """
name = "scripted"
title = "Scripted"
url = "{home}/"
language = "en"
delay_s = 0
browser = true
sources = [{{ url = "{home}/news/" }}]
"""
# Everything that a page can try: a script of its own site, what the script asks for,
# a picture, a frame, a foreign host, the private network, another page.
SCRIPT = f"""
fetch("/text.json").then(answer => answer.json()).then(parts => {{
  const article = document.createElement("article");
  article.innerHTML = "<h1>{TITLE}</h1>" + parts.map(p => `<p>${{p}}</p>`).join("");
  document.body.append(article);
}});
fetch("/forbidden/count.json").catch(() => 0);
fetch("http://localhost:1/").catch(() => 0);
fetch("http://169.254.169.254/latest/meta-data/").catch(() => 0);
fetch("/text.json", {{method: "POST"}}).catch(() => 0);
new WebSocket("ws://" + location.host + "/socket");
document.body.append(Object.assign(new Image(), {{src: "/photo.jpg"}}));
navigator.sendBeacon("/beacon");
setTimeout(() => {{ location.href = "/elsewhere/"; }}, 300);
"""
SHELL = "<html lang=en><body><p>Loading</p><script src=/app.js></script></body></html>"
LISTING = f"""<html lang=en><body><ul id=list></ul><script>
document.getElementById("list").innerHTML =
  '<li><h2><a href="{ARTICLE}">{TITLE}</a></h2><span>2024-03-25</span></li>';
</script></body></html>"""

needs_chromium = pytest.mark.skipif(
    importlib.util.find_spec("scrapy_playwright") is None
    or not any(map(shutil.which, _NAMES)),
    reason="no scrapy-playwright, or no Chromium on the path",
)


@needs_chromium
def test_a_page_made_by_scripts_is_read_as_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    texts = "[" + ",".join(f'"{WORDS}Part {n}."' for n in range(4)) + "]"
    pages = {
        "/robots.txt": "User-agent: *\nDisallow: /forbidden/",
        "/news/": LISTING,
        ARTICLE: SHELL,
        "/app.js": SCRIPT,
        "/text.json": texts,
    }
    with serving(pages) as site:
        (tmp_path / "sites/scripted.toml").write_text(PACK.format(home=site.url))
        ended = crawl("scripted", tmp_path, NEWSCRAWL_PUBLISH=False, LOG_LEVEL="INFO")
        with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
            article = store.find(f"{site.url}{ARTICLE}")
    assert article is not None, ended.log
    assert article.title == TITLE
    assert "Part 3." in article.content_text
    assert sorted(site.log) == sorted(
        ["/robots.txt", "/news/", ARTICLE, "/app.js", "/text.json"]
    )


def test_only_a_spider_that_needs_it_gets_the_browsers_handler() -> None:
    for wanted, replay in ((False, []), (True, ["pages.warc.gz"])):
        plain = Settings({"NEWSCRAWL_BROWSER": wanted, "NEWSCRAWL_REPLAY": replay})
        with pytest.raises(NotConfigured):
            BrowserAddon().update_settings(plain)
    settings = Settings({"NEWSCRAWL_BROWSER": True, "DOWNLOAD_HANDLERS": {"ftp": None}})
    BrowserAddon().update_settings(settings)
    handlers = settings["DOWNLOAD_HANDLERS"]
    assert handlers["https"].endswith("BrowserHandler")
    assert handlers["ftp"] is None


def test_without_the_extra_the_error_names_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = Site(name="live", title="Live", url="https://www.example.org/", browser=True)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"pip install 'newscrawl\[browser\]'"):
        require_browser([site], Settings())
    require_browser([site], Settings({"NEWSCRAWL_REPLAY": ["pages.warc.gz"]}))
