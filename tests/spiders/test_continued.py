"""Joining the pages of an article."""

from newscrawl.page import RawArticle
from newscrawl.record import Image, ImageBlock, Paragraph
from newscrawl.spiders.continued import joined


def raw(texts: list[str], images: list[str]) -> RawArticle:
    body = [*(Paragraph(text) for text in texts)]
    blocks = [ImageBlock(at) for at in range(len(images))]
    return RawArticle(
        url="https://v.example/1",
        title="A walk",
        encoding="utf-8",
        replaced_characters=0,
        body=(*body, *blocks),
        images=tuple(Image(url=url) for url in images),
    )


def test_text_and_images_follow_with_their_places_moved() -> None:
    whole = joined(raw(["a"], ["x", "y"]), raw(["b"], ["z"]))
    assert whole.body == (
        Paragraph("a"),
        ImageBlock(0),
        ImageBlock(1),
        Paragraph("b"),
        ImageBlock(2),
    )
    assert [image.url for image in whole.images] == ["x", "y", "z"]


def test_what_each_page_repeats_is_told_once() -> None:
    whole = joined(raw(["lead", "a"], ["x"]), raw(["lead", "b"], ["x", "z"]))
    assert whole.body == (
        Paragraph("lead"),
        Paragraph("a"),
        ImageBlock(0),
        Paragraph("b"),
        ImageBlock(1),
    )
