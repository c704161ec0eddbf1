"""Find the next page of a listing, towards older items and never towards newer ones.

Looked at in this order: a site's own rule; numbered pagers, where the next page is the
one whose number follows the current one; links that say "older" or "next"; `rel=next`;
pagers that a script writes in plain sight. A page number in the address must rise.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import parsel
from lxml.html import HtmlElement

from newscrawl.discover.anchors import MAX_ANCHORS, element_text
from newscrawl.discover.shapes import absolute, registered_domain
from newscrawl.markup import Document
from newscrawl.sites.checks import is_xpath
from newscrawl.sites.site import Site

_OLDER: Final = re.compile(
    r"older|earlier (?:posts|entries|news|stories)|ältere|anciens?|précédents articles|"
    r"antigu[oa]s|anteriores|mais antig|meno recent|più vecchi|oudere|ældre|äldre|eldre|"
    r"starsze|starší|старше|старые|раньше|ранее|предыдущие записи|eski|次の記事|以前の|"
    r"過去|更早|παλαιότερ|παλιότερ|पुराने|lebih lama",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"^\W*(?:next(?: page| »)?|more|load more|show more|(?:read |view )?more (?:stories|"
    r"news|articles|posts)|nächste(?: seite)?|weiter|suivante?s?|page suivante|"
    r"siguientes?|página siguiente|próxim[ao]s?|seguinte|successiv[ao]|avanti|volgende|"
    r"næste|nästa|neste|następna|dalej|další|ďalej|далее|следующая|вперед|вперёд|наступна|"
    r"напред|следваща|sonraki|下一?页|下一?頁|次へ|次のページ|다음|επόμεν[ηο]|অगला|अगला|"
    r"পরবর্তী|selanjutnya|berikutnya|الصفحة التالية|التالي)\W*$",
    re.IGNORECASE,
)
_SYMBOL: Final = re.compile(r"^(?:>|>>|»|›|→|▶|>\||>>\|)$")
_NEWER: Final = re.compile(
    r"newer|neuere|plus récent|más reciente|mais recente|più recent|nyere|nowsze|novější|"
    r"более новые|новее|prev|previous|zurück|précédent|anterior$|precedente|vorige|"
    r"forrige|назад|предыдущая|上一?页|前へ|이전",
    re.IGNORECASE,
)
_PAGE_NAME: Final = re.compile(
    r"^(?:page|paged|p|pg|pagina|pag|seite|pn|pageno|page_no|pagenum|currentpage|pno|"
    r"start|offset|from|skip|limitstart|first|PAGEN_\d+)$",
    re.IGNORECASE,
)
_PATH_PAGE: Final = re.compile(
    r"(?:/(?:page|pagina|seite|p|pag|strona|sayfa)[/_-]?|[a-z][_-]|/)(\d{1,5})"
    r"(?:/|\.[a-z]{3,5}|)$",
    re.IGNORECASE,
)
_SCRIPT_PAGER: Final = re.compile(
    r"createPageHTML\(\s*(\d+)\s*,\s*(\d+)\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)


def find_next(document: Document, site: Site | None = None) -> str | None:
    """Return the address of the next page, None where none is sure."""
    anchors = _anchors(document)
    for url in _ruled(document, site):
        return url
    return (
        _numbered(document, anchors)
        or _worded(document, anchors)
        or _rel_next(document)
        or _scripted(document)
    )


def page_number(url: str) -> int | None:
    """Return the number of the page that an address names, None where it names none."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if _PAGE_NAME.match(name) and value.isdigit() and len(value) < 6:
            return int(value)
    found = _PATH_PAGE.search(unquote(parts.path))
    return int(found[1]) if found else None


def _anchors(document: Document) -> list[tuple[HtmlElement, str, str]]:
    """Return the anchors that may belong to a pager: short text, same domain."""
    domain = registered_domain(urlsplit(document.url).hostname or "")
    found = []
    for at, element in enumerate(document.root.iter("a")):
        if at == MAX_ANCHORS:
            break
        url = absolute(document.base, element.get("href") or "")
        if url is None or url == document.url:
            continue
        if registered_domain(urlsplit(url).hostname or "") != domain:
            continue
        text = element_text(element) or element.get("title") or ""
        if len(text) <= 40:
            found.append((element, url, text))
    return found


def _ruled(document: Document, site: Site | None) -> list[str]:
    rules = site.listing.next if site else ()
    if not rules:
        return []
    selector = parsel.Selector(root=document.root, type="html")
    found = []
    for rule in rules:
        matches = selector.xpath(rule) if is_xpath(rule) else selector.css(rule)
        for match in matches:
            value = match.attrib.get("href") if match.attrib else match.get()
            url = absolute(document.base, value or "")
            if url:
                found.append(url)
    return found


def _numbered(
    document: Document, anchors: list[tuple[HtmlElement, str, str]]
) -> str | None:
    """Return the page after the current one in a pager of numbers."""
    numbers: dict[HtmlElement, dict[int, str]] = {}
    for element, url, text in anchors:
        if text.isdecimal() and len(text) < 6:
            for parent in _near(element):
                numbers.setdefault(parent, {}).setdefault(int(text), url)
    pagers = [pager for pager in numbers.items() if len(pager[1]) >= 2]
    if not pagers:
        pagers = [pager for pager in numbers.items() if 2 in pager[1]]
    for holder, pager in sorted(pagers, key=lambda one: -len(one[1])):
        current = _current(document, holder, pager)
        following = pager.get(current + 1)
        if following and _rises(document.url, following):
            return following
    return None


def _near(element: HtmlElement) -> list[HtmlElement]:
    return [p for p, _ in zip(element.iterancestors(), range(3), strict=False)]


def _current(document: Document, holder: HtmlElement, pager: dict[int, str]) -> int:
    """Return the current page: the number that is shown without a link, or the gap."""
    for element in holder.iter():
        if not isinstance(element.tag, str) or element.tag == "a":
            continue
        own = "".join([element.text or "", *(child.tail or "" for child in element)])
        for word in own.replace("...", " ").split():
            if word.isdecimal() and len(word) < 6 and int(word) not in pager:
                number = int(word)
                if {number - 1, number + 1} & set(pager):
                    return number
    stated = page_number(document.url)
    if stated is not None and stated in {n - 1 for n in pager}:
        return stated
    return 1


def _rises(here: str, there: str) -> bool:
    """Say whether an address can be a later page than the current one."""
    before, after = page_number(here), page_number(there)
    return after is None or before is None or after > before


def _worded(
    document: Document, anchors: list[tuple[HtmlElement, str, str]]
) -> str | None:
    chosen: list[tuple[int, str]] = []
    for element, url, text in anchors:
        if _NEWER.search(text) and not _OLDER.search(text):
            continue
        rel = (element.get("rel") or "").lower().split()
        if _OLDER.search(text):
            chosen.append((0, url))
        elif "next" in rel:
            chosen.append((1, url))
        elif _NEXT.match(text):
            chosen.append((2, url))
        elif _SYMBOL.match(text.strip()):
            chosen.append((3, url))
    for _, url in sorted(chosen, key=lambda one: one[0]):
        before, after = page_number(document.url), page_number(url)
        if after is not None and after > (before or 0):
            return url
    return None


def _rel_next(document: Document) -> str | None:
    for element in document.root.iter("link"):
        if "next" in (element.get("rel") or "").lower().split():
            url = absolute(document.base, element.get("href") or "")
            if url and page_number(url) is not None and _rises(document.url, url):
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
