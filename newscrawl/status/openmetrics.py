"""The state of all sites as OpenMetrics text, which Prometheus and others read.

Instants are Unix seconds. The text is small and of one kind (gauges), so it is written
here. Source: the OpenMetrics specification 1.0, "Text format".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, get_args

from newscrawl.status.verdict import State, Verdict

OPENMETRICS_TYPE: Final = "application/openmetrics-text; version=1.0.0; charset=utf-8"

_Row = tuple[dict[str, str], float]


def openmetrics(verdicts: Sequence[Verdict]) -> str:
    """Return the metrics of all sites, ending in `# EOF`."""
    lines = [line for family in _families(verdicts) for line in family]
    return "\n".join([*lines, "# EOF"]) + "\n"


def _families(verdicts: Sequence[Verdict]) -> Iterator[Iterator[str]]:
    yield _family(
        "site_state",
        "1 for the state that a site is in.",
        (
            ({"site": v.figures.site, "state": state}, float(v.state == state))
            for v in verdicts
            for state in get_args(State)
        ),
    )
    for name, told, read in _GAUGES:
        rows = ((v.figures.site, read(v)) for v in verdicts)
        yield _family(
            name, told, (({"site": s}, value) for s, value in rows if value is not None)
        )
    yield _family(
        "site_field_fill_ratio",
        "Share of the new articles of 7 days that have a field.",
        (
            ({"site": v.figures.site, "field": name}, share)
            for v in verdicts
            for name, (share, _) in v.fields.items()
        ),
    )
    for name, told, part in (
        ("site_errors_24h", "Errors of 24 hours by class.", "errors"),
        ("site_dropped_24h", "Pages of 24 hours that gave no article.", "dropped"),
    ):
        label = "class" if part == "errors" else "reason"
        yield _family(
            name,
            told,
            (
                ({"site": v.figures.site, label: key}, float(count))
                for v in verdicts
                for key, count in getattr(v.figures, part).items()
            ),
        )


def _seconds(at: str | None) -> float | None:
    return datetime.fromisoformat(at).timestamp() if at else None


_GAUGES: Final = (
    (
        "site_last_good_crawl_timestamp_seconds",
        "When a site was last crawled well.",
        lambda v: _seconds(v.figures.last_good),
    ),
    (
        "site_last_crawl_timestamp_seconds",
        "When a crawl of a site last ended.",
        lambda v: _seconds(v.figures.last_crawl),
    ),
    (
        "site_next_due_timestamp_seconds",
        "When a site is due next.",
        lambda v: _seconds(v.figures.next_due),
    ),
    ("site_failed_crawls", "Crawls since the last good.", lambda v: v.figures.failing),
    ("site_new_articles_24h", "New in 24 hours.", lambda v: v.figures.new_24h),
    ("site_new_articles_7d", "New in 7 days.", lambda v: v.new_7d),
    ("site_usual_articles_24h", "Usual in 24 hours.", lambda v: v.usual_24h),
    ("site_usual_articles_7d", "Usual in 7 days.", lambda v: v.usual_7d),
)


def _family(name: str, told: str, rows: Iterable[_Row]) -> Iterator[str]:
    yield f"# TYPE newscrawl_{name} gauge"
    yield f"# HELP newscrawl_{name} {told}"
    for labels, value in rows:
        said = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"newscrawl_{name}{{{said}}} {value:.15g}"


def _escaped(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return "".join(c if c.isprintable() else " " for c in quoted)
