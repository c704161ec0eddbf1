"""Reading a field by a site's own selectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from newscrawl.markup import Element
from newscrawl.page.metadata import fold_space
from newscrawl.page.tree.hints import text_of
from newscrawl.sites.checks import is_xpath


@lru_cache(maxsize=2048)
def _compiled(selector: str) -> etree.XPath:
    """Return a selector, CSS or XPath, ready to run."""
    path = selector if is_xpath(selector) else HTMLTranslator().css_to_xpath(selector)
    return etree.XPath(path, smart_strings=True)


def select(
    root: Element, selectors: Sequence[str]
) -> Iterator[tuple[str, Element | None, str]]:
    """Yield text, element and selector of what the first selector that finds finds.

    For a selector of text or of an attribute the element is the one that bears it.
    """
    for selector in selectors:
        found = False
        results = _compiled(selector)(root)
        for result in results if isinstance(results, list) else [results]:
            text, element = _read(result)
            if text:
                found = True
                yield text, element, selector
        if found:
            return


def _read(result: object) -> tuple[str, Element | None]:
    if isinstance(result, Element):
        return text_of(result), result
    parent = getattr(result, "getparent", None)
    return fold_space(str(result)), parent() if parent else None
