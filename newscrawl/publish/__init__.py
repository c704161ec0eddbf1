"""Publishing: the store's articles as files that readers and programs can trust."""

from newscrawl.publish.output import Output
from newscrawl.publish.publish import Published, publish

__all__ = ["Output", "Published", "publish"]
