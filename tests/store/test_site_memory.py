"""Tests of what the store keeps of a site for the reader of its pages."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text

from newscrawl.store import Store, open_store

AT = "2024-03-27T06:00:00Z"


def test_a_site_s_memory_is_kept_by_version(store: Store) -> None:
    assert store.site_memory("valley", 1) is None
    store.save_site_memory("valley", 1, b"first", AT)
    store.save_site_memory("valley", 1, b"second\x00", AT)
    assert store.site_memory("valley", 1) == b"second\x00"
    assert store.site_memory("valley", 2) is None
    assert store.site_memory("hill", 1) is None


def test_a_store_of_version_1_gets_the_table(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    open_store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE site_memory"))
        connection.execute(text("UPDATE meta SET value = '1' WHERE key = 'version'"))
    engine.dispose()
    with open_store(url) as store:
        store.save_site_memory("valley", 1, b"kept", AT)
        assert store.site_memory("valley", 1) == b"kept"
