"""Where the output is served, and the hub that is told: addresses that can be."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newscrawl.errors import ConfigError


def check_addresses(base_url: str, hub: str) -> None:
    """Raise ConfigError for one that is no http(s) address, and for a hub alone.

    Neither need be given.
    """
    for name, address in (("BASE_URL", base_url), ("WEBSUB_HUB", hub)):
        if address and not _is_sound(address, is_base=name == "BASE_URL"):
            raise ConfigError(
                f'NEWSCRAWL_{name}: expected an http(s) URL, got "{address}"'
            )
    if hub and not base_url:
        raise ConfigError(
            "NEWSCRAWL_WEBSUB_HUB: a hub needs the feeds' own address: give --base-url"
        )


def _is_sound(address: str, *, is_base: bool) -> bool:
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return (
        is_whole
        and not (is_base and (parts.query or parts.fragment))
        and parts.scheme in ("http", "https")
        and not re.search(r"[\s\x00-\x1f]", address)
    )
