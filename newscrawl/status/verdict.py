"""The verdict on a site: fine, quiet, new, degraded, late or broken, and why.

In this order: never crawled well is *new*; crawls that fail three times in a row (nothing
answered, or lists that name no article any more) are *broken*; a crawl that is overdue by a day is *late*
(the crawler's fault, not the site's); no new article where eight were to be expected
(chance: 1 in 3,000) is *broken*, fewer than that *quiet*, while crawls go well; a flood
(five times what is usual, and 20 at least) or a field that is rarely filled any more is
*degraded*. A site that changed its robots.txt, or its certificate's issuer, is told of
and stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from newscrawl.status.alarms import Alarm
from newscrawl.status.baseline import expected, expected_since, fill_rates
from newscrawl.status.figures import SiteFigures

State = Literal["fine", "quiet", "new", "degraded", "late", "broken"]

_FAILURES: Final = 3
_LATE: Final = timedelta(days=1)
_SILENCE: Final = 8.0
_FLOOD: Final = 5.0
_LEAST_FLOOD: Final = 20
_FALL: Final = 0.25  # a fill rate falls by so much, and to below 60 % of what it was
_SHARE: Final = 0.6
_TOLD: Final = timedelta(days=1)
_DAY: Final = timedelta(days=1)
_GRAVITY: Final[Mapping[str, State]] = {
    "failing": "broken",
    "late": "late",
    "silence": "broken",
    "flood": "degraded",
    "field": "degraded",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a site is, in one word and one line, with the figures that say so.

    `usual_24h` and `usual_7d` are None without a baseline. `fields` gives each field's
    fill rate in the last 7 days, and before.
    """

    figures: SiteFigures
    state: State
    reason: str
    new_7d: int
    usual_24h: float | None
    usual_7d: float | None
    fields: Mapping[str, tuple[float, float | None]]
    alarms: tuple[Alarm, ...]

    @property
    def is_trouble(self) -> bool:
        """Say whether somebody should look."""
        return self.state in ("degraded", "late", "broken")


def judge(figures: SiteFigures, now: datetime) -> Verdict:
    """Return the verdict on a site at an aware instant."""
    usual_24h = expected(figures.days, now - _DAY, now)
    rates = fill_rates(figures.days, now)
    alarms = (
        *_of_crawls(figures, now),
        *_of_silence(figures, now),
        *_of_flood(figures, usual_24h),
        *_of_fields(figures, rates),
        *_of_marks(figures, now),
    )
    state, reason = _summed_up(figures, alarms)
    edge = (now - 7 * _DAY).date().isoformat()
    return Verdict(
        figures=figures,
        state=state,
        reason=reason,
        new_7d=sum(day.new for day in figures.days if day.day > edge),
        usual_24h=usual_24h,
        usual_7d=expected(figures.days, now - 7 * _DAY, now),
        fields=rates,
        alarms=alarms,
    )


def _summed_up(figures: SiteFigures, alarms: tuple[Alarm, ...]) -> tuple[State, str]:
    for alarm in alarms:
        if alarm.kind in _GRAVITY:
            return _GRAVITY[alarm.kind], alarm.text
    if figures.last_crawl is None:
        return "new", "never crawled"
    if figures.failing and figures.last_good is None:
        return "new", f"not yet crawled well ({figures.why}); it is tried again"
    if figures.failing:
        return "fine", f"the last crawl failed ({figures.why}); it is tried again"
    if figures.days and not figures.new_24h:
        links = sum(source.links for source in figures.sources)
        last = next((day.day for day in figures.days if day.new), None)
        told = f"its lists name {links} articles, all known" if links else "no news"
        return "quiet", f"{told}; the last new one on {last or 'no day yet'}"
    return "fine", f"{figures.new_24h} new in 24 hours"


def _of_crawls(figures: SiteFigures, now: datetime) -> Iterator[Alarm]:
    if figures.failing >= _FAILURES:
        since = f", since {figures.last_good}" if figures.last_good else ""
        text = f"{figures.failing} crawls in a row failed{since}: {figures.why}"
        yield Alarm(figures.site, "failing", text)
    due = figures.next_due
    if figures.last_crawl and due and now - datetime.fromisoformat(due) > _LATE:
        last = now - datetime.fromisoformat(figures.last_crawl)
        if last > _LATE:
            text = f"due since {due}, last crawled {figures.last_crawl}: is the crawler running?"
            yield Alarm(figures.site, "late", text)


def _of_silence(figures: SiteFigures, now: datetime) -> Iterator[Alarm]:
    found = expected_since(figures.days, now)
    is_watched = figures.last_good and figures.days and figures.days[0].good
    if found is None or not is_watched or figures.failing >= _FAILURES:
        return
    if found[1] >= _SILENCE:
        text = (
            f"no new article since {found[0]}, where {found[1]:.0f} were to be expected"
        )
        yield Alarm(figures.site, "silence", text)


def _of_flood(figures: SiteFigures, usual: float | None) -> Iterator[Alarm]:
    if usual is None or figures.new_24h < max(_LEAST_FLOOD, _FLOOD * usual):
        return
    text = f"{figures.new_24h} new articles in 24 hours, where {usual:.0f} are usual"
    yield Alarm(figures.site, "flood", text)


def _of_fields(
    figures: SiteFigures, rates: Mapping[str, tuple[float, float | None]]
) -> Iterator[Alarm]:
    for name, (share, known) in rates.items():
        if known is not None and share < min(known - _FALL, known * _SHARE):
            text = f"{name}: {share:.0%} of new articles have it, {known:.0%} had"
            yield Alarm(figures.site, "field", text, name)


def _of_marks(figures: SiteFigures, now: datetime) -> Iterator[Alarm]:
    for mark in figures.marks:
        if mark.changed_at is None:
            continue
        if now - datetime.fromisoformat(mark.changed_at) <= _TOLD:
            what = "robots.txt" if mark.kind == "robots" else "the certificate's issuer"
            text = f"{mark.host}: {what} changed at {mark.changed_at}"
            if mark.kind == "certificate":
                text += f": {mark.before} before, {mark.value} now"
            yield Alarm(figures.site, mark.kind, text, f"{mark.host} {mark.changed_at}")
