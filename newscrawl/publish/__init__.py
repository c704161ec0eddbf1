"""Publishing: the store's articles as files that readers and programs can trust."""

from newscrawl.publish.own import OwnFeed, OwnFeeds, read_own_feeds
from newscrawl.publish.publish import Published, publish

__all__ = ["OwnFeed", "OwnFeeds", "Published", "publish", "read_own_feeds"]
