"""Which text of a page belongs to a picture."""

from datetime import UTC, datetime

import pytest

from newscrawl.markup import read_document
from newscrawl.page import RawArticle, read_article
from newscrawl.record import Paragraph

TEXT = (
    "<p>The town opened its new bridge on Monday after four years of work, and several"
    " hundred people crossed it on foot before the first bus came.</p>"
    "<p>The mayor thanked the builders, who had to move the river bed twice because of"
    " floods, and promised that a second bridge would follow soon.</p>"
)


def read(html: str) -> RawArticle:
    page = f"<html><body><h1>Bridge opens at last</h1><div>{html}{TEXT}</div></body>"
    document = read_document(page.encode(), "https://news.example/a/1.html")
    raw = read_article(document, fetched_at=datetime(2024, 3, 26, tzinfo=UTC))
    assert isinstance(raw, RawArticle)
    return raw


@pytest.mark.parametrize(
    "html",
    [
        (
            "<figure><img src=/p/1.jpg><figcaption>The bridge at dusk."
            " <span class=credit>Photo: Jo Pine</span></figcaption></figure>"
        ),
        (
            "<figure><picture><img src=/p/1.jpg><figcaption>The bridge at dusk."
            " <span>Photo: Jo Pine</span></figcaption></picture></figure>"
        ),
        (
            "<figure><img src=/p/1.jpg></figure>"
            "<div class=bildunterschrift>The bridge at dusk. Foto: Jo Pine</div>"
        ),
        (
            "<div class=article-photo><img src=/p/1.jpg><p>The bridge at dusk.</p>"
            "<p>Jo Pine</p></div>"
        ),
        (
            "<table><tr><td><img src=/p/1.jpg></td></tr><tr><td><small>The bridge at"
            " dusk. Foto: Jo Pine</small></td></tr></table>"
        ),
        (
            "<p align=center><img src=/p/1.jpg width=600></p>"
            "<p align=center>The bridge at dusk.（Jo Pine 摄）</p>"
        ),
        ("<p><img src=/p/1.jpg></p><p>The bridge at dusk. [Photo/Jo Pine]</p>"),
        (
            "<p><img src=/p/1.jpg alt='The bridge at dusk. Photo: Jo Pine'></p>"
            "<p>The bridge at dusk. Photo: Jo Pine</p>"
        ),
    ],
    ids=[
        "figcaption",
        "figcaption in a picture",
        "label",
        "frame",
        "table",
        "centred",
        "paragraph",
        "alternative text",
    ],
)
def test_a_caption_is_found_and_not_in_the_text(html: str) -> None:
    raw = read(html)
    (image,) = raw.images
    assert (image.caption, image.credit) == ("The bridge at dusk.", "Jo Pine")
    paragraphs = [block.text for block in raw.body if isinstance(block, Paragraph)]
    assert len(paragraphs) == 2
    assert not any("dusk" in text for text in paragraphs)


def test_the_text_after_a_picture_is_no_caption() -> None:
    raw = read("<p><img src=/p/1.jpg></p>")
    (image,) = raw.images
    assert image.caption is None


def test_a_credit_may_follow_a_caption_in_its_own_element() -> None:
    raw = read(
        "<figure><img src=/p/1.jpg><figcaption>The bridge at dusk.</figcaption></figure>"
        "<p>Foto: Jo Pine</p>"
    )
    assert raw.images[0].credit == "Jo Pine"


def test_pictures_of_one_box_keep_their_own_captions() -> None:
    raw = read(
        "<div><img src=/p/1.jpg><p class=caption>The bridge at dusk.</p>"
        "<img src=/p/2.jpg><p class=caption>The mayor at noon.</p></div>"
    )
    captions = [image.caption for image in raw.images]
    assert captions == ["The bridge at dusk.", "The mayor at noon."]
