"""Publishing: the store's articles as files that readers and programs can trust."""

from newscrawl.publish.addresses import check_addresses
from newscrawl.publish.compare import compare
from newscrawl.publish.output import Output
from newscrawl.publish.own import OwnFeed, OwnFeeds, read_own_feeds
from newscrawl.publish.publish import Published, publish
from newscrawl.publish.websub import push

__all__ = [
    "Output",
    "OwnFeed",
    "OwnFeeds",
    "Published",
    "check_addresses",
    "compare",
    "publish",
    "push",
    "read_own_feeds",
]
