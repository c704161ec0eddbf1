"""What stands between an article's paragraphs and changes without it.

Paragraphs that point elsewhere ("Read also: …", "» …"), that count (comments, views,
shares), that ask to share, or that say how long ago something was, are passed over when
two texts are compared. Only short ones are looked at, and only how they begin.
"""

from __future__ import annotations

import re

_LONGEST = 240

_POINTERS = (
    "read (?:also|more|next)|also read|see also|related (?:articles?|stories|links?)"
    "|(?:you may|might) also like|most read|"
    "lesen sie (?:auch|mehr)|mehr (?:zum thema|lesen|dazu)|siehe auch|auch interessant"
    "|hier finden sie (?:auch|außerdem|mehr)|das könnte sie auch interessieren|"
    "(?:à )?lire (?:aussi|également)|voir aussi|sur le même sujet|"
    "le(?:a|er) (?:también|más)|ver también|te puede interesar|más información|"
    "leggi anche|vedi anche|leia (?:também|mais)|veja também|lees (?:ook|meer)|"
    "læs også|les også|läs (?:också|även|mer)|lue myös|czytaj (?:także|też)|zobacz też|"
    "čtěte také|olvassa el|citește și|διαβάστε επίσης|ayrıca oku(?:yun)?|"
    "читайте (?:также|ещё)|читайте також|"
    "相关(?:阅读|新闻|链接)|延伸阅读|相關新聞|関連記事|あわせて読みたい|관련 ?기사"
)
_COUNTED = (
    "comments?|views?|shares?|likes?|reads?|kommentare?|aufrufe|commentaires?|vues?"
    "|comentarios?|comentários?|commenti|reacties|просмотр\\w*|комментари\\w*|评论|阅读"
)
_UNITS = (
    "seconds?|minutes?|mins?|hours?|days?|weeks?|sekunden|minuten?|stunden?|tage?n?"
    "|wochen?|secondes?|heures?|jours?|segundos?|minutos?|horas?|días?|ore|giorni"
    "|минут\\w*|час\\w*|дн\\w*"
)


def _spaced(words: str) -> str:
    return words.replace(" ", r"\s")


_FURNITURE = re.compile(
    rf"""\s*(?:
        (?:>>|»|→|⇒|➡|►|▶|▸|☛|👉)
        |[^\w\s]{{0,3}}\s*(?:{_spaced(_POINTERS)})\b
        |\d[\d.,\s]{{0,9}}(?:{_COUNTED})\W*$
        |(?:{_COUNTED})\W{{0,3}}\d[\d.,\s]{{0,9}}\W?$
        |\d{{1,3}}\s(?:{_UNITS})\sago\W*$
        |(?:vor|hace|il\sy\sa|fa)\s\d{{1,3}}\s(?:{_UNITS})\W*$
        |\d{{1,3}}\s?(?:{_UNITS}|分钟|小时|天|分|時間|日)\s?(?:назад|前|fa)\W*$
        |(?:share|teilen|partager|compartir|condividi|分享)\W{{0,3}}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def essential(text: str) -> str:
    """Return a text's paragraphs without those that are furniture."""
    return "\n\n".join(
        paragraph
        for paragraph in text.split("\n\n")
        if len(paragraph) > _LONGEST or not _FURNITURE.match(paragraph)
    )
