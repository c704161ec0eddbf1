"""A source is read as what its pack says, or as what it proves to be."""

import pytest
from scrapy.http import HtmlResponse

from newscrawl.sites import Listing, Site
from newscrawl.spiders.sources import read_source

HOME = "https://valley.example/"
FEED = (
    b"<rss><item><title>Snow</title><link>https://valley.example/1</link></item></rss>"
)
MAP = b"<urlset><url><loc>https://valley.example/1</loc></url></urlset>"
POSTS = b'[{"link": "https://valley.example/1", "title": {"rendered": "Snow"}}]'


@pytest.mark.parametrize(
    ("kind", "body"),
    [("feed", FEED), ("listing", FEED), ("sitemap", MAP), ("wordpress", POSTS)],
)
def test_every_kind_of_source_leads_to_its_articles(kind: str, body: bytes) -> None:
    site = Site(name="valley", title="Valley", url=HOME)
    source = Listing.model_validate({"url": f"{HOME}source", "kind": kind})
    read = read_source(HtmlResponse(source.url, body=body), source, site)
    assert [link.url for link in read.links] == [f"{HOME}1"]
