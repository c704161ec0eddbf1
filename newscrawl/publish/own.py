"""The user's own feeds, a few lines of TOML each.

    [feed.energy]
    title = "Energy in the Harz"
    include = ["wind power", "solar*"]
    region = ["DE-ST"]

An article stands in a feed when it meets every condition stated: one of the words of
`include` and none of `exclude` (whole words, whatever their case, in title, text and
tags; a word that ends in `*` stands for all that begin so), one of the sites, of the
regions, languages and sections.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from newscrawl.config import Config
from newscrawl.errors import ConfigError
from newscrawl.record import Article

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]

# No space parts words in these scripts: a word is found inside others.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)

_DEFAULT = Path(Config.model_fields["own_feeds"].default)
_EXPECTED = {
    "tuple_type": 'a list such as ["one", "two"]',
    "model_type": "a table",
    "dict_type": "a table",
    "string_type": "text",
    "string_too_short": "a word of two letters or more",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
}


class OwnFeed(BaseModel):
    """One feed of the user's: what it holds and how much of it.

    `content` says whether entries hold the text in full or the summary alone;
    `canonical_only` leaves out copies of a text that another site has.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    include: tuple[Word, ...] = ()
    exclude: tuple[Word, ...] = ()
    site: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    content: Literal["full", "summary"] = "full"
    canonical_only: bool = True

    def holds(self, article: Article) -> bool:
        """Say whether an article stands in this feed."""
        if self.canonical_only and article.duplicate_of is not None:
            return False
        source, language = article.source, (article.language or "").lower()
        section = (article.section or "").casefold()
        fits = (
            (not self.site or source.id in self.site)
            and (not self.region or source.region in self.region)
            and (not self.section or section in {s.casefold() for s in self.section})
            and (not self.language or _speaks(language, self.language))
        )
        return fits and self._words_fit(article)

    def _words_fit(self, article: Article) -> bool:
        if not (self.include or self.exclude):
            return True
        text = "\n".join((article.title, article.content_text, *article.tags))
        text = text.casefold()
        if self.exclude and _pattern(self.exclude).search(text):
            return False
        return not self.include or _pattern(self.include).search(text) is not None


class OwnFeeds(BaseModel):
    """The file: feeds by name, and from how many articles on a tag has its feed.

    `tags_from = 0` makes no feeds of tags.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    tags_from: Annotated[int, Field(ge=0)] = 20
    feed: dict[Name, OwnFeed] = Field(default_factory=dict)


def read_own_feeds(file: Path) -> OwnFeeds:
    """Read the file of the user's feeds; without one by the default name there are none.

    Raises ConfigError with every problem of the file and its place.
    """
    try:
        return OwnFeeds.model_validate(tomllib.loads(file.read_text("utf-8")))
    except FileNotFoundError as error:
        if file == _DEFAULT:
            return OwnFeeds()
        raise ConfigError(f"{file}: there is no such file of your own feeds") from error
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: {error}") from error
    except ValidationError as error:
        lines = (_problem(file, one) for one in error.errors(include_url=False))
        raise ConfigError("\n".join(lines)) from error


def _problem(file: Path, found: ErrorDetails) -> str:
    """Return a problem with its place, in a reader's words rather than pydantic's."""
    *place, last = found["loc"]
    kind, value = found["type"], found["input"]
    if kind == "extra_forbidden":
        known = OwnFeed if place else OwnFeeds
        keys = ", ".join(known.model_fields)
        said = f"expected a key of {keys}"
    elif last == "[key]":
        place, last = place[:-1], str(value)
        said = f'expected a name of a-z, 0-9 and _, a letter first, got "{value}"'
    else:
        words = found["msg"].removeprefix("Input should be ").removeprefix("a valid ")
        expected = _EXPECTED.get(kind, words)
        said = f"expected {expected}, got {json.dumps(value, ensure_ascii=False, default=str)[:80]}"
    return f"{file}: {'.'.join(map(str, (*place, last)))}: {said}"


def _speaks(language: str, wanted: tuple[str, ...]) -> bool:
    return any(f"{language}-".startswith(f"{one.lower()}-") for one in wanted)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Compile words into one pattern over casefolded text."""
    return re.compile("|".join(map(_one, words)))


def _one(word: str) -> str:
    stem = word.casefold().removesuffix("*").strip()
    escaped = r"\s+".join(map(re.escape, stem.split()))
    if _UNSPACED.search(stem):
        return escaped
    end = "" if word.endswith("*") else r"(?!\w)"
    return rf"(?<!\w){escaped}{end}"
