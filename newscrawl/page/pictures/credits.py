"""Parting a photo's text into caption and credit.

A credit is known by its words, as agencies and papers of many languages print them:
`[Photo/…]`, `Foto: …`, `© …`, `（…摄）`, `사진=…`, `(AP Photo/…)`; or, at the end of a
caption, by being nothing but names: `… on Monday. Getty Images`, `(Jo Pine/Reuters)`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MAX_CAPTION = 1200
_MAX_CREDIT = 200
_MAX_NAMES = 80
_MIN_CAPTION = 8
_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"))
_MAX_NAME_WORDS = 8
_MAX_DENSE_NAME = 14

_LABELS = (
    r"(?:(?:cr[eé]dits?\s+)?photo(?:graph|s|graphs|graphie|graphies|graphy)?|foto(?:s|graf[íi]as?|grafie|grafia)?"
    r"|fotograf(?:in|a|o)?|pictures?|pics?|images?|im[aá]gen(?:es)?|imagem|immagine"
    r"|bild(?:er|quelle|nachweis|rechte)?|credits?|cr[eé]dit[oi]?s?|quellen?|source"
    r"|kuva|kép|zdj(?:ęcie|\.)?|snímek|foto[- ]?credits?|фото|снимка|источник|джерело"
    r"|kredit|görsel|fotoğraf|kaynak|ảnh|gambar|isithombe|nuotr(?:auka|\.)?|ljósmynd|mynd"
    r"|ilustra(?:ção|ción|cja)|grafik|graphic|illustration|symbol(?:bild|foto)"
    r"|(?:foto|photo)?collage|(?:foto|photo)montage|(?:фото)?(?:коллаж|колаж)|инфографика"
    r"|archiv(?:bild|foto)?|screenshot|video|vídeo|φωτογραφία|תמונה|צילום|ภาพ)"
)
_GIVEN = (
    r"(?:credits?|cr[eé]dits?|by|von|par|por|di|de|av|af|door|courtesy(?:\s+of)?"
    r"|provided\s+(?:to|by)|via|supplied)"
)
_CREDIT_START = re.compile(
    rf"(?:{_LABELS}(?:\s+{_GIVEN}){{0,2}}\s*(?:[:：=/]|\bby\b)\s*"
    rf"|{_LABELS}\s+(?:by|von|par|por|courtesy(?:\s+of)?|provided\s+(?:to|by))\s+"
    rf"|{_LABELS}\s+(?=©|ⓒ|\(c\))"
    r"|(?:©|ⓒ|\(c\)|copyright\b\s*[:©]?)\s*|courtesy\s+of\s+"
    r"|사진\s*(?:출처|제공)?\s*[=:/|]\s*|（?写真[:：＝=]\s*"
    r"|(?:图|圖)(?:片|源|为)?(?:来源)?[:：/]\s*|供图[:：]\s*|(?:摄影|攝影|撮影)[:：/]\s*)",
    re.IGNORECASE,
)
_AGENCY = (
    r"AP|AFP|REUTERS|EPA|dpa|ANSA|PTI|ANI|IANS|TASS|Xinhua|Getty(?: Images)?|Alamy|Shutterstock"
    r"|iStock(?:photo)?|Imago|IMAGO|picture[- ]alliance|EFE|Europa Press|NTB|TT|Ritzau|Lehtikuva"
    r"|Keystone|APA|PAP|CTK|ČTK|MTI|Belga|ANP|PA|VNA|Yonhap|Kyodo|Jiji|Unsplash|Pexels|Pixabay"
    r"|Bloomberg|USA TODAY|NurPhoto|SOPA|ZUMA|AAP|Depositphotos|Adobe Stock|AA|DHA|İHA|CNS|SIPA"
)
_IS_AGENCY = re.compile(
    rf"(?:{_AGENCY})(?:[- ](?:photos?|file|pool|wire|bildfunk|images?))?(?:$|[/ ,|])"
)
# A credit at the end in brackets, its words in group 1.
_BRACKETED = re.compile(
    r"\s*[\[(（【]\s*("
    rf"{_LABELS}\b[^\[\]()（）【】]{{0,160}}"
    r"|©[^\[\]()（）【】]{1,160}|copyright[^\[\]()（）【】]{1,160}|사진[^\[\]()（）【】]{1,80}"
    r"|courtesy[^\[\]()（）【】]{1,120}|via [^\[\]()（）【】]{1,120}"
    rf"|(?:{_AGENCY})(?:\s*(?:photos?|file|pool))?(?:\s*/[^\[\]()（）【】]{{1,80}})?"
    rf"|[^\[\]()（）【】]{{1,80}}(?:/|via|,|\|)\s*(?:{_AGENCY})[^\[\]()（）【】]{{0,40}}"
    r"|[^\[\]()（）【】]{1,30}[摄攝](?:影)?|[^\[\]()（）【】]{1,30}(?:撮影|提供|供图|供圖)"
    r"|(?:图|圖|写真|摄影|攝影)[^\[\]()（）【】]{1,40}"
    r")\s*[\])）】]\s*\.?\s*$",
    re.IGNORECASE,
)
_BRACKET_AT_END = re.compile(
    r"\s*[\[(（【]\s*([^\[\]()（）【】]{2,80}?)\s*[\])）】]\.?$"
)
_LABELLED_END = re.compile(
    rf"(?:[\s|/–—•·-]|(?<=[.!?\"”'）)。]))\s*({_CREDIT_START.pattern}"
    r"(?:[^.!?]|(?<=\b\w)\.|\.(?=\w)){2,120}?)\s*\.?$",
    re.IGNORECASE,
)
_AGENCY_END = re.compile(
    rf"\s*(?:[|/–—•·]|\s-)\s*([^|.!?]{{0,60}}\b(?:{_AGENCY})\b[^|!?]{{0,40}})$"
    r"|(?:^|[\s。，])([^\s。，、]{1,12}\s?(?:[摄攝]|摄影|攝影|撮影))$",
)
_TRAILING_LABEL = re.compile(
    r"\s+[/|–—-]\s+([^|]{3,100}\s(?:nuotr\.?|foto|photo|fotó|kuva|felvétele))$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。\"”»“](?=\s*[^\W\d_a-z][^.!?。]{1,79}$)\s*")
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "de la le el los las del di da do dos van von der den zu al bin ben und and y e et"
        " via per du des / | & + · - – vía über für dpa afp ap ansa imago sda"
        " apa ntb tt pool file photo foto images via/ handout picture alliance press",
    )
)
_OF = frozenset(("for", "of", "the", "by"))
_WORD = re.compile(r"[^\s/|,·]+")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,30}")
# "Bild Jo Pine": a label that only a space parts from two names.
_BARE_LABEL = re.compile(
    r"^(?:Bild(?:er)?|Fotos?|Photos?)\s(?=[^\W\d_a-z]\S*\s[^\W\d_a-z])"
)
_UNCREDITED = re.compile(r"\buncredited\b\s*[/|,]*\s*", re.IGNORECASE)
_FILES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_VERB_END = re.compile("\\s*(?:摄影|攝影|摄|攝|撮影|供图|供圖|提供)$")
_WRAPPERS = " \t[]（）【】.,;:|/–—•·-\u200b"
_PHOTO_PARAGRAPH = re.compile(
    r"[\[(（【]\s*(?:photo|picture|image|foto|file photo|ap photo|图|圖|사진)[^\[\]]{0,120}[\])）】]\s*$"
    r"|[\[(（【][^\[\]()（）【】]{0,30}(?:[摄攝]|撮影|供图)[\])）】]\s*$"
    r"|(?:^|\s)[^\s]{1,8}\s?[摄攝]$|사진\s*[=:/]\s*\S{1,20}$|/(?:사진|Photo)\s*[=:]",
    re.IGNORECASE,
)
_CAPTION_LABEL = re.compile(
    r"(?:image caption|image source|image copyright|media caption|caption|bildunterschrift"
    r"|bildtext|légende|legende|图注|圖說"
    r"|view image in fullscreen|open image in gallery|figure caption|didascalia"
    r"|enlarge this image|toggle caption|hide caption|bild vergrößern|pie de foto"
    r"|(?:image|bild|foto|photo)\s*\d{1,3}\s*(?:of|von|/|de|av|di)\s*\d{1,3}"
    r"|\d{1,3}\s*(?:of|von|/|de|av|di)\s*\d{1,3}\s*\|?)\s*(?:[,:：]\s*|\s|$)"
    # "2of4A shopper": a gallery's counter set against its caption
    r"|\d{1,3}of\d{1,3}(?=[^\W\d_])",
    re.IGNORECASE,
)
_NO_CAPTION = re.compile(
    r"(?:image(?: copyright| source| caption)?|bild|foto|photo|picture|caption|legende|légende|imagen|video|autoplay|close"
    r"|schließen|expand|enlarge|watch(?: now)?|previous|next|loading|zoom|play"
    r"|show|hide|[\d:/ ]+|\W*|[\w-]+\.(?:jpe?g|png|webp|gif)|[\d_-]{8,})$",
    re.IGNORECASE,
)


def is_names(text: str) -> bool:
    """Say whether a short text is nothing but names, as a bare credit is."""
    text = text.strip()
    if not 2 <= len(text) <= _MAX_NAMES or text[-1] in ".!?:…。":
        return False
    if _DENSE.search(text):
        return len(text) <= _MAX_DENSE_NAME
    words = _WORD.findall(text)
    if not 0 < len(words) <= _MAX_NAME_WORDS:
        return False
    is_sourced = "/" in text or any(map(_IS_AGENCY.match, words))
    names = 0
    for word in words:
        bare = word.strip("()[]&+.-–'’\"@")
        is_filler = bare.lower() in _PARTICLES or (is_sourced and bare in _OF)
        if bare[:1].isupper() or word[0] == "@":
            names += 1
        elif bare and not is_filler:
            return False
    return names > 0 or bool(_IS_AGENCY.match(text))


def clean_credit(text: str) -> str | None:
    """Return who is credited, without brackets and without "Photo/" or "Foto:"."""
    credit = _stripped(text)
    for _ in range(3):
        start = _CREDIT_START.match(credit)
        if not start or start.end() == 0:
            break
        credit = _stripped(credit[start.end() :])
    credit = _BARE_LABEL.sub("", _UNCREDITED.sub("", _VERB_END.sub("", credit)))
    credit = _stripped(_EMAIL.sub("", credit))
    if _NO_CAPTION.match(credit) or re.fullmatch(_LABELS, credit, re.IGNORECASE):
        return None
    return credit[:_MAX_CREDIT]


def _stripped(text: str) -> str:
    """Return a text without the brackets and marks around it."""
    text = text.strip(_WRAPPERS).strip()
    if text.startswith("(") and ")" not in text[:-1]:
        text = text[1:]
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    return text.strip(_WRAPPERS).strip()


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Part a photo's text into caption and credit, either None when it lacks."""
    text = text.strip()[:_MAX_CAPTION]
    start = _CREDIT_START.match(text)
    if start and len(text) <= _MAX_CREDIT:
        return None, clean_credit(text)
    tail = max(0, len(text) - _MAX_CREDIT)
    for patterns in ((_LABELLED_END, _BRACKETED), (_AGENCY_END, _TRAILING_LABEL)):
        for pattern in patterns:
            match = pattern.search(text, tail)
            if match and not _is_open(text[tail : match.start()]):
                credit = clean_credit(next(g for g in match.groups() if g))
                return text[: match.start()].rstrip(" |/–—•·-([") or None, credit
        match = _SENTENCE_END.search(text, max(0, len(text) - _MAX_NAMES - 2))
        if match and match.start() >= _MIN_CAPTION and is_names(text[match.end() :]):
            if _is_open(text[tail : match.end()]):
                continue
            return text[: match.end()].strip(), clean_credit(text[match.end() :])
    match = _BRACKET_AT_END.search(text, tail)
    if match and _is_credit_bracket(match.group(1)):
        return text[: match.start()].strip() or None, clean_credit(match.group(1))
    return text or None, None


