"""What a crawl is asked to visit: sites by name or address, what is due, an archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newscrawl.archive import timeline_of
from newscrawl.cli.options import chosen_sites, crawl_settings, site_of
from newscrawl.clock import run_clock
from newscrawl.crawl import Plan
from newscrawl.sites import Site
from newscrawl.store import open_rehearsal, open_store
from newscrawl.worker.due import due_sites


def due_plans(plans: Sequence[Plan], database: str, *, is_tried: bool) -> list[Plan]:
    """Return the plans of the sites that have a source or an article due."""
    now = run_clock(crawl_settings())()
    with open_rehearsal(database) if is_tried else open_store(database) as store:
        sites = [one.site for one in plans]
        due, _ = due_sites(store, sites, now, is_whole=True)
    names = {site.name for site in due}
    return [one for one in plans if one.site.name in names]


def plan(
    known: dict[str, Site], names: tuple[str, ...], replay: tuple[Path, ...]
) -> list[Plan]:
    """Return what to crawl.

    A replay with no site named visits every page of the archive: each under the pack
    whose host it has, else under a site of its own with no rules.
    """
    if names or not replay:
        return [Plan(site) for site in chosen_sites(known, names)]
    lookup = site_of(known)
    addresses: dict[str, list[str]] = {}
    found: dict[str, Site] = {}
    for url in timeline_of(map(str, replay)).addresses:
        site = lookup(url)
        found[site.name] = site
        addresses.setdefault(site.name, []).append(url)
    return [Plan(site, tuple(addresses[name])) for name, site in sorted(found.items())]
