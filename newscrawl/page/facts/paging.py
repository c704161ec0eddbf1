"""The further pages of an article that is split over several addresses.

A pager counts when its links differ from the page's own address by a page number only:
`c_1_2.htm` beside `c_1.htm`, `?page=2`, `/2`. Pages before this one, and links of a
listing's pager, whose addresses do not grow out of the article's, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urldefrag, urljoin

from newscrawl.markup import Document
from newscrawl.sites.site import ArticleRules

_MAX_PAGES = 60
_WEB = ("https://", "http://")
_LAST_NUMBER = re.compile(r"\d{1,3}$")
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)
_FURTHER = re.compile(
    r"^(?:[_-](\d{1,2})|/(?:page[/-]?|seite-?|p|part-?)?(\d{1,2})/?"
    r"|[?&](?:page|p|pg|pagenum|page_no|paged|seite|pagina|start)=(\d{1,2}))$",
    re.IGNORECASE,
)
_TRS_PAGER = re.compile(
    r"createPageHTML\s*\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*,\s*[\"']([^\"']{1,120})[\"']"
    r"\s*,\s*[\"'](\w{1,6})[\"']"
)


def _stem(url: str) -> tuple[str, str]:
    """Return an address without its extension, and the extension."""
    match = _EXTENSION.search(url)
    return (url[: match.start()], match.group()) if match else (url, "")


def page_number(url: str, first: str) -> int | None:
    """Return which page of the article at `first` an address is; None: none."""
    url, first = urldefrag(url).url, urldefrag(first).url
    if url == first:
        return 1
    stem, extension = _stem(first)
    if url.startswith(first.rstrip("/")):
        rest = url[len(first.rstrip("/")) :]
    elif extension and url.startswith(stem):
        rest = _stem(url)[0][len(stem) :]
    else:
        return None
    match = _FURTHER.match(rest)
    if not match:
        return None
    number = int(next(group for group in match.groups() if group))
    return number if 2 <= number <= _MAX_PAGES else None


def find_continued(
    document: Document, linked: Iterable[str], rules: ArticleRules | None = None
) -> tuple[str, ...]:
    """Return the further pages' addresses in order, without this page's own.

    `linked` are the addresses of the page's links, as written. A site's `continued` rule admits addresses of its own form that carry the same
    `number`.
    """
    pages: dict[int, str] = {}
    name = _stem(document.url.partition("?")[0].rstrip("/"))[0].rpartition("/")[2]
    own = _stem(urldefrag(document.url).url)[0].rstrip("/")
    is_ruled = rules is not None and rules.continued is not None
    for stated in linked:
        href = stated.strip()
        if not (is_ruled or href.startswith("?") or (name and name in href)):
            continue
        if not is_ruled and _leads_off(href, own):
            continue
        try:
            url = urldefrag(urljoin(document.base, href)).url
        except ValueError:
            continue
        number = page_number(url, document.url)
        if number is None and rules and rules.continued:
            number = _ruled_number(url, document.url, rules)
        if number is not None and number > 1:
            pages.setdefault(number, url)
    if not pages:
        pages = _scripted_pages(document)
    return tuple(url for _, url in sorted(pages.items()))[:_MAX_PAGES]


def _leads_off(href: str, own: str) -> bool:
    """Say whether a link cannot grow out of the page's own address: most cannot."""
    if href.startswith(_WEB):
        return not href.startswith(own)
    path = "/" + own.partition("//")[2].partition("/")[2]
    return href.startswith("/") and not href.startswith(("//", path))


def _ruled_number(url: str, first: str, rules: ArticleRules) -> int | None:
    """Return the page's number by a site's rules: the last digits of its address."""
    if not (rules.continued and rules.number and re.search(rules.continued, url)):
        return None
    own, other = re.search(rules.number, first), re.search(rules.number, url)
    digits = _LAST_NUMBER.search(_stem(url)[0])
    if own and other and digits and own.group(1) == other.group(1):
        return int(digits.group())
    return None


def _scripted_pages(document: Document) -> dict[int, str]:
    """Read the pager that the TRS content system writes by script."""
    for text in document.scripts_with("createPageHTML"):
        match = _TRS_PAGER.search(text)
        if not match:
            continue
        count, current, name, extension = match.groups()
        if int(current) != 0 or name.startswith("index") or name == "list":
            return {}
        return {
            number + 1: urljoin(document.base, f"{name}_{number}.{extension}")
            for number in range(1, min(int(count), _MAX_PAGES))
        }
    return {}
