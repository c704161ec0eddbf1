"""Which section is looked at next."""

from newscrawl.discover import Section
from newscrawl.spiders.explore import MAX_BARREN, MAX_SECTIONS, Explorer


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
