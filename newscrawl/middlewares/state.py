"""Find the folder in which the crawls of one user on one machine know of each other."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache
from pathlib import Path

from scrapy.settings import BaseSettings

from newscrawl.errors import ConfigError


def state_folder(settings: BaseSettings) -> Path:
    """Return NEWSCRAWL_STATE, or where that is not set the user's own state folder.

    A user without a home has one below the system's temporary folder. Raises
    ConfigError when that is somebody else's.
    """
    stated = settings.get("NEWSCRAWL_STATE")
    return Path(stated).expanduser() if stated else _default_folder()


@cache
def _default_folder() -> Path:
    home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")  # noqa: PTH111 (that one raises without a home)
    folder = Path(home, "newscrawl")
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_absolute() and os.access(folder, os.W_OK):
        return folder
    user = os.getuid() if hasattr(os, "getuid") else "user"
    folder = Path(tempfile.gettempdir(), f"newscrawl-{user}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or (user != "user" and folder.stat().st_uid != user):
        raise ConfigError(f"NEWSCRAWL_STATE: {folder} is somebody else's: name another")
    return folder
