"""The elements that a page's markup sets apart, noted as the tree is walked.

Class, id, itemprop, rel and test names are written for style sheets and scripts, in a
dozen languages, yet they mostly say what an element is: `byline`, `dateline`,
`breadcrumb`. The walk keeps, for each such kind, the elements in page order; what they
mean is for the finders to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from newscrawl.markup import Element
from newscrawl.page.tree.marks import word_marks, words_of

# A word of a label begins with one of the first, or is one of the second.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "author",
        (
            "author|byline|autor|auteur|writer|reporter|journalist|redakteur|verfasser"
            "|signature|creator|contributor|skribent|forfatter|kirjoittaja|yazar|penulis"
        ),
        "by|firma|byl|writtenby|authored",
    ),
    (
        "date",
        (
            "date|timestamp|publis|publica|pubdate|pubtime|posted|datum|fecha|updated"
            "|modified|tarih|datetime|stamp"
        ),
        "time|times|data|dato|info|meta|infos|posttime|source|stand",
    ),
    (
        "crumb",
        "breadcrumb|crumb|brotkrume|brodkrum|ariane|filariane|youarehere|kruimel",
        "path|location|position|migas|trail|pathway|bread",
    ),
    (
        "kicker",
        (
            "kicker|overline|eyebrow|rubric|dachzeile|antetitulo|volanta|surtitr|occhiello"
            "|spitzmarke|roofline|topline|pretitle|supertitle|catchline|titleheader"
        ),
        "label|labels",
    ),
    (
        "lead",
        (
            "subtitle|subhead|standfirst|teaser|intro|chapo|abstract|bajada|entradilla"
            "|sottotitolo|sommario|summary|excerpt|ingress|manchet|strapline|perex|vorspann"
            "|description|underline|untertitel|leadtext|subtitulo"
        ),
        "lead|dek|deck|lede|sub|copete",
    ),
    ("tag", "tag|topic|keyword|schlagw|themen|etiquet", "labels|subjects"),
    ("source", "source|agency|quelle|fuente|laiyuan|copyright|editor", ""),
    ("title", "title|headline|heading|titel|titulo|titular", "titre|titolo"),
)
_PREFIXES = tuple((kind, re.compile(prefixes)) for kind, prefixes, _ in _WORDS)
_ANY_PREFIX = re.compile("|".join(prefixes for _, prefixes, _ in _WORDS))
_WHOLE: dict[str, list[str]] = {}
for _kind, _, _whole in _WORDS:
    for _word in filter(None, _whole.split("|")):
        _WHOLE.setdefault(_word, []).append(_kind)
_MAX_LABEL_CHARS = 300
_AUTHOR_FOLDERS = re.findall(
    r"\w+",
    "author authors autor autoren autores autorin autore auteur auteurs redaktion"
    " redakteur redakteure people journalist journalists columnist columnists"
    " contributor contributors writer writers reporter reporters by profile staff"
    " forfatter skribent yazarla yazarlar kirjoittaja kirjoittajat",
)
_AUTHOR_LINK = re.compile(rf"/(?:{'|'.join(_AUTHOR_FOLDERS)})/[^/?#]", re.IGNORECASE)
_IS_FOLDER = frozenset(_AUTHOR_FOLDERS)
_TAGS: dict[str, tuple[str, ...]] = {
    "h1": ("h1",),
    "h2": ("h2",),
    "time": ("time",),
    "address": ("author",),
}
NOTED_TAGS = frozenset({*_TAGS, "a"})
_AWAY = re.compile(
    r"(?<!no-)(?<!has-)(?<!with-)(?:related|comment|kommentar(?:e\b|-)|comentarios"
    r"|sidebar|side-?bar|recommend"
    r"|promo(?!ted)|newsletter|most-?(?:read|popular)"
    r"|trending|popular|footer|\bfoot\b|navi?\b|navigation|menu|teaser|\bmore\b|latest"
    r"|outbrain|taboola|widget|cookie|consent|carousel|\bcards?\b|\baside\b|disqus"
    r"|recirc|reply|respond|login|share|social|masthead|\bhidden\b|search)",
    re.IGNORECASE,
)
_AWAY_TAGS = frozenset({"nav", "footer", "aside", "form", "noscript", "template"})
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button"})
_LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
NO_ROLES: tuple[int, tuple[str, ...]] = (0, ())
_MAX_HINTED = 400
_MAX_HEADS = 3


@dataclass(slots=True)
class Hints:
    """Elements by kind, in page order, and each one's place in that order."""

    kinds: dict[str, list[Element]] = field(default_factory=dict)
    order: dict[Element, int] = field(default_factory=dict)
    _away: dict[Element, bool] = field(default_factory=dict)

    def note(
        self, element: Element, tag: str, kinds: tuple[str, ...], place: int
    ) -> None:
        """Take in an element by its label's kinds, its tag and, of a link, its address."""
        if tag in _TAGS:
            kinds = (*kinds, *_TAGS[tag])
        if tag == "a" and "author" not in kinds:
            href = element.get("href")
            if href and is_author_link(href):
                kinds = (*kinds, "author")
        for kind in kinds:
            listed = self.kinds.setdefault(kind, [])
            if len(listed) < _MAX_HINTED:
                listed.append(element)
                self.order[element] = place

    def of(self, kind: str) -> list[Element]:
        """Return the elements of a kind, in page order."""
        return self.kinds.get(kind, [])

    def keep_around_heads(self) -> None:
        """Note that what holds a first head is no part about other articles.

        A page's outer wrappers bear names such as `with-sidebar`.
        """
        for head in self.of("h1")[:_MAX_HEADS]:
            around = list(head.iterancestors())
            if not any(node.tag in _AWAY_TAGS for node in around):
                self._away.update(dict.fromkeys(around, False))

    def is_away(self, element: Element) -> bool:
        """Say whether an element lies in a part that tells of other articles."""
        seen: list[Element] = []
        node: Element | None = element
        away = False
        while node is not None and node.tag not in ("body", "html"):
            if node in self._away:
                away = self._away[node]
                break
            seen.append(node)
            if _leads_away(node):
                away = True
                break
            node = node.getparent()
        for node in seen:
            self._away[node] = away
        return away


