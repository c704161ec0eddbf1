"""What address shapes prove to be."""

from newscrawl.spiders.trust import TRIES, Trust
from newscrawl.store import ShapeYield

JOB = "http://v.example/jobs/baker-wanted-{}.html"
NEWS = "http://v.example/news/the-bridge-opens-{}.html"


def test_a_shape_without_an_article_is_barren_after_some_tries() -> None:
    trust = Trust({})
    for number in range(TRIES):
        assert not trust.is_barren(JOB.format(number))
        trust.note(JOB.format(number), is_article=False)
    assert trust.is_barren(JOB.format(99))
    assert not trust.is_barren(NEWS.format(99))
    trust.note(JOB.format(7), is_article=True)
    assert not trust.is_barren(JOB.format(99))


def test_a_barren_shape_is_tried_once_a_crawl() -> None:
    trust = Trust({})
    assert trust.may_try(JOB.format(1))
    assert not trust.may_try(JOB.format(2))
    assert trust.may_try(NEWS.format(1))


def test_one_crawl_goes_on_where_the_last_ended() -> None:
    first = Trust({})
    first.note(JOB.format(1), is_article=False)
    (shape,) = first.shapes
    second = Trust({shape: ShapeYield(0, TRIES)})
    assert second.is_barren(JOB.format(2))
    assert not second.has_learned
