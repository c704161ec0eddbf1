"""Reading dates told from the moment of reading: "39 mins ago", "vor 2 Stunden", 昨天.

A page that is fetched an hour later says something else; what it says is resolved
against the time of the fetch, and is as exact as the unit it counts in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from newscrawl.dates.stamp import PLAIN, Stamp
from newscrawl.dates.times import read_time

Unit = Literal["minute", "hour", "day", "week", "month", "year"]

_UNITS: dict[Unit, str] = {
    "minute": (
        "minutes|minute|mins|min|minuten|minuto|minutos|minuti|minuut|minut|minuter"
        "|minutter|minuttia|minuuttia|minutę|minuty|минуты|минуту|минут|мин|хвилин|хвилини"
        "|dakika|dk|dəqiqə|menit|minit|phút|นาที|分钟|分鐘|分|분|דקות|دقيقة|دقائق|دقیقه"
        "|मिनट|মিনিট|منٹ|perc|perccel|λεπτά|minuta|minute|minučių|minūtēm|minutit"
    ),
    "hour": (
        "hours|hour|hrs|hr|h|stunden|stunde|std|heures|heure|horas|hora|ore|ora|uur|uren"
        "|timer|time|timmar|timme|tuntia|tunti|godzin|godziny|godzinę|hodin|hodinami"
        "|hodinou|часов|часа|час|годин|години|годину|saat|jam|giờ|ชั่วโมง|小时|小時|時間"
        "|시간|שעות|שעה|ساعة|ساعات|ساعت|घंटे|ঘন্টা|ঘণ্টা|گھنٹے|órája|órával|ώρες|ώρα|sata"
        "|sati|ure|ur|valandas|valandų|stundām|tundi|hodinama"
    ),
    "day": (
        "days|day|tagen|tage|tag|jours|jour|días|día|dias|dia|giorni|giorno|dagen|dag"
        "|dage|dager|dagar|päivää|dni|dnia|dny|dnem|дней|дня|день|днів|дні|gün|hari|ngày"
        "|วัน|天|日|일|ימים|يوم|أيام|روز|दिन|দিন|دن|napja|napra|μέρες|ημέρες|zile|dana"
        "|dienas|dienām|päeva|araw"
    ),
    "week": (
        "weeks|week|wochen|woche|semaines|semaine|semanas|semana|settimane|settimana|weken"
        "|uger|uge|uker|veckor|vecka|viikkoa|tygodni|tygodnie|týdny|týdnem|недель|недели"
        "|неделю|тижнів|тижні|hafta|minggu|tuần|สัปดาห์|周|週間|주|hete|săptămâni"
    ),
    "month": (
        "months|month|monaten|monat|mois|meses|mes|mês|mesi|mese|maanden|maand|måneder"
        "|måned|månader|kuukautta|miesięcy|miesiące|měsíci|месяцев|месяца|місяців|ay|bulan"
        "|tháng|เดือน|个月|個月|か月|ヶ月|개월|חודשים|أشهر|شهر|ماه|महीने|মাস|hónapja|luni"
    ),
    "year": (
        "years|year|jahren|jahr|ans|an|años|año|anos|ano|anni|anno|jaar|år|vuotta|lat|lety"
        "|лет|года|год|років|роки|yıl|sene|tahun|năm|ปี|年|년|שנים|سنوات|سنة|سال|साल|বছর"
    ),
}
_ONE = (
    "an|a|one|einer|einem|einen|eine|une|un|una|uno|uma|um|een|en|ett|et|jednu|jednym"
    "|egy|bir|sebuah|satu"
)
_BEFORE = (
    "vor|il y a|hace|há|hà|for|för|før|před|przed|acum|πριν από|πριν|منذ|قبل|לפני|prije"
    "|pred|пре|преди|prieš|pirms|cách đây|περίπου"
)
_AFTER = (
    "ago|earlier|fa|atrás|atras|geleden|siden|sedan|sitten|temu|назад|тому|önce|əvvəl"
    "|yang lalu|lalu|trước|ที่แล้ว|ที่ผ่านมา|前|전|पहले|আগে|পূর্বে|پہلے|پیش|ezelőtt|tagasi"
    "|ang nakalipas|nakaraan"
)
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split("|")}
_WORDS = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_COUNTED = re.compile(
    rf"(?<![^\W\d_])(?:(?P<before>{_BEFORE})\s+)?(?:(?P<count>\d{{1,3}})\s?|(?:{_ONE})\s)"
    rf"\s?(?P<unit>{_WORDS})\.?(?![^\W\d_]|\d)?\s?(?P<after>{_AFTER})?(?![a-zà-ž])",
    re.IGNORECASE,
)
_NAMED_DAYS = (
    (
        0,
        (
            "today|heute|aujourd'hui|aujourd’hui|hoy|hoje|oggi|vandaag|i dag|idag|tänään"
            "|dzisiaj|dziś|dnes|сегодня|сьогодні|днес|danas|bugün|hari ini|hôm nay|วันนี้|今天"
            "|今日|오늘|اليوم|היום|امروز|आज|আজ|آج|astăzi|šiandien|šodien|täna|ngayong araw"
        ),
    ),
    (
        1,
        (
            "yesterday|gestern|hier|ayer|ontem|ieri|gisteren|i går|igår|eilen|wczoraj|včera"
            "|вчера|вчора|jučer|juče|јуче|dün|dünən|kemarin|semalam|hôm qua|เมื่อวาน|昨天|昨日"
            "|어제|أمس|אתמול|دیروز|कल|গতকাল|tegnap|vakar|eile|χθες|kahapon"
        ),
    ),
)
_DAYS_BACK = {w: back for back, words in _NAMED_DAYS for w in words.split("|")}
_NAMED = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(sorted(_DAYS_BACK, key=len, reverse=True)) + r")"
    r"(?![a-zà-žа-я])",
    re.IGNORECASE,
)
_SPANS: dict[Unit, timedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


def read_relative(text: str, now: datetime) -> Stamp | None:
    """Return the date that a short text tells from `now`, which is aware.

    "3 days ago" is a day, "2 hours ago" an hour, "5 months ago" a month.
    """
    plain = text.translate(PLAIN)
    for m in _COUNTED.finditer(plain):
        if not (m["before"] or m["after"]):
            continue
        unit = _UNIT_OF.get(m["unit"].lower())
        if unit:
            then = now - int(m["count"] or 1) * _SPANS[unit]
            return _cut(then, unit, m.span())
    named = _NAMED.search(plain)
    if named is None:
        return None
    then = now - timedelta(days=_DAYS_BACK[named[0].lower()])
    return read_time(plain, _cut(then, "day", named.span()))


def _cut(then: datetime, unit: Unit, span: tuple[int, int]) -> Stamp:
    """Return a moment as far as a unit tells it."""
    stamp = Stamp(then.year, start=span[0], end=span[1])
    if unit == "year":
        return stamp
    stamp = replace(stamp, month=then.month)
    if unit == "month":
        return stamp
    stamp = replace(stamp, day=then.day)
    if unit in ("day", "week"):
        return stamp
    offset = then.utcoffset() or timedelta()
    stamp = replace(stamp, hour=then.hour, offset=int(offset.total_seconds() // 60))
    return replace(stamp, minute=then.minute) if unit == "minute" else stamp
