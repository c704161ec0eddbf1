"""What changed in an article between two sights of it, and whether readers care.

A significant change that puts another number or name in the place of one, or a negation
in or out, is a correction; the record's event says so.

The rule: a change is significant when the words of the title, of the body or of a
photo's caption changed, or a captioned photo joined or left others. Captions that come
or go all at once are a new design's, not the article's. Punctuation, case,
spacing, a mended typing error (see `spelling`), what points to other articles, counts
or says how long ago (see `furniture`) and every other field change a record
insignificantly: it is stored, and its version stays. The evidence of the extraction alone changes nothing.

An article seen on another host than its own (a mirror) adds the address and leaves the
rest: else each crawl of two hosts that print a text a little differently would tell two
changes.

`last_seen` and `fetch` move only with a stored version: published bytes may not change
when nothing changed. When a page was last looked at is its page state's to say.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

from newscrawl.identity.address import bare_host, canonical_url
from newscrawl.identity.facts import is_correction
from newscrawl.identity.furniture import essential
from newscrawl.identity.spelling import differs_in_spelling
from newscrawl.record import Article

Op = Literal["created", "updated", "same"]
Event = Literal["created", "updated", "corrected", "gone", "restored", "merged"]

_CARRIED = frozenset(
    {
        "id",
        "version",
        "url",
        "alternate_urls",
        "date",
        "first_seen",
        "last_seen",
        "last_changed",
        "cluster_id",
        "duplicate_of",
        "duplicate_reason",
        "extraction",
        "fetch",
    }
)
_COMPARED = tuple(f.name for f in fields(Article) if f.name not in _CARRIED)


@dataclass(frozen=True, slots=True)
class Change:
    """What a sight of an article did: `same` changed nothing, the known one stands.

    `changed` are the record's fields in its order; `article` is what to store; `event`
    is what the change log calls it.
    """

    op: Op
    significant: bool
    changed: tuple[str, ...]
    article: Article
    event: Event = "updated"


def reconcile(known: Article | None, seen: Article) -> Change:
    """Compare what is seen with what is known of the same article.

    `seen` comes from `identify`. Identity, first_seen, the first address and the
    marks of duplicates are carried over from `known`.
    """
    if known is None:
        return Change("created", True, (), seen, "created")
    if bare_host(seen.url) != bare_host(known.url):
        return _mirrored(known, seen)
    merged = _carried(known, seen)
    changed = tuple(
        f.name
        for f in fields(Article)
        if (f.name in _COMPARED or f.name in ("alternate_urls", "date"))
        and getattr(known, f.name) != getattr(merged, f.name)
    )
    if not changed:
        return Change("same", False, (), known)
    significant = is_significant(known, merged)
    after = _stamped(known, merged, significant)
    return Change(
        "updated", significant, changed, after, _event(known, merged, significant)
    )


def revise(known: Article, read: Article, at: str) -> Change:
    """Compare a known article with what today's rules read of the page it came from.

    The page is the same, so no event calls it a correction; `last_changed` moves to
    `at`, RFC 3339 UTC, where readers see other words.
    """
    change = reconcile(known, replace(read, status=known.status, fetch=known.fetch))
    if change.op == "same":
        return change
    changed_at = at if change.significant else known.last_changed
    after = replace(change.article, last_seen=known.last_seen, last_changed=changed_at)
    return replace(change, event="updated", article=after)


def withdraw(known: Article, at: str) -> Change:
    """Return the change of an article that its site no longer has; `at` RFC 3339 UTC.

    Insignificant, since no word changed: what readers have of it stays as it is.
    """
    gone = replace(known, status="gone", last_seen=_later(known.last_seen, at))
    return Change("updated", False, ("status",), gone, "gone")


def merge(known: Article, survivor: Article, at: str) -> Change:
    """Return the change of an article that proved to be another; `at` RFC 3339 UTC."""
    withheld = replace(
        known,
        status="withheld",
        duplicate_of=survivor.id,
        duplicate_reason="the same article, found at addresses of both",
        last_seen=_later(known.last_seen, at),
    )
    changed = ("status", "duplicate_of", "duplicate_reason")
    return Change("updated", False, changed, withheld, "merged")


def part(known: Article, before: Article, at: str) -> Change:
    """Return the change that undoes a merge: the article as it was before it."""
    fields_ = ("status", "duplicate_of", "duplicate_reason")
    own = replace(
        before,
        cluster_id=None,
        duplicate_of=None,
        duplicate_reason=None,
        last_seen=at,
    )
    changed = tuple(n for n in fields_ if getattr(known, n) != getattr(own, n))
    return Change("updated", False, changed, own, "restored")


def unlink(known: Article, at: str) -> Change:
    """Return the change of an article that leaves its cluster; `at` RFC 3339 UTC."""
    alone = replace(
        known,
        cluster_id=None,
        duplicate_of=None,
        duplicate_reason=None,
        last_seen=_later(known.last_seen, at),
    )
    names = ("cluster_id", "duplicate_of", "duplicate_reason")
    changed = tuple(name for name in names if getattr(known, name) is not None)
    return Change("updated" if changed else "same", False, changed, alone)


def _event(known: Article, merged: Article, significant: bool) -> Event:
    if known.status == "gone":
        return "restored"
    if not significant:
        return "updated"
    texts = ((one.title, essential(one.content_text)) for one in (known, merged))
    pairs = zip(*texts, strict=True)
    return "corrected" if any(is_correction(*pair) for pair in pairs) else "updated"


def is_significant(before: Article, after: Article) -> bool:
    """Say whether readers must be told of the change between two sights."""
    captions, others = _captions(before), _captions(after)
    if captions and others and len(captions) != len(others):
        return True
    pairs = [
        (before.title, after.title),
        (essential(before.content_text), essential(after.content_text)),
        *zip(captions, others, strict=False),
    ]
    return not all(differs_in_spelling(*pair) for pair in pairs)


def _captions(article: Article) -> list[str]:
    return [image.caption for image in article.images if image.caption]


def _carried(known: Article, seen: Article) -> Article:
    dated = seen.published or seen.modified
    return replace(
        seen,
        id=known.id,
        url=known.url,
        alternate_urls=_united(known, seen, seen.canonical_url),
        date=seen.date if dated else known.date,
        first_seen=known.first_seen,
        cluster_id=known.cluster_id,
        duplicate_of=known.duplicate_of,
        duplicate_reason=known.duplicate_reason,
    )


def _united(known: Article, seen: Article, canonical: str | None) -> tuple[str, ...]:
    """Return every address of the two sights but the first and the canonical one."""
    every = {*known.alternate_urls, *seen.alternate_urls, canonical_url(seen.url)}
    every |= {url for url in (known.canonical_url, seen.canonical_url) if url}
    return tuple(sorted(every - {known.url, canonical_url(known.url), canonical}))


def _mirrored(known: Article, seen: Article) -> Change:
    alternates = _united(known, seen, known.canonical_url)
    if alternates == known.alternate_urls:
        return Change("same", False, (), known)
    article = replace(
        known,
        alternate_urls=alternates,
        last_seen=_later(known.last_seen, seen.fetch.at),
    )
    return Change("updated", False, ("alternate_urls",), article)


def _stamped(known: Article, merged: Article, significant: bool) -> Article:
    at = _later(known.last_seen, merged.fetch.at)
    return replace(
        merged,
        version=known.version + significant,
        last_seen=at,
        last_changed=at if significant else known.last_changed,
    )


def _later(one: str, other: str) -> str:
    """Return the later of two instants, RFC 3339 in UTC: clocks are put back."""
    return max(one, other)
