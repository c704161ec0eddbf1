"""Find the next page of a listing, towards older items and never towards newer ones.

Looked at in this order: a site's own rule; addresses that are the listing's own with
another page number (`news_2.html`, `/page/2/`, `?start=20`), of which the next one up
is taken; links that say "older", "next page" or stand in a pager; `rel=next` of the
head; pagers that a script writes in plain sight. "Next" alone is not believed: in many
templates it leads to the newer page, or to the next article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import parsel
from lxml.html import HtmlElement

from newscrawl.discover.anchors import MAX_ANCHORS, element_text
from newscrawl.discover.pages import Paged, is_sibling, page_of, pages_of
from newscrawl.discover.shapes import absolute, registered_domain
from newscrawl.markup import Document
from newscrawl.sites.checks import is_xpath
from newscrawl.sites.site import Site

_OLDER: Final = re.compile(
    r"\bolder\b|earlier (?:posts|entries|news|stories|articles)|"
    r"previous \d*\s?(?:posts|entries|news|stories|articles)|"
    r"\bältere|anciens?\b|articles précédents|antigu[oa]s|anteriores|mais antig|"
    r"meno recent|più vecchi|precedenti|\boudere?\b|ældre|äldre|eldre|starsze|starší|"
    r"старше|старые|ранее|предыдущие записи|раніше|по-стари|\beski(?:ler)?\b|"
    r"以前の|過去の|古い|更早|παλαιότερ|παλιότερ|पुराने|lebih lama|sebelumnya",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"\bnext\b|nächste|\bweiter\b|\bsuivante?s?\b|\bsiguientes?\b|próxim[ao]|"
    r"\bseguinte|successiv[ao]|\bavanti\b|\bvolgende|\bnæste|\bnästa|\bneste\b|"
    r"następn[ae]|\bdalej\b|\bdalší|ďalej|ďalšie|\bdalje\b|sledeć|следующ|вперед|вперёд|"
    r"наступн|напред|следващ|\bsonraki|下一?页|下一?頁|次へ|次の|다음|επόμεν|अगला|পরবর্তী|"
    r"পরের|selanjutnya|berikutnya|التالي|בא\b|načíst další|"
    r"\b(?:load|show|view|read|see) more\b|^more (?:\w+ ){0,2}(?:news|stories|articles|"
    r"posts|events)|mehr laden|voir plus|ver más|mostrar más|mais notícias|carica altr|"
    r"加载更多|もっと見る|더 ?보기",
    re.IGNORECASE,
)
_NEWER: Final = re.compile(
    r"\bnewer|neuere|plus récent|más reciente|mais recente|più recent|nyere|nowsze|"
    r"novější|более новые|новее|\bprev|zurück|précédent|\banterior\b|precedente\b|vorige|"
    r"forrige|föregående|poprzedni|předchoz|назад|предыдущ|попередн|önceki|上一?页|前へ|"
    r"前の|新しい|이전|προηγούμεν|السابق",
    re.IGNORECASE,
)
_SYMBOL: Final = re.compile(r"^[\s|]*(?:>{1,3}|»|›|→|▶|►|⟩)[\s|]*$")
_MARKS: Final = re.compile(
    r"\bnext\b|pagination-next|nav-older|older|pager-next|arrow-?right|page-next",
    re.IGNORECASE,
)
_PAGER: Final = re.compile(r"pag(?:er|inat|enav|e-nav|ing)|\bpages\b", re.IGNORECASE)
_PREVIOUS_MARKS: Final = re.compile(r"\bprev|-prev|newer", re.IGNORECASE)
_NO_LISTING: Final = re.compile(
    r"comment|reply|thread|disqus|(?:limit|view|show|per_?page)=all", re.IGNORECASE
)
_SCRIPT_PAGER: Final = re.compile(
    r"createPageHTML\(\s*(\d+)\s*,\s*(\d+)\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)


@dataclass(frozen=True, slots=True)
class _Step:
    """A link that may lead to the next page; `paged` where it is a sibling by address.

    `says` is what its words and marks say: older, next, newer or nothing.
    """

    url: str
    text: str
    says: str
    in_pager: bool
    paged: Paged | None


def find_next(document: Document, site: Site | None = None) -> str | None:
    """Return the address of the next page, None where none is sure."""
    for url in _ruled(document, site):
        return url
    steps = list(_steps(document))
    return (
        _next_sibling(document.url, steps)
        or _said(document.url, steps)
        or _head(document)
        or _scripted(document)
    )


def _ruled(document: Document, site: Site | None) -> Iterator[str]:
    rules = site.listing.next if site else ()
    if not rules:
        return
    selector = parsel.Selector(root=document.root, type="html")
    for rule in rules:
        matches = selector.xpath(rule) if is_xpath(rule) else selector.css(rule)
        for match in matches:
            value = match.attrib.get("href") if match.attrib else match.get()
            url = absolute(document.base, value or "")
            if url:
                yield url


def _steps(document: Document) -> Iterator[_Step]:
    """Yield the links that may belong to a pager: short text, same domain."""
    domain = registered_domain(urlsplit(document.url).hostname or "")
    for at, element in enumerate(document.root.iter("a")):
        if at == MAX_ANCHORS:
            return
        href = element.get("href") or ""
        url = absolute(document.base, href)
        if url is None or url == document.url or _NO_LISTING.search(href):
            continue
        if registered_domain(urlsplit(url).hostname or "") != domain:
            continue
        text = element_text(element)
        if len(text) > 60:
            continue
        parent = element.getparent()
        around = _marks(parent) if parent is not None else ""
        yield _Step(
            url=url,
            text=text,
            says=_says(element, text, around),
            in_pager=_PAGER.search(f"{around} {_marks(element)}") is not None
            or _in_pager(element),
            paged=next((p for p in pages_of(url) if is_sibling(document.url, p)), None),
        )


def _marks(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:200]


def _in_pager(element: HtmlElement) -> bool:
    """Say whether one of the next two ancestors is marked as a pager."""
    above = element.getparent()
    for _ in range(2):
        above = above.getparent() if above is not None else None
        if above is not None and _PAGER.search(_marks(above)):
            return True
    return False


def _says(element: HtmlElement, text: str, around: str) -> str:
    words = text or element.get("title") or element.get("aria-label") or _alt(element)
    if _OLDER.search(words):
        return "older"
    if _NEWER.search(words):
        return "newer"
    rel = (element.get("rel") or "").lower().split()
    if "prev" in rel:
        return "newer"
    if _NEXT.search(words) or "next" in rel or _SYMBOL.match(text):
        return "next"
    if not words and _PREVIOUS_MARKS.search(_marks(element)):
        return "newer"
    if not text.isdecimal() and _MARKS.search(f"{_marks(element)} {around}"):
        return "next"
    return ""


def _alt(element: HtmlElement) -> str:
    image = element.find(".//img")
    return (image.get("alt") or "") if image is not None else ""


def _next_sibling(here: str, steps: list[_Step]) -> str | None:
    """Return the page whose number follows the current one's."""
    back = {step.url for step in steps if step.says == "newer" or step.text == "1"}
    chosen = [
        (step.paged.number, step.url)
        for step in steps
        if step.paged is not None
        and step.url not in back
        and _follows(here, step, step.paged)
    ]
    return min(chosen)[1] if chosen else None


