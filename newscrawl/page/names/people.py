"""Splitting and cleaning the names of people.

A byline is written for readers: "By Ann Lee, Staff Writer, and Bo Chen". What is left
after the leading words, roles, places, addresses, dates and agencies are taken off is a
name when it looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from newscrawl.page.heads.headlines import key
from newscrawl.page.metadata import fold_space
from newscrawl.page.names.agencies import is_agency

_MAX_NAME_CHARS = 60
_MAX_TEXT_CHARS = 600
_MIN_TWICE = 5
_LEADING = re.compile(
    r"^\s*(?:(?:reported|written|posted|published|story|words|text|edited|compiled|view"
    r" all posts|photos?|analysis|opinion|article|submitted|authored|created|interview"
    r"|review|reporting|contributed|original article|translated)\s+by|author of the"
    r" article|about the authors?|over de auteur|über den autor|(?:erstellt|geschrieben"
    r"|veröffentlicht|verfasst|gepostet|pressemitteilung|eingestellt|ein beitrag"
    r"|beitrag|kommentar|interview|autor(?:en|in)?|text) von|(?:publié|écrit|rédigé)"
    r" par|(?:escrito|publicado|redactado) por|(?:scritto|pubblicato) da|(?:geschreven"
    r"|geplaatst|door)|by|von|vom|par|por|di|da|av|af|de|od|fra|przez|nga|oleh|deur|от"
    r"|από|γράφει|írta|yazan|piše|scris de|autorius|autors|מאת|نویسنده|theo|autor(?:en"
    r"|in|es|a)?"
    r"|auteurs?|authors?|autore|text(?: (?:und|&|och) (?:fotos?|foto|bild))?|tekst"
    r"|texte"
    r"|testo|texto|reporter|penulis|editor|editorial|yazar|forfatter|skribent"
    r"|kirjoittaja|teksti|szerző|автор(?:ы)?|текст|журналист|أعد(?:ه|ته)|كتب|بقلم|by:"
    r"|記者|记者|作者|著者|文|撰稿|通讯员|本报记者|기자|글|quelle|source|fuente)"
    r"(?![^\W\d_])\s*[:：|]?\s*",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^(?:by|von|par|por|di|av|af|door|(?:posted|published|submitted|created) by"
    r"|(?:geschrieben|veröffentlicht|gespeichert|erstellt|verfasst|eingestellt|ein"
    r" (?:beitrag|artikel|kommentar|interview)|beitrag|kommentar) von|(?:écrit|publié"
    r"|rédigé) par|(?:escrito|publicado) por|(?:scritto|pubblicato) da|text(?:e"
    r"|o)?(?: (?:und|&|och) (?:fotos?|bild))?:"
    r"|autor(?:in|es|a)?|auteur|authors?|written by|reported by|story by|words by"
    r"|writer"
    r"|reporter|penulis|yazar|forfatter|skribent|szerző|írta|autorius|autors|oleh|nga"
    r"|deur|piše|yazan|от|автор|текст|記者|记者|作者|本报记者"
    r"|文／|文/|بقلم|كتب)(?![^\W\d_])[:：\s]",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s*(?:기자|記者|记者|特派員|인턴기자|특파원|논설위원|著|ジャーナリスト"
    r"|\b(?:ph\.?d|md|m\.d|mba|esq)\.?)$|\s+(?:für|for|in|at|near|from|aus|im|i|en|à"
    r"|reports?|berichtet|twitter|facebook|instagram|follow|@|über"
    r"|photographs?)(?:\s.*)?$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||/|\n|&|、|・(?=.{4})|•|·|，|／|\s(?:and|und|et|y|e|og|och|i|en|ja|ve"
    r"|и|та|with|mit|és|și|oraz|a|im gespräch mit|translated by|illustration by"
    r"|photographs? by|fotos? von|redigé par)\s"
    # Two Chinese names: Japanese ones part family and given name so, and are shorter.
    r"|(?<=[\u4e00-\u9fff]{3}) (?=[\u4e00-\u9fff]{3,4}(?:\s|$)))\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\bwww\.\S+|(?<!\w)@\w+")
# Who else a line of facts names: source, editor in charge, proof-reader.
_OTHERS = re.compile(
    r"(?:来源|來源|信息来源|责任编辑|責任編輯|责编|编辑|編輯|审核|校对|校對|摄影|浏览|出处|发布)"
    r"\s*[:：]\s*[^\s|]*"
)
_BRACKETS = re.compile(r"\s*[(\[（【<][^)\]）】>]{0,80}[)\]）】>]\s*")
_DATE = re.compile(
    r"\b(?:am\s+)?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|montag"
    r"|dienstag"
    r"|mittwoch|donnerstag|freitag|samstag|sonntag)(?:day)?,?\s"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d.*$"
    r"|\b(?:am|on|le|el|-|–)?\s*\d{1,2}[./:\s].*$|\b(?:hace|vor|il y a|updated"
    r"|published|actualizado|actualizada|publicado|atualizado|publié|mis à jour"
    r"|aggiornato|обновлено|güncelleme"
    r"|posted|aktualisiert|stand|last modified|reading time|lesezeit)\b.*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:staff|writer|reporters?|correspondent|editors?|journalist(?:in|e)?|columnist"
    r"|agenc(?:y|ies)|agenturen|agencias|agenzie|agences"
    r"|contributors?|producer|bureau|desk|team|newsroom|redaktion|redakteur(?:in|e)?"
    r"|korrespondent(?:in)?|redacción|redacao|redação|redazione|rédaction|redaktor"
    r"|corresponsal|redactie|redaktionen|toimitus|redakcja|associate|senior|chief"
    r"|managing|photographer|fotograf(?:in)?|minister|professor|politics|sports?"
    r"|business|head of|special to|for the|autor(?:in|en)?|gastautor|admin|guest|author"
    r"|information|follow|latest|about|author's|profile|e\.v|gmbh|inc|ltd|llc|media"
    r"|news|magazine|online|press|zeitung|redaktionsteam|agency|agentur|agencia|verlag"
    r"|foundation|university|institute|twitter|facebook|linkedin|subscribe|newsletter"
    r"|nachrichten(?:agentur)?|signaturen|publiziert|veröffentlicht|photograph|edition"
    r"|chefredakteur"
    r"|volontär(?:in)?|mitarbeiter(?:in)?|geschäftsführer(?:in)?|kultur|politik"
    r"|wirtschaft"
    r"|sport|standards|policy|ethics|guidelines|privacy|contact|leser|kommentare|uhr"
    r"|jahre|alle artikel|posts)\b|редакц",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|\s)(?:\w|Jr|Sr)\.$")
_CJK_LETTER = re.compile("[\u3400-\u9fff\uac00-\ud7af]")
_MAX_CJK_CHARS = 10
_CJK = re.compile("^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・ 　]+$")
_NOT_NAME = re.compile(
    r"^(?:der|la|le|los|las|il)\s|^(?:nga|oleh|deur|autor)$|['’]s\s|\d|[<>{}=_#%$?!»«\"“”]|https?:|\.(?:com|de|net|org|co|at|ch|lt|is|tv|info)\b"
    r"|\b(?:ago|read|min|share|comments?|no author|none|null|undefined|unknown"
    r"|anonymous"
    r"|by|von|the|und|and|is|are|was|die|das|des|on|mehr|more)\b"
    r"(?=\s|$)",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "la",
        "le",
        "du",
        "ten",
        "ter",
        "zu",
        "zum",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "af",
        "av",
        "i",
        "o'",
        "mac",
        "mc",
        "san",
        "st",
    ]
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The names a publisher goes by, as comparison keys."""

    keys: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], url: str) -> Newsroom:
        """Return the newsroom of a publisher's names and a page's address."""
        labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
        hosts = [".".join(labels), *labels[:-1]]
        return cls(frozenset(k for name in (*names, *hosts) if (k := key(name))))

    def owns(self, text: str) -> bool:
        """Say whether a text is one of the publisher's names."""
        k = key(text)
        if not self.keys.isdisjoint(map(key, text.split())):
            return True
        return k in self.keys or any(
            len(name) > 3 and len(k) > 3 and (name in k or k in name)
            for name in self.keys
        )

    def is_person(self, text: str) -> bool:
        """Say whether a text that is stated as a person's name can be one."""
        words = text.split()
        if not 1 <= len(words) <= 6 or len(text) > _MAX_NAME_CHARS:
            return False
        if self.owns(text) or is_agency(text) or _ROLE.search(text):
            return False
        return "@" not in text and "/" not in text and not _ADDRESS.search(text)

    def is_credit(self, text: str) -> bool:
        """Say whether a text names a newsroom or another organisation."""
        return 2 <= len(text) <= _MAX_NAME_CHARS and not re.search(
            r"://|\bno author\b|\b(?:admin(?:istrator)?|user|webmaster)\b|^(?:none|null"
            r"|undefined)$",
            text,
            re.IGNORECASE,
        )

    def credit(self, text: str) -> str | None:
        """Return the organisation that a printed byline credits, None without one."""
        name = clean_name(_ADDRESS.sub(" ", text))
        if not self.is_credit(name) or len(name.split()) > 5:
            return None
        return name if self.owns(name) or _ROLE.search(name) else None


