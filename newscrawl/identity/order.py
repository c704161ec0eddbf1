"""The one order of articles: by the instant that stands for their date, then by id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newscrawl.record import Article

_AHEAD = timedelta(days=1)


def sort_key(article: Article) -> str:
    """Return the instant an article is ordered by: RFC 3339 UTC, to the second.

    A date without a time counts as noon UTC, so that it stays its day for most
    readers; a date more than a day after the article was first seen is not believed,
    first_seen stands in for it.
    """
    seen = _instant(article.first_seen)
    stated = _instant(article.date) or seen
    if stated is None:
        return "0001-01-01T00:00:00Z"
    if seen is not None and stated > seen + _AHEAD:
        stated = seen
    return stated.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _instant(date: str) -> datetime | None:
    day, _, time = date.partition("T")
    padded = (day + "-01-01")[:10] if len(day) < 10 else day
    try:
        moment = datetime.fromisoformat(f"{padded}T{time or '12:00:00+00:00'}")
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
