"""Telling a text's language by its letters and its commonest words.

A few function words a language, chosen among the most frequent; of a news text they make
a tenth to a third. It is a cheap check of what a page states, no identification of
every language: languages close to each other are told apart only where words differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORDS = """
en the of and to in that is for was with on as by it
de der die und das ist nicht mit den von auch sich dem auf für
fr le les des est une dans que pour pas avec sur au qui du
es el los las del que una por para con más en se y su
pt os uma não para com que dos em mais da do no na e
it il di che della per non una sono con gli nel alla è anche
nl de het een van en dat is niet met voor op zijn te aan
af die en van is het nie wat om vir sy in dat te deur
da og det er på til af den ikke med som for at efter blev
nb og det er på til av ikke som har med for at etter ble
sv och det att är på som för av inte med till den har om
fi ja on ei että se oli mutta myös kun ovat hän joka mukaan
et ja on ei et see oli ka kui mis aga ning kes oma
is og að er sem í á til við ekki um hann var því
pl w i na się z do jest nie że to po od przez
cs se na je v že to s z jsou podle který také ale
sk sa na je v že to s aj ako podľa ktorý sú ale
sl in je v na da se za so ki ne pa bi tudi
hr i je u na da se za su koji od što kako bi
ro și de la în a pe cu nu care este din mai să
hu a az és hogy nem is egy ez volt csak meg már azt
tr ve bir bu için ile da olarak çok olan daha gibi olduğunu
az və bu bir üçün ilə də olan ki edib bildirib
sq të në dhe e për një me që nga është se i
lt ir kad yra iš su buvo apie tai bei nuo į kaip
lv un ir ka ar par no tas uz arī bija kas lai
ca el la els que amb per una és dels més va i
gl os unha que non para con dos máis do da na é
eu eta da ez du dute baina izan bat zen dira ere
id yang dan di ini itu dengan untuk dari pada tidak dalam akan
ms yang dan di ini itu dengan untuk kepada tidak telah oleh dalam
tl ang ng sa mga na ay ni para hindi kung ito si
vi và của là có cho được trong không một những các với
sw ya wa na kwa ni katika za kuwa hiyo la cha alisema
zu ukuthi futhi uma kanye ngoba kodwa ukuba lo
xh ukuba kwaye kunye ngokuba kodwa uthi le
cy yn y yr i o ar mae wedi gan bod
ga an na agus ar go tá le do sa bhí
lb den ass net an vun déi fir mat op eng
ru и в не на что с по как это его из для
uk і в на що не з та як це до за від
be і ў на што не з як гэта да па для
bg на да се и от за е в са не по като
sr је и у на да се за су од што као ће
mk на и во да се од за е не со што ќе
ar في من على أن إلى التي عن مع هذا الذي
fa در به از که این را با است برای آن
ur کے میں کی ہے نے اور سے کا کہ پر
hi के में है की और को से का ने पर
mr आहे आणि या ही हे होते तर मध्ये
ne छ र को मा ले पनि भएको गरेको
"""
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _row in _WORDS.strip().splitlines():
    _language, *_listed = _row.split()
    for _word in _listed:
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)
KNOWN = frozenset(row.split()[0] for row in _WORDS.strip().splitlines())

# Languages of one script of their own, and the least share of its letters.
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30f6]"), 0.05),
    ("ko", re.compile("[\uac00-\ud7a3]"), 0.2),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.3),
    ("th", re.compile("[\u0e01-\u0e5b]"), 0.3),
    ("lo", re.compile("[\u0e81-\u0edf]"), 0.3),
    ("my", re.compile("[\u1000-\u109f]"), 0.3),
    ("km", re.compile("[\u1780-\u17ff]"), 0.3),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), 0.3),
    ("he", re.compile("[\u05d0-\u05ea]"), 0.3),
    ("ka", re.compile("[\u10d0-\u10ff]"), 0.3),
    ("hy", re.compile("[\u0531-\u058f]"), 0.3),
    ("am", re.compile("[\u1200-\u137f]"), 0.3),
    ("bn", re.compile("[\u0980-\u09ff]"), 0.3),
    ("pa", re.compile("[\u0a00-\u0a7f]"), 0.3),
    ("gu", re.compile("[\u0a80-\u0aff]"), 0.3),
    ("ta", re.compile("[\u0b80-\u0bff]"), 0.3),
    ("te", re.compile("[\u0c00-\u0c7f]"), 0.3),
    ("kn", re.compile("[\u0c80-\u0cff]"), 0.3),
    ("ml", re.compile("[\u0d00-\u0d7f]"), 0.3),
    ("si", re.compile("[\u0d80-\u0dff]"), 0.3),
)
# All that those scripts are written in, and more.
_FAR = re.compile("[\u0370-\u03ff\u0530-\u1fff\u3040-\ud7ff]")
_KIN = (
    frozenset(("da", "nb", "nn", "no", "sv")),
    frozenset(("hr", "sr", "bs", "sl", "mk")),
    frozenset(("id", "ms")),
    frozenset(("cs", "sk")),
    frozenset(("gl", "pt", "es", "ca")),
    frozenset(("nl", "af", "fy")),
    frozenset(("zu", "xh")),
    frozenset(("de", "lb", "gsw")),
    frozenset(("ru", "uk", "be", "bg")),
    frozenset(("fi", "et")),
    frozenset(("hi", "mr", "ne")),
    frozenset(("en", "tl", "fil")),
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[\u093e-\u094d\u0902]\w*)*")
_MIN_WORDS = 25
_MIN_SHARE = 0.07


def shares(text: str) -> dict[str, float]:
    """Return the share of each language's common words among a text's words.

    Empty for a text too short to say.
    """
    words = _TOKEN.findall(text.lower())
    if len(words) < _MIN_WORDS:
        return {}
    counts: dict[str, int] = {}
    for word, times in Counter(words).items():
        for language in _LANGUAGES.get(word, ()):
            counts[language] = counts.get(language, 0) + times
    return {language: count / len(words) for language, count in counts.items()}


def script_language(text: str) -> str | None:
    """Return the language of a script that few languages share, None for the others."""
    if not _FAR.search(text):
        return None
    letters = sum(map(str.isalpha, text))
    if not letters:
        return None
    for language, pattern, share in _SCRIPTS:
        if len(pattern.findall(text)) >= share * letters:
            return language
    return None


def best(found: dict[str, float]) -> str | None:
    """Return the language that leads, None where none leads clearly enough."""
    ranked = sorted(found, key=lambda language: -found[language])
    if not ranked or found[ranked[0]] < _MIN_SHARE:
        return None
    return ranked[0]


def are_kin(one: str, other: str) -> bool:
    """Say whether two languages are too close for this check to tell apart."""
    return one == other or any(one in kin and other in kin for kin in _KIN)


def sample(texts: Iterable[str], *, max_chars: int = 1200) -> str:
    """Return running text to judge by: the longer ones of texts, in their order."""
    taken: list[str] = []
    size = 0
    for text in texts:
        if len(text) >= 80:
            taken.append(text[:1000])
            size += len(taken[-1])
            if size >= max_chars:
                break
    return " ".join(taken)
