"""Posts by WordPress's REST interface."""

import json

import pytest

from newscrawl.discover import read_wordpress

URL = "https://valley.example/wp-json/wp/v2/posts?_embed"
POST = {
    "link": "https://valley.example/2024/03/bridge/",
    "status": "publish",
    "date": "2024-03-25T10:00:00",
    "date_gmt": "2024-03-25T08:00:00",
    "title": {"rendered": "Bridge &amp; road <em>reopen</em>"},
    "excerpt": {"rendered": "<p>Both were shut.</p>\n"},
    "_embedded": {
        "wp:featuredmedia": [{"source_url": "/b.jpg"}],
        "wp:term": [[{"taxonomy": "category", "name": "Roads"}]],
    },
}


def body(*posts: object) -> bytes:
    return json.dumps(posts).encode()


def test_a_post_says_all_that_a_feed_would() -> None:
    (link,) = read_wordpress(body(POST), URL).links
    assert link.url == "https://valley.example/2024/03/bridge/"
    assert link.title == "Bridge & road reopen"
    assert link.date == "2024-03-25T08:00:00Z"
    assert link.summary == "Both were shut."
    assert link.image == "https://valley.example/b.jpg"
    assert link.section == "Roads"


def test_a_post_with_little_is_read_as_far_as_it_goes() -> None:
    bare = {"link": "/7", "date": "2024-03-25T10:00:00", "title": "Snow"}
    (link,) = read_wordpress(body(bare, 3, None), URL).links
    assert (link.url, link.title) == ("https://valley.example/7", "Snow")
    assert link.date == "2024-03-25T10:00:00"


def test_drafts_lead_nowhere() -> None:
    feed = read_wordpress(body({**POST, "status": "draft"}), URL)
    assert feed.links == ()
    assert feed.notes == ("found 1 entries without address",)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (b"", "found no JSON"),
        (b"<html>", "found no JSON"),
        (b'{"code": "rest_disabled"}', "found no list of posts: rest_disabled"),
        (b"3", "found no list of posts"),
        (
            b'[{"title": {"rendered": 3}, "link": 7, "_embedded": []}]',
            "found 1 entries",
        ),
    ],
)
def test_anything_else_gives_a_note(content: bytes, note: str) -> None:
    feed = read_wordpress(content, URL)
    assert feed.links == ()
    assert feed.notes[0].startswith(note)
