"""What class names and ids around a link say."""

import pytest

from newscrawl.discover.places import Place, Places
from newscrawl.markup import Element, read_document


def place_of(html: str) -> Place:
    document = read_document(f"<body>{html}</body>".encode(), "https://v.example/")
    anchor = next(document.root.iter("a"))
    assert isinstance(anchor, Element)
    return Places().of(anchor)


@pytest.mark.parametrize(
    ("html", "is_chrome", "is_side"),
    [
        ("<div class=items><a>x</a></div>", False, False),
        ("<nav><ul><li><a>x</a></ul></nav>", True, False),
        ("<div role=navigation><a>x</a></div>", True, False),
        ("<ul id=main-menu><li><a>x</a></ul>", True, False),
        ("<aside><a>x</a></aside>", False, True),
        ("<div class='box most-read'><p><a>x</a></p></div>", False, True),
        ("<header class=entry-header><h2><a>x</a></h2></header>", False, False),
    ],
)
def test_chrome_and_side_boxes(html: str, is_chrome: bool, is_side: bool) -> None:
    place = place_of(html)
    assert (place.is_chrome, place.is_side) == (is_chrome, is_side)


def test_a_signature_leaves_out_what_marks_one_item_alone() -> None:
    one = "<div class='entry post-17 category-roads tag-snow'><h2><a>x</a></h2></div>"
    other = "<div class='post-9 entry category-city'><h2><a>x</a></h2></div>"
    assert place_of(one).signature == place_of(other).signature == "a < h2 < div.entry"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2 class=entry-title><a>x</a></h2>", True),
        ("<div class=teaser__headline><span><a>x</a></span></div>", True),
        ("<div class=meta><a>x</a></div>", False),
    ],
)
def test_titles(html: str, expected: bool) -> None:
    assert place_of(html).is_titled is expected


def test_a_pager_is_seen_three_parents_up() -> None:
    assert place_of("<div class=pagination><ul><li><a>2</a></ul></div>").is_in_pager
    assert not place_of("<div><ul><li><a>2</a></ul></div>").is_in_pager