def _leads_away(node: Element) -> bool:
    if node.tag in _AWAY_TAGS:
        return True
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    if names == " " or len(names) > 300:
        return False
    return node.tag not in ("article", "main") and _names_others(names)


@lru_cache(maxsize=4096)
def _names_others(names: str) -> bool:
    return any(map(_names_other, names.split()))


@lru_cache(maxsize=8192)
def _names_other(name: str) -> bool:
    return _AWAY.search(name) is not None


def is_author_link(href: str) -> bool:
    """Say whether an address looks like that of an author's page."""
    # Most links lead to no such folder, and one look at all of theirs says so.
    if _IS_FOLDER.isdisjoint(href.lower().split("/")):
        return False
    return _AUTHOR_LINK.search(href) is not None


def label_kinds(label: str) -> tuple[str, ...]:
    """Return the kinds that the words of a label name; `articleDate` is two words."""
    return label_roles(label)[1]


@lru_cache(maxsize=32768)
def label_roles(label: str) -> tuple[int, tuple[str, ...]]:
    """Return the marks that the words of a label claim, and the kinds they name."""
    marks = 0
    kinds: tuple[str, ...] = ()
    for word in words_of(label[:_MAX_LABEL_CHARS]):
        claimed, found = _word_roles(word)
        marks |= claimed
        if found:
            kinds = found if not kinds else tuple(dict.fromkeys(kinds + found))
    return marks, kinds


@lru_cache(maxsize=8192)
def _word_roles(word: str) -> tuple[int, tuple[str, ...]]:
    return word_marks(word), _word_kinds(word.rstrip("0123456789"))


def _word_kinds(word: str) -> tuple[str, ...]:
    kinds = list(_WHOLE.get(word, ()))
    if _ANY_PREFIX.match(word):
        kinds.extend(kind for kind, prefixes in _PREFIXES if prefixes.match(word))
    return tuple(dict.fromkeys(kinds))


def text_of(element: Element, *, max_chars: int = 2000, spaced: bool = False) -> str:
    """Return an element's visible text, white space folded, as far as `max_chars`.

    A boundary of lines counts as a space; with `spaced` that of any element does, as
    fits labels and names set side by side.
    """
    if not len(element):
        return "" if element.tag in _UNSEEN else " ".join((element.text or "").split())
    parts: list[str] = []
    size = 0
    for node in element.iter():
        tag = node.tag
        if isinstance(tag, str) and tag not in _UNSEEN and node.text:
            parts.append(f" {node.text}" if spaced or tag in _LINES else node.text)
            size += len(node.text)
        elif tag in _LINES:
            parts.append(" ")
        if node is not element and node.tail:
            parts.append(f" {node.tail}" if spaced or tag in _LINES else node.tail)
            size += len(node.tail)
        if size > max_chars:
            break
    return " ".join("".join(parts).split())
