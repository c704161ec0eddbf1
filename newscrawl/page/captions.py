"""Captions and credits: which text belongs to a picture, and who took it.

Looked at in this order: the caption element of the figure around the picture; a block
after the picture whose label says caption; a paragraph after the picture that ends or
begins with a photo credit as agencies print them. A credit is parted from its caption
by its own element where it has one, else by its words: `[Photo/…]`, `Foto: …`, `© …`,
`（…摄）`, `사진=…`, `(AP Photo/…)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.page.blocks import Box, Spot, TextBlock, clean
from newscrawl.page.marks import Mark, label_marks

_MAX_CAPTION = 1200
_MAX_CREDIT = 200
_MAX_WRAPPED = 3
_MAX_WRAPPED_WORDS = 80

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
    rf"(?:[\s|/–—•·.-]|(?<=[.!?\"”'）)]))\s*({_CREDIT_START.pattern}[^!?\n]{{2,160}}?)\s*\.?$"
    rf"|\s*[|/–—•·]\s*([^|.!?]{{0,60}}\b(?:{_AGENCY})\b[^|!?]{{0,40}})$"
    r"|(?:^|[\s。，])([^\s。，、]{1,12}\s?(?:[摄攝]|摄影|攝影|撮影))$",
    re.IGNORECASE,
)
# "… on Monday. AP", "… 있다. 뉴시스", "… lesewa. Isithombe: Sithunyelwe", "… . - A. Name"
_AFTER_SENTENCE = re.compile(
    rf"[.!?。”\"]\s*[-–—|]?\s*((?:{_AGENCY})(?:[\s/][^.]{{1,40}})?"
    r"|[\uac00-\ud7a3\d]{2,8}(?: 제공)?"
    r"|[^\W\d_]{3,14}:\s?[^.:!?]{2,60}"
    r"|(?<=[-–—|] )(?:[A-ZÀ-Þ][\w.'’-]*\s?){1,4})\.?$"
)
# "… Noia. (Edu Luque)", "… semester. (Fred Scheiber/SIPA)", "… ke-XV(Dok.IGI )"
_NAME_IN_BRACKETS = re.compile(
    r"\s*[(\[]\s*((?:[A-ZÀ-ÞŠŽČĆ@][^\s()\[\]]*|/|&|via|of|de|von|van|/\s)"
    r"(?:\s+(?:[A-ZÀ-ÞŠŽČĆ@][^\s()\[\]]*|/|&|via|of|de|von|van|/[^\s()\[\]]+)){1,6}|[^\s()\[\]]{2,30}/[^\s()\[\]]{2,30})\s*[)\]]"
    r"\s*\.?\s*$"
)
_RIGHTS = re.compile(
    r"all rights|rights reserved|alle rechte|tous droits|^20\d\d\b", re.IGNORECASE
)
_WRAPPERS = " \t[]()（）【】.,;:|/–—•·-"
_PHOTO_PARAGRAPH = re.compile(
    r"[\[(（【]\s*(?:photo|picture|image|foto|file photo|ap photo|图|圖|사진)[^\[\]]{0,120}[\])）】]\s*$"
    r"|[\[(（【][^\[\]()（）【】]{0,30}(?:[摄攝]|撮影|供图)[\])）】]\s*$"
    r"|(?:^|\s)[^\s]{1,8}\s?[摄攝]$|사진\s*[=:/]\s*\S{1,20}$|/(?:사진|Photo)\s*[=:]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption and credit, with the blocks they were read from."""

    caption: str | None
    credit: str | None
    blocks: tuple[TextBlock, ...]


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
    tail = max(0, len(text) - _MAX_CREDIT)
    matches = [m for p in (_TRAILING, _NAME_IN_BRACKETS) if (m := p.search(text, tail))]
    if matches:
        match = min(matches, key=re.Match.start)
        credit = clean_credit(next(g for g in match.groups() if g))
        return text[: match.start()].rstrip(" |/–—•·-,") or None, credit
    match = _AFTER_SENTENCE.search(text, tail)
    if match:
        caption = text[: match.start(1)].rstrip(" |/–—•·-")
        return caption or None, clean_credit(match.group(1))
    return text or None, None


def is_photo_paragraph(text: str) -> bool:
    """Say whether a paragraph's own words make it a photo's caption."""
    return len(text) < _MAX_CAPTION and _PHOTO_PARAGRAPH.search(text) is not None


