"""A small bundled region: four little news sites of four families, own markup and text.

`pages/<host>/` holds what each host answers, byte for byte; `sites/` their packs.
`RegionServer` serves them on loopback as an HTTP proxy, so that their addresses stay
the same whatever port is free.
"""

from pathlib import Path

from newscrawl.demo.server import RegionServer

SITES = Path(__file__).parent / "sites"
OWN_FEEDS = Path(__file__).parent / "feeds.toml"

__all__ = ["OWN_FEEDS", "SITES", "RegionServer"]
