"""Text that a page states for machines and shows to no reader without scripts.

JSON-LD's `articleBody` first; else the state that a script framework leaves in the page
(`__NEXT_DATA__`, `__NUXT__` and kin): of all lists and objects in it, the one whose strings hold
the most prose. Strings with markup are parsed as such.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import lxml.html

from newscrawl.page.page import Page
from newscrawl.page.text.literals import read_literals
from newscrawl.page.tree.blocks import clean, count_words
from newscrawl.page.tree.marks import Mark
from newscrawl.page.tree.walk import read_tree

_MAX_SCRIPT_CHARS = 6_000_000
_MAX_VALUES = 200_000
_MIN_PROSE_WORDS = 12
_MIN_WORDS = 60
_STATE = re.compile(r"(?:=|\.push\(|JSON\.parse\()\s*(?=[{\[\"])")
_STATE_START = 400
_MAX_STARTS = 4
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»）)]?(?:\s|$|<)")
# "$$ARTICLEAD$$", "{{ad_slot_2}}": where a script puts something in.
_PLACEHOLDER = re.compile(r"^[\W_]+\w+[\W_]+$")


def stated_text(page: Page) -> list[str]:
    """Return the paragraphs of the text a page states, none where it states none."""
    body = page.metadata.article.get("articleBody")
    if isinstance(body, str) and count_words(clean(body)) >= _MIN_WORDS:
        return _paragraphs(body)
    best: list[str] = []
    for state in _states(page):
        best = max(best, _richest(state), key=lambda texts: sum(map(len, texts)))
    paragraphs = [p for text in best for p in _paragraphs(text)]
    return paragraphs if sum(map(count_words, paragraphs)) >= _MIN_WORDS else []


def _paragraphs(text: str) -> list[str]:
    if "<" in text and ">" in text:
        try:
            root = lxml.html.fragment_fromstring(text, create_parent="div")
        except (lxml.etree.LxmlError, ValueError, AssertionError):
            return [clean(text)]
        return [
            block.text
            for block in read_tree(root)[0].texts
            if not block.box.within & (Mark.CAPTION | Mark.FIGURE)
            and not _PLACEHOLDER.match(block.text)
        ]
    return [folded for part in text.split("\n") if (folded := clean(part))]


def _states(page: Page) -> Iterator[Any]:
    """Yield the values of scripts that are JSON, assign it, push it or return it."""
    for text in page.document.scripts_with("function"):
        if len(text) < _MAX_SCRIPT_CHARS and (state := read_literals(text)):
            yield state
    decoder = json.JSONDecoder()
    for text, start in _json_starts(page):
        if not 200 < len(text) < _MAX_SCRIPT_CHARS:
            continue
        try:
            value = decoder.raw_decode(text, start)[0]
            yield json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue


def _json_starts(page: Page) -> Iterator[tuple[str, int]]:
    for script in page.document.root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            text = (script.text or "").strip()
            yield text, 0
    for text in page.document.scripts:
        starts = _STATE.finditer(text, 0, _STATE_START)
        for start in islice(starts, _MAX_STARTS):
            yield text, start.end()


def _is_prose(text: str) -> bool:
    return (
        len(text) > 30
        and not text.startswith(("http", "{", "[", "/", "data:"))
        and _SENTENCE_END.search(text) is not None
        and count_words(text) >= _MIN_PROSE_WORDS
    )


def _richest(state: Any) -> list[str]:
    """Return the prose of the list or object that has the most of it, in order.

    A list's items that are objects count as the list's own prose, one level deep.
    """
    groups: dict[int, list[str]] = {}
    pending: list[tuple[Any, int, int]] = [(state, 0, 0)]
    seen = 0
    while pending and seen < _MAX_VALUES:
        value, group, above = pending.pop()
        seen += 1
        if isinstance(value, str):
            if _is_prose(value):
                texts = groups.setdefault(group, [])
                if value not in texts[-3:]:
                    texts.append(value)
        elif isinstance(value, list):
            pending.extend((item, id(value), id(value)) for item in reversed(value))
        elif isinstance(value, dict):
            own = above or id(value)
            pending.extend((v, own, 0) for v in reversed(list(value.values())))
    return max(groups.values(), key=lambda t: sum(map(len, t)), default=[])
