"""Splitting and cleaning the names of people.

A byline is written for readers: "By Ann Lee, Staff Writer, and Bo Chen". What is left
after the leading words, roles, places, addresses and agencies are taken off is a name
when it looks like one.
"""

from __future__ import annotations

import re

from newscrawl.page.agencies import is_agency
from newscrawl.page.metadata import fold_space

_MAX_NAME_CHARS = 60
_LEADING = re.compile(
    r"^\s*(?:(?:reported|written|posted|published|story|words|text|edited|compiled"
    r"|photos?|analysis|opinion|article|submitted)\s+by|by|von|par|por|di|da|av|af|door"
    r"|od|fra|przez|autor(?:en|in|es|a)?|auteurs?|author(?:s)?|authored by|autore|text"
    r"|reporter|reporting by|penulis|yazar|forfatter|skribent|kirjoittaja|szerző|автор(?:ы)?"
    r"|текст|記者|记者|作者|文|撰稿|通讯员|기자|글)\b\s*[:：|]?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||/|\n|\s&\s|、|・|·|，|\s(?:and|und|et|y|og|och|e|i|en|ja|ve|и|та|und|with"
    r"|mit|és|și|oraz|a)\s)\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\bwww\.\S+|@\w+")
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]{0,80}[)\]）】]\s*")
_ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|journalist|columnist|contributor"
    r"|producer|bureau|desk|team|newsroom|redaktion|redakteur(?:in)?|korrespondent(?:in)?"
    r"|redacción|redacao|redação|redazione|rédaction|redaktor|corresponsal|journaliste"
    r"|associate|senior|chief|managing|news|photographer|fotograf|minister|professor"
    r"|politics|sports?|business|reuters|head of|special to|for the)\b",
    re.IGNORECASE,
)
_CJK = re.compile("^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・ ]+$")
_NOT_NAME = re.compile(
    r"\d|[<>{}=_#%$]|https?:|\b(?:ago|read|min|share|comments?)\b", re.IGNORECASE
)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of people in a byline, in order, each once."""
    found: dict[str, str] = {}
    text = _ADDRESS.sub(" ", _BRACKETS.sub(" , ", fold_space(text)[:600]))
    for group in _SPLIT.split(text):
        for name in _of_group(group):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _of_group(group: str) -> list[str]:
    parts = [clean_name(part) for part in group.split(",")]
    if len(parts) == 2 and _is_last_first(parts[0], parts[1]):
        return [f"{parts[1]} {parts[0]}"]
    return [part for part in parts if is_name(part)]


def _is_last_first(last: str, first: str) -> bool:
    """Say whether two parts are "Last, First": one word each, neither a role."""
    if not last or not first or " " in last or " " in first:
        return False
    return all(p[0].isupper() and not _ROLE.search(p) for p in (last, first))


def clean_name(text: str) -> str:
    """Return a name without leading words, roles and marks around it."""
    previous = None
    while previous != text:
        previous, text = text, _LEADING.sub("", text)
    return fold_space(text).strip(" .,:;|-–—•*\"'“”")


def is_name(text: str) -> bool:
    """Say whether a text looks like a person's name."""
    if not 2 <= len(text) <= _MAX_NAME_CHARS or _NOT_NAME.search(text):
        return False
    if is_agency(text) or _ROLE.search(text):
        return False
    words = text.split()
    if _CJK.match(text):
        return len(text) <= 12
    if len(words) > 6:
        return False
    return sum(w[0].isupper() or not w[0].isascii() for w in words) * 2 >= len(words)
