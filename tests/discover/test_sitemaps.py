"""Sitemaps of every kind."""

import gzip
import zlib

import pytest

from newscrawl.discover import read_sitemap
from newscrawl.discover.xml import MAX_BYTES

URL = "https://valley.example/sitemap.xml"
HEAD = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = f"""{HEAD} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://valley.example/1
</loc><lastmod>2024-03-26</lastmod><n:news><n:title>Bridge reopens</n:title>
<n:publication_date>2024-03-25T08:00:00Z</n:publication_date></n:news>
<i:image><i:loc>/b.jpg</i:loc></i:image></url>
<url><loc>https://valley.example/2</loc><lastmod>2024-03-20</lastmod></url></urlset>"""


def test_a_news_sitemap_gives_title_date_and_image() -> None:
    first, second = read_sitemap(NEWS.encode(), URL).links
    assert first.url == "https://valley.example/1"
    assert first.title == "Bridge reopens"
    assert first.date == "2024-03-25T08:00:00Z"
    assert first.image == "https://valley.example/b.jpg"
    assert (second.title, second.date) == (None, "2024-03-20")


def test_a_gzipped_sitemap_is_opened() -> None:
    assert len(read_sitemap(gzip.compress(NEWS.encode()), URL).links) == 2


def test_a_cut_gzip_file_gives_what_it_holds() -> None:
    found = read_sitemap(gzip.compress(NEWS.encode())[:-12], URL)
    assert "found a cut gzip file" in found.notes


def test_a_gzip_bomb_is_cut() -> None:
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(60))
    found = read_sitemap(bomb + packer.flush(), URL)
    assert f"cut the sitemap at {MAX_BYTES} bytes" in found.notes


def test_an_index_gives_sitemaps_and_bare_text_is_noted() -> None:
    text = """<sitemapindex><sitemap><loc>/a.xml</loc></sitemap>
    <sitemap>https://valley.example/b.xml</sitemap></sitemapindex>"""
    found = read_sitemap(text.encode(), URL)
    assert found.sitemaps == (
        "https://valley.example/a.xml",
        "https://valley.example/b.xml",
    )
    assert found.notes == ("took bare text for an address without <loc>",)


def test_a_text_sitemap_is_a_line_an_address() -> None:
    found = read_sitemap(b"https://valley.example/1\r\n\r\nx\n", URL)
    assert [link.url for link in found.links] == ["https://valley.example/1"]


@pytest.mark.parametrize("body", [b"", b"\x1f\x8bx", b"<", b"<html></html>", b"\xff"])
def test_anything_gives_an_empty_sitemap(body: bytes) -> None:
    found = read_sitemap(body, URL)
    assert (found.links, found.sitemaps) == ((), ())
    assert "found no address" in found.notes
