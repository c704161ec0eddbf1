"""Every setting of newscrawl, once: its name, type, default, meaning, and where it is from.

An option of the command line wins over the environment (`NEWSCRAWL_<NAME>`), that over
`newscrawl.toml` in the current folder (or the file that NEWSCRAWL_CONFIG names), that
over the default. An empty variable counts as none. `newscrawl.settings` and the options
of the verbs are made from here, and so is the table in docs/operations.md.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newscrawl.errors import ConfigError

FILE: Final = "newscrawl.toml"
FILE_VARIABLE: Final = "NEWSCRAWL_CONFIG"
Origin = Literal["default", "file", "environment"]


@dataclass(frozen=True, slots=True)
class Secret:
    """Marks a setting that may hold a password or a token: it is never printed whole."""


class Config(BaseModel):
    """The settings, with their defaults; an empty text means none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    database: Annotated[str, Secret()] = Field(
        "sqlite:///newscrawl.db",
        description="the store: a SQLite file or a PostgreSQL URL",
    )
    feeds: str = Field("feeds", description="where the output goes")
    sites: str = Field(
        "sites", description="a folder of site packs beside the built-in ones"
    )
    own_feeds: str = Field(
        "feeds.toml", description="your own feeds, see [reading.md](reading.md)"
    )
    base_url: str = Field(
        "", description="the address under which the output is served"
    )
    contact: str = Field(
        "",
        description="an address or URL in the user agent, for a publisher who wants to"
        " write to you; without it no real site is asked",
    )
    allow_private: str = Field(
        "",
        description="hosts, addresses (`HOST`, `HOST:PORT`) and networks of a private"
        " network that may be asked, parted by spaces or commas",
    )
    state: str = Field(
        "",
        description="when each host was last asked, for all crawls of this user on this"
        " machine: `~/.local/state/newscrawl`, without a home below the temporary folder",
    )
    archive: str = Field("", description="a folder for every response, as WARC")
    now: str = Field(
        "",
        description="an instant at which the run's clock stands still, for replays and"
        " tests",
    )
    delay: Annotated[float, Field(ge=0.0, le=600.0)] = Field(
        1.0,
        description="seconds between two requests to a host, where its pack has no"
        " `delay_s`",
    )
    check_every: Annotated[int, Field(ge=0)] = Field(
        24, description="every so many visits of a listing are a deep check; 0: none"
    )
    websub_hub: str = Field(
        "",
        description="a WebSub hub that is told which feeds changed, see"
        " [serving.md](serving.md)",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="the log as `text`, or as `json`: one object a line"
    )
    alert_command: Annotated[str, Secret()] = Field(
        "", description="a command that is run with each alert as JSON on its input"
    )
    alert_webhook: Annotated[str, Secret()] = Field(
        "", description="an http(s) address to which each alert is posted as JSON"
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A setting that holds: its value and where it came from; `place` names it there."""

    name: str
    value: Any
    origin: Origin
    place: str

    @property
    def shown(self) -> str:
        """Return the value without its secrets."""
        field = Config.model_fields[self.name]
        is_secret = any(isinstance(one, Secret) for one in field.metadata)
        return hidden(str(self.value)) if is_secret else str(self.value)


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"NEWSCRAWL_{name.upper()}"


def read_config(environ: Mapping[str, str], file: Path) -> dict[str, Held]:
    """Return each setting that holds, by name, in the order of their declaration.

    Raises ConfigError with every unknown key and wrong value, and its place.
    """
    problems: list[str] = []
    stated = _read_file(file)
    held = {
        name: Held(name, field.default, "default", "")
        for name, field in Config.model_fields.items()
    }
    for name, value in stated.items():
        place = f"{file}: {name}"
        if name not in held:
            problems.append(f"{place}: no such setting{_meant(name)}")
        else:
            held[name] = Held(name, value, "file", place)
            problems += _wrong(name, value, place)
    for name in held:
        place = variable(name)
        if text := environ.get(place):
            value = _number(text, Config.model_fields[name].annotation)
            held[name] = Held(name, value, "environment", place)
            problems += _wrong(name, value, place)
    if problems:
        raise ConfigError("\n".join(problems))
    return held


def hidden(text: str) -> str:
    """Return a text with what may be secret in it left out.

    Of an address its scheme, host and last name stay; of a command its first word.
    """
    if "://" not in text:
        words = text.split()
        return f"{words[0]} …" if len(words) > 1 else text
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "…"
    if parts.scheme.startswith("sqlite"):
        return text
    at = "…@" if parts.username or parts.password else ""
    where = f"{parts.scheme}://{at}{host}{f':{port}' if port else ''}"
    if parts.scheme.startswith("postgresql"):
        return f"{where}{parts.path}{'?…' if parts.query else ''}"
    return f"{where}/…" if parts.path.strip("/") or parts.query else where


def held() -> dict[str, Held]:
    """Return what holds for this process; raises as `read_config`."""
    return read_config(os.environ, config_file())


def config_file() -> Path:
    """Return the file of settings, whether it is there or not."""
    return Path(os.environ.get(FILE_VARIABLE) or FILE)


def current() -> Config:
    """Return the settings of this process; raises as `read_config`."""
    return Config(**{name: one.value for name, one in held().items()})


def documented() -> str:
    """Return the table of settings that docs/operations.md shows."""
    lines = [
        "| `newscrawl.toml` | environment | default | meaning |",
        "|---|---|---|---|",
    ]
    for name, field in Config.model_fields.items():
        default = f"`{field.default}`" if field.default != "" else "none"
        row = (f"`{name}`", f"`{variable(name)}`", default, field.description or "")
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def below_environment(name: str) -> Any:
    """Return a setting as the file states it, or its default; raises as `read_config`."""
    return read_config({}, config_file())[name].value


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        if os.environ.get(FILE_VARIABLE):
            raise ConfigError(f"{FILE_VARIABLE}: {file}: no such file") from None
        return {}
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: {error}") from error


def _number(text: str, kind: object) -> str | int | float:
    """Return a variable's text as the number that its setting asks for, or as it is."""
    if kind is int and re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if kind is float and re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", text):
        return float(text)
    return text


def _wrong(name: str, value: object, place: str) -> list[str]:
    try:
        Config.model_validate({name: value}, strict=True)
    except ValidationError as error:
        said = hidden(str(value))
        return [f'{place}: {one["msg"]}, got "{said}"' for one in error.errors()]
    return []


def _meant(name: str) -> str:
    near = difflib.get_close_matches(name, Config.model_fields, 1)
    return f": did you mean {near[0]}?" if near else ""