def _follows(here: str, step: _Step, paged: Paged) -> bool:
    """Say whether a sibling comes after the current page and is meant as a page."""
    current = page_of(here, paged)
    shown = int(step.text) if step.text.isdecimal() and len(step.text) < 6 else None
    at = current if current is not None else 1
    if current is None and (paged.is_offset or (paged.number == 1 and shown == 2)):
        at = 0  # offsets, and addresses that count pages from zero
    if paged.number <= at:
        return False
    if step.says in {"next", "older"} or (paged.is_offset and shown is not None):
        return True
    return paged.number == at + 1 and (paged.is_named or shown is not None)


def _said(here: str, steps: list[_Step]) -> str | None:
    """Return a page that words or marks call the next, where nothing speaks against."""
    sure = [step.url for step in steps if step.says == "older" and step.paged is None]
    for url in sure:
        if not _is_front(url):
            return url
    for step in steps:
        if step.says != "next" or _is_front(step.url):
            continue
        numbers = [p.number for p in pages_of(step.url) if p.is_named]
        own = [p.number for p in pages_of(here) if p.is_named]
        if numbers and max(numbers) > max(own, default=0) and max(numbers) < 10_000:
            return step.url
        if step.in_pager and step.text and not step.text.isdecimal():
            return step.url
    return None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _head(document: Document) -> str | None:
    """Return the head's rel=next where it is the listing's own next page."""
    for element in document.root.iter("link"):
        if "next" not in (element.get("rel") or "").lower().split():
            continue
        url = absolute(document.base, element.get("href") or "")
        for paged in pages_of(url) if url else ():
            current = page_of(document.url, paged) or 0
            if is_sibling(document.url, paged) and paged.number > current:
                return url
    return None


def _scripted(document: Document) -> str | None:
    """Read the pager of TRS sites: createPageHTML(pages, page, name, ending)."""
    for script in document.root.iter("script"):
        found = _SCRIPT_PAGER.search(script.text or "")
        if found:
            pages, page = int(found[1]), int(found[2])
            if page + 1 < pages:
                return absolute(document.base, f"{found[3]}_{page + 1}.{found[4]}")
    return None
