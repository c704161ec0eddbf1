"""Pages for the tests of the finders."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from newscrawl.markup import Element, read_document
from newscrawl.page.heads.titles import find_title
from newscrawl.page.page import Choice, Page
from newscrawl.page.read import read_page
from newscrawl.sites.site import Site

NOW = datetime(2024, 3, 27, 12, 30, tzinfo=UTC)
URL = "https://www.hillside.example/news/a-story.html"


def page(
    body: str, head: str = "", *, url: str = URL, site: Site | None = None
) -> Page:
    """Return the page of a body and of what its head holds."""
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_page(read_document(html.encode(), url), site=site, fetched_at=NOW)


def heads(of: Page) -> list[Element]:
    """Return the elements of a page's headline."""
    elements = find_title(of).elements
    return [element for element in elements if isinstance(element, Element)]


def ld(**article: Any) -> str:
    """Return a script of JSON-LD that describes an article."""
    described = {"@type": "NewsArticle", **article}
    return f'<script type="application/ld+json">{json.dumps(described)}</script>'


def meta(name: str, content: str) -> str:
    """Return a meta element."""
    return f'<meta property="{name}" content="{content}">'


def rivals(choice: Choice[Any]) -> dict[str, str | None]:
    """Return the rivals' values of a choice with the reason against each."""
    return {rival.value: rival.why for rival in choice.evidence.rivals}
