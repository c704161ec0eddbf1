"""What the words of a link say that no headline says: a site's services, "all news"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newscrawl.discover.address import Address


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A link to a section in the words of an invitation.
_ALL: Final = re.compile(
    r"(?:all|more|latest|alle|alles|mehr|weitere|tod[ao]s|m[áa]s|tou(?:s|tes)|plus|tutt[ei]|"
    r"altr[ei]|mais|meer|flere|fler|wszystkie|więcej|všechn\w+|další|все|ещ[её]|усі|всички|"
    r"όλα|όλες|tüm|semua)\b.{0,60}$|(?:全部|更多|すべて).{0,30}$|"
    r".{0,40}(?:全部|更多|一覧|もっと見る|더보기)$",
    re.IGNORECASE,
)
_SERVICE: Final = _words(
    """
    about accessibility account ads advertise advertisement advertising agb anzeigen
    apps archiv archive archives archivo aviso barrierefreiheit careers contact
    contacto contacts contatti contributors cookie cookies copyright corrections
    datenschutz datenschutzerklärung datenschutzhinweise disclaimer donate editorial
    einstellungen epaper ethics faq faqs feedback gdpr haftungsausschluss help hilfe
    impressum imprint jobs karriere kontakt kündigen legal legales legali login
    logout masthead mediadaten mentions mitarbeiter newsletter newsletters note
    notice nutzungsbasierte nutzungsbedingungen online-werbung password passwort
    policies policy press privacidad privacité privacy privatsphäre profile
    redaktion register registrieren registrierung rss settings sitemap staff
    statement streitbeilegung submit subscribe subscriber subscription subscriptions
    support syndication team terms tip tipline tips unsubscribe werben werbung
    widerruf widerrufsrecht вакансии контакты конфиденциальности подписка редакция
    реклама соглашение お問い合わせ プライバシーポリシー 会社概要 关于我们 利用規約 广告服务 広告掲載 法律声明 版权声明 网站地图
    联系我们 개인정보처리방침 광고문의 이용약관 회사소개
    """
)
_SMALL: Final = _words(
    """
    a al allgemeine alternative an and at by con conditions de del der des die do e
    en et for form from für gem general here how i in info information informationen
    is it la le legal line los my nuestra of on our policy read the to und uns unser
    unsere us us-how usage use used user we with y your zu zum zur и на о с
    """
)
# The same, so plain that no headline is built like it: "Todas las noticias de Motor".
_ALL_NEWS: Final = re.compile(
    r"^\W*(?:(?:see|read|view|show|ver|leggi|vedi|voir|lire|bekijk|lees|смотреть)\s)?"
    r"(?:all|more|alle|weitere|mehr|tod[ao]s|m[áa]s|tou(?:s|tes)|plus|tutt[ei]|altr[ei]|"
    r"meer|mais|flere|fler|wszystkie|więcej|všechny|další|все|ещё|еще|усі|всички)\s"
    r"(?:(?:the|our|other|las?|l[oe]s|d[eu]|di|os|as|i|gli|de|het)\s)?"
    r"(?:\w{1,20}\s)?"
    r"(?:news|articles|stories|headlines|posts|nachrichten|artikel|meldungen|berichte|"
    r"beiträge|noticias|artículos|entradas|notícias|artigos|actualités|nouvelles|infos?|"
    r"notizie|articoli|nieuws|nyheder|nyheter|artykuły|wiadomości|články|zprávy|"
    r"новости|статьи|новини|статті)\b.{0,60}$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_MAX_WORDS: Final = 7


@lru_cache(maxsize=4096)
def says_all(text: str) -> bool:
    """Say whether words invite to a whole section: "All news of Motor"."""
    return _ALL.match(text) is not None


@lru_cache(maxsize=4096)
def invites_to_all(text: str) -> bool:
    """Say whether words can only be an invitation to a section."""
    return len(text) < 120 and _ALL_NEWS.match(text) is not None


def names_service(text: str, address: Address) -> bool:
    """Say whether the words or else the address name a service of the site."""
    return _is_service(text) or _is_service(address.path.rpartition("/")[2])


@lru_cache(maxsize=4096)
def _is_service(text: str) -> bool:
    """Say whether most words of a short text are a service's, the rest small ones."""
    words = _WORD.findall(text.lower())
    if len(words) > _MAX_WORDS or _SERVICE.isdisjoint(words):
        return False
    named = sum(word in _SERVICE for word in words)
    rest = sum(word not in _SERVICE and word not in _SMALL for word in words)
    return named > rest