def _own_credit(block: TextBlock) -> str | None:
    """Return the text of an inline element whose label says credit."""
    for element in block.element.iter("span", "small", "cite", "em", "a", "b", "i"):
        label = element.get("class") or element.get("itemprop")
        if label and label_marks(label) & (Mark.CREDIT | Mark.BYLINE):
            text = clean("".join(element.itertext()))
            if text and text != block.text:
                return text
    return None


def _is_caption(block: TextBlock, figure: Box | None) -> bool:
    """Say whether a label between a block and its figure makes it a caption."""
    box: Box | None = block.box
    for _ in range(4):
        if box is None or box is figure:
            return False
        if box.marks & (Mark.CAPTION | Mark.CREDIT) and box.end - box.first <= 5:
            return True
        box = box.parent
    return False


def _figure_of(spot: Spot) -> Box:
    """Return the outermost box around a picture that holds at most five blocks."""
    figure = box = spot.box
    while True:
        if box.tag == "figure":
            return box
        if box.end - box.first > 5 or box.marks & Mark.ARTICLE or box.parent is None:
            return figure
        figure = box
        box = box.parent


def caption_blocks(
    spot: Spot, blocks: list[TextBlock], alt: str | None = None
) -> list[TextBlock]:
    """Return the blocks that are a picture's caption and credit, in page order."""
    figure = _figure_of(spot)
    inside = blocks[figure.first : figure.end]
    labelled = [block for block in inside if _is_caption(block, figure)]
    if labelled:
        return labelled
    if figure.tag == "figure" and len(inside) <= 5:
        return inside
    following = blocks[spot.index : spot.index + 2]
    for block in following:
        if _is_caption(block, None) or (alt and _tells(alt, block.text)):
            return [block]
    if following and is_photo_paragraph(following[0].text):
        return following[:1]
    return _wrapped_with(spot, blocks)


def _tells(alt: str, text: str) -> bool:
    """Say whether a picture's alternative text and a block begin alike."""
    alt, text = alt.casefold(), text.casefold()
    if min(len(alt), len(text)) < 15 or len(text) > len(alt) + 160:
        return False
    return text.startswith(alt[:60]) or alt.startswith(text[:60])


def _wrapped_with(spot: Spot, blocks: list[TextBlock]) -> list[TextBlock]:
    """Return the few unlinked words that share a small box with a picture alone."""
    box: Box | None = spot.box
    while box is not None and box.end == box.first:
        box = box.parent
    if box is None or box.tag not in ("div", "section", "span", "center"):
        return []
    inside = blocks[box.first : box.end]
    if len(inside) > _MAX_WRAPPED or inside[0].index < spot.index:
        return []
    words = sum(block.words for block in inside)
    if words > _MAX_WRAPPED_WORDS or any(
        block.link_words or block.box.marks & (Mark.HEADING | Mark.TITLE)
        for block in inside
    ):
        return []
    return inside


def find_caption(
    spot: Spot,
    blocks: list[TextBlock],
    alt: str | None = None,
    rule: str | None = None,
) -> Caption:
    """Return the caption and credit of a picture.

    `rule` is a site's pattern for the paragraph after a photo, with the groups
    `credit` and perhaps `caption`.
    """
    if rule:
        for block in blocks[spot.index : spot.index + 2]:
            match = re.search(rule, block.text)
            if match:
                groups = match.groupdict()
                caption = groups.get("caption") or block.text[: match.start()]
                credit = clean_credit(groups.get("credit") or "")
                return Caption(caption.strip() or None, credit, (block,))
    return read_caption(caption_blocks(spot, blocks, alt))


def read_caption(blocks: list[TextBlock]) -> Caption:
    """Part the blocks of a caption into caption and credit."""
    captions: list[str] = []
    credits: list[str] = []
    for block in blocks:
        own = _own_credit(block)
        text = block.text
        found = None
        if own:
            text = text.replace(own, " ").strip(" |/–—•·-")
            found = clean_credit(own)
        elif block.box.marks & Mark.CREDIT and not block.box.marks & Mark.CAPTION:
            found, text = clean_credit(split_caption(text)[1] or text), ""
        caption, printed = split_caption(text)
        credits.extend(filter(None, (printed, found)))
        if caption and caption not in captions:
            captions.append(caption)
    credit = min(credits, key=lambda c: bool(_RIGHTS.search(c)), default=None)
    return Caption(clean(" ".join(captions)) or None, credit, tuple(blocks))
