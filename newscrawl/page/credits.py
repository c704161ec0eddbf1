"""Parting a photo's text into caption and credit.

A credit is known by its words: `[Photo/…]`, `Foto: …`, `© …`, `（…摄）`, `사진=…`,
`(AP Photo/…)`.
"""

from __future__ import annotations

import re

_MAX_CAPTION = 1200
_MAX_CREDIT = 200
_LABELS = (
    r"(?:photo(?:graph|s|graphs|graphie|graphies)?|foto(?:s|graf[íi]as?|grafie|grafia)?"
    r"|fotograf(?:in|a|o)?|pictures?|pics?|images?|im[aá]gen(?:es)?|imagem|bild(?:er)?"
    r"|credits?|cr[eé]dit[oi]?s?|cr[ée]dits?|quellen?|source|kuva|kép|zdj(?:ęcie)?"
    r"|bildquelle|bildnachweis|bildrechte|snímek|фото|снимка|kredit|görsel|fotoğraf"
    r"|kaynak|ảnh|gambar|ilustra(?:ção|ción|cja)|grafik|graphic|illustration"
    r"|symbolbild|archiv(?:bild|foto)?|screenshot|φωτογραφία|תמונה|צילום)"
)
_CREDIT_START = re.compile(
    rf"(?:(?:{_LABELS})(?:\s+(?:credits?|cr[eé]dits?|by|von|par|por|di|de|av|af|door"
    r"|courtesy(?:\s+of)?|provided\s+(?:to|by)))*\s*(?:[:：=/]|\bby\b)\s*"
    rf"|(?:{_LABELS})\s+(?:by|von|par|por|courtesy(?:\s+of)?|provided\s+(?:to|by))\s+"
    r"|(?:©|\(c\)|copyright\s*[:©]?)\s*|사진\s*[=:/]\s*|（?写真[:：＝=]\s*"
    r"|(?:图|圖)(?:片|源|为)?(?:来源)?[:：/]\s*|供图[:：]\s*)",
    re.IGNORECASE,
)
_AGENCY = (
    r"AP|AFP|REUTERS|EPA|dpa|ANSA|PTI|ANI|IANS|TASS|Xinhua|Getty(?: Images)?|Alamy|Shutterstock"
    r"|iStock(?:photo)?|Imago|IMAGO|picture[- ]alliance|EFE|Europa Press|NTB|TT|Ritzau|Lehtikuva"
    r"|Keystone|APA|PAP|CTK|ČTK|MTI|Belga|ANP|PA|VNA|Yonhap|Kyodo|Jiji|Unsplash|Pexels|Pixabay"
    r"|Bloomberg|USA TODAY|NurPhoto|SOPA|ZUMA|AAP|Depositphotos|Adobe Stock|AA|DHA|İHA"
)
# A credit at the end in brackets, its words in group 1.
_BRACKETED = re.compile(
    r"\s*[\[(（【]\s*("
    rf"(?:{_LABELS})\b[^\[\]()（）【】]{{0,160}}"
    r"|©[^\[\]()（）【】]{1,160}|copyright[^\[\]()（）【】]{1,160}|사진[^\[\]()（）【】]{1,80}"
    rf"|(?:{_AGENCY})(?:\s*(?:photos?|file|pool))?(?:\s*/[^\[\]()（）【】]{{1,80}})?"
    rf"|[^\[\]()（）【】]{{1,80}}(?:/|via|,|\|)\s*(?:{_AGENCY})[^\[\]()（）【】]{{0,40}}"
    r"|[^\[\]()（）【】]{1,30}[摄攝](?:影)?|[^\[\]()（）【】]{1,30}(?:撮影|提供|供图|供圖)"
    r"|(?:图|圖|写真|摄影|攝影)[^\[\]()（）【】]{1,40}"
    r")\s*[\])）】]\s*\.?\s*$",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?:[\s|/–—•·.-]|(?<=[.!?\"”'）)]))\s*({_CREDIT_START.pattern}[^.!?]{{2,120}}?)\s*\.?$"
    rf"|\s*[|/–—•·]\s*([^|.!?]{{0,60}}\b(?:{_AGENCY})\b[^|!?]{{0,40}})$"
    r"|(?:^|[\s。，])([^\s。，、]{1,12}\s?(?:[摄攝]|摄影|攝影|撮影))$",
    re.IGNORECASE,
)
_WRAPPERS = " \t[]()（）【】.,;:|/–—•·-"
_PHOTO_PARAGRAPH = re.compile(
    r"[\[(（【]\s*(?:photo|picture|image|foto|file photo|ap photo|图|圖|사진)[^\[\]]{0,120}[\])）】]\s*$"
    r"|[\[(（【][^\[\]()（）【】]{0,30}(?:[摄攝]|撮影|供图)[\])）】]\s*$"
    r"|(?:^|\s)[^\s]{1,8}\s?[摄攝]$|사진\s*[=:/]\s*\S{1,20}$|/(?:사진|Photo)\s*[=:]",
    re.IGNORECASE,
)


def clean_credit(text: str) -> str | None:
    """Return who is credited, without brackets and without "Photo/" or "Foto:"."""
    credit = text.strip().strip(_WRAPPERS).strip()
    for _ in range(3):
        start = _CREDIT_START.match(credit)
        if not start or start.end() == 0:
            break
        credit = credit[start.end() :].strip(_WRAPPERS)
    return credit[:_MAX_CREDIT] or None


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Part a photo's text into caption and credit, either None when it lacks."""
    text = text.strip()[:_MAX_CAPTION]
    match = _BRACKETED.search(text)
    if match:
        return text[: match.start()].strip() or None, clean_credit(match.group(1))
    start = _CREDIT_START.match(text)
    if start and len(text) <= _MAX_CREDIT:
        return None, clean_credit(text)
    match = _TRAILING.search(text, max(0, len(text) - _MAX_CREDIT))
    if match:
        credit = clean_credit(next(g for g in match.groups() if g))
        return text[: match.start()].rstrip(" |/–—•·-") or None, credit
    return text or None, None


def is_photo_paragraph(text: str) -> bool:
    """Say whether a paragraph's own words make it a photo's caption."""
    return len(text) < _MAX_CAPTION and _PHOTO_PARAGRAPH.search(text) is not None


_CAPTION_LABEL = re.compile(
    r"(?:image caption|image source|caption|bildunterschrift|bildtext|legende|légende"
    r"|view image in fullscreen|open image in gallery|figure caption|didascalia"
    r"|enlarge this image|toggle caption|hide caption|bild vergrößern|pie de foto)"
    r"\s*[,:：]?\s+|(?:image|bild|foto|photo|\d+)?\s*\d+\s*(?:of|von|/|de|av|di)\s*\d+\s+",
    re.IGNORECASE,
)


def clean_caption(text: str) -> str:
    """Return a caption without the label before it ("Image caption, …", "1/4")."""
    for _ in range(3):
        match = _CAPTION_LABEL.match(text)
        if match is None:
            break
        text = text[match.end() :]
    return text.strip(" \t|/–—•·▲△▼↑◀▶►*")


def is_credit(text: str) -> bool:
    """Say whether a text begins as a credit does."""
    return _CREDIT_START.match(text) is not None
