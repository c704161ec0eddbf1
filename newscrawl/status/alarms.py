"""Alarms, and which of them are to be told: each once, and its end once.

What has happened (`robots`, `certificate`) has no end to tell. An alarm that was raised
and never told, since the hook failed, is told next time; one that ended before it was
told is not told at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["failing", "late", "silence", "flood", "field", "robots", "certificate"]
HAPPENED: Final = frozenset({"robots", "certificate"})


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something of a site that somebody should know; `part` tells two of a kind apart."""

    site: str
    kind: Kind
    text: str
    part: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes two alarms the same."""
        return self.site, self.kind, self.part


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm as the store keeps it: since when, and when it was told, RFC 3339 UTC."""

    alarm: Alarm
    since: str
    told_at: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told: an alarm, or that it has ended."""

    alarm: Alarm
    since: str
    is_over: bool


def notices(
    raised: Iterable[Raised], found: Iterable[Alarm], at: str
) -> tuple[list[Notice], list[Alarm]]:
    """Return what is to be told at an instant, and which raised ones are forgotten.

    `raised` is what the store knows, `found` what holds now.
    """
    known = {one.alarm.key: one for one in raised}
    now = {alarm.key: alarm for alarm in found}
    to_tell = [
        Notice(alarm, known[key].since if key in known else at, False)
        for key, alarm in now.items()
        if key not in known or known[key].told_at is None
    ]
    gone = [one for key, one in known.items() if key not in now]
    to_tell += [
        Notice(one.alarm, one.since, True)
        for one in gone
        if one.told_at is not None and one.alarm.kind not in HAPPENED
    ]
    silent = [
        one.alarm for one in gone if one.told_at is None or one.alarm.kind in HAPPENED
    ]
    return to_tell, silent
