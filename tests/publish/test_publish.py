"""Tests of newscrawl.publish.publish and newscrawl.publish.feeds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from newscrawl.identity import addresses, identify
from newscrawl.publish import publish
from newscrawl.record import Article, Source, json_schema
from newscrawl.store import Store, open_store
from tests.publish.test_atom import NASTY
from tests.samples import SEEN, article, site

LATER = "2024-03-26T08:00:00Z"


def seen(number: int, **changes: Any) -> Article:
    url = f"http://www.example.org/town/2024-03/25/c_{number}.htm"
    return identify(article(**({"url": url} | changes)), site())


def save(store: Store, *found: Article) -> None:
    run = store.begin_run(["hillside"], SEEN)
    for one in found:
        store.save(one, addresses(one, site()), None, run)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    files = (path for path in files if path.suffix not in (".gz", ".br"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_every_file_is_there(store: Store, tmp_path: Path) -> None:
    save(store, seen(1), seen(2, date="2024-02-01"))
    folder = tmp_path / "feeds"
    done = publish(store, folder)
    assert sorted(contents(folder)) == [
        "articles/hillside/2024-02.jsonl",
        "articles/hillside/2024-03.jsonl",
        "atom/all.atom",
        "atom/archive/all/000000.atom",
        "atom/archive/hillside/000000.atom",
        "atom/archive/region-cn-nm/000000.atom",
        "atom/health.atom",
        "atom/hillside.atom",
        "atom/language-en.atom",
        "atom/region-cn-nm.atom",
        "changes/2024-03-25.jsonl",
        "feed.css",
        "feeds.opml",
        "index.html",
        "json/all.json",
        "json/hillside.json",
        "json/language-en.json",
        "json/region-cn-nm.json",
        "manifest.json",
        "pages/all.html",
        "pages/hillside.html",
        "pages/language-en.html",
        "pages/region-cn-nm.html",
        "schema/article-1.json",
        "status.json",
    ]
    assert (done.written, done.unchanged, done.removed) == (25, 0, 0)
    assert sorted(done.changed) == sorted(contents(folder))
    assert list(done.paths) == sorted(contents(folder))


def test_the_manifest_tells_the_truth(store: Store, tmp_path: Path) -> None:
    save(store, seen(1), seen(2))
    publish(store, tmp_path / "feeds")
    found = contents(tmp_path / "feeds")
    manifest = json.loads(found.pop("manifest.json"))
    assert (manifest["run"], manifest["seq"]) == (1, 2)
    told = {file["path"]: file for file in manifest["files"]}
    assert list(told) == sorted(found)
    for path, body in found.items():
        assert told[path]["bytes"] == len(body)
        assert told[path]["sha256"] == hashlib.sha256(body).hexdigest()
    assert told["articles/hillside/2024-03.jsonl"]["records"] == 2
    assert told["atom/all.atom"]["records"] == 2


def test_the_manifest_is_written_last(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    publish(store, tmp_path / "feeds")
    times = {
        p: (tmp_path / "feeds" / p).stat().st_mtime_ns
        for p in contents(tmp_path / "feeds")
    }
    assert times["manifest.json"] == max(times.values())


def test_a_run_that_changed_nothing_changes_no_byte(
    store: Store, tmp_path: Path
) -> None:
    save(store, seen(1))
    publish(store, tmp_path / "feeds")
    before = contents(tmp_path / "feeds")
    save(store, seen(1, at=LATER))
    done = publish(store, tmp_path / "feeds")
    assert done.written == 0
    assert contents(tmp_path / "feeds") == before


def test_the_same_state_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    save(store, seen(1), seen(2))
    publish(store, tmp_path / "one")
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        save(other, seen(1), seen(2))
        publish(other, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_comma_moves_the_snapshot_not_the_feed(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    publish(store, tmp_path / "feeds")
    before = contents(tmp_path / "feeds")
    save(store, seen(1, at=LATER, text="The bridge opened, on Monday."))
    publish(store, tmp_path / "feeds")
    after = contents(tmp_path / "feeds")
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {
        "articles/hillside/2024-03.jsonl",
        "changes/2024-03-26.jsonl",
        "manifest.json",
        "status.json",
    }


def test_a_file_that_is_no_more_is_removed(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    folder = tmp_path / "feeds"
    publish(store, folder)
    (folder / "mine.txt").write_text("stays")
    stated = seen(1, at=LATER, date="2024-02-01", modified=_day("2024-02-01"))
    save(store, stated)
    assert publish(store, folder).removed == 1
    assert "articles/hillside/2024-03.jsonl" not in contents(folder)
    assert "mine.txt" in contents(folder)


def _day(day: str) -> Any:
    from newscrawl.record import DateStatement

    return DateStatement(at=None, stated=day, precision="day", raw=day)


@pytest.mark.parametrize(
    ("zone", "is_told"), [("Asia/Shanghai", True), ("No/Land", False), (None, False)]
)
def test_a_day_is_noon_in_the_sites_zone(
    store: Store, tmp_path: Path, zone: str | None, is_told: bool
) -> None:
    store.save(seen(1, published=_day("2024-03-25")), [], None, None, zone=zone)
    publish(store, tmp_path / "feeds")
    document = (tmp_path / "feeds/atom/all.atom").read_bytes()
    assert (b"<published>2024-03-25T12:00:00+08:00</published>" in document) is is_told


def test_a_damaged_manifest_does_no_harm(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    folder = tmp_path / "feeds"
    publish(store, folder)
    whole = (folder / "manifest.json").read_bytes()
    for text in ("{", "[]", '{"files": [1]}', '{"files": [{"path": "../x"}]}'):
        (folder / "manifest.json").write_text(text)
        publish(store, folder)
        assert (folder / "manifest.json").read_bytes() == whole


def test_an_empty_store_gives_no_feed(store: Store, tmp_path: Path) -> None:
    done = publish(store, tmp_path / "feeds")
    assert list(done.paths) == [
        "atom/health.atom",
        "feed.css",
        "index.html",
        "manifest.json",
        "schema/article-1.json",
        "status.json",
    ]


def test_feeds_carry_their_style_and_their_hub(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    folder, hub = tmp_path / "feeds", "https://hub.example/"
    publish(store, folder, base_url="https://news.example/feeds/", hub=hub)
    for path, up in (("all.atom", ".."), ("archive/all/000000.atom", "../../..")):
        root = etree.parse(folder / "atom" / path).getroot()
        style = root.getprevious()
        assert style is not None
        assert style.text == f'type="text/css" href="{up}/feed.css"'
        hubs = root.xpath("*[local-name()='link'][@rel='hub']/@href")
        assert hubs == ([hub] if path == "all.atom" else [])
    items = json.loads((folder / "json/all.json").read_bytes())
    assert items["hubs"] == [{"type": "WebSub", "url": hub}]
    assert publish(store, folder, base_url="https://news.example/feeds/").written > 3


def test_pages_follow_their_feeds(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    save(store, seen(1))
    publish(store, folder)
    far = Source(id="far", name="Far", url="http://far.example/", region="DE-ST")
    before = contents(folder)
    save(store, seen(2, source=far))
    publish(store, folder)
    after = contents(folder)
    pages = {path for path in after if path.startswith("pages/")}
    assert {p for p in pages if before.get(p) != after[p]} == {
        "pages/all.html",
        "pages/far.html",
        "pages/language-en.html",
        "pages/region-de-st.html",
    }
    (folder / "pages/all.html").unlink()
    publish(store, folder)
    assert contents(folder) == after


def test_the_index_counts_crawls_up_to_the_newest_event(
    store: Store, tmp_path: Path
) -> None:
    index = tmp_path / "feeds/index.html"
    pages = []
    for at, number in ((SEEN, 1), (LATER, 1), (LATER, 2)):
        run = store.begin_run(["hillside"], at)
        one = seen(number, at=at)
        store.save(one, addresses(one, site()), None, run)
        store.end_run(run, at, {"articles/same": 1})
        publish(store, tmp_path / "feeds")
        pages.append(index.read_bytes())
    assert pages[0] == pages[1]
    assert b"<td><time>2024-03-25</time></td><td>" in pages[0]
    assert b"<td><time>2024-03-26</time></td><td>" in pages[2]


def test_records_fit_the_published_schema(store: Store, tmp_path: Path) -> None:
    save(store, *(seen(n, title=nasty) for n, nasty in enumerate(NASTY.values())))
    publish(store, tmp_path / "feeds")
    found = contents(tmp_path / "feeds")
    assert json.loads(found["schema/article-1.json"]) == json_schema()
    lines = found["articles/hillside/2024-03.jsonl"].split(b"\n")
    assert len(lines) == len(NASTY) + 1
    for line in filter(None, lines):
        jsonschema.validate(json.loads(line), json_schema())


def test_opml_lists_the_feeds(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    publish(store, tmp_path / "feeds", base_url="https://feeds.example/news/")
    root = etree.parse(str(tmp_path / "feeds/feeds.opml")).getroot()
    assert [outline.get("xmlUrl") for outline in root.iter("outline")] == [
        "https://feeds.example/news/atom/all.atom",
        "https://feeds.example/news/atom/region-cn-nm.atom",
        "https://feeds.example/news/atom/language-en.atom",
        "https://feeds.example/news/atom/hillside.atom",
    ]
    assert root.get("version") == "2.0"


def test_a_feed_keeps_its_id_wherever_it_is_served(
    store: Store, tmp_path: Path
) -> None:
    save(store, seen(1))
    publish(store, tmp_path / "here")
    save(store, seen(2, date="2020-01-01"))
    publish(store, tmp_path / "there", base_url="https://feeds.example")
    ids = [
        [etree.parse(str(path)).getroot().findtext("{*}id") for path in sorted(found)]
        for found in (
            (tmp_path / name / "atom").glob("*.atom") for name in ("here", "there")
        )
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 5


def test_a_feed_stays_below_a_megabyte(store: Store, tmp_path: Path) -> None:
    html = f"<p>{'a<' * 90_000}</p>".replace("<p>", "", 1)
    save(store, *(seen(n, content_html=html, text=f"text {n}") for n in range(9)))
    save(
        store,
        seen(10, content_html="<p>b</p>" * 2_000_000, date="2024-03-25T09:00:00Z"),
    )
    publish(store, tmp_path / "feeds")
    for path in (*tmp_path.glob("feeds/atom/*.atom"), *tmp_path.glob("feeds/json/*")):
        assert path.stat().st_size <= 1_000_000


@pytest.mark.parametrize(
    "name", ["all", "", "../../etc", "A", "a/b", "CON", *NASTY.values()]
)
def test_no_source_makes_an_unsafe_name(
    store: Store, tmp_path: Path, name: str
) -> None:
    source = Source(id=name, name=name, url="javascript:1", region=name)
    save(store, replace(seen(1), source=source), seen(2))
    done = publish(store, tmp_path / "a" / "feeds", base_url="https://feeds.example")
    assert {path.name for path in tmp_path.iterdir()} <= {
        "a",
        *(f"newscrawl.db{end}" for end in ("", "-wal", "-shm")),
    }
    assert "atom/all.atom" in done.paths
    for path in (tmp_path / "a" / "feeds").rglob("*.atom"):
        etree.parse(str(path))
