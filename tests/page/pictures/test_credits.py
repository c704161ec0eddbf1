"""Captions and credits parted in the forms of many languages."""

import time

import pytest

from newscrawl.page.pictures.credits import (
    clean_caption,
    clean_credit,
    is_names,
    split_caption,
)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        (
            "The bridge at dusk. [Photo/Baotou news]",
            "The bridge at dusk.",
            "Baotou news",
        ),
        ("The bridge. [Photo by Li Na/Daily]", "The bridge.", "Li Na/Daily"),
        (
            "Der Zug am Gipfel. Foto: A. Riedel/dpa",
            "Der Zug am Gipfel.",
            "A. Riedel/dpa",
        ),
        ("Die Brücke Foto: Ute Kern (Keystone)", "Die Brücke", "Ute Kern (Keystone)"),
        (
            "Das Rathaus. © Stadt Thale | Ute Kern",
            "Das Rathaus.",
            "Stadt Thale | Ute Kern",
        ),
        ("干部群众在岸边植树。（刘洋 摄）", "干部群众在岸边植树。", "刘洋"),
        (
            "開通した橋＝13日、県内で（山田太郎撮影）",
            "開通した橋＝13日、県内で",
            "山田太郎",
        ),
        ("다리가 열렸다. 사진=김철수 기자", "다리가 열렸다.", "김철수 기자"),
        ("시장이 연설하고 있다. 연합뉴스", "시장이 연설하고 있다.", "연합뉴스"),
        ("Le pont rouvert. Crédit photo : Jean Roy", "Le pont rouvert.", "Jean Roy"),
        ("El puente. Foto: Ana Ruiz", "El puente.", "Ana Ruiz"),
        ("The mill (AP Photo/Jo Pine)", "The mill", "AP Photo/Jo Pine"),
        ("The mill (Jo Pine/Reuters)", "The mill", "Jo Pine/Reuters"),
        ("The mill on Monday. Getty Images", "The mill on Monday.", "Getty Images"),
        ("The mill on Monday.AFP", "The mill on Monday.", "AFP"),
        (
            "Tiltas / J. Petraitis / Žinių nuotr.",
            "Tiltas",
            "J. Petraitis / Žinių nuotr",
        ),
        ("Foto: Jutta Ahlers", None, "Jutta Ahlers"),
        ("коллаж: Анна Петренко", None, "Анна Петренко"),
        ("Die Brücke. Bild © Ute Kern (hr)", "Die Brücke.", "Ute Kern (hr)"),
        ("Die Brücke. Bild Ute Kern", "Die Brücke.", "Ute Kern"),
        ("The mill on Monday. Uncredited/AP/dpa", "The mill on Monday.", "AP/dpa"),
        ("The mill (Jo M. Pine / Herald)", "The mill", "Jo M. Pine / Herald"),
        ("The mill. Foto Huebner", "The mill.", "Foto Huebner"),
        (
            "The mayor, second from left (file)",
            "The mayor, second from left (file)",
            None,
        ),
        ("Mayor Ann Lee (right)", "Mayor Ann Lee (right)", None),
        ("He won by 3.5 points", "He won by 3.5 points", None),
        ("", None, None),
    ],
)
def test_a_photo_text_is_parted(
    text: str, caption: str | None, credit: str | None
) -> None:
    assert split_caption(text) == (caption, credit)


@pytest.mark.parametrize("text", ["Foto:", "©", "Image", "[Photo]", "", "Bild: "])
def test_a_bare_label_credits_nobody(text: str) -> None:
    assert clean_credit(text) is None


def test_an_address_is_no_part_of_a_credit() -> None:
    assert clean_credit("Foto: Jo Pine jo.pine@news.example") == "Jo Pine"


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Image caption, The bridge", "The bridge"),
        ("Bildunterschrift: Die Brücke", "Die Brücke"),
        ("2 of 12 | The bridge", "The bridge"),
        ("▲ 다리가 열렸다", "다리가 열렸다"),
        ("2of12The bridge", "The bridge"),
        ("2 of 12 |", ""),
        ("IMG_4400.jpg", ""),
        ("20220728100606_215", ""),
        ("Image", ""),
        ("Symbolbild | 2022/01/ambulance_169266287-scaled.jpeg", "Symbolbild"),
    ],
)
def test_a_label_before_a_caption_is_cut(text: str, caption: str) -> None:
    assert clean_caption(text) == caption


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ludwig van der Berg/dpa", True),
        ("The London Paper", True),
        ("연합뉴스", True),
        ("It rained all day", False),
        ("Rain.", False),
    ],
)
def test_names_are_told_from_sentences(text: str, expected: bool) -> None:
    assert is_names(text) is expected


@pytest.mark.parametrize("unit", ["(", "Photo by ", " / ", "© ", "A. ", "摄 ", "-s-"])
def test_long_text_takes_no_long_time(unit: str) -> None:
    start = time.process_time()
    split_caption(unit * 5000)
    assert time.process_time() - start < 1
