"""Copies of a text in the feeds: once where several sites meet, and where printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.publish import gate, publish
from newscrawl.store import Store
from tests.store.test_duplicates import LATER, other
from tests.store.test_duplicates import save as save_of


@pytest.mark.parametrize("region", ["CN-SX", "CN-NM"])
def test_a_copy_stands_where_its_head_does_not(
    store: Store, tmp_path: Path, region: str
) -> None:
    first = save_of(store, "hill", source=replace(other("hill"), region="CN-NM"))
    copy = save_of(store, "valley", at=LATER, source=replace(other(), region=region))
    publish(store, tmp_path)

    def ids(feed: str) -> list[str]:
        return gate.published_ids((tmp_path / f"atom/{feed}.atom").read_bytes())

    assert ids("all") == ids("language-en") == ids("hill") == [first.id]
    assert ids("valley") == [copy.id]
    assert ids("region-cn-nm") == [first.id]
    if region == "CN-SX":
        assert ids("region-cn-sx") == [copy.id]
