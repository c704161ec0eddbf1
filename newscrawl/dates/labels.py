"""The words that news pages put before a date, and what they say of it."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["published", "modified"]

_MODIFIED = (
    "last updated|updated|updated on|last modified|modified|revised|edited|last edited"
    "|last update|last change|letzte änderung|zuletzt geändert|zuletzt bearbeitet"
    "|aktualisiert|zuletzt aktualisiert|stand|geändert|letzte aktualisierung|update"
    "|mis à jour|mise à jour|modifié|actualisé|màj|maj|actualizado|actualización"
    "|actualizada|última actualización|atualizado|atualizada|aggiornato|aggiornamento"
    "|ultimo aggiornamento|ultima modifica|bijgewerkt|gewijzigd|laatste update"
    "|opdateret|sist oppdatert|oppdatert|uppdaterad|senast uppdaterad|päivitetty"
    "|muokattu|uppfært|aktualizacja|zaktualizowano|aktualizováno|aktualizované|upraveno"
    "|frissítve|módosítva|actualizat|ažurirano|posodobljeno|обновлено|изменено|оновлено"
    "|абноўлена|обновена|ажурирано|atnaujinta|atjaunots|uuendatud|muudetud|güncelleme"
    "|güncellenme|güncellendi|son güncelleme|yenilənib|ενημέρωση|τελευταία ενημέρωση"
    "|ενημερώθηκε|تحديث|آخر تحديث|به روز رسانی|עודכן|עדכון|अपडेट|अपडेटेड|अद्यतन|আপডেট"
    "|diperbarui|terakhir diperbarui|dikemaskini|cập nhật|อัปเดต|อัพเดต|แก้ไข|na-update"
    "|更新|更新日|更新时间|更新日時|最終更新|最后更新|수정|최종수정|기사수정|업데이트"
)
_PUBLISHED = (
    "first published|originally published|published|published on|published at|posted"
    "|posted on|posted at|date posted|publication date|publish date|release date"
    "|released|created|date|on|issued|veröffentlicht|veröffentlicht am|erschienen"
    "|erstellt|publiziert|vom|datum|publié|publié le|publication|paru le|créé le"
    "|publicado|publicado el|publicada|publicación|fecha|publicado em|pubblicato|data"
    "|pubblicato il|pubblicazione|gepubliceerd|geplaatst|publisert|udgivet"
    "|offentliggjort"
    "|publicerad|publicerat|julkaistu|birt|opublikowano|data publikacji|dodano|vydáno"
    "|publikováno|zveřejněno|vydané|publikované|uverejnené|megjelent|közzétéve"
    "|létrehozva"
    "|publicat|publicat la|objavljeno|објављено|опубликовано|дата|опубліковано"
    "|публикувано"
    "|апублікавана|paskelbta|publicēts|avaldatud|yayınlanma|yayın|eklenme|giriş|tarih"
    "|dərc olunub|δημοσίευση|δημοσιεύτηκε|δημοσιεύθηκε|نشر|نُشر|تاريخ النشر|نشرت|نشر في"
    "|تاریخ انتشار|انتشار|פורסם|תאריך|प्रकाशित|প্রকাশ|প্রকাশিত|diterbitkan"
    "|dipublikasikan"
    "|tayang|diterbit|đăng|ngày đăng|xuất bản|เผยแพร่|วันที่|发布|发布时间|发表|发表时间"
    "|时间|日期|發布|發佈|公開|公開日|掲載|配信|投稿|公開日時|입력|등록|기사입력|발행|작성"
)
_EDGE = r"(?<![^\W\d_])"
_END = r"(?![^\W\d_])"


def _pattern(words: str) -> re.Pattern[str]:
    listed = sorted(words.split("|"), key=len, reverse=True)
    return re.compile(
        _EDGE + "(?:" + "|".join(map(re.escape, listed)) + ")" + _END, re.IGNORECASE
    )


_LABELS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("modified", _pattern(_MODIFIED)),
    ("published", _pattern(_PUBLISHED)),
)
_MAX_GAP = 14


def read_label(text: str) -> tuple[Kind, str, int] | None:
    """Return what the label that ends a text says, its words and where it begins.

    `text` is what stands before a date. Between label and date there may be a colon, a
    weekday and little else.
    """
    tail = text[-60:]
    best: tuple[int, Kind, re.Match[str]] | None = None
    for kind, pattern in _LABELS:
        for m in pattern.finditer(tail):
            if len(tail) - m.end() <= _MAX_GAP and (best is None or m.end() > best[0]):
                best = (m.end(), kind, m)
    if best is None:
        return None
    _, kind, m = best
    return kind, m[0].lower(), len(text) - len(tail) + m.start()
