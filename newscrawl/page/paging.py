"""The further pages of an article that is split over several addresses.

A pager counts when its links differ from the page's own address by a page number only:
`c_1_2.htm` beside `c_1.htm`, `?page=2`, `/2`. Pages before this one, and links of a
listing's pager, whose addresses do not grow out of the article's, are left out.
"""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

from newscrawl.markup import Document

_MAX_PAGES = 60
_NUMBER = re.compile(r"^\s*[\[(]?\s*(\d{1,2})\s*[\])]?\s*$")
_TAIL = re.compile(r"[0-9]")
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


def _grows(href: str, url: str) -> bool:
    """Say, fast, whether a link may lead to an address that grows out of `url`."""
    name = _stem(url)[0].rstrip("/").rpartition("/")[2]
    if not name or name in href or href.startswith("?"):
        return True
    return url.endswith("/") and not href.startswith(("/", "http"))


def find_continued(document: Document, rule: str | None = None) -> tuple[str, ...]:
    """Return the further pages' addresses in order, without this page's own.

    `rule` is a site's pattern for such addresses; its last group, if any, the number.
    """
    pages: dict[int, str] = {}
    for link in document.root.iter("a"):
        href = link.get("href")
        if not href or not _TAIL.search(href, len(href) - 8):
            continue
        if rule is None and not _grows(href, document.url):
            continue
        try:
            url = urldefrag(urljoin(document.base, href.strip())).url
        except ValueError:
            continue
        number = page_number(url, document.url)
        if number is None and rule and (match := re.search(rule, url)):
            number = _ruled_number(match, len(pages))
        if number is not None and number > 1:
            pages.setdefault(number, url)
    if not pages:
        pages = _scripted_pages(document)
    return tuple(url for _, url in sorted(pages.items()))[:_MAX_PAGES]


def _ruled_number(match: re.Match[str], found: int) -> int:
    last = match.group(match.lastindex) if match.lastindex else ""
    return int(last) if last and last.isdigit() else found + 2


def _scripted_pages(document: Document) -> dict[int, str]:
    """Read the pager that the TRS content system writes by script."""
    for text in document.scripts:
        if "createPageHTML" not in text:
            continue
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
