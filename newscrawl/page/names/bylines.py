"""Finding who wrote an article: authors, the byline as printed, the editor.

Looked at: the site's rule; JSON-LD's author; elements that their labels or their links
call an author or a byline, near the headline first; meta elements; short lines near the
headline that begin with "By" in one of many languages. People win over organisations:
a statement that names the site, an agency or a department is kept only when nothing
else names a person. Where the printed byline names everyone that JSON-LD does and more,
it is believed.

Measured on the dev pages with agencies counted, F1 of names: .920 on fundus-tests,
.718 on trafilatura-eval, .815 on postlight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin

from newscrawl.markup import Element
from newscrawl.page.metadata import plain, types
from newscrawl.page.names.agencies import names_agency, without_agencies
from newscrawl.page.names.people import Newsroom, begins_byline, split_names
from newscrawl.page.names.shown import (
    MAX_BYLINE_CHARS,
    MAX_LINE_CHARS,
    Shown,
    names_in,
    newsroom,
    shown_bylines,
)
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.page.tree.hints import text_of
from newscrawl.record import Person, Rival

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "article:author_name",
    "authors",
    "citation_author",
    "twitter:data1",
)
_MAX_AUTHORS = 20
_MAX_BLOCKS = 2000
_MAX_APART = 40
_MAX_LEVELS = 3
_OTHERS_STATED = "json-ld names others"
_BOX = re.compile(r"^author |author[-_]*(?:bio|box|info|name|meta)", re.IGNORECASE)
_FACTS = re.compile(r"\s*[|•]\s*")
# "By" before a name, and what no longer names anyone: times, addresses, buttons.
_BY = re.compile(
    r"\b(?:(?:written|reported|story|words)\s+by|by|(?:kommentar|interview|ein beitrag)"
    r"\s+von|von|par|por|di|door|av|af|oleh|nga|de)[:\s]+$",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"\s*(?:\S+@\S+|(?:\b(?:le|am|on|el|il|den)\s+)?[(\[]?\b\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
    r"|\b(?:published|updated|posted|bookmark|share|comments?"
    r"|follow|view|facebook|twitter|instagram|listen|anhören|vorlesen|teilen|merken"
    r"|kommentare|suivre|partager|seguir|compartir|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?"
    r"|fri|sat(?:ur)?|sun)(?:day)?)\b)",
    re.IGNORECASE,
)
_EDITOR = re.compile(
    r"(?:责任编辑|責任編輯|责编|編輯|编辑|edited by|redigiert von)\s*[:：]?\s*"
    r"(?P<name>[^\s()（）|,，。]+(?: [A-Z][\w.-]+){0,2})",
    re.IGNORECASE,
)
_EDITING = ("edited by", "redigiert von", "责编", "编辑", "編輯")


def find_authors(
    page: Page, title: Iterable[Element] = ()
) -> tuple[Choice[tuple[Person, ...]], Choice[str | None]]:
    """Return the choices of `authors`, in the page's order, and of `byline` as printed.

    An organisation stands among the authors only when the page names no person.
    `title` are the headline's elements: bylines near them are the article's.
    """
    room = newsroom(page)
    shown = shown_bylines(page, title, room)
    return _authors(page, shown, room), _byline(shown)


def _authors(
    page: Page, shown: list[Shown], room: Newsroom
) -> Choice[tuple[Person, ...]]:
    if page.site:
        ruled = list(select(page.document.root, page.site.article.authors))
        if ruled:
            people = _people([text for text, _, _ in ruled], room)
            named = [e for _, e, _ in ruled if e is not None]
            return choose(people, "rule", ruled[0][2], 0.98, *named)
    elements: list[Element | TextBlock] = [byline.element for byline in shown]
    stated = tuple(_of_json_ld(page, room))
    printed = _printed(shown)
    if stated and not _adds(printed, stated):
        rivals = tuple(_unstated(printed, stated))
        return choose(stated, "json-ld", "author", 0.92, *elements, rivals=rivals)
    if printed:
        return choose(printed, "text", "byline", 0.85, *elements)
    for name in _META:
        contents = [t for t in page.metadata.meta.get(name, ()) if "://" not in t]
        if people := _people(contents[:_MAX_AUTHORS], room):
            return choose(people, "meta", name, 0.75, *elements)
    return _elsewhere(page, room) or _organisation(page, shown, elements, room)


def _byline(shown: list[Shown]) -> Choice[str | None]:
    for byline in shown:
        if byline.names or begins_byline(byline.text):
            return choose(_cut(byline), "text", "byline", 0.8, byline.element)
    return find_nothing(None)


def _cut(byline: Shown) -> str:
    """Return the part of a printed byline that names the authors.

    Of a line of facts the one that does; without what stands before "By" and after
    the names and roles: dates, places to share it, calls to follow.
    """
    text = byline.text
    for part in _FACTS.split(text):
        if begins_byline(part) or any(name in part for name in byline.names):
            text = part
            break
    places = [text.find(name) for name in byline.names]
    first, end = 0, 0
    if places and min(places) >= 0:
        first, last = min(places), max(places)
        end = last + len(byline.names[places.index(last)])
    lead = _BY.search(text[:first])
    start = lead.start() if lead else first if _BUTTON.search(text[:first]) else 0
    after = _BUTTON.search(text, end)
    return text[start : after.start() if after else None].strip(" ,|·•-–—:")


def find_editor(page: Page) -> Choice[str | None]:
    """Return the editor whom the page names for the article."""
    if text := plain(page.metadata.article.get("editor")):
        return choose(text, "json-ld", "editor", 0.8)
    blocks = page.blocks.texts[:_MAX_BLOCKS]
    if not _names_editor("\n".join(block.text for block in blocks)):
        return find_nothing(None)
    for block in blocks:
        if len(block.text) > MAX_BYLINE_CHARS:
            continue
        if m := _EDITOR.search(block.text):
            return choose(m["name"].strip("】]"), "text", "editor", 0.8, block)
    return find_nothing(None)


def _names_editor(text: str) -> bool:
    """Say whether a text has words that `_EDITOR` asks for: quicker, and mostly no."""
    return any(map(text.lower().__contains__, _EDITING))


def _printed(shown: list[Shown]) -> tuple[Person, ...]:
    """Return the people of the best byline, and of those set in the same way by it."""
    first = next((byline for byline in shown if byline.names), None)
    if first is None:
        return ()
    names = dict.fromkeys(first.names)
    label = _label(first)
    for byline in shown:
        if (
            label
            and _label(byline) == label
            and abs(byline.place - first.place) <= _MAX_APART
            and _are_near(byline.element, first.element)
        ):
            names |= dict.fromkeys(byline.names)
    return tuple(map(Person, names))


def _label(shown: Shown) -> str | None:
    """Return the class of the element that shows a byline, None of a bare line."""
    if isinstance(shown.element, TextBlock):
        return None
    return shown.element.get("class")


def _are_near(one: Element | TextBlock, other: Element | TextBlock) -> bool:
    """Say whether two elements lie in one small container."""
    if isinstance(one, TextBlock) or isinstance(other, TextBlock):
        return False
    around = list(one.iterancestors())[:_MAX_LEVELS]
    return any(e in around for e in list(other.iterancestors())[:_MAX_LEVELS])


def _adds(printed: tuple[Person, ...], stated: tuple[Person, ...]) -> bool:
    """Say whether the printed byline names all that are stated, and more."""
    shown = {person.name.casefold() for person in printed}
    known = {person.name.casefold() for person in stated}
    return known < shown and len(shown) <= 5


def _unstated(
    printed: tuple[Person, ...], stated: tuple[Person, ...]
) -> Iterator[Rival]:
    known = {person.name.casefold() for person in stated}
    for person in printed:
        if person.name.casefold() not in known:
            yield Rival(
                value=person.name, from_="text", rule="byline", why=_OTHERS_STATED
            )


def _elsewhere(page: Page, room: Newsroom) -> Choice[tuple[Person, ...]] | None:
    """Return the one person that the rest of the page names as an author.

    The only person of JSON-LD's graph; a box about the author below the text; a line
    that begins as bylines do.
    """
    persons = (i for i in page.metadata.json_ld if "Person" in types(i))
    names = {name for item in persons if (name := plain(item.get("name")))}
    if len(names) == 1 and (people := _people(names, room)):
        return choose(people, "json-ld", "Person", 0.6)
    boxes: dict[tuple[str, ...], Element] = {}
    for element in page.hints.of("author"):
        label = f"{element.get('rel')} {element.get('class')} {element.get('itemprop')}"
        if _BOX.search(label) and "omment" not in label:
            text = text_of(element, max_chars=MAX_BYLINE_CHARS, spaced=True)
            if found := names_in(element, text, room):
                boxes.setdefault(found, element)
    if len(boxes) == 1:
        found, element = boxes.popitem()
        return choose(tuple(map(Person, found)), "text", "author box", 0.5, element)
    for block in page.blocks.texts[:_MAX_BLOCKS]:
        if len(block.text) <= MAX_LINE_CHARS and begins_byline(block.text):
            found = tuple(n for n in split_names(block.text, room) if " " in n)
            if found and not page.hints.is_away(block.element):
                people = tuple(map(Person, found))
                return choose(people, "text", "byline", 0.5, block)
    return None


def _organisation(
    page: Page,
    shown: list[Shown],
    elements: list[Element | TextBlock],
    room: Newsroom,
) -> Choice[tuple[Person, ...]]:
    """Return the newsroom that the page names in an author's place, but no agency."""
    for stated in _authors_of(page):
        name = without_agencies(plain(stated) or "")
        if room.is_credit(name):
            return choose((Person(name),), "json-ld", "author", 0.6, *elements)
    for byline in shown:
        if credit := room.credit(without_agencies(byline.text)):
            return choose((Person(credit),), "text", "byline", 0.5, byline.element)
    for meta in _META if not any(names_agency(b.text) for b in shown) else ():
        name = without_agencies(page.metadata.first(meta) or "")
        if room.is_credit(name):
            return choose((Person(name),), "meta", meta, 0.5, *elements)
    return find_nothing(())


