"""Tests of newscrawl.store.mirrors: proposed, believed, refused."""

from __future__ import annotations

from newscrawl.record import Article
from newscrawl.store import Store
from tests.identity.test_resemblance import STORY
from tests.store.test_duplicates import LATER, save

HOSTS = ("hill.example", "valley.example")


def story(number: int) -> str:
    """Return a story of its own: every word carries the number."""
    return " ".join(f"{word}{number}" for word in STORY.split())


def both(store: Store, number: int) -> tuple[Article, Article]:
    """Save one story on both hosts, under one file name."""
    at = [f"http://{host}/{host[:4]}/c_{9000 + number}.htm" for host in HOSTS]
    text = story(number)
    title = f"Bridge {number} opens"
    one = save(store, "hill", url=at[0], text=text, title=title)
    two = save(store, "valley", url=at[1], text=text, title=title, at=LATER)
    return one, two


def test_what_two_hosts_print_alike_is_a_proposal(store: Store) -> None:
    for number in range(5):
        both(store, number)
    (found,) = store.mirrors()
    assert (found.host, found.other) == HOSTS
    assert (found.same_name, found.same_text) == (5, 5)


def test_nothing_is_united_before_it_is_believed(store: Store) -> None:
    made = [both(store, number) for number in range(5)]
    assert all(one.id != two.id for one, two in made)
    assert store.say_of_mirrors(*HOSTS, LATER, is_believed=True) == 5
    for one, two in made:
        assert store.find(two.url) == store.find(one.id) == store.find(two.id)
    one, two = both(store, 7)
    assert one.id == two.id
    assert two.alternate_urls == ("http://valley.example/vall/c_9007.htm",)
    assert store.mirrors_told() == {HOSTS: True}


def test_a_refused_pair_stays_apart(store: Store) -> None:
    assert store.say_of_mirrors(*HOSTS[::-1], LATER, is_believed=False) == 0
    one, two = both(store, 1)
    assert one.id != two.id
    assert store.mirrors_told() == {HOSTS: False}


def test_another_text_of_the_same_name_is_no_mirror(store: Store) -> None:
    store.say_of_mirrors(*HOSTS, LATER, is_believed=True)
    one = save(store, "hill", url="http://hill.example/c_9001.htm", text=story(1))
    other = save(store, "valley", url="http://valley.example/c_9001.htm", text=story(2))
    assert one.id != other.id
