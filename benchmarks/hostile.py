"""Read hostile pages: CPU seconds and memory a page, the worst first.

    python -m benchmarks.hostile [--megabytes 10]

Each page is made here, of one thing repeated to the size given, and read in a process
of its own. The exit code is 1 when a page takes longer than 1 s or more than 100 MiB.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time

from newscrawl.markup import read_document
from newscrawl.page import read_article

_NOW = datetime(2024, 3, 25, 8, tzinfo=UTC)
_URL = "https://www.example.org/news/a.html"
_PROSE = (
    "<p>The council voted on Monday to close the old bridge for six weeks, and the"
    " mayor said that the work begins after Easter.</p>"
) * 4
_MAX_S, _MAX_MIB = 1.0, 100
_REPEATED = {
    "text": "word and more words, ",
    "one word": "a",
    "paragraphs": "<p>hi",
    "prose": _PROSE,
    "line breaks": "x<br>",
    "bold": "<b>x</b>",
    "links": "<a href=/x>y</a>",
    "pictures": "<img src=/ab.jpg>",
    "heads": "<h1>abc</h1>",
    "bylines": "<div class=byline>By Ann Lee</div>",
    "dates": "<p class=date>3 March 2024</p>",
    "times": "<time>2024-03-03</time>",
    "crumbs": "<p class=breadcrumb>Home &gt; a</p>",
    "deep divisions": "<div>",
    "deep bold": "<b>",
    "deep lists": "<ul><li>",
    "deep tables": "<table><tr><td>",
    "deep bylines": "<div class=author>x ",
    "crossed tags": "<b><i></b>",
    "unclosed scripts": "<script>",
    "unclosed drawings": "<svg ",
    "unclosed comments": "<!--",
    "comments": "<!-- a -->",
    "unseen pictures": "<noscript><img src=/ab.jpg></noscript>",
    "unclosed pictures": "<noscript><img <img <img ",
    "unclosed tags": "<a",
    "brackets": "<",
    "zeros": "\0",
    "surrogates": "\ud800 ",
    "references": "&#xD800;",
    "scripts of JSON": '<script type="application/ld+json">{"@type":"X"}</script>',
}
_STATED = {
    "deep JSON": "[",
    "space": " ",
    "commas": ", ",
    "slashes": "/*",
    "backslashes": "\\",
}


def _page(content: str, head: str = "") -> bytes:
    html = f"<title>A headline</title>{head}<h1>A headline</h1>{_PROSE}{content}"
    return html.encode("utf-8", "surrogatepass")


def _attributes(count: int, form: str) -> bytes:
    return _page(f"<p {' '.join(form.format(i) for i in range(count))}>x</p>")


def _pages(size: int) -> dict[str, Callable[[], bytes]]:
    pages: dict[str, Callable[[], bytes]] = {}
    for name, part in _REPEATED.items():
        pages[name] = lambda part=part: _page(part * (size // len(part)))  # type: ignore[misc]
        pages[f"{name}, no encoding"] = lambda part=part: (  # type: ignore[misc]
            b"\xe4\xff" + (part * (size // len(part))).encode("utf-8", "replace")
        )
    for name, part in _STATED.items():
        pages[f"JSON-LD: {name}"] = lambda part=part: _page(  # type: ignore[misc]
            "",
            '<script type="application/ld+json">'
            f"{part * (min(size, 1_900_000) // len(part))}</script>",
        )
    for form in ("a{}=1", 'a{}=">"', 'a{}="<"', 'a{}\'b=">"', "a{}"):
        pages[f"attributes {form}"] = lambda form=form: _attributes(size // 10, form)  # type: ignore[misc]
    pages["one attribute"] = lambda: _page(f'<p class="{"a b " * (size // 4)}">x</p>')
    return pages


def _measure(name: str, size: int) -> tuple[float, float]:
    """Return CPU seconds and MiB that reading one page takes."""
    body = _pages(size)[name]()
    read_article(read_document(_page(""), _URL), fetched_at=_NOW)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    read_article(read_document(body, _URL), fetched_at=_NOW)
    spent = process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return spent, (after - before) / 1024


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=10)
    size = int(parser.parse_args().megabytes * 1_000_000)
    names = list(_pages(size))
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        found = [pool.apply(_measure, (name, size)) for name in names]
    ranked = sorted(zip(found, names, strict=True), reverse=True)
    for (spent, mib), name in ranked:
        print(f"{spent:6.2f} s  {mib:5.0f} MiB  {name}")
    slow = [n for (s, m), n in ranked if s > _MAX_S or m > _MAX_MIB]
    print(f"{len(names)} pages of {size / 1e6:.0f} MB, {len(slow)} over the limits")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
