"""Words that invite to a section, and those that name a site's services."""

import pytest

from newscrawl.discover.address import address_of
from newscrawl.discover.labels import invites_to_all, names_service, says_all


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Todas las noticias de Motor", True),
        ("Alle Nachrichten aus Hessen", True),
        ("更多新闻", True),
        ("Allen wins the cup", False),
        ("Council closes the old bridge", False),
    ],
)
def test_invitations_to_a_section(text: str, expected: bool) -> None:
    assert says_all(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Todas las noticias de Motor", True),
        ("Leggi tutte le info bus e news di Rimini →", True),
        ("» All the latest news", True),
        ("Weitere Meldungen", True),
        ("Все новости", True),
        ("More rain is expected on Monday", False),
        ("All schools in the valley close early for news of the storm", False),
        ("Todas las carreteras cortadas por la nieve", False),
    ],
)
def test_invitations_that_no_headline_is_built_like(text: str, expected: bool) -> None:
    assert invites_to_all(text) is expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("Cookie Policy", "/5073566", True),
        ("", "/newsletter-subscriptions/", True),
        ("Impressum und Datenschutz", "/a/b", True),
        ("联系我们", "/lx/", True),
        ("Cookie factory in Altmark burns down", "/2024/cookie-factory", False),
        ("Help arrives after the flood", "/help-arrives-after-the-flood", False),
        ("Newsletter", "/newsletter-firm-buys-the-valley-post-today", True),
    ],
)
def test_services(text: str, path: str, expected: bool) -> None:
    address = address_of(f"https://v.example{path}")
    assert address is not None
    assert names_service(text, address) is expected
