"""Which character encoding a page's bytes are in.

The order: a byte order mark; strict UTF-8, since a legacy page of any length is almost
never valid UTF-8 while a declaration is often wrong; the header; the page's own meta
element or XML declaration; the usual legacy encodings of the page's language; at last
the shape of the bytes. Labels are WHATWG's, so `gb2312` reads as GB18030 and
`iso-8859-1` as windows-1252. A declared encoding that cannot read the bytes is passed
over for the next when that one can.

Source: WHATWG Encoding Standard, section 4.2; HTML Standard, section 13.2.3.
"""

from __future__ import annotations

import codecs
import re

import charset_normalizer
import webencodings

_PRESCAN_BYTES = 4096
_SNIFFED_BYTES = 20_000

# The superset that browsers read a label's bytes with, by Python's codec.
_CODECS = {
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso8859-8",
    "x-user-defined": "cp1252",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_WESTERN = ("windows-1252",)
_CENTRAL = ("windows-1250", "iso-8859-2")
_CYRILLIC = ("windows-1251", "koi8-r", "iso-8859-5")
_BY_LANGUAGE = {
    "ja": ("shift_jis", "euc-jp", "iso-2022-jp"),
    "ko": ("euc-kr",),
    "zh": ("gb18030", "big5"),
    "th": ("windows-874",),
    "tr": ("windows-1254",),
    "az": ("windows-1254",),
    "ar": ("windows-1256", "iso-8859-6"),
    "fa": ("windows-1256",),
    "ur": ("windows-1256",),
    "he": ("windows-1255", "iso-8859-8"),
    "el": ("windows-1253", "iso-8859-7"),
    "vi": ("windows-1258",),
    **dict.fromkeys(("lt", "lv", "et"), ("windows-1257", "iso-8859-13")),
    **dict.fromkeys(("ru", "bg", "mk", "be", "sr"), _CYRILLIC),
    "uk": ("windows-1251", "koi8-u", "iso-8859-5"),
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl", "bs", "sq"), _CENTRAL),
    **dict.fromkeys(
        re.findall(
            r"\w+",
            "af ca da de en es eu fi fo fr ga gl id is it kl ms nb nl nn no pt sv sw",
        ),
        _WESTERN,
    ),
}

_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\s/][^>]{0,1000}", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""charset\s*=\s*(?:"\s*([^"]*)"|'\s*([^']*)'|([^\s"';>]+))""", re.IGNORECASE
)
_XML = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([^\s"';,]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(
    rb"""<html[^>]{0,500}?\slang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.IGNORECASE
)
_UNSEEN = re.compile(rb"<(script|style)\b.*?</\1|<[^>]*>", re.IGNORECASE | re.DOTALL)
_HIGH_WORD = re.compile(rb"[^\s\x00-\x2f]*[\x80-\xff][^\s\x00-\x2f]*")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Return the text of a page's bytes and the WHATWG name of their encoding.

    Bytes that name no character become U+FFFD; nothing raises.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _read(body[len(mark) :], name), name
    header = _header_encoding(content_type)
    if body.isascii():
        name = header or declared_encoding(body) or _wide(body) or "utf-8"
        return _read(body, name), name
    text = _read_strictly(body, "utf-8")
    if text is not None:
        return text, "utf-8"
    stated = [name for name in (header, declared_encoding(body)) if name]
    for name in (*stated, *_sniffed(body, stated)):
        text = _read_strictly(body, name)
        if text is not None:
            return text, name
    name = stated[0] if stated else "utf-8" if _nearly_utf8(body) else "windows-1252"
    return _read(body, name), name


def declared_encoding(body: bytes) -> str | None:
    """Return the WHATWG name that a page's head declares, None where it names none.

    A page that can say so in ASCII is not UTF-16: that label means UTF-8.
    """
    head = _COMMENT.sub(b"", body[:_PRESCAN_BYTES])
    if found := _XML.match(head):
        return _label(found[1])
    for meta in _META.finditer(head):
        found = _CHARSET.search(meta[0])
        if found and (name := _label(next(g for g in found.groups() if g is not None))):
            return name
    return None


def _label(raw: bytes) -> str | None:
    encoding = webencodings.lookup(raw.decode("latin-1").strip())
    if encoding is None:
        return None
    name = encoding.name
    if name.startswith("utf-16"):
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else name


def _header_encoding(content_type: str | None) -> str | None:
    found = _HEADER.search(content_type or "")
    encoding = webencodings.lookup(found[1]) if found else None
    return encoding.name if encoding else None


def _codec(name: str) -> str:
    return _CODECS.get(name, name)


def _read(body: bytes, name: str) -> str:
    try:
        return body.decode(_codec(name), "replace")
    except (LookupError, ValueError):
        return body.decode("cp1252", "replace")


def _read_strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(_codec(name))
    except (LookupError, ValueError):
        return None


def _wide(body: bytes) -> str | None:
    """Name the UTF-16 of a page that says so only by its zero bytes."""
    if body[:2] == b"<\0" or body[2:4] == b"<\0":
        return "utf-16le"
    if body[:2] == b"\0<" or body[2:4] == b"\0<":
        return "utf-16be"
    return None


def _nearly_utf8(body: bytes) -> bool:
    """Say whether broken bytes are rare among the page's non-ASCII characters."""
    text = body.decode("utf-8", "replace")
    high = sum(1 for c in text if c > "\x7f")
    return text.count("\ufffd") * 10 <= high


def _sniffed(body: bytes, stated: list[str]) -> list[str]:
    """Return the encodings to try when none that was stated reads every byte."""
    if stated or _nearly_utf8(body):
        return []
    found = _LANGUAGE.search(body[:_PRESCAN_BYTES])
    if found and (names := _BY_LANGUAGE.get(found[1].decode().lower())):
        return [*names]
    words = b" ".join(_HIGH_WORD.findall(_UNSEEN.sub(b" ", body)))[:_SNIFFED_BYTES]
    best = charset_normalizer.from_bytes(words, steps=5).best()
    encoding = webencodings.lookup(best.encoding.replace("_", "-")) if best else None
    return [encoding.name] if encoding else []