def _people(texts: Iterable[str], room: Newsroom) -> tuple[Person, ...]:
    names: dict[str, None] = {}
    for text in texts:
        names |= dict.fromkeys(split_names(text, room))
    return tuple(map(Person, list(names)[:_MAX_AUTHORS]))


def _authors_of(page: Page) -> list[object]:
    stated = page.metadata.article.get("author")
    return stated[:_MAX_AUTHORS] if isinstance(stated, list) else [stated]


def _of_json_ld(page: Page, room: Newsroom) -> Iterator[Person]:
    by_id = {
        item["@id"]: item
        for item in page.metadata.json_ld
        if isinstance(item.get("@id"), str) and item.get("name")
    }
    seen: set[str] = set()
    for value in _authors_of(page):
        url, name = None, plain(value)
        if isinstance(value, Mapping):
            item = value if value.get("name") else by_id.get(str(value.get("@id")), {})
            name, stated_url = plain(item.get("name")), item.get("url")
            if isinstance(stated_url, str) and stated_url:
                url = urljoin(page.document.base, stated_url)
            if "Person" in types(item) and name and room.is_person(name):
                names: tuple[str, ...] = split_names(name, room) or (name,)
            else:
                names = split_names(name or "", room)
        else:
            names = split_names(name or "", room)
        for each in names:
            if each.casefold() not in seen:
                seen.add(each.casefold())
                yield Person(each, url)
