"""Words that open lines which stand among an article's text and are none of it.

"Read more", "related", newsletter and advertisement lines in the languages of the
European, American and East Asian press, and the lines that end Chinese and Korean
articles (source and editor).
"""

from __future__ import annotations

import re

_PROMO = re.compile(
    r"(?:read (?:more|also|next|the (?:full|original)|it at)|also read|see also|must read|more:|related(?: (?:articles?"
    r"|stories|content|topics|coverage|links?|news|video|posts?))?\s*:?$|related:|recommended|don.t miss|most (?:read|popular)"
    r"|trending|watch(?: now| live| more)?:|listen:|photos?:$|story continues|advertisement|sponsored|promoted"
    r"|sign up (?:for|to)|subscribe|click here|follow us|get the latest|download (?:the|our)|share this|join (?:the|our)"
    r"|support (?:our|us|independent)|continue reading|newsletter|editor.s (?:note|picks?)|top stories|popular now"
    r"|copyright|all rights reserved|©|scroll to continue|article continues|more (?:from|on|about|stories|coverage)"
    r"|have you got a|got a (?:story|tip)|loading|comments?$|share$|tags?:|topics?:|source:|filed under"
    r"|lesen sie auch|lesen sie hier|lesen sie mehr|auch interessant|mehr zum thema|zum thema|das könnte|weiterlesen|mehr lesen"
    r"|mehr dazu|siehe auch|anzeige$|werbung$|empfohlener|externer inhalt|hier klicken|jetzt (?:abonnieren|anmelden|lesen)|newsletter"
    r"|quelle:|lire (?:aussi|également|la suite)|à lire|a lire|voir aussi|sur le même|abonnez|inscrivez|publicité$|suivez"
    r"|leer (?:más|también|tambien)|lee (?:también|tambien|más)|lea (?:también|más)|te puede interesar|puede interesarte|ver también"
    r"|más información|mira también|suscríb|síguenos|publicidad$|te recomendamos|leia (?:também|mais)|veja (?:também|mais)"
    r"|saiba mais|publicidade$|assine|siga|leggi (?:anche|pure)|l?eggi tutto|potrebbe interessarti|pubblicità$|iscriviti|segui"
    r"|lees (?:ook|meer|verder)|ook interessant|advertentie$|les (?:også|mer|også:)|læs (?:også|mere)|läs (?:också|mer|även)"
    r"|annonse?$|reklam[ae]?$|lue (?:myös|lisää)|mainos$|czytaj (?:też|także|więcej|dalej)|zobacz (?:też|także|również)|przeczytaj"
    r"|čtěte (?:také|též|více)|přečtěte|mohlo by|čítajte|olvassa|kapcsolódó|citește|citeste|vezi și|vezi si|читайте|читать (?:также|далее)"
    r"|смотрите также|подпис|реклама$|по теме|ilgili haber|bunlara da|abone ol|baca juga|simak juga|xem thêm|đọc thêm"
    r"|διαβάστε|اقرأ (?:أيضا|أيضًا|المزيد)|קראו (?:גם|עוד)|関連記事|あわせて読みたい|続きを読む|こちらも|もっと見る|相关(?:阅读|新闻|报道|链接)"
    r"|推荐阅读|延伸閱讀|延伸阅读|更多|相關新聞|责任编辑|責任編輯|编辑[:：]|編輯[:：]|来源[:：]|來源[:：]|原标题|扫一扫|关注|관련기사|무단|저작권|ⓒ"
    r"|อ่านเพิ่มเติม|อ่านต่อ|ข่าวที่เกี่ยวข้อง)",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"(?:ca\.? |~ ?)?\d{1,3}[ \u00a0-]?min(?:ut\w{1,3})?\.? (?:lese(?:zeit|dauer)|read(?:ing time)?"
    r"|de lecture|de lectura|de leitura|di lettura|leestijd|lesetid|læsetid|lästid|czytania|чтения)"
    r"|(?:lese(?:zeit|dauer)|reading time|temps de lecture|tiempo de lectura|tempo de leitura"
    r"|tempo di lettura|leestijd|lesetid|læsetid|lästid)\W{1,3}(?:ca\.? )?\d{1,3} ?min\w{0,5}",
    re.IGNORECASE,
)
_MAX_READING_TIME = 40
_LEADING = " \t>»›→▶►•*-–—|[(【▲■◆◇●“\"'"
_MAX_WORDS = 25


def is_reading_time(text: str) -> bool:
    """Say whether a line tells how long an article takes to read: "3 Min Lesezeit"."""
    return (
        len(text) <= _MAX_READING_TIME
        and _READING_TIME.fullmatch(text.strip(" .•|·")) is not None
    )


def is_promo(text: str) -> bool:
    """Say whether a line begins with words that point away from the article."""
    return (
        text.count(" ") < _MAX_WORDS and _PROMO.match(text.lstrip(_LEADING)) is not None
    )
