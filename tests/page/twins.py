"""A small site's article pages, alike but for their text, for tests of its memory."""

from __future__ import annotations

from newscrawl.markup import read_document
from newscrawl.page import Reading, SiteMemory, learn, read_closely
from tests.page.pages import NOW

NOTICE = (
    "Our reporters work for you around the clock; write to the desk with your news."
)
TOPICS = (
    "bridge",
    "harbour",
    "school",
    "market",
    "library",
    "railway",
    "forest",
    "theatre",
    "hospital",
    "river",
)


def paragraphs(number: int, count: int = 5) -> list[str]:
    """Return the text of the article of a number."""
    topic = f"{TOPICS[number % len(TOPICS)]} number {number}"
    return [
        f"The council spoke for {part + 2} hours about the {topic} on Monday, and said"
        f" that its plan of part {part} will cost the town {number * 7 + part} thousand."
        for part in range(count)
    ]


def old_design(number: int, text: list[str], more: str = "") -> str:
    """Return a page as the site first set them."""
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in text)
    links = "".join(
        f"<li><a href=/{n}.html>Another report number {n * number}</a></li>"
        for n in range(9)
    )
    return (
        f"<div class=menu><ul>{links}</ul></div>"
        f"<div class='wrap post-{number}'><h1>Report number {number} from the town</h1>"
        f"<div class=article-text>{shown}{more}<p>{NOTICE}</p></div></div>"
        f"<div class=most-read><h3>Most read</h3><ul>{links}</ul></div>"
    )


def new_design(number: int, text: list[str], more: str = "") -> str:
    """Return a page after the site's redesign: the text is where the links were."""
    shown = "".join(f"<p class=par>{paragraph}</p>" for paragraph in text)
    return (
        f"<h1>Report number {number} from the town</h1>"
        f"<div class=most-read><section class=copy>{shown}{more}</section></div>"
        "<div class=article-text><ul><li><a href=/a.html>To the archive of our town"
        " paper</a></li></ul></div>"
    )


def read(
    body: str, number: int, memory: SiteMemory | None = None, *, path: str = "news"
) -> Reading:
    """Read a page of the site."""
    html = (
        f"<html><head><title>Report number {number} from the town</title></head>"
        f"<body>{body}</body></html>"
    )
    url = f"https://www.twins.example/{path}/{number}.html"
    return read_closely(
        read_document(html.encode(), url), fetched_at=NOW, memory=memory
    )


def texts(reading: Reading) -> list[str]:
    """Return the article's paragraphs as read."""
    return [block.text for block in reading.body.blocks]


def after(numbers: range, memory: SiteMemory | None = None) -> SiteMemory:
    """Return the memory after articles of the old design."""
    memory = memory or SiteMemory()
    for number in numbers:
        reading = read(old_design(number, paragraphs(number)), number, memory)
        memory = learn(memory, reading)
    return memory
