"""What the words of a link say of the way it leads: to older items, newer, or onward.

In the languages of news sites. "Next" alone says neither: in many templates it leads to
the newer page, or to the next article.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Each way once for scripts with spaces, where words count from their start, and once
# for the others; of two ways, the first that is found.
_WAYS: Final = re.compile(
    r"\b(?:(?P<older>"
    r"older\b|earlier (?:posts|entries|news|stories|articles)|"
    r"previous \d*\s?(?:posts|entries|news|stories|articles)|"
    r"ältere|anciens?\b|articles précédents|antigu[oa]s|anteriores|mais antig|"
    r"meno recent|più vecchi|precedenti|oudere?\b|ældre|äldre|eldre|starsze|starší|"
    r"старше|старые|ранее|предыдущие записи|раніше|по-стари|eski(?:ler)?\b|"
    r"παλαιότερ|παλιότερ|पुराने|lebih lama|sebelumnya"
    r")|(?P<newer>"
    r"newer|neuere|plus récent|más reciente|mais recente|più recent|nyere|nowsze|"
    r"novější|более новые|новее|prev|zurück|précédent|anterior\b|precedente\b|vorige|"
    r"forrige|föregående|poprzedni|předchoz|назад|предыдущ|попередн|önceki|προηγούμεν|"
    r"السابق"
    r")|(?P<next>"
    r"next\b|nächste|weiter\b|suivante?s?\b|siguientes?\b|próxim[ao]|"
    r"seguinte|successiv[ao]|avanti\b|volgende|næste|nästa|neste\b|"
    r"następn[ae]|dalej\b|další|ďalej|ďalšie|dalje\b|sledeć|следующ|вперед|вперёд|"
    r"наступн|напред|следващ|sonraki|επόμεν|अगला|পরবর্তী|পরের|selanjutnya|berikutnya|"
    r"التالي|ה?בא\b|načíst další|"
    r"(?:load|show|view|read|see) more\b|mehr laden|voir plus|ver más|mostrar más|"
    r"mais notícias|carica altr"
    r"))|"
    r"(?=[以過古更上前新이下次다加も더])(?:"
    r"(?P<older_>以前の|過去の|古い|更早)|"
    r"(?P<newer_>上一?页|上一?頁|前へ|前の|新しい|이전)|"
    r"(?P<next_>下一?页|下一?頁|次へ|次の|다음|加载更多|もっと見る|더 ?보기)"
    r")"
)
_MORE: Final = re.compile(r"more (?:\w+ ){0,2}(?:news|stories|articles|posts|events)")
_SYMBOL: Final = re.compile(r"[\s|]*(?:>{1,3}|»|›|→|▶|►|⟩)[\s|]*$")


@lru_cache(maxsize=4096)
def way_of(words: str) -> str:
    """Return "older", "newer", "next", or "" where words say nothing of a way."""
    words = words.lower()
    if found := _WAYS.search(words):
        return (found.lastgroup or "").rstrip("_")
    return "next" if _MORE.match(words) or _SYMBOL.match(words) else ""
