"""Public test cases that reading a page answers: trees, encodings, dates, hostile markup.

Trees are html5lib's: what a browser shows of the text must be what the walk over the
parsed page gives. libxml2 is no HTML5 parser; a case whose text is lost or moved by its
tree, and not by the walk, is excused.
"""

from __future__ import annotations

import base64
import codecs
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import webencodings
from pydantic import ValidationError

from benchmarks.shared import peak_mib
from benchmarks.verdict import PASSED, Verdict, expect
from newscrawl.dates import Stamp, read_machine, read_relative, read_stamps
from newscrawl.discover import read_feed, read_sitemap
from newscrawl.markup import read_document
from newscrawl.markup.encoding import declared_encoding, decode
from newscrawl.normalize import content_html
from newscrawl.page import RawArticle, read_article
from newscrawl.page.tree.walk import FRAMES, PICTURES, SKIPPED, read_tree
from newscrawl.record import from_json

_DEFAULT = "windows-1252"
_URL = "https://www.example.org/news/a.html"
_NOW = datetime(2024, 3, 25, 8, tzinfo=UTC)
_UNSEEN = SKIPPED | PICTURES | FRAMES
_LINE = re.compile(r"^\| ( *)(.*)$")
_DROPPED = re.compile("[\\s\ufffd\x00-\x1f\x7f]")
_PROSE = (
    "<p>The council voted on Monday to close the old bridge for six weeks, and the"
    " mayor said that the work begins after Easter.</p>"
) * 4
_FORBIDDEN = frozenset(
    [
        "script",
        "iframe",
        "object",
        "embed",
        "style",
        "base",
        "form",
        "svg",
        "math",
        "meta",
        "link",
        "applet",
    ]
)
_ADDRESSES = frozenset(("href", "src", "srcset", "action", "poster", "data", "cite"))


def tree_case(case: dict[str, Any]) -> Verdict:
    """Show the text that a browser's tree shows."""
    document = read_document(case["html_latin1"].encode("latin-1"), _URL)
    read_article(document, fetched_at=_NOW)
    shown = _bare("".join(block.text for block in read_tree(document.root)[0].texts))
    wanted = _bare("".join(_texts(case["tree"])))
    if shown == wanted:
        return PASSED
    seen = _bare("".join(_lxml_texts(document.root)))
    if seen != wanted:
        return Verdict("excused", "libxml2 builds another tree than HTML5's")
    if "<footer>" in case["tree"] or "<nav>" in case["tree"]:
        return Verdict("excused", "a page's own menus and foot are left out")
    return Verdict("failed", f"wanted {wanted[:60]!r}, found {shown[:60]!r}")


def _bare(text: str) -> str:
    return _DROPPED.sub("", text)


def _texts(tree: str) -> Iterator[str]:
    """Yield the texts of a tree's dump that stand in no element that is not shown."""
    open_: list[str] = []
    text: str | None = None
    for line in tree.split("\n"):
        found = _LINE.match(line)
        if found is None or (text is not None and not text.endswith('"')):
            text = f"{text or ''}\n{line}"
            continue
        if text is not None:
            yield text[1:-1]
            text = None
        depth, rest = len(found[1]) // 2, found[2]
        if rest.startswith("<") and not rest.startswith("<!"):
            open_[depth:] = [rest[1:].split(">")[0].split()[-1]]
        elif rest.startswith('"') and _UNSEEN.isdisjoint(open_[:depth]):
            text = rest
    if text is not None:
        yield text[1:-1]


def _lxml_texts(root: Any) -> Iterator[str]:
    for element in root.iter():
        around = [str(e.tag) for e in (element, *element.iterancestors())]
        if element.text and _UNSEEN.isdisjoint(around):
            yield element.text
        if element.tail and _UNSEEN.isdisjoint(around[1:]):
            yield element.tail


def encoding_case(case: dict[str, Any]) -> Verdict:
    """Name the encoding that a head declares; read feeds and pages without loss."""
    body = base64.b64decode(case["b64"])
    if case["kind"] == "feed":
        read_feed(body, _URL)
        return PASSED
    if case["kind"] == "html-prescan":
        stated = webencodings.lookup(case["encoding"])
        found = declared_encoding(body) or _DEFAULT
        if body.startswith(codecs.BOM_UTF8):
            found = decode(body)[1]
        verdict = expect(found, stated and stated.name)
        if verdict != PASSED and b'2">' in body and found == "iso-8859-2":
            return Verdict("excused", "a stray quote after a label is looked past")
        return verdict
    document = read_document(body, _URL)
    return expect(document.replaced_characters, 0)


def date_case(case: dict[str, Any]) -> Verdict:
    """Read the same day, or none; only texts that name the year are compared."""
    text, wanted = case["text"], (case["expected"] or "")[:10]
    now = datetime.fromisoformat(case["now"]).replace(tzinfo=UTC)
    stamp = _read(text, now)
    if stamp is None or stamp.date is None:
        if re.search(r"\d{4}|'\d\d", text):
            return Verdict("failed", "no day was read")
        return Verdict("excused", "the text names no year, and no day was read")
    if wanted == stamp.date.isoformat() or wanted == _utc_day(stamp):
        return PASSED
    if not re.search(r"\d{4}|\d\d[-/.]\d\d[-/.]\d\d", text):
        return Verdict("excused", "the text names no year")
    if wanted[:4] == str(stamp.year + 543):
        return Verdict("excused", "a Buddhist year is brought to the common era")
    if re.match(r"\d\d?\. \d\d?\. \d{4}", text):
        return Verdict("excused", "numbers with points name the day first")
    return expect(stamp.date.isoformat(), wanted)


