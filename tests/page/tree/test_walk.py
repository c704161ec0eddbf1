"""The one pass: blocks, boxes, pictures and what bounds the walk."""

import lxml.html
import pytest

from newscrawl.page.tree.blocks import Blocks, clean, count_words
from newscrawl.page.tree.hints import label_roles
from newscrawl.page.tree.marks import Mark
from newscrawl.page.tree.walk import MAX_ELEMENTS, read_tree


def blocks(html: str) -> Blocks:
    return read_tree(lxml.html.document_fromstring(f"<body>{html}</body>"))[0]


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html).texts]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("One <b>bold</b>\n  word<br>Two", ["One bold word", "Two"]),
        ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
        ("<p>One<script>no()</script></p><style>no</style>", ["One"]),
        ("<p>so\xadft and\u200b folded\xa0space</p>", ["soft and folded space"]),
        ("<x-card>One</x-card><x-card>Two</x-card>", ["One", "Two"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
    ],
    ids=["paragraphs", "inline", "nested", "unseen", "invisible", "own tags", "cells"],
)
def test_text_is_parted_at_block_boundaries(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_words_in_links_and_bold_are_counted() -> None:
    (block,) = blocks("<p><a href=/x>one two</a> three <b>four</b></p>").texts
    assert (block.words, block.link_words, block.bold_words) == (4, 2, 1)


def test_one_break_is_soft_and_two_are_not() -> None:
    found = blocks("<p>One<br>Two<br><br>Three</p>").texts
    assert [block.soft for block in found] == [False, True, False]


def test_box_spans_its_blocks_and_inherits_roles() -> None:
    found = blocks("<div class=comments><p>One<p>Two</div><p>Three")
    (box,) = [box for box in found.boxes if box.label == "comments"]
    assert (box.first, box.end) == (0, 2)
    assert found.texts[1].box.within & Mark.COMMENT
    assert not found.texts[2].box.within & Mark.COMMENT


def test_pictures_stand_before_the_next_block() -> None:
    found = blocks("<p>One</p><a href=/big.jpg><img src=a.jpg></a><p>Two</p>")
    (spot,) = found.pictures
    assert spot.index == 1
    assert spot.link is not None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<nav><a href=/>Home page</a></nav><p>Text", ["Text"]),
        ("<nav class=breadcrumb><a href=/>Home</a></nav>", ["Home"]),
        ("<article><footer>By Ann</footer></article>", ["By Ann"]),
        ("<footer><p>Imprint</p></footer><p>Text", ["Text"]),
        ("<nav><a href=/>Home</a><div><h1>Title</h1>", ["Home", "Title"]),
        ("<noscript><img src=/t.gif>" + "<p>Text</p>" * 50, ["Text"] * 50),
        ("<noscript><img src=/t.gif><p>Please</p></noscript>", []),
    ],
    ids=[
        "menu",
        "breadcrumb",
        "footer of an article",
        "page's footer",
        "menu never closed",
        "noscript never closed",
        "noscript",
    ],
)
def test_page_frame_is_left_out(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("two words", 2), ("包头市今天", 3), ("über café", 2)],
    ids=["none", "spaced", "unspaced", "accents"],
)
def test_words_are_counted_by_script(text: str, words: int) -> None:
    assert count_words(text) == words


def test_clean_folds_every_kind_of_space() -> None:
    assert clean(" a\u3000b\n\tc\xa0") == "a b c"


def test_page_without_a_body_is_read() -> None:
    root = lxml.html.document_fromstring("<script>1</script><article>Text</article>")
    assert [block.text for block in read_tree(root)[0].texts] == ["Text"]


def test_walk_is_bounded() -> None:
    found = blocks("<p>word</p>" * (MAX_ELEMENTS + 500))
    assert len(found.texts) <= MAX_ELEMENTS + 1
    assert all(box.end >= box.first for box in found.boxes)


@pytest.mark.parametrize(
    ("label", "mark"),
    [
        ("article__related-links", Mark.RELATED),
        ("commentsSection", Mark.COMMENT),
        ("bildunterschrift", Mark.CAPTION),
        ("ad", Mark.ADVERT),
        ("relatedArticles sidebar", Mark.ASIDE),
    ],
)
def test_label_claims_a_role(label: str, mark: int) -> None:
    assert label_roles(label)[0] & mark


@pytest.mark.parametrize("label", ["headline-text", "shadow", "loaded", "canada"])
def test_part_of_a_word_claims_none(label: str) -> None:
    assert not label_roles(label)[0] & (Mark.ADVERT | Mark.HEADER)
