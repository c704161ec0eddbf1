"""What an element's tag and label say of its role, as bit flags.

A label is an element's class, id, itemprop and role. Its words are looked at one by
one, in several languages, because class names are English on most sites but not on
all; a word's flags are remembered, since the same few thousand words name the parts of
all sites.
"""

from __future__ import annotations

import re


class Mark:
    """The roles a label or a tag can claim: plain integers, since they are hot."""

    NAV = 1 << 0
    ASIDE = 1 << 1
    FOOTER = 1 << 2
    HEADER = 1 << 3
    RELATED = 1 << 4
    SHARE = 1 << 5
    COMMENT = 1 << 6
    SUBSCRIBE = 1 << 7
    ADVERT = 1 << 8
    CAPTION = 1 << 9
    BYLINE = 1 << 10
    DATE = 1 << 11
    TAGS = 1 << 12
    LEAD = 1 << 13
    KEY_POINTS = 1 << 14
    HIDDEN = 1 << 15
    WIDGET = 1 << 16
    LEGAL = 1 << 17
    TITLE = 1 << 18
    FIGURE = 1 << 19
    QUOTE = 1 << 20
    TABLE = 1 << 21
    LIST = 1 << 22
    FORM = 1 << 23
    HEADING = 1 << 24
    ARTICLE = 1 << 25
    MAIN = 1 << 26
    ARTICLE_WORD = 1 << 27
    BODY_WORD = 1 << 28
    CREDIT = 1 << 29
    GALLERY = 1 << 30
    PAYWALL = 1 << 31
    CARD = 1 << 32


TAG_MARKS: dict[str, int] = {
    "nav": Mark.NAV,
    "menu": Mark.NAV,
    "aside": Mark.ASIDE,
    "footer": Mark.FOOTER,
    "header": Mark.HEADER,
    "figure": Mark.FIGURE,
    "figcaption": Mark.CAPTION,
    "caption": Mark.CAPTION,
    "blockquote": Mark.QUOTE,
    "table": Mark.TABLE,
    "ul": Mark.LIST,
    "ol": Mark.LIST,
    "dl": Mark.LIST,
    "form": Mark.FORM,
    "dialog": Mark.WIDGET,
    "article": Mark.ARTICLE,
    "main": Mark.MAIN,
    **{f"h{level}": Mark.HEADING for level in range(1, 7)},
}