def _is_open(text: str) -> bool:
    """Say whether a bracket is open at a text's end."""
    return any(text.rfind(one) > text.rfind(other) for one, other in _BRACKETS)


def _is_credit_bracket(text: str) -> bool:
    """Say whether a bracket at a caption's end credits: an agency or several names."""
    if not is_names(text):
        return False
    return "/" in text or "." in text or " " in text or bool(_IS_AGENCY.match(text))


def is_photo_paragraph(text: str) -> bool:
    """Say whether a paragraph's own words make it a photo's caption."""
    return len(text) < _MAX_CAPTION and _PHOTO_PARAGRAPH.search(text) is not None


@lru_cache(maxsize=256)
def clean_caption(text: str) -> str:
    """Return a caption without the label before it ("Image caption, …", "1/4")."""
    for _ in range(3):
        match = _CAPTION_LABEL.match(text)
        if match is None or match.end() == 0:
            break
        text = text[match.end() :]
    if text.lower().endswith(_FILES):
        text = text.rpartition(" ")[0]
    text = text.strip(" \t|/–—•·▲△▼↑◀▶►*\u200c")
    return "" if _NO_CAPTION.match(text) else text


def is_credit(text: str) -> bool:
    """Say whether a text begins as a credit does."""
    return _CREDIT_START.match(text.lstrip("([（")) is not None