def _utc_day(stamp: Stamp) -> str:
    """Return the day in UTC of a stamp; the cases bring some to it."""
    local = datetime(
        stamp.year, stamp.month or 1, stamp.day or 1, stamp.hour or 0, stamp.minute or 0
    )
    return (local - timedelta(minutes=stamp.offset or 0)).date().isoformat()


def _read(text: str, now: datetime) -> Stamp | None:
    return (
        read_machine(text)
        or next(iter(read_stamps(text)), None)
        or read_relative(text, now)
    )


def markup_case(case: dict[str, Any]) -> Verdict:
    """Keep every payload out of the record's markup, wherever it stands in the page."""
    payload: str = case["payload"]
    for body in (
        f"<title>{payload}</title><h1>A headline</h1>{_PROSE}",
        f"<title>A headline</title><h1>A headline {payload}</h1>{_PROSE}",
        f"<title>A headline</title><h1>A headline</h1>{_PROSE}<p>{payload}</p>{_PROSE}",
        (
            f"<title>A</title><h1>A headline</h1><figure><img src='{payload}' alt='{payload}'"
            f"><figcaption>{payload}</figcaption></figure>{_PROSE}<iframe src='{payload}'>"
            f"</iframe>{_PROSE}<a href='{payload}'>read</a>"
        ),
    ):
        document = read_document(body.encode("utf-8", "surrogatepass"), _URL)
        found = read_article(document, fetched_at=_NOW)
        if isinstance(found, RawArticle):
            check = _Check()
            check.feed(content_html(found.body, found.images))
            if check.wrong:
                return Verdict("failed", check.wrong)
    return PASSED


class _Check(HTMLParser):
    """What must not be in the record's markup, were it there."""

    wrong = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, a handler or an address that can run something."""
        if tag in _FORBIDDEN:
            self.wrong = f"<{tag}>"
        for name, value in attrs:
            scheme = _scheme(value or "")
            if name.startswith("on"):
                self.wrong = f"<{tag} {name}>"
            elif name in _ADDRESSES and scheme not in ("http", "https", "mailto"):
                self.wrong = f'<{tag} {name}="{value}">'


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return "broken"


def json_case(case: dict[str, Any]) -> Verdict:
    """Read an article whose page has the bytes as JSON-LD, and the bytes as a feed.

    What is no record must be refused as a line of one, with a reason.
    """
    stated = base64.b64decode(case["b64"])
    read_feed(stated, _URL)
    try:
        from_json(stated)
    except ValidationError:
        pass
    else:
        return Verdict("failed", "taken for a record")
    page = b"<title>A headline</title><script type='application/ld+json'>%b</script>"
    prose = f"<h1>A headline</h1>{_PROSE}".encode()
    document = read_document(page % stated + prose, _URL, "text/html; charset=utf-8")
    found = read_article(document, fetched_at=_NOW)
    if not isinstance(found, RawArticle):
        return Verdict("failed", f"the page was refused: {found}")
    return expect(found.title, "A headline")


def attack_case(case: dict[str, Any]) -> Verdict:
    """Read hostile XML as sitemap, feed and page: quickly, in little, on its own."""
    body, opened = base64.b64decode(case["b64"]), len(_OPENED)
    began, held = time.monotonic(), peak_mib()
    read_sitemap(body, _URL)
    read_feed(body, _URL)
    read_article(read_document(body, _URL), fetched_at=_NOW)
    if len(_OPENED) > opened:
        return Verdict("failed", f"opened {_OPENED[-1]}")
    if peak_mib() - held > _MAX_GROWTH_MIB:
        return Verdict("failed", f"took {peak_mib() - held:.0f} MiB")
    took = time.monotonic() - began
    return Verdict("failed", f"took {took:.1f} s") if took > _MAX_S else PASSED


def _note_opened(event: str, args: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        _OPENED.append(event)
    elif event == "open" and not str(args[0]).endswith(_OWN):
        _OPENED.append(str(args[0]))


# What Python tells of itself; libxml2's own files and sockets are not among it.
_OPENED: list[str] = []
_OWN = (".json", ".py", ".pyc", ".so", ".toml")
_MAX_GROWTH_MIB, _MAX_S = 100, 2.0
sys.addaudithook(_note_opened)


def page_of_string(case: dict[str, Any]) -> Verdict:
    """Read a page that has a string for every text and attribute; nothing raises."""
    text: str = case["text"]
    body = (
        f"<html lang='{text}'><title>{text}</title><meta name=author content='{text}'>"
        f"<meta name=date content='{text}'><base href='{text}'><h1>{text}</h1>"
        f"<p class=byline>By {text}</p><p class=date>{text}</p><img src='{text}'>"
        f"<p>{text}</p>{_PROSE}"
    )
    document = read_document(body.encode("utf-8", "surrogatepass"), _URL)
    read_article(document, fetched_at=_NOW)
    return PASSED
