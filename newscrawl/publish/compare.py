"""Compare a published folder with its manifest, and the manifest with the store."""

from __future__ import annotations

import hashlib
from pathlib import Path

from newscrawl.publish.archives import is_list, listed_pages
from newscrawl.publish.manifest import PATH, read_manifest
from newscrawl.publish.output import File, Output
from newscrawl.store import Store


def compare(store: Store, feeds: Path) -> tuple[int, list[str]]:
    """Return how many files the manifest and its lists name, and a line for each that is wrong.

    A folder that is behind the store by some events, or another store's, is told too.
    """
    if not feeds.is_dir():
        return 0, [": there is no such folder: newscrawl publish makes it"]
    output = Output(feeds)
    manifest, state = read_manifest(output), store.state()
    if not manifest.files:
        return 0, [f"{PATH}: it cannot be read: newscrawl publish --whole makes it"]
    findings = [
        f"{one.path}: not brought up to date: {one.why}"
        for one in manifest.refused.values()
    ]
    lists = [file for path, file in manifest.files.items() if is_list(path)]
    pages = [page for one in lists for page in listed_pages(output, one)]
    files = sorted((*manifest.files.values(), *pages), key=lambda file: file.path)
    findings += filter(None, (_fault(output, file) for file in files))
    if manifest.store != state.first_id and manifest.store is not None:
        findings.append(f"{PATH}: it shows another store")
    elif manifest.seq < state.seq:
        behind = state.seq - manifest.seq
        findings.append(f"{PATH}: {behind} events behind the store: newscrawl publish")
    return len(files), findings


def _fault(output: Output, file: File) -> str | None:
    body = output.read(file.path)
    if body is None:
        return f"{file.path}: it is gone"
    if hashlib.sha256(body).hexdigest() != file.sha256:
        return f"{file.path}: it is not what was published"
    return None
