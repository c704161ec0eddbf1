"""Read site packs and families from TOML, strictly, and say every problem at once.

Packs that ship with newscrawl lie in `sites/packs`, families in `sites/families`. A
user's folder holds packs (`*.toml`) and may hold `families/*.toml`; what it names
again takes the place of what ships.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from newscrawl.errors import Problem, SitePackError
from newscrawl.sites.site import ArticleRules, Family, ListingRules, Site

BUILT_IN: Final = Path(__file__).parent

_Model = TypeVar("_Model", Site, Family)
_Rules = TypeVar("_Rules", ArticleRules, ListingRules)

# What pydantic expected, by the type of its error; the rest is told in its own words.
_EXPECTED: Final = {
    "bool_type": "true or false",
    "date_type": "a date such as 2026-03-25",
    "float_type": "a number",
    "int_type": "a whole number",
    "model_type": "a table",
    "string_type": "text",
    "tuple_type": "a list",
}


def load_sites(folder: Path | None = None) -> dict[str, Site]:
    """Return every site by name, sorted: those that ship, then those of `folder`.

    Raises SitePackError with every problem of every file. A folder that does not
    exist adds nothing.
    """
    problems: list[Problem] = []
    families: dict[str, Family] = {}
    sites: dict[str, Site] = {}
    for root in (BUILT_IN, folder):
        if root is not None:
            found = _read_all(root / "families", Family, problems)
            families.update(found)
    for root in (BUILT_IN / "packs", folder):
        if root is not None:
            sites.update(_read_all(root, Site, problems, families))
    if problems:
        raise SitePackError(problems)
    return dict(sorted(sites.items()))


def _read_all(
    folder: Path,
    model: type[_Model],
    problems: list[Problem],
    families: Mapping[str, Family] | None = None,
) -> dict[str, _Model]:
    found: dict[str, _Model] = {}
    named_in: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        part, wrong = _read(path, model)
        problems.extend(wrong)
        if part is None:
            continue
        other = named_in.setdefault(part.name, path)
        if other is not path:
            message = f'expected a name of its own, got "{part.name}" of {other.name}'
            problems.append(Problem(_label(path), "name", message))
        elif part.name != path.stem:
            message = f'expected the file\'s name "{path.stem}", got "{part.name}"'
            problems.append(Problem(_label(path), "name", message))
        if isinstance(part, Site) and families is not None:
            if part.family and part.family not in families:
                problems.append(_unknown_family(path, part.family, families))
            part = _with_family(part, families.get(part.family or ""))
        found[part.name] = part
    return found


def _label(path: Path) -> str:
    """Return the path as messages say it; packs that ship by their place in there."""
    if path.is_relative_to(BUILT_IN):
        return f"newscrawl/sites/{path.relative_to(BUILT_IN).as_posix()}"
    return str(path)


def _unknown_family(path: Path, name: str, families: Iterable[str]) -> Problem:
    known = ", ".join(sorted(families))
    return Problem(
        _label(path), "family", f'expected a family of {known}, got "{name}"'
    )


def _read(path: Path, model: type[_Model]) -> tuple[_Model | None, list[Problem]]:
    label = _label(path)
    text = ""
    try:
        text = path.read_bytes().decode("utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        message = f"expected a readable file, got {error.strerror}"
        return None, [Problem(label, "file", message)]
    except UnicodeDecodeError as error:
        message = f"expected UTF-8, got byte 0x{error.object[error.start]:02x}"
        return None, [Problem(label, f"byte {error.start}", message)]
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax_problem(label, str(error), text)]
    try:
        return model.model_validate(_tupled(table)), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_problem(label, detail, model) for detail in details]


def _syntax_problem(label: str, message: str, text: str) -> Problem:
    """Return tomllib's message as a problem at its line."""
    where = re.search(r" \(at (line \d+, column \d+|end of document)\)$", message)
    said = message[: where.start()] if where else message
    place = where[1] if where else "file"
    if place == "end of document":
        place = f"line {len(text.splitlines())}"
    return Problem(label, place, f"expected TOML, got an error: {said}")


def _tupled(value: Any) -> Any:
    """Return TOML's arrays as tuples: the models are strict and frozen."""
    if isinstance(value, dict):
        return {key: _tupled(part) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(_tupled(part) for part in value)
    return value


def _problem(label: str, detail: ErrorDetails, model: type[_Model]) -> Problem:
    loc, kind, value = list(detail["loc"]), detail["type"], detail["input"]
    if len(loc) > 1 and loc[0] == "proved":
        del loc[1]  # the tag by which the union was parted
    place = _place(loc)
    if kind == "missing":
        return Problem(label, place, "expected a value, got none")
    if kind == "extra_forbidden":
        return Problem(label, place, _unknown_key(loc, model))
    if kind == "value_error":
        message = detail["msg"].removeprefix("Value error, ")
        return Problem(label, place or "pack", message)
    if kind == "string_pattern_mismatch":
        expected = "lower-case letters, digits and _, a letter first"
    else:
        expected = _EXPECTED.get(kind) or _own_words(detail["msg"])
    return Problem(label, place, f"expected {expected}, got {_shown(value)}")


def _place(loc: Iterable[int | str]) -> str:
    """Return pydantic's path as `sources[1].url`."""
    place = ""
    for step in loc:
        if isinstance(step, int):
            place += f"[{step}]"
        else:
            place += f".{step}" if place else step
    return place


def _own_words(message: str) -> str:
    return re.sub(r"^Input should (?:be |have )?", "", message)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 80 else f'"{value[:77]}…"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "a list"
    return "a table" if isinstance(value, dict) else str(value)


def _unknown_key(loc: list[int | str], model: type[_Model]) -> str:
    """Return the message for a key that the model does not know, with the likeliest."""
    fields: Mapping[str, Any] = model.model_fields
    for step in loc[:-1]:
        if isinstance(step, str):
            fields = _fields_of(fields[step].annotation)
    near = difflib.get_close_matches(str(loc[-1]), fields, n=1)
    known = f'"{near[0]}"' if near else f"a key of {', '.join(fields)}"
    return f'expected {known}, got the unknown key "{loc[-1]}"'


def _fields_of(annotation: Any) -> Mapping[str, Any]:
    """Return the fields of the model inside an annotation such as `tuple[Listing]`."""
    if hasattr(annotation, "model_fields"):
        fields: Mapping[str, Any] = annotation.model_fields
        return fields
    parts = getattr(annotation, "__args__", ())
    return next((f for f in map(_fields_of, parts) if f), {})


def _with_family(site: Site, family: Family | None) -> Site:
    """Return the site with the family's rules where its pack says nothing."""
    if family is None:
        return site
    return site.model_copy(
        update={
            "article": _merged(family.article, site.article),
            "listing": _merged(family.listing, site.listing),
        }
    )


def _merged(family: _Rules, own: _Rules) -> _Rules:
    said = {name: getattr(own, name) for name in own.model_fields_set}
    return family.model_copy(update=said)
