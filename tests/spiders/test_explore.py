"""Which section is looked at next."""

from dataclasses import replace

from newscrawl.discover import Section
from newscrawl.spiders.explore import (
    MAX_BARREN,
    MAX_BARREN_ALIKE,
    MAX_SECTIONS,
    Explorer,
)
from newscrawl.store import SourceYield


def test_the_likeliest_comes_first_and_once() -> None:
    explorer = Explorer()
    explorer.add([Section("/a", "A", 1.0), Section("/b", "B", 2.0)])
    explorer.add([Section("/a", "A", 3.0), Section("/b", "B", 0.5)])
    found = [explorer.next(), explorer.next(), explorer.next()]
    assert [one and one.url for one in found] == ["/a", "/b", None]
    explorer.add([Section("/a", "A", 9.0)])
    assert explorer.next() is None


def test_the_search_ends_after_barren_sections() -> None:
    explorer = Explorer()
    explorer.add([Section(f"/{n}", "", 1.0) for n in range(50)])
    for _ in range(MAX_BARREN - 1):
        explorer.note(0)
    assert explorer.next() is not None
    explorer.note(3)
    explorer.note(0)
    assert explorer.next() is not None
    for _ in range(MAX_BARREN):
        explorer.note(0)
    assert explorer.next() is None


def test_the_search_is_bounded() -> None:
    explorer = Explorer()
    explorer.add([Section(f"/{n}", "", 1.0) for n in range(MAX_SECTIONS * 2)])
    found = 0
    while explorer.next():
        found += 1
        explorer.note(1)
    assert found == MAX_SECTIONS


def test_addresses_built_alike_end_on_their_own() -> None:
    explorer = Explorer()
    days = [f"http://v.example/news/2024/03/{n:02d}/" for n in range(1, 30)]
    explorer.add([Section(url, "", 2.0) for url in days])
    explorer.add([Section("http://v.example/local/", "Local", 1.0)])
    asked = []
    while (section := explorer.next()) is not None:
        asked.append(section.url)
        explorer.note(0)
    assert len(asked) == MAX_BARREN_ALIKE + 1
    assert asked[-1] == "http://v.example/local/"


def test_what_a_section_brought_before_counts() -> None:
    known = SourceYield(
        url="http://v.example/quiet/",
        site="v",
        kind="listing",
        visits=9,
        visited="2024-03-25T08:00:00Z",
        links=5,
        new=0,
        idle=7,
        missed=0,
    )
    busy = replace(known, url="http://v.example/busy/", new=12, idle=0)
    explorer = Explorer({known.url: known, busy.url: busy})
    urls = ("http://v.example/new/", known.url, busy.url)
    explorer.add([Section(url, "", 1.0) for url in urls])
    asked = [section.url for _ in urls if (section := explorer.next())]
    assert asked == [busy.url, "http://v.example/new/", known.url]


def test_what_looks_like_a_trap_is_not_looked_at() -> None:
    explorer = Explorer()
    traps = ("http://v.example/events/2024/03/", "http://v.example/news?sort=asc")
    explorer.add([Section(url, "", 2.0) for url in traps])
    assert explorer.next() is None
