"""Addresses that never end: calendars, session ids, filters, growing paths.

Looked at is the address alone, so that a trap is known before it is fetched. What no
shape gives away (an endless pager with fresh numbers) shows in what it brings: a
source that brings nothing new is left by the crawl, and `is_runaway` tells when a
pager's numbers have left all sense.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, Literal

from newscrawl.discover.address import Address, address_of
from newscrawl.discover.pages import pages_of

Trap = Literal["calendar", "session", "filter", "loop"]

_CALENDAR_NAME: Final = re.compile(
    r"^(?:cal(?:endar)?|month|year|week|day|date|monat|jahr|woche|tag|mois|mes|"
    r"tribe-bar-date|eventdisplay|ical|outlook-ical)$",
    re.IGNORECASE,
)
_CALENDAR_FOLDER: Final = re.compile(
    r"/(?:calendars?|kalender|calendario|calendrier|agenda|events?|veranstaltungen|"
    r"termine|eventos)(?:/[a-z]{1,12})?/(?:19|20|21)\d\d(?:[-/]\d{1,2}){0,2}$",
    re.IGNORECASE,
)
_SESSION_NAME: Final = re.compile(
    r"^(?:(?:php|asp|j)?sess(?:ion)?_?(?:id)?|sid|s_?id|phpsessid|jsessionid|cfid|cftoken|"
    r"aspsessionid\w{0,20}|oscsid|zenid)$",
    re.IGNORECASE,
)
_SESSION_VALUE: Final = re.compile(r"^(?=.*\d)[0-9a-z]{16,128}$", re.IGNORECASE)
_SESSION_PATH: Final = re.compile(
    r";(?:jsessionid|phpsessid|sid)=|/\((?:S|A|F)\([0-9a-z]{16,40}\)\)/", re.IGNORECASE
)
_FILTER_NAME: Final = re.compile(
    r"^(?:sort(?:by|_by|ing|dir)?|order(?:by|_by|dir)?|dir(?:ection)?|filter\w{0,20}|"
    r"facets?|f\[.{0,40}\]?|view|display|mode|layout|per_?page|limit|items_per_page|"
    r"min_?price|max_?price|colou?r|size|brand|replytocom|print|share|action|amp|"
    r"lang(?:uage)?|currency|theme|fontsize|fontstyle)$",
    re.IGNORECASE,
)
_MAX_PAIRS: Final = 6
_MAX_FOLDERS: Final = 16
_MAX_REPEATS: Final = 3
_FEW: Final = 50


def find_trap(address: Address) -> Trap | None:
    """Return the kind of trap that an address looks like, None for none.

    An address that a source names as an article's is never asked about: only what a
    crawl would follow for its links.
    """
    if _SESSION_PATH.search(address.url) or any(
        _SESSION_NAME.match(name) and _SESSION_VALUE.match(value)
        for name, value in address.pairs
    ):
        return "session"
    if _CALENDAR_FOLDER.search(address.path):
        return "calendar"
    names = [name for name, _ in address.pairs]
    if sum(_CALENDAR_NAME.match(name) is not None for name in names) >= 2:
        return "calendar"
    if len(names) > _MAX_PAIRS or any(_FILTER_NAME.match(name) for name in names):
        return "filter"
    return "loop" if _is_loop(address.path) else None


def _is_loop(path: str) -> bool:
    """Say whether a path repeats its folders, as wrong relative links make it grow."""
    folders = [folder for folder in path.split("/") if folder]
    if len(folders) > _MAX_FOLDERS:
        return True
    counts = Counter(folder for folder in folders if not folder.isdecimal())
    if counts and max(counts.values()) >= _MAX_REPEATS:
        return True
    # /a/b/a/b: a pair of folders twice in a row.
    pairs = zip(folders, folders[1:], folders[2:], folders[3:], strict=False)
    return any((a, b) == (c, d) and a != b for a, b, c, d in pairs)


def is_runaway(number: int, walked: int, last: int | None = None) -> bool:
    """Say whether a pager's next number makes no sense after `walked` pages of it.

    `last` is the last page that the pager states. A pager that goes beyond it, or that
    leaps far ahead of the pages walked, does not end by itself. Offsets count items and
    are not asked about.
    """
    if last is not None and number > last:
        return True
    return number > _FEW + 10 * walked


def leads_astray(url: str, here: str, walked: int) -> bool:
    """Say whether the step from a listing's page to its next one leads into a trap.

    Where the listing's own address is built like a trap, its pages may be too; filters
    are left alone, since a pager carries those of its listing. A pager that starts with
    its highest number is none that runs away: only a page with a number tells.
    """
    address, own = address_of(url), address_of(here)
    if address is None or own is None:
        return True
    trap = find_trap(address)
    if trap not in {None, "filter", find_trap(own)}:
        return True
    numbers = {
        page.rest: page.number
        for page in pages_of(own)
        if page.is_named and not page.is_offset
    }
    return any(
        page.rest in numbers
        and is_runaway(page.number, max(walked, numbers[page.rest]))
        for page in pages_of(address)
        if page.is_named and not page.is_offset
    )
