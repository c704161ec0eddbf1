"""Tests of newscrawl.markup.encoding."""

from __future__ import annotations

import pytest

from newscrawl.markup.encoding import declared_encoding, decode

SENTENCES = {
    "ar": "الحكومة تعلن إجراءات جديدة اليوم",
    "de": "Die Maßnahmen würden überprüft, erklärte der Minister",
    "el": "Η κυβέρνηση ανακοίνωσε νέα μέτρα",
    "ja": "東京都は十三日、新しい計画を発表した。カタカナもある。",
    "ko": "정부가 새로운 대책을 발표했다",
    "pl": "Zażółć gęślą jaźń, powiedział minister",
    "ru": "Президент подписал указ о назначении министра",
    "th": "รัฐบาลประกาศมาตรการใหม่เมื่อวานนี้",
    "tr": "Hükûmet yeni önlemleri açıkladı, şöyle dedi",
    "zh": "国务院总理会见了来访的客人，双方就有关问题交换了意见。",
    "zh-TW": "總理在人民大會堂會見了來訪的客人，雙方就有關問題交換了意見。",
}


def body(text: str, codec: str, start: str = "<html>") -> bytes:
    return (start + "<p>" + (text + " ") * 5).encode(codec)


@pytest.mark.parametrize(
    ("language", "codec", "name"),
    [
        ("ar", "cp1256", "windows-1256"),
        ("de", "cp1252", "windows-1252"),
        ("el", "cp1253", "windows-1253"),
        ("ja", "cp932", "shift_jis"),
        ("ja", "euc_jp", "euc-jp"),
        ("ko", "cp949", "euc-kr"),
        ("pl", "cp1250", "windows-1250"),
        ("pl", "iso8859_2", "iso-8859-2"),
        ("ru", "cp1251", "windows-1251"),
        ("ru", "koi8_r", "koi8-r"),
        ("th", "cp874", "windows-874"),
        ("tr", "cp1254", "windows-1254"),
        ("zh", "gb18030", "gb18030"),
        ("zh-TW", "big5", "big5"),
    ],
)
def test_undeclared_page_is_read_by_its_language(
    language: str, codec: str, name: str
) -> None:
    text = SENTENCES[language]
    page = body(text, codec, f'<html lang="{language}">')
    decoded, encoding = decode(page)
    assert text in decoded
    assert encoding == name


@pytest.mark.parametrize(
    ("language", "codec"),
    [("ja", "cp932"), ("ja", "euc_jp"), ("th", "cp874"), ("ja", "iso2022_jp")],
)
def test_script_is_known_without_a_language(language: str, codec: str) -> None:
    assert SENTENCES[language] in decode(body(SENTENCES[language], codec))[0]


def test_host_stands_in_for_a_language() -> None:
    page = body(SENTENCES["tr"], "cp1254")
    assert decode(page, None, "www.haber.com.tr")[1] == "windows-1254"


def test_byte_order_mark_beats_all() -> None:
    page = b'\xef\xbb\xbf<meta charset="gb2312">caf\xc3\xa9'
    assert decode(page, "text/html; charset=iso-8859-1") == (
        '<meta charset="gb2312">café',
        "utf-8",
    )


def test_utf16_without_a_mark_is_seen_by_its_zeros() -> None:
    assert decode("<p>plain</p>".encode("utf-16-le"))[0] == "<p>plain</p>"


def test_valid_utf8_beats_a_wrong_declaration() -> None:
    page = '<meta charset="gb2312"><p>Größe</p>'.encode()
    assert decode(page, "text/html; charset=big5")[1] == "utf-8"


def test_header_beats_meta() -> None:
    page = '<meta charset="windows-1252"><p>указ</p>'.encode("cp1251")
    text, encoding = decode(page, "text/html; charset=windows-1251")
    assert encoding == "windows-1251"
    assert "указ" in text


def test_stated_encoding_that_cannot_read_the_page_is_passed_over() -> None:
    page = '<meta charset="gbk"><p>双方交换了意见</p>'.encode("gb18030")
    text, encoding = decode(page, "text/html; charset=utf-8")
    assert encoding == "gbk"
    assert "双方" in text


def test_gb2312_reads_the_characters_of_gb18030() -> None:
    page = '<meta charset="gb2312"><p>朱镕基</p>'.encode("gb18030")
    assert "朱镕基" in decode(page)[0]


def test_latin_1_reads_as_windows_1252() -> None:
    text, encoding = decode(b'<meta charset="iso-8859-1">\x93quoted\x94')
    assert encoding == "windows-1252"
    assert "“quoted”" in text


def test_few_broken_bytes_leave_utf8() -> None:
    page = ("Größe und Maß " * 40).encode() + b"\xc3"
    text, encoding = decode(page)
    assert encoding == "utf-8"
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<meta charset="ISO-8859-1">', "windows-1252"),
        (b"<meta charset=iso8859-2>", "iso-8859-2"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
            "koi8-r",
        ),
        (b'<meta name="x" content="text/html; charset=koi8-r">', None),
        (b'<!-- <meta charset="koi8-r"> -->', None),
        (b'<p title="<meta charset=koi8-r>">', None),
        (b'<meta charset="no-such">', None),
        (b'<meta charset="utf-16">', "utf-8"),
        (b'<?xml version="1.0" encoding="euc-jp"?>', "euc-jp"),
        (b'<meta charset="koi8-r', None),
    ],
)
def test_declared_encoding(head: bytes, name: str | None) -> None:
    assert declared_encoding(head) == name


@pytest.mark.parametrize(
    "page", [b"", b"\0", b"\xff" * 50, bytes(range(256)) * 4, b"<" * 5000]
)
def test_any_bytes_are_read(page: bytes) -> None:
    text, encoding = decode(page)
    assert isinstance(text, str)
    assert encoding


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<meta charset=euc-kr><meta charset=utf-8>", "euc-kr"),
        (b"<!-- <meta charset=euc-kr> --><meta charset=big5>", "big5"),
        (b"<meta charset=nonsense><meta charset=big5>", "big5"),
        (b"<a title='<meta charset=euc-kr>'><meta charset=big5>", "big5"),
        (b'<a title="5" tall"><meta charset=big5>', "big5"),
        (b"<meta charset=big5", None),
        (b"<meta charset='big5>", None),
        (b"<a" * 9_000 + b"><meta charset=big5>", None),
        (b'<a"' * 6_000 + b"><meta charset=big5>", None),
        (b"<!" * 8_000, None),
        (
            b"<meta http-equiv=content-type content='charset=\"" + b" " * 9_000 + b"'>",
            None,
        ),
    ],
    ids=[
        "twice",
        "in a comment",
        "unknown first",
        "in an attribute",
        "stray quote",
        "never closed",
        "quote never closed",
        "many tags never closed",
        "many quotes",
        "many marks",
        "space",
    ],
)
def test_declared_encoding_of_odd_heads(head: bytes, name: str | None) -> None:
    assert declared_encoding(head) == name
