"""Write a pack for each site of a replica set, as a person would who looks at it.

A person sees the front page, the sections of the menu and the element that holds the
items of a list, and who looks again after a redesign. The set's own files say the same
of a site: its sections by name and address, and the markup of its lists. Nothing of the
truth is read: neither addresses of articles nor what they say. Packs live in the state
folder of the measure.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html

_SAID = re.compile(r"Q[xju][A-Z]+\d*xQ")
_MAX_PAGES = 1_000
_REDESIGN = 2


def site_name(host: str) -> str:
    """Return the name of a host's pack."""
    return re.sub(r"[^a-z0-9]+", "_", host).strip("_")


def write_packs(sites: Path, folder: Path, epoch: int) -> list[str]:
    """Write the packs of a set, as it looks in an epoch; return their names."""
    return _write(folder, {one["host"]: _pack(one, epoch) for one in _read(sites)})


def home_pages(sites: Path) -> list[str]:
    """Return the address of each site's front page."""
    return [f"http://{one['host']}/" for one in _read(sites)]


def _read(sites: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(sites.glob("site-*.json.gz")):
        yield json.loads(gzip.decompress(file.read_bytes()))


def _write(folder: Path, packs: dict[str, list[str]]) -> list[str]:
    folder.mkdir(exist_ok=True)
    names = []
    for host, lines in packs.items():
        names.append(site_name(host))
        path = folder / f"{names[-1]}.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return names


def _head(host: str, title: str) -> list[str]:
    return [
        f"name = {json.dumps(site_name(host))}",
        f"title = {json.dumps(title)}",
        f"url = {json.dumps(f'http://{host}/')}",
        "delay_s = 0.0",
    ]


def _pack(site: dict[str, Any], epoch: int) -> list[str]:
    host = site["host"]
    lines = _head(host, site["name"])
    lines.append(f"language = {json.dumps(site['lang'])}")
    lines += [*_source(f"http://{host}/"), f"max_pages = {_MAX_PAGES}"]
    for section in site["sections"]:
        if section["path"] != "/":
            lines += _source(f"http://{host}{section['path']}")
            name = json.dumps(section["name"], ensure_ascii=False)
            lines += [f"section = {name}", f"max_pages = {_MAX_PAGES}"]
    selectors = _selectors(site, epoch)
    if selectors:
        lines += ["[listing]", f"links = {json.dumps(selectors)}"]
    return lines


def _source(url: str) -> list[str]:
    return ["[[sources]]", f"url = {json.dumps(url)}"]


def _selectors(site: dict[str, Any], epoch: int) -> list[str]:
    """Return selectors of the links of the lists that the site shows."""
    is_new = epoch >= _REDESIGN and site.get("tpl2")
    lists = site["listings2" if is_new else "listings"]
    shown = sorted({site["list_home"], site["list_sec"]})
    return list(dict.fromkeys(filter(None, (_selector(lists[one]) for one in shown))))


def _selector(markup: dict[str, Any]) -> str:
    """Return the selector of a list's links: by the list's class, else by an item's."""
    for html in (markup["open"], markup["item"]):
        element = lxml.html.fragment_fromstring(
            _SAID.sub("", html), create_parent="div"
        )
        first = next((e for e in element.iterchildren() if e.get("class")), None)
        if first is not None:
            tag = str(first.tag)
            own = ".".join([tag, *(first.get("class") or "").split()])
            return own if tag == "a" else f"{own} a"
    return ""
