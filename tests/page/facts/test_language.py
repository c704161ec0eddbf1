"""Tests of newscrawl.page.facts.language and tongues."""

from __future__ import annotations

import pytest

from newscrawl.page.facts.language import find_language, find_text_direction, normal_tag
from newscrawl.page.facts.tongues import best, script_language, shares
from tests.page.pages import meta, page, rivals

ENGLISH = (
    "The council met on Monday to talk of the bridge that was closed in the spring, and"
    " it is to open again for the summer with a new lane for the buses of the town."
)
GERMAN = (
    "Der Rat hat am Montag über die Brücke gesprochen, die im Frühjahr gesperrt wurde,"
    " und sie soll für den Sommer mit einer neuen Spur für die Busse der Stadt öffnen."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (
            (
                "Le conseil a parlé lundi du pont qui est fermé pour les travaux, et il va"
                " ouvrir avec une voie pour les bus dans la ville que nous avons vue au matin"
            ),
            "fr",
        ),
        (
            (
                "El consejo habló de la puente que se cerró en la primavera, y se va a abrir"
                " para el verano con una vía para los autobuses de la ciudad por las mañanas"
            ),
            "es",
        ),
        (
            (
                "Rada mówiła o moście, który jest zamknięty na wiosnę, i nie wiadomo, że się"
                " otworzy na lato z nową drogą dla autobusów do miasta przez rzekę"
            ),
            "pl",
        ),
        (
            (
                "Совет говорил о мосте, который закрыли весной, и он не откроется на лето,"
                " как это было с новой дорогой для автобусов из города по реке, что известно"
            ),
            "ru",
        ),
        (
            (
                "Meclis bahar için kapanan bir köprü ve yaz için açılan yol ile ilgili olarak"
                " çok konuştu, bu daha da önemli olan bir konu gibi görünüyor ve halk için"
            ),
            "tr",
        ),
    ],
)
def test_common_words_tell_the_language(text: str, language: str) -> None:
    assert best(shares(text)) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("市民は新しい橋を待っている。", "ja"),
        ("시민들은 새 다리를 기다린다", "ko"),
        ("市民正在等待新桥的开通", "zh"),
        ("ประชาชนรอสะพานใหม่", "th"),
        ("Οι πολίτες περιμένουν", "el"),
        ("Plain words", None),
        ("Граждане ждут", None),
        ("", None),
    ],
)
def test_script_tells_the_language(text: str, language: str | None) -> None:
    assert script_language(text) == language


@pytest.mark.parametrize(
    ("text", "head", "language"),
    [
        (ENGLISH, "", "en"),
        (ENGLISH, meta("og:locale", "en_GB"), "en-GB"),
        (GERMAN, meta("og:locale", "de_AT"), "de-AT"),
        (GERMAN, meta("og:locale", "en_US"), "de"),
        ("Short.", meta("og:locale", "fr_FR"), "fr-FR"),
        ("Short.", "", None),
    ],
)
def test_language(text: str, head: str, language: str | None) -> None:
    assert find_language(page(f"<p>{text}</p>", head)).value == language


def test_a_statement_the_text_contradicts_is_told() -> None:
    choice = find_language(page(f"<p>{GERMAN}</p>", meta("og:locale", "en_US")))
    assert rivals(choice) == {"en-US": "not the text's language"}


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("zh_hans_cn", "zh-Hans-CN"),
        ("iw", "he"),
        ("es-419", "es-419"),
        ("english", None),
        ("", None),
        ("{{ lang }}", None),
    ],
)
def test_tag(stated: str, tag: str | None) -> None:
    assert normal_tag(stated) == tag


@pytest.mark.parametrize(
    ("body", "language", "direction"),
    [
        ("<p>x</p>", "ar", "rtl"),
        ("<p>x</p>", "he-IL", "rtl"),
        ("<p>x</p>", "en", "ltr"),
        ("<p>x</p>", None, "ltr"),
    ],
)
def test_direction(body: str, language: str | None, direction: str) -> None:
    assert find_text_direction(page(body), language).value == direction
