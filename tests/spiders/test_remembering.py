"""Tests of newscrawl.spiders.remembering: the memory between crawls."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.identity import addresses
from newscrawl.markup import read_document
from newscrawl.page import RawArticle
from newscrawl.page.memory.site_memory import VERSION
from newscrawl.spiders.remembering import PageReader
from newscrawl.store import Store, open_store
from tests.page.twins import old_design, paragraphs
from tests.samples import site
from tests.store.test_store import seen

AT = datetime(2024, 3, 27, 6, tzinfo=UTC)


def read(reader: PageReader, number: int, *, is_continued: bool = False) -> RawArticle:
    html = (
        f"<html><title>Report number {number} from the town</title>"
        f"<body>{old_design(number, paragraphs(number))}</body></html>"
    )
    url = f"http://www.example.org/{number}.html"
    document = read_document(html.encode(), url)
    article = reader.read(document, AT, is_continued=is_continued)
    assert isinstance(article, RawArticle)
    return article


def rule(article: RawArticle) -> str | None:
    return article.evidence["body"].rule


def test_a_crawl_goes_on_with_what_the_last_one_learnt(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        first = PageReader(site(), store)
        assert [rule(read(first, n)) for n in range(1, 4)] == ["model"] * 3
        first.save(AT)
        assert rule(read(PageReader(site(), store), 9)) == "site memory"


def test_a_crawl_goes_on_with_what_a_killed_one_had_learnt(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        first = PageReader(site(), store)
        for number in range(1, 4):
            read(first, number)
            found = seen(number)
            keys = addresses(found, site())
            store.save(found, keys, None, None, lesson=first.lesson)
        second = PageReader(site(), store)
        assert second._memory == first._memory
        assert rule(read(second, 9)) == "site memory"
        second.save(AT)
        assert store.lessons(site().name, VERSION) == []
        assert len(store.site_memory(site().name, VERSION) or b"") > 100


def test_further_pages_teach_nothing(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        reader = PageReader(site(), store)
        for number in range(1, 5):
            read(reader, number, is_continued=True)
            assert reader.lesson is None
        reader.save(AT)
        assert store.site_memory(site().name, 1) is None


def test_a_crawl_that_learns_nothing_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        reader = PageReader(site(), store)
        for number in range(1, 5):
            read(reader, number)
        reader.save(AT)
        monkeypatch.delattr(Store, "save_site_memory")
        again = PageReader(site(), store)
        read(again, 2)
        again.save(AT)
