"""One time of publishing: what is published, over what, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newscrawl.publish.feeds import Feeds
from newscrawl.publish.manifest import Manifest, Refusal
from newscrawl.publish.output import Output
from newscrawl.store import State, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One state of a store and a folder; `before` is its manifest, `made` the new one.

    `now` is when, if a clock is asked at all; `is_whole` makes every file again,
    `is_accepted` replaces feeds whatever they lose.
    """

    store: Store
    output: Output
    state: State
    feeds: Feeds
    before: Manifest
    made: Manifest
    now: datetime | None
    is_whole: bool
    is_accepted: bool
    _refused: dict[str, Refusal] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        """Say whether the folder was made from the same settings."""
        return self.before.made_by == self.made.made_by

    @property
    def may_reuse(self) -> bool:
        """Say whether what stands printed may be put together anew."""
        return self.is_same and not self.is_whole

    @property
    def may_keep(self) -> bool:
        """Say whether final pages of archives stand: they name where they are served."""
        before, made = self.before, self.made
        is_same = (before.base_url, before.rules) == (made.base_url, made.rules)
        return is_same and not self.is_whole

    @property
    def refused(self) -> Mapping[str, Refusal]:
        """What was refused, by path."""
        return self._refused

    def refuse(self, path: str, why: str) -> None:
        """Note a refusal, as of the newest event; a known one stands as it was."""
        known = self.before.refused.get(path)
        if known is None or known.why != why:
            known = Refusal(path, why, self.store.moment(self.state.seq - 1))
        self._refused[path] = known
