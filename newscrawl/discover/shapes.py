"""How addresses are built: which are alike, and which name no article.

A shape leaves out what tells two articles of a site apart: numbers become `9`, slugs
`s`. The words of an address are looked up among those that systems use for tags,
authors, searches, forums and the like.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newscrawl.discover.address import Address, address_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SLUG: Final = re.compile(r"[-_+%]|[^\x00-\x7f]|.{20}")
_NUMBERED: Final = re.compile(r"^.{1,300}[_-]([a-zA-Z]{0,4})\d+$")
_DIGITS: Final = re.compile(r"\d+")
_LONG_NUMBER: Final = re.compile(r"\d{4}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FILES: Final = _words(
    """
    jpg jpeg png gif webp svg ico css js pdf doc docx xls xlsx ppt pptx zip rar gz
    mp3 mp4 m4a m4v avi mov webm ogg wav exe apk xml rss atom json ics
    """
)

# Parts of a path that name no article, in the languages of the systems that use them.
_STOP: Final = _words(
    """
    tag tags tagged etiqueta etiquetas schlagwort category categories categoria
    categorias categorie kategorie rubrik rubrique rubrica rubriken rubriques author
    authors autor autoren autores auteur auteurs profile profiles user users member
    members staff search suche buscar buscador recherche label labels topic topics
    thema themen dossier dossiers login log-in signin sign-in signup sign-up
    register registration registro account restore_password subscribe subscribes
    subscription subscriptions abo newsletter newsletters rss rsslist feed feeds
    atom about about-us contact contacts contact-us contacto contactos contacte
    contatti kontakt kontakte impressum imprint privacy privacy-policy datenschutz
    terms terms-of-use terms-of-service agb cookie cookies advertise advertising faq
    faqs help hilfe ayuda sitemap print share comment comments wp-login.php wp-admin
    wp-content cart shop tienda checkout forum forums foro foros board thread
    threads showthread.php viewtopic.php memberlist.php classified classifieds
    adsmanager kleinanzeigen clasificados annonces oglasi horoscope horoscopes
    horoscopo crossword crosswords epaper e-paper mobile pda
    """
)
_STOP_HOSTS: Final = _words(
    """
    forum forums foro foros shop tienda prodavnica oglasi anzeigen kleinanzeigen
    clasificados job jobs stellen mail webmail login account accounts abo epaper m
    pda rss reklama reklamiranje advertising werbung
    """
)
_STOP_QUERY: Final = _words(
    """
    cat tag author s q search replytocom share print sort order orderby filter lang
    m page paged page_id feed
    """
)
# Names in a query that select one article; beside them a category says nothing.
_ID_QUERY: Final = re.compile(r"^(?:p|n?id|\w{0,8}_?id|news|cod\w*|art\w*|item|story)$")


def url_shape(address: Address) -> str:
    """Return how an address is built: numbers as 9, slugs as s, words as they are.

    A number at a slug's end keeps the letters before it: `budget_a1203` and
    `roads_r12` are built differently.
    """
    pieces = []
    for piece in address.path.strip("/").split("/"):
        stem, dot, ending = piece.rpartition(".")
        if not dot or len(ending) > 5:
            stem, dot, ending = piece, "", ""
        pieces.append(f"{_stem_shape(stem)}{dot}{ending}")
    names = sorted(name for name, _ in address.pairs)
    query = "?" + "&".join(names) if names else ""
    return f"{address.host}/{'/'.join(pieces)}{query}"


def shape_of(url: str) -> str:
    """Return how an absolute address is built; "" for no http(s) address."""
    address = address_of(url)
    return url_shape(address) if address else ""


@lru_cache(maxsize=4096)
def _stem_shape(stem: str) -> str:
    if stem.isalpha() and stem.isascii() and len(stem) < 20:
        return stem
    numbered = _NUMBERED.match(stem)
    if numbered:
        return f"x-{numbered[1].lower()}9"
    if _SLUG.search(stem):
        return "s9" if _DIGITS.search(stem) else "s"
    return _DIGITS.sub("9", stem)


def coarse_shape(shape: str) -> str:
    """Return a shape with every word of the path but the last as `w`."""
    host, _, path = shape.partition("/")
    *folders, last = path.split("/")
    words = [_WORD.sub("w", folder) for folder in folders]
    return f"{host}/{'/'.join([*words, last])}"


def is_file(address: Address) -> bool:
    """Say whether an address names a file that is no page."""
    _, dot, ending = address.path.rpartition(".")
    return bool(dot) and ending.lower() in _FILES


@lru_cache(maxsize=4096)
def names_no_article(address: Address) -> bool:
    """Say whether the words of an address name a tag, an author, a search or such.

    So does the front page of a host.
    """
    if not address.path and not address.pairs:
        return True
    if not _STOP.isdisjoint(address.path.lower().split("/")):
        return True
    if address.host.partition(".")[0] in _STOP_HOSTS:
        return True
    names = [name for name, _ in address.pairs]
    if not names or any(_ID_QUERY.match(name) for name in names):
        return False
    return any(name in _STOP_QUERY for name in names)


def holds_long_number(address: Address) -> bool:
    """Say whether a path holds a number of four digits, as no section's does."""
    return _LONG_NUMBER.search(address.path) is not None


def is_plain_word(address: Address) -> bool:
    """Say whether an address ends with a plain word, as sections do."""
    last = address.path.rpartition("/")[2]
    return len(last) < 20 and last.isascii() and last.isalpha()