_NOBODY = Newsroom(frozenset())


def begins_byline(text: str) -> bool:
    """Say whether a line begins as bylines do: "By ", "Von ", "記者"."""
    return _BEGINS.match(text) is not None


@lru_cache(maxsize=256)
def split_names(text: str, room: Newsroom = _NOBODY) -> tuple[str, ...]:
    """Return the names of people in a byline, in order, each once."""
    found: dict[str, str] = {}
    text = _OTHERS.sub(" | ", text[:_MAX_TEXT_CHARS])
    text = _ADDRESS.sub(" ", _BRACKETS.sub(" , ", fold_space(text)[:_MAX_TEXT_CHARS]))
    for group in _SPLIT.split(_LEADING.sub("", text)):
        for name in _of_group(group, room):
            found.setdefault(name.casefold(), name)
    return tuple(_without_fragments(list(found.values()), text))


def _of_group(group: str, room: Newsroom) -> list[str]:
    parts = [clean_name(part) for part in group.split(",")]
    if len(parts) == 2 and _is_last_first(parts[0], parts[1]):
        return [f"{parts[1]} {parts[0]}"]
    found = []
    for place, part in enumerate(parts):
        if not is_name(part) or room.owns(part):
            continue
        if place and " " not in part and not _CJK.match(part):
            continue  # a place after the name: "Seb Dumitru, Lille"
        found.append(part)
    return found


