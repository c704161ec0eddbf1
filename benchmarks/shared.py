"""Where the measures find their pages, and what machine they ran on."""

from __future__ import annotations

import gzip
import os
import platform
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path


def shared_folder() -> Path:
    """Return the folder of corpora: `NEWSCRAWL_SHARED`, else `../shared`.

    Exits with a clear line when it is not there.
    """
    folder = Path(os.environ.get("NEWSCRAWL_SHARED", "../shared"))
    if not folder.is_dir():
        sys.exit(f"benchmarks: no folder {folder}: set NEWSCRAWL_SHARED")
    return folder


def output_file(value: str) -> Path:
    """Return the path of a file to write, its folder made; the type of an argument."""
    path = Path(value)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def corpus_pages(split: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (id, bytes) of every saved page below a split's folder, in order."""
    for file in sorted(split.glob("*/*.html.gz")):
        yield (
            f"{file.parent.name}/{file.name.removesuffix('.html.gz')}",
            gzip.decompress(file.read_bytes()),
        )


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[str]:
    """Let a server answer until the context ends; yield its address."""
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def machine(*packages: str) -> str:
    """Return one line on the machine and the versions of the packages named."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{os.cpu_count()} cores {platform.machine()}, Python"
        f" {platform.python_version()}, {versions}"
    )


def cpu_s() -> float:
    """Return the CPU seconds, user and system, that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mib() -> float:
    """Return the peak resident memory of this process in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
