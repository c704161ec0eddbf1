"""How a page was read, told for a person: each field's choice and its rivals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newscrawl.page import RawArticle
from newscrawl.record import DateStatement, FieldEvidence, Image, Link, Person

WIDTH = 72


def account(raw: RawArticle) -> str:
    """Return a readable account of a raw article, many lines.

    A field a paragraph: its value, where it came from with which rule and how sure,
    then the candidates that lost, and why.
    """
    lines = [raw.url, f"  encoding {raw.encoding}, {raw.replaced_characters} replaced"]
    for name, evidence in raw.evidence.items():
        lines.extend(_field(name, getattr(raw, name, None), evidence))
    kinds = [block.type for block in raw.body]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    lines.append(f"  body blocks: {counts or 'none'}; status {raw.content_status}")
    lines.extend(f"  continued on {url}" for url in raw.continued)
    return "\n".join(lines)


def _field(name: str, value: Any, evidence: FieldEvidence) -> Iterator[str]:
    yield f"  {name}: {_short(_said(value))}"
    if evidence.from_:
        yield f"      {evidence.from_}: {evidence.rule} ({evidence.confidence:.2f})"
    for rival in evidence.rivals:
        why = f": {rival.why}" if rival.why else ""
        yield f"      not {_short(rival.value)} ({rival.from_}, {rival.rule}){why}"


def _said(value: Any) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, DateStatement):
        return f"{value.stated} ({value.precision}, {value.raw!r})"
    if isinstance(value, tuple):
        return " | ".join(_said(part) for part in value)
    if isinstance(value, Link | Person):
        return value.name
    if isinstance(value, Image):
        return f"{value.url} caption {value.caption!r} credit {value.credit!r}"
    return str(getattr(value, "text", value))


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= WIDTH else folded[: WIDTH - 1] + "…"