def _without_fragments(names: list[str], text: str) -> list[str]:
    """Leave out single words beside full names, and alone in a longer text."""
    place = any(is_agency(part) for part in re.split(r"[,/|]", text))
    if len(text.split()) <= 2 and not place:
        return names
    full = [name for name in names if " " in name or _CJK.match(name)]
    return full or (names if begins_byline(text) else [])


def _is_last_first(last: str, first: str) -> bool:
    """Say whether two parts are "Last, First": one word each, neither a role."""
    if not last or not first or " " in last or " " in first:
        return False
    return all(p[0].isupper() and is_name(p) for p in (last, first))


@lru_cache(maxsize=256)
def clean_name(text: str) -> str:
    """Return a name without leading words, roles, dates and marks around it."""
    previous = None
    while previous != text:
        previous, text = text, _LEADING.sub("", text)
    text = _DATE.sub(" ", text.replace("©", " "))
    text = fold_space(_TRAILING.sub("", fold_space(text)))
    text = text.strip(" ,:;|-–—•·*\"'“”/&+")
    if not _INITIAL.search(text):
        text = text.strip(".")
    half = len(text) // 2
    twice = half >= _MIN_TWICE and text[:half] == text[half:].strip()
    return text[:half].strip() if twice else text


def is_name(text: str) -> bool:
    """Say whether a text looks like a person's name."""
    if not 2 <= len(text) <= _MAX_NAME_CHARS or _NOT_NAME.search(text):
        return False
    if is_agency(text) or _ROLE.search(text):
        return False
    words = text.split()
    if _CJK.match(text):
        return len(text) <= _MAX_CJK_CHARS
    if _CJK_LETTER.search(text):
        return False
    if len(words) > 5:
        return False
    weighed = [w for w in words if w.lower() not in _PARTICLES]
    capitals = sum(w[0].isupper() or not w[0].isascii() for w in weighed)
    return bool(weighed) and capitals == len(weighed)
