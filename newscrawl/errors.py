"""The errors of newscrawl, one tree.

NewscrawlError
├── ConfigError            a setting or a pack says what cannot be
│   ├── SitePackError      every problem of the pack files, with its place
│   ├── UnknownSiteError   a site was named that no pack describes
│   └── UnknownArticleError    an article was named that the store does not hold
├── ArchiveError           an archive cannot be read
├── SiteBusyError          another crawl of the site is running
├── StoreError             the store cannot be used
│   ├── StoreLockedError       another process holds it
│   ├── StoreUnwritableError   its folder or file is read-only, or the disk is full
│   ├── StoreCorruptError      the file is no sound database
│   └── StoreVersionError      a newer newscrawl wrote it
└── PublishError           the output folder cannot be written

Each says what is wrong and where, in one line that a person can act on, and carries
the parts of that line as attributes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class NewscrawlError(Exception):
    """Base of all errors that newscrawl raises."""


class ConfigError(NewscrawlError):
    """A setting or a pack says what cannot be."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a pack file: its place (`sources[1].url`) and what is wrong."""

    file: str
    place: str
    message: str


class SitePackError(ConfigError):
    """Pack files that cannot be used, with every problem found in them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = (f"{p.file}: {p.place}: {p.message}" for p in self.problems)
        super().__init__("\n".join(lines))


class UnknownSiteError(ConfigError):
    """A site was named that no pack describes."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(
            f'no site pack is named "{name}": `newscrawl sites` lists the'
            f" {len(self.known)} there are"
        )


class UnknownArticleError(ConfigError):
    """An article was named that the store, `where`, does not hold."""

    def __init__(self, name: str, where: str) -> None:
        self.name = name
        self.where = where
        super().__init__(f"{where}: no article is known by {name}")


class ArchiveError(NewscrawlError):
    """An archive that cannot be read."""

    def __init__(self, file: str, message: str) -> None:
        self.file = file
        super().__init__(f"{file}: {message}")


class SiteBusyError(NewscrawlError):
    """Another crawl of the site is running, in whatever process."""

    def __init__(self, site: str) -> None:
        self.site = site
        super().__init__(f"{site}: another crawl of it is running: nothing was fetched")


class StoreError(NewscrawlError):
    """The store cannot be used; `where` names it without its password."""

    def __init__(self, where: str, message: str) -> None:
        self.where = where
        super().__init__(f"{where}: {message}")


class StoreLockedError(StoreError):
    """Another process holds the store."""


class StoreUnwritableError(StoreError):
    """The store's folder or file is read-only, or its disk is full."""


class StoreCorruptError(StoreError):
    """The store's file is no sound database."""


class StoreVersionError(StoreError):
    """A newer newscrawl wrote the store."""


class PublishError(NewscrawlError):
    """The output folder cannot be written."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")
