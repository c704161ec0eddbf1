"""Whole pages for the tests of reading: a short article, its page, the reading."""

from __future__ import annotations

from newscrawl.markup import read_document
from newscrawl.page import RawArticle, Refusal, read_article
from newscrawl.sites.site import Site
from tests.page.pages import NOW, URL

TITLE = "Old bridge to close for six weeks"
H1 = f"<h1>{TITLE}</h1>"
SENTENCES = (
    "The council of Marl voted on Monday night to close the old bridge for six weeks.",
    (
        "Work on the eastern pier begins after Easter, said Dana Roe, who leads the roads"
        " department of the town."
    ),
    (
        "“We looked at every other way to do this,” she told the meeting, “and none of"
        " them kept the road open.”"
    ),
    (
        "Drivers will be sent over the mill road, which adds about ten minutes to the trip,"
        " according to the plan."
    ),
    (
        "The town expects the repairs to cost 1.4 million dollars, half of which the state"
        " is going to pay."
    ),
    (
        "Residents asked whether the footpath could stay open, and the council promised to"
        " look into it by May."
    ),
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
MENU = (
    '<div id="menu"><ul>'
    + "".join(f'<li><a href="/s{i}">Section {i}</a></li>' for i in range(8))
    + "</ul></div>"
)
FOOT = (
    '<div class="footer"><p>© 2024 Hillside News. All rights reserved.</p>'
    '<a href="/imprint">Imprint</a></div>'
)


def read(
    html: str, *, url: str = URL, site: Site | None = None
) -> RawArticle | Refusal:
    """Return what a page's markup is read into."""
    return read_article(read_document(html.encode(), url), site=site, fetched_at=NOW)


def article(
    content: str, head: str = "", *, url: str = URL, site: Site | None = None
) -> RawArticle:
    """Return the article of a page with a menu, the headline and some content."""
    html = (
        f'<html lang="en"><head><title>{TITLE} | Hillside News</title>{head}</head>'
        f'<body>{MENU}<div class="main">{H1}<div class="content">{content}</div></div>'
        f"{FOOT}</body></html>"
    )
    found = read(html, url=url, site=site)
    assert isinstance(found, RawArticle), found
    return found


def refusal(title: str, body: str, head: str = "") -> Refusal:
    """Return why a page of a title and some content is refused."""
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    found = read(html)
    assert isinstance(found, Refusal), found
    return found


def texts(of: RawArticle) -> list[str]:
    """Return the texts of an article's paragraphs and headings."""
    return [text for block in of.body if (text := getattr(block, "text", ""))]
