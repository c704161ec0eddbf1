"""Make what feeds/sample/ shows: the bundled region over three days.

    python -m tests.sample FOLDER

On the first day it is crawled as it is. On the second a fact of one article is
corrected and another is gone; the third, which finds it gone again, believes it. Each day is
one `newscrawl demo`, by the clock of that day.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from newscrawl.demo.server import PAGES

DAYS = ("2024-03-27", "2024-03-28", "2024-03-29")
_GONE = Path("www.hetaoriver.example/ordos/2024-03/20/c_973402.htm")
_CORRECTED = Path("harzbote.example/lokales/quedlinburg/art102,4407.html")
_DEMO = """
import pathlib, sys
from newscrawl.demo import server
server.PAGES = pathlib.Path(sys.argv[1])
from newscrawl.cli import main
sys.argv = ["newscrawl", "demo", "--at-once", "1", sys.argv[2]]
main()
"""


def make(folder: Path) -> None:
    """Crawl the days into a folder; what is published is in its `feeds/`."""
    pages = folder / "pages"
    shutil.copytree(PAGES, pages)
    for day in DAYS:
        if day == DAYS[1]:
            _turn(pages)
        words = [sys.executable, "-c", _DEMO, str(pages), str(folder)]
        clock = {"NEWSCRAWL_NOW": f"{day}T06:00:00Z"}
        subprocess.run(words, env=os.environ | clock, check=True, capture_output=True)


def _turn(pages: Path) -> None:
    """Take an article out of the region, and correct another."""
    (pages / _GONE).unlink()
    for path in (pages / _GONE.parts[0]).glob("*.htm*"):
        path.write_bytes(path.read_bytes().replace(_GONE.name.encode(), b"not-here"))
    told = (pages / _CORRECTED).read_bytes()
    corrected = told.replace(b"19 zu 17", b"20 zu 16")
    (pages / _CORRECTED).write_bytes(corrected)


def main() -> None:
    """Put what is published into the folder named, without its compressed forms."""
    wanted = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        make(Path(temporary))
        shutil.rmtree(wanted, ignore_errors=True)
        forms = shutil.ignore_patterns("*.gz", "*.br")
        shutil.copytree(Path(temporary) / "feeds", wanted, ignore=forms)


if __name__ == "__main__":
    main()
