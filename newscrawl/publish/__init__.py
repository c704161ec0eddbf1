"""Publishing: the store's articles as files that readers and programs can trust."""

from newscrawl.publish.publish import Published, publish

__all__ = ["Published", "publish"]
