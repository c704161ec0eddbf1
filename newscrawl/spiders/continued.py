"""The further pages of an article that is told on several: asked for, and joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.items import ArticleItem, escaped
from newscrawl.page import RawArticle
from newscrawl.record import Block, ImageBlock
from newscrawl.spiders.run import Output, Run

MAX_PAGES: Final = 30

Read = Callable[[Response], RawArticle | None]


@dataclass(slots=True)
class _Told:
    """An article of several pages while they are read: what is known, what is left."""

    item: ArticleItem
    rest: list[str]
    seen: set[str]


class ContinuedPages:
    """Follows an article to its end; `read` reads one further page of it, or None."""

    def __init__(self, run: Run, read: Read) -> None:
        self._run = run
        self._read = read

    def whole(self, item: ArticleItem) -> Output:
        """Yield an article that is all on its first page, else ask for its second."""
        told = _Told(item, list(item.raw.continued), {item.raw.url})
        yield from self._go_on(told)

    def _go_on(self, told: _Told) -> Output:
        """Yield the request for an article's next page, or the article at its end."""
        while told.rest and len(told.seen) < MAX_PAGES:
            url = told.rest.pop(0)
            if url not in told.seen and self._run.site.covers(url):
                told.seen.add(url)
                yield Request(
                    url,
                    self.parse,
                    errback=self.lose,
                    cb_kwargs={"told": told},
                    dont_filter=True,
                    priority=10,
                )
                return
        yield told.item

    def parse(self, response: Response, told: _Told) -> Output:
        """Join one more page to an article."""
        self._run.count("pages")
        read = self._read(response)
        if read is not None:
            told.item.raw = joined(told.item.raw, read)
            told.rest.extend(read.continued)
        else:
            self._lose_part(told, response.url)
        yield from self._go_on(told)

    def lose(self, failure: Failure) -> Output:
        """Go on with an article one of whose pages could not be read."""
        request: Request = failure.request  # type: ignore[attr-defined]
        told: _Told = request.cb_kwargs["told"]
        self._lose_part(told, request.url)
        yield from self._go_on(told)

    def _lose_part(self, told: _Told, url: str) -> None:
        self._run.logger.warning("%s: a page of the article is missing", escaped(url))
        told.item.raw = replace(told.item.raw, content_status="partial")


def joined(first: RawArticle, more: RawArticle) -> RawArticle:
    """Return the article with the body and images of its next page at the end.

    A block that the first pages have word for word (a standfirst that each page
    repeats) is not told again; nor is an image of the same address.
    """
    images = list(first.images)
    known = {image.url: at for at, image in enumerate(images)}
    place: dict[int, int | None] = {}
    for at, image in enumerate(more.images):
        if image.url in known:
            place[at] = None
        else:
            place[at] = known[image.url] = len(images)
            images.append(image)
    told = set(first.body)
    body: list[Block] = list(first.body)
    for block in more.body:
        if isinstance(block, ImageBlock):
            moved = place.get(block.image)
            if moved is not None:
                body.append(ImageBlock(moved))
        elif block not in told:
            body.append(block)
    return replace(first, body=tuple(body), images=tuple(images))
