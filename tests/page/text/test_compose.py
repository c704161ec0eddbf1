"""Blocks and pictures composed into the record's body."""

import lxml.html
import pytest

from newscrawl.page.text.compose import compose
from newscrawl.page.tree.walk import read_tree
from newscrawl.record import (
    Block,
    Embed,
    Heading,
    ImageBlock,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)


def composed(html: str) -> list[Block]:
    found = read_tree(lxml.html.document_fromstring(f"<body>{html}</body>"))[0]
    return list(compose(found.texts, found.pictures, found.frames))


def test_a_frame_of_adverts_is_left_out() -> None:
    frames = "".join(
        f"<iframe src='https://{host}/x'></iframe>"
        for host in ("ad.valley.example", "video.example", "g.doubleclick.net")
    )
    assert composed(f"<p>One</p>{frames}<p>Two</p>") == [
        Paragraph("One"),
        Embed("https://video.example/x"),
        Paragraph("Two"),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><h3>Two</h3>", [Paragraph("One"), Heading("Two", 3)]),
        ("<h1>One</h1>", [Heading("One", 2)]),
        ("<ul><li>a<li>b <b>c</b></ul>", [ListBlock(("a", "b c"))]),
        ("<ol><li>a<li>b</ol>", [ListBlock(("a", "b"), ordered=True)]),
        ("<blockquote><p>One<p>Two</blockquote>", [Quote("One Two")]),
        (
            "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
            [Table((("a", "b"), ("1", "2")))],
        ),
        ("<table><tr><td><p>One<p>Two</table>", [Paragraph("One"), Paragraph("Two")]),
        (
            "<p>One,<br>two.<br>Three.</p>",
            [Paragraph("One, two."), Paragraph("Three.")],
        ),
        (
            "<p>One</p><img src=a.jpg><p>Two</p>",
            [Paragraph("One"), ImageBlock(0), Paragraph("Two")],
        ),
        (
            "<p>One</p><iframe src=https://v.example/1></iframe><p>Two</p>",
            [Paragraph("One"), Embed("https://v.example/1"), Paragraph("Two")],
        ),
        ("<p>One</p><iframe src='javascript:x'></iframe>", [Paragraph("One")]),
    ],
    ids=[
        "heading",
        "first level",
        "list",
        "ordered list",
        "quote",
        "table",
        "layout table",
        "breaks",
        "image",
        "frame",
        "unsafe frame",
    ],
)
def test_compose(html: str, expected: list[Block]) -> None:
    assert composed(html) == expected


def test_no_blocks_leave_the_images() -> None:
    assert compose([], [None], []) == (ImageBlock(0),)
