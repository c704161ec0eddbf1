"""Tests of newscrawl.page.text.holders and of where newscrawl.page.tree.layout sees the text."""

from __future__ import annotations

from newscrawl.markup import read_document
from newscrawl.page.text.holders import NAMES, Holders
from newscrawl.page.tree.layout import Layout
from newscrawl.page.tree.walk import read_tree

PROSE = "The council met on Tuesday and agreed on the plan for the old harbour bridge."


def holders(html: str, title_index: int = 0) -> Holders:
    document = read_document(html.encode(), "https://paper.example/bridge")
    blocks, _ = read_tree(document.root)
    return Holders(Layout(blocks, (), title_index), title_index)


def row(found: Holders, index: int) -> dict[str, float]:
    block = found.layout.blocks.texts[index]
    return dict(zip(NAMES, found.row(block), strict=True))


def test_the_main_holder_is_the_box_around_most_prose() -> None:
    found = holders(
        f"<body><div id=side><p>{PROSE}</p><p>Short line.</p></div>"
        f"<div id=text><p>{PROSE}</p><p>{PROSE} Then all went home.</p></div></body>"
    )
    assert found.main.element.get("id") == "text"
    assert row(found, 2)["holder of main"] == 1.0
    assert row(found, 0)["holder share"] < 1.0


def test_a_list_in_the_text_is_held_by_the_text() -> None:
    found = holders(
        f"<body><div><p>{PROSE}</p><ul><li>One</li><li>Two</li></ul><p>{PROSE}</p>"
        "</div></body>"
    )
    assert row(found, 1)["holder of main"] == 1.0
    assert row(found, 1)["inside holder"] == 2.0


def test_cards_are_counted_as_alike() -> None:
    card = f"<div class=card><h3>Another town</h3><p>{PROSE}</p></div>"
    text = f"<div><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE} And so on.</p></div>"
    found = holders(f"<body>{text}<section>{card * 4}</section></body>")
    assert row(found, 3)["branch share"] > 0.0
    assert row(found, 3)["up to main"] == 2.0


def test_prose_before_the_headline_weighs_little() -> None:
    ticker = f"<ul id=ticker>{f'<li>{PROSE} More.</li>' * 3}</ul>"
    found = holders(
        f"<body><div id=ticker>{ticker}<p>Now</p></div><h1>A bridge</h1>"
        f"<div id=text><p>{PROSE}</p><p>{PROSE} Then all went home.</p></div></body>",
        title_index=4,
    )
    assert found.main.element.get("id") == "text"


def test_a_foot_with_half_of_the_words_is_not_the_container() -> None:
    foot = f"<div class=footer><p>{PROSE} {PROSE}</p></div>"
    found = holders(f"<body><div id=text><p>{PROSE}</p></div>{foot}</body>")
    assert found.layout.container.element.get("id") in ("text", None)
    assert found.layout.container.label != "footer"


def test_a_page_without_text_has_holders() -> None:
    assert holders("<body><img src=a.png></body>").main.tag == "html"
