"""What the words of a link say that no headline says: a site's services, "all news"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newscrawl.discover.address import Address

# A link to a section in the words of an invitation.
_ALL: Final = re.compile(
    r"(?:all|more|latest|alle|alles|mehr|weitere|tod[ao]s|m[áa]s|tou(?:s|tes)|plus|tutt[ei]|"
    r"altr[ei]|mais|meer|flere|fler|wszystkie|więcej|všechn\w+|další|все|ещ[её]|усі|всички|"
    r"όλα|όλες|tüm|semua)\b.{0,60}$|(?:全部|更多|すべて).{0,30}$|"
    r".{0,40}(?:全部|更多|一覧|もっと見る|더보기)$",
    re.IGNORECASE,
)
_SERVICE: Final = frozenset(
    [
        "about",
        "account",
        "accessibility",
        "ads",
        "advertise",
        "advertising",
        "advertisement",
        "agb",
        "anzeigen",
        "apps",
        "archive",
        "archives",
        "archiv",
        "archivo",
        "archives",
        "aviso",
        "barrierefreiheit",
        "careers",
        "contact",
        "contacts",
        "contacto",
        "contatti",
        "contributors",
        "cookie",
        "cookies",
        "copyright",
        "corrections",
        "datenschutz",
        "datenschutzerklärung",
        "datenschutzhinweise",
        "disclaimer",
        "donate",
        "editorial",
        "einstellungen",
        "epaper",
        "ethics",
        "faq",
        "faqs",
        "feedback",
        "gdpr",
        "haftungsausschluss",
        "help",
        "hilfe",
        "impressum",
        "imprint",
        "jobs",
        "karriere",
        "kontakt",
        "kündigen",
        "legal",
        "legales",
        "legali",
        "login",
        "logout",
        "masthead",
        "mediadaten",
        "mentions",
        "mitarbeiter",
        "newsletter",
        "newsletters",
        "note",
        "notice",
        "nutzungsbedingungen",
        "nutzungsbasierte",
        "online-werbung",
        "password",
        "passwort",
        "policies",
        "policy",
        "press",
        "privacidad",
        "privacité",
        "privacy",
        "privatsphäre",
        "profile",
        "redaktion",
        "register",
        "registrieren",
        "registrierung",
        "rss",
        "settings",
        "sitemap",
        "staff",
        "statement",
        "streitbeilegung",
        "submit",
        "subscribe",
        "subscriber",
        "subscription",
        "subscriptions",
        "support",
        "syndication",
        "team",
        "terms",
        "tip",
        "tipline",
        "tips",
        "unsubscribe",
        "werben",
        "werbung",
        "widerruf",
        "widerrufsrecht",
        "конфиденциальности",
        "контакты",
        "реклама",
        "вакансии",
        "редакция",
        "подписка",
        "соглашение",
        "关于我们",
        "联系我们",
        "版权声明",
        "网站地图",
        "广告服务",
        "法律声明",
        "プライバシーポリシー",
        "お問い合わせ",
        "利用規約",
        "会社概要",
        "広告掲載",
        "개인정보처리방침",
        "이용약관",
        "회사소개",
        "광고문의",
    ]
)
_SMALL: Final = frozenset(
    [
        "a",
        "al",
        "an",
        "and",
        "at",
        "by",
        "con",
        "conditions",
        "de",
        "del",
        "der",
        "des",
        "die",
        "do",
        "e",
        "en",
        "et",
        "for",
        "form",
        "from",
        "für",
        "gem",
        "general",
        "here",
        "i",
        "in",
        "info",
        "information",
        "informationen",
        "la",
        "le",
        "legal",
        "line",
        "los",
        "my",
        "nuestra",
        "of",
        "on",
        "our",
        "policy",
        "read",
        "the",
        "to",
        "und",
        "us",
        "use",
        "used",
        "user",
        "usage",
        "uns",
        "unser",
        "unsere",
        "we",
        "with",
        "y",
        "your",
        "zu",
        "zum",
        "zur",
        "с",
        "и",
        "о",
        "на",
        "us-how",
        "how",
        "alternative",
        "allgemeine",
        "it",
        "is",
    ]
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_MAX_WORDS: Final = 7


@lru_cache(maxsize=4096)
def says_all(text: str) -> bool:
    """Say whether words invite to a whole section: "All news of Motor"."""
    return _ALL.match(text) is not None


def names_service(text: str, address: Address) -> bool:
    """Say whether the words or else the address name a service of the site."""
    return _is_service(text) or _is_service(address.path.rpartition("/")[2])


@lru_cache(maxsize=4096)
def _is_service(text: str) -> bool:
    """Say whether most words of a short text are a service's, the rest small ones."""
    words = _WORD.findall(text.lower())
    if not words or len(words) > _MAX_WORDS:
        return False
    named = sum(word in _SERVICE for word in words)
    rest = sum(word not in _SERVICE and word not in _SMALL for word in words)
    return named > rest