# A word begins with one of the prefixes, or (after "=") is one of the words.
_WORDS: tuple[tuple[int, str, str], ...] = (
    (Mark.NAV, "nav|menu|breadcrumb|paginat|pager|toolbar|topbar|skip", "crumb|crumbs"),
    (Mark.ASIDE, "sidebar|aside|rail|marginal|rightcol|leftcol|sidecol", "side"),
    (Mark.FOOTER, "foot|colophon|impressum", "bottom"),
    (Mark.HEADER, "header|masthead", "head|top|hero"),
    (
        Mark.RELATED,
        (
            "relat|recommend|recirc|promo|similar|popular|trend|latest|outbrain|taboola"
            "|readmore|readnext|seealso|mostread|mostview|upnext|moreon|teaser|recent"
            "|ranking|weitere|verwandt|empfehl|mehr|liees|apparent|correlat|powiazan"
            "|onward|explore|suggest|moreart|morestor|morenews|lire|leggi|relacion"
        ),
        "more|next|also|previous|prev|hot|read|feed|tease|list|listing|further|collection",
    ),
    (Mark.CARD, "card|tile|thumb", "item|items|grid|swiper|slick|carousel|slider"),
    (
        Mark.SHARE,
        (
            "share|sharing|social|follow|addthis|facebook|twitter|whatsapp|teilen|partage"
            "|compart|condivi|bookmark|toolbox|action"
        ),
        "sns|print|tools|like",
    ),
    (
        Mark.COMMENT,
        "comment|disqus|discuss|kommentar|reply|respond|feedback|rating",
        "",
    ),
    (
        Mark.SUBSCRIBE,
        (
            "newsletter|subscri|signup|signin|login|register|abo|membership|donat|support"
            "|piano|optin|mailchimp"
        ),
        "nl|cta|member|join",
    ),
    (Mark.PAYWALL, "paywall|paid|premium|regwall|metered|locked", "wall|gate"),
    (
        Mark.ADVERT,
        (
            "advert|sponsor|banner|adslot|adunit|adsense|adbox|adcontainer|adwrap|dfp|gpt"
            "|anzeige|werbung|publi[ck]it|affiliate|commercial|shop|product|adblock|leaderb"
        ),
        "ad|ads|adv|pub|ad1|mpu|deal|deals",
    ),
    (
        Mark.CAPTION,
        (
            "caption|legend|bildunter|bildtext|imagetext|pietfoto|didascal|leyenda|cutline"
            "|epigraf|bildtekst|figcap|im(?:age|g)desc|photodesc|picturedesc|bildbeschr"
        ),
        "bu|pie",
    ),
    (
        Mark.CREDIT,
        "credit|copyright|photograph|bildquelle|bildnachweis|fotocred",
        "source",
    ),
    (
        Mark.BYLINE,
        (
            "author|byline|writer|reporter|contribut|autor|auteur|journalist|signature"
            "|firma|redakt|editor|byl|creator|persona?l?bio|profile"
        ),
        "by|bio|person|staff",
    ),
    (
        Mark.DATE,
        "date|timestamp|publish|updated|datum|fecha|pubtime|modified",
        "time|data",
    ),
    (
        Mark.TAGS,
        "tag|topic|keyword|categor|themen|schlagw|subject|etiquet",
        "labels|label",
    ),
    (
        Mark.LEAD,
        (
            "lead|standfirst|intro|summary|subtitle|subhead|excerpt|descri|abstract|chapo"
            "|entradilla|sottotit|deck|bajada|vorspann|ingress|sapo|dachzeile|strapline|lede"
        ),
        "dek|sub|copete|occhiello|anons|chapeau|sommario|perex",
    ),
    (
        Mark.KEY_POINTS,
        (
            "keypoint|highlight|takeaway|tldr|keyfact|factbox|infobox|bullet|faktabox"
            "|inhaltsverz|toc|glance|facts"
        ),
        "key|fact|box|infos|summarybox|kurz",
    ),
    (
        Mark.HIDDEN,
        "visuallyhidden|screenreader|sronly|invisible|offscreen",
        "hidden|hide",
    ),
    (
        Mark.WIDGET,
        (
            "widget|embed|player|video|audio|podcast|poll|quiz|weather|wetter|modal|popup"
            "|overlay|toast|tooltip|lightbox|game|oembed|iframe|tweet|instagram|ticker"
        ),
        "survey|vote|listen",
    ),
    (Mark.GALLERY, "gallery|slideshow|fotostrecke|bildergal|galeria|diapo|photos", ""),
    (
        Mark.LEGAL,
        "cookie|consent|gdpr|legal|disclaim|privacy|terms|correction|transparen|licen",
        "rights|policy|notice|note",
    ),
    (
        Mark.TITLE,
        "headline|heading|kicker|overline|eyebrow|titel|titular|titulo",
        "title",
    ),
    (
        Mark.ARTICLE_WORD,
        "article|story|entry|post|artikel|artic|nota|noticia|news|body",
        "",
    ),
    (
        Mark.BODY_WORD,
        (
            "body|content|paragraph|text|richtext|copy|prose|articlebody|storybody|inhalt"
            "|cuerpo|contenu|corpo|wysiwyg|fulltext|detail"
        ),
        "main",
    ),
)
_WHOLE: dict[str, int] = {}
for _mark, _, _whole in _WORDS:
    for _word in filter(None, _whole.split("|")):
        _WHOLE[_word] = _WHOLE.get(_word, 0) | _mark

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+[0-9]?")

CONTENT: int = Mark.ARTICLE_WORD | Mark.BODY_WORD
CONTENT_WORDS = re.compile(
    r"(?:article|story|entry|post|news|artikel|main|page|rich)[-_]?"
    r"(?:body|content|text|copy|inhalt|detail)"
)
_PREFIXES = (
    *((mark, re.compile(prefixes)) for mark, prefixes, _ in _WORDS),
    (CONTENT, CONTENT_WORDS),
)
# One look for most words, which claim nothing: six of a hundred do.
_ANY_PREFIX = re.compile("|".join(pattern.pattern for _, pattern in _PREFIXES))


def word_marks(word: str) -> int:
    """Return the flags of one word of a label."""
    marks = _WHOLE.get(word, 0)
    if _ANY_PREFIX.match(word):
        for mark, prefixes in _PREFIXES:
            if prefixes.match(word):
                marks |= mark
    return marks


def words_of(label: str) -> list[str]:
    """Return a label's words, in lower case; `articleBody` is two."""
    if not label.islower():
        label = _HUMP.sub("-", label).lower()
    return _WORD.findall(label)
