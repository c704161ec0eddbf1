"""Finding the news agency behind a text, and its dateline."""

from __future__ import annotations

import re

from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing

_AGENCIES = {
    "AFP": "afp|agence france-presse|agence france presse",
    "AP": "ap|the associated press|associated press",
    "Reuters": "reuters|thomson reuters",
    "dpa": "dpa|deutsche presse-agentur",
    "Xinhua": "xinhua|xinhua news agency|新华社|新華社|新华网",
    "ANSA": "ansa",
    "EFE": "efe|agencia efe",
    "APA": "apa",
    "Keystone-SDA": "sda|keystone-sda|ats|keystone-ats",
    "PA": "pa media|press association|pa news agency",
    "TASS": "tass|тасс",
    "Interfax": "interfax|интерфакс",
    "RIA Novosti": "ria novosti|риа новости",
    "Ukrinform": "ukrinform|укринформ|укрінформ",
    "Yonhap": "yonhap|연합뉴스",
    "Kyodo": "kyodo|kyodo news|共同通信|共同",
    "Jiji": "jiji|jiji press|時事通信|時事",
    "CNS": "中新社|中国新闻网|china news service|chinanews",
    "CNA": "中央社",
    "PTI": "pti|press trust of india",
    "ANI": "ani",
    "IANS": "ians",
    "Antara": "antara",
    "Bernama": "bernama",
    "NTB": "ntb",
    "Ritzau": "ritzau",
    "TT": "tt",
    "STT": "stt",
    "PAP": "pap",
    "ČTK": "čtk|ctk",
    "TASR": "tasr",
    "SITA": "sita",
    "MTI": "mti",
    "HINA": "hina",
    "BNS": "bns",
    "LETA": "leta",
    "ELTA": "elta",
    "Agerpres": "agerpres",
    "Belga": "belga",
    "ANP": "anp",
    "Lusa": "lusa|agência lusa",
    "Europa Press": "europa press",
    "Télam": "télam|telam",
    "Notimex": "notimex",
    "Agência Brasil": "agência brasil|agencia brasil",
    "Anadolu Agency": "anadolu agency|anadolu ajansı|aa",
    "DHA": "dha",
    "IHA": "iha|i̇ha",
    "IRNA": "irna",
    "MAP": "map",
    "SID": "sid",
    "epd": "epd",
    "KNA": "kna",
    "AAP": "aap",
    "CP": "the canadian press|canadian press|la presse canadienne",
    "UPI": "upi",
    "Bloomberg": "bloomberg|bloomberg news",
    "TNS": "tribune news service|tribune content agency",
    "IPS": "inter press service",
}
_BY_NAME = {
    form: name for name, forms in _AGENCIES.items() for form in forms.split("|")
}
_PLACE = r"[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f.'’ /-]{1,30}"
_DATELINE = re.compile(
    rf"^(?P<line>{_PLACE}(?:, {_PLACE}){{0,2}}"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?)"
    r"\s*(?:\((?P<agency>[A-Za-z /.-]{2,30})\))?\s*(?:--+|[—–]|:\s|-\s)\s*\S"
)
_CJK_LEAD = re.compile(r"^[（(【\s]*(新华社|新華社|中新社|中央社|中新网)")
_MAX_SOURCE_CHARS = 40
_MAX_BYLINE_CHARS = 220
_MIN_CREDIT = 5
_MARKS = re.compile(
    r"^[\s.()\[\]/,:|-]+|[\s.()\[\]/,:|-]+$"
    r"|\s+(?:nachrichtenagentur|news agency|deutschland|staff|english|service|wire)$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^\s*(?:author of the article|by|von|par|por|di|da|av|af|from|with|mit|source"
    r"|quelle"
    r"|fuente|text|autor(?:in|en|es)?|authors?)(?![^\W\d_])\s*:?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[,;/|&()\[\]\u2022\u00b7]|\s(?:and|und|et|y|e|og|och|with|mit|via)\s"
    r"|\s[-\u2013\u2014]\s",
    re.IGNORECASE,
)


def is_agency(text: str) -> bool:
    """Say whether a text is a news agency's name."""
    return agency_name(text) is not None


def agency_name(text: str) -> str | None:
    """Return the common name of the agency that a text names, None for other texts."""
    return _BY_NAME.get(_MARKS.sub("", text).strip().lower())


def names_agency(byline: str) -> str | None:
    """Return the agency among the parts of a byline, as spelled there."""
    for part in _PARTS.split(byline):
        spelled = _LEADING.sub("", part).strip(" .:()[]/\u201e\u201c")
        if is_agency(spelled):
            return spelled
    return None


def without_agencies(credit: str) -> str:
    """Return a credit without the agencies in it: "Le Figaro" of "Le Figaro et AFP"."""
    if not names_agency(credit):
        return credit
    parts = (part.strip() for part in _PARTS.split(credit))
    return ", ".join(p for p in parts if len(p) >= _MIN_CREDIT and not is_agency(p))


def find_agency(
    page: Page, byline: str | None, first: str | None
) -> Choice[str | None]:
    """Return the agency that the page credits, as spelled there.

    Looked at: the stated authors, the byline, the head of the first paragraph, the
    stated source.
    """
    stated = page.metadata.article.get("author")
    for value in stated[:20] if isinstance(stated, list) else [stated]:
        if name := names_agency(plain(value) or ""):
            return choose(name, "json-ld", "author", 0.9)
    if name := names_agency(byline or ""):
        return choose(name, "text", "byline", 0.9)
    for meta in ("author", "article:author", "byl", "dc.creator", "parsely-author"):
        if name := names_agency((page.metadata.first(meta) or "")[:_MAX_BYLINE_CHARS]):
            return choose(name, "meta", "author", 0.85)
    line = _DATELINE.match(first or "")
    if line and line["agency"] and is_agency(line["agency"]):
        return choose(line["agency"].strip(), "text", "dateline", 0.9)
    if lead := _CJK_LEAD.match(first or ""):
        return choose(lead[1], "text", "dateline", 0.85)
    for meta in ("contentsource", "source", "article:source", "news_source"):
        spelled = page.metadata.first(meta)
        if spelled and is_agency(spelled[:_MAX_SOURCE_CHARS]):
            return choose(spelled, "meta", meta, 0.8)
    return find_nothing(None)


def find_dateline(first: str | None) -> Choice[str | None]:
    """Return place and day as they stand before the first paragraph's text.

    The place is in capitals, or a day or an agency follows it: else it may be any words
    before a dash.
    """
    line = _DATELINE.match(first or "")
    if line is None:
        return find_nothing(None)
    words = line["line"].strip()
    named = line["agency"] and agency_name(line["agency"])
    if words.split(",")[0].isupper() or named:
        return choose(words, "text", "dateline", 0.85)
    return find_nothing(None)
