"""The manifest: every file with its checksum, and the event the folder stands at.

It is written last, so that what it names is there. It is also what publishing knows of
the folder: whose store it shows, the seq it is published to, `made_by`, a digest of
what else its feeds were made from, and `rules`, one of those that say where articles
stand. A manifest that cannot be read counts as none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from newscrawl.publish.output import File, Output

PATH = "manifest.json"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not put in place: why, and since which event's instant."""

    path: str
    why: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in a published folder; `refused` by path, see `gate`."""

    run: int | None = None
    seq: int = 0
    store: str | None = None
    base_url: str = ""
    made_by: str = ""
    rules: str = ""
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)


def read_manifest(output: Output) -> Manifest:
    """Return the manifest in place, an empty one where there is none to be read."""
    try:
        found = json.loads(output.read(PATH) or b"{}")
        files = read_rows(found.pop("files", ()))
        refused = [Refusal(**one) for one in found.pop("refused", ())]
        whole = Manifest(
            **found,
            files={file.path: file for file in files},
            refused={one.path: one for one in refused},
        )
        return whole if isinstance(whole.seq, int) else Manifest()
    except (ValueError, TypeError, AttributeError):
        return Manifest()


def write_manifest(output: Output, manifest: Manifest) -> None:
    """Put a manifest in place; its files are those of the output."""
    stated = {
        "run": manifest.run,
        "seq": manifest.seq,
        "store": manifest.store,
        "base_url": manifest.base_url,
        "made_by": manifest.made_by,
        "rules": manifest.rules,
        "refused": [asdict(one) for _, one in sorted(manifest.refused.items())],
    }
    head = json.dumps(stated, ensure_ascii=False, indent=1)[:-2]
    files = rows(sorted(output.files, key=lambda file: file.path))
    text = f'{head},\n "files": [\n{files}\n ]\n}}\n'
    output.write(PATH, "application/json", text.encode(), is_bulk=True)


def rows(files: Iterable[File]) -> str:
    """Return files as rows of JSON, a line each."""
    return ",\n".join(map(_row, files))


def read_rows(found: Iterable[dict[str, Any]]) -> list[File]:
    """Return files from their rows; raises TypeError where one is not sound."""
    files = [File(**row) for row in found]
    if not all(map(_is_sound, files)):
        raise TypeError
    return files


def _row(file: File) -> str:
    """Return a file as a line of JSON; its path and type hold no quote."""
    records = "null" if file.records is None else file.records
    return (
        f'  {{"path": "{file.path}", "media_type": "{file.media_type}",'
        f' "bytes": {file.bytes}, "sha256": "{file.sha256}", "records": {records}}}'
    )


def _is_sound(file: File) -> bool:
    texts = (file.path, file.media_type, file.sha256)
    return all(isinstance(one, str) for one in texts) and isinstance(file.bytes, int)
