"""A site known by its address alone: sections, pagers, feed and sitemap are found."""

from __future__ import annotations

from pathlib import Path

from tests.loopback import crawl, serving

WORDS = (
    "The council voted on Monday to repair the bridge over the river before winter, "
    "and said that the work will take five weeks and cost less than was feared. "
)
MENU = (
    "<nav class=menu><a href=/>Home</a> <a href=/local/>Local</a> "
    "<a href=/culture/>Culture</a> <a href=/login/>Log in</a> "
    "<a href=/weather/>Weather</a></nav>"
)
PACK = """
name = "valley"
title = "Valley"
url = "{home}/"
sources = [{{ url = "{home}/", explore = true, max_pages = 50 }}]
"""


def address(section: str, number: int) -> str:
    return f"/{section}/report-of-the-council-on-bridge-{number}/"


def article(section: str, number: int) -> str:
    title = f"Report number {number} of the town council on {section} bridges"
    text = "".join(f"<p>{WORDS}Part {number}{part}.</p>" for part in "abcd")
    return (
        f"<html lang=en><head><title>{title}</title></head><body>{MENU}"
        f"<article><h1>{title}</h1><time datetime=2024-03-{number:02d}>March "
        f"{number}, 2024</time>{text}</article></body></html>"
    )


def listing(section: str, numbers: range, pager: str = "", head: str = "") -> str:
    items = "".join(
        f"<li class=item><h2><a href={address(section, n)}>Report number {n} of the"
        f" town council on {section} bridges</a></h2><span>2024-03-{n:02d}</span></li>"
        for n in numbers
    )
    return (
        f"<html><head><title>x</title>{head}</head><body>{MENU}<ul>{items}</ul>"
        f"<div class=pagination>{pager}</div></body></html>"
    )


def site() -> dict[str, str | tuple[int, str]]:
    feed = '<link rel=alternate type="application/rss+xml" href="/feed.xml">'
    next_page = "<a href=/local/page/2/>2</a> <a href=/local/page/2/>Next</a>"
    pages: dict[str, str | tuple[int, str]] = {
        "/robots.txt": "User-agent: *\nSitemap: {home}/sitemap.xml\n",
        "/": listing("local", range(1, 5), head=feed),
        "/local/": listing("local", range(1, 7), f"<b>1</b> {next_page}"),
        "/local/page/2/": listing("local", range(7, 11), "<a href=/local/>1</a>"),
        "/culture/": listing("culture", range(1, 6)),
        "/weather/": f"<html><body>{MENU}<p>Sun.</p></body></html>",
        "/feed.xml": (
            '<?xml version="1.0"?><rss><channel><item><title>x</title>'
            f"<link>{{home}}{address('feed', 1)}</link></item></channel></rss>"
        ),
        "/sitemap.xml": (
            '<?xml version="1.0"?><urlset><url><loc>{home}'
            f"{address('hidden', 1)}</loc></url></urlset>"
        ),
    }
    told = {"local": 11, "culture": 6, "feed": 2, "hidden": 2}
    for section, end in told.items():
        for number in range(1, end):
            pages[address(section, number)] = article(section, number)
    return pages


def test_every_article_is_found_from_the_front_page(tmp_path: Path) -> None:
    pages = site()
    (tmp_path / "sites").mkdir()
    with serving(pages) as served:
        pack = PACK.format(home=served.url)
        (tmp_path / "sites/valley.toml").write_text(pack)
        crawled = crawl("valley", tmp_path, NEWSCRAWL_PUBLISH=False)
        articles = {path for path in pages if "report-of" in path}
        assert articles <= set(served.log)
        assert crawled.stats["articles/new"] == len(articles) == 17
        assert crawled.stats.get("errors", 0) == 0
        assert "/login/" not in served.log
        assert len(served.log) == len(set(served.log))
