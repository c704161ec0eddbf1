"""Text as XML and readers can take it, and addresses as links."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from newscrawl.identity import resolve

# XML 1.0, production 2, "Char"; lone surrogates are no characters at all.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_C1 = re.compile("[\x7f-\x9f]")
_MARKUP = re.compile(r"[<>\ufffd]|&#?\w{1,20};")
_OPENING = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")
_CLOSING = re.compile("[\u202c\u2069]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def scrub(text: str) -> str:
    """Return a text without what XML 1.0 or its readers refuse.

    C1 controls are read as the windows-1252 characters they were meant for.
    """
    return _C1.sub(_meant, _NO_XML.sub("", text))


def line(text: str) -> str:
    """Return a scrubbed text on one line; overrides of direction only in pairs."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    text = " ".join(scrub(text).split())
    if len(_OPENING.findall(text)) != len(_CLOSING.findall(text)):
        text = _BIDI.sub("", text)
    return unicodedata.normalize("NFC", text)


def name(text: str) -> str:
    """Return a name or label on one line: plain, so without entities and brackets."""
    return line(_MARKUP.sub("", html.unescape(text)))


@lru_cache(4096)
def link(url: str | None) -> str | None:
    """Return an http(s) address written as links are, None for any other."""
    return resolve(url) if url else None


def _meant(match: re.Match[str]) -> str:
    return bytes([ord(match[0])]).decode("cp1252", "ignore").replace("\x7f", "")
