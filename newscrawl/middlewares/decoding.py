"""Undo the content coding of a body, and refuse one that breaks off or is none.

Scrapy's own middleware returns what came of a cut gzip body: half a page that looks
whole. Here such a page is asked for again, like any other half page, and then given up.
Source: RFC 9110, 8.4.
"""

from __future__ import annotations

import zlib
from typing import Final

import brotli
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils._compression import _check_max_size

_CHUNK_BYTES: Final = 65_536
_MAGIC: Final = b"\x1f\x8b"
_GZIP: Final = 31
_RAW: Final = -15


class BrokenBodyError(Exception):
    """A body is not what its Content-Encoding says, or breaks off."""


class DecodingMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, strict about where a body ends."""

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler

    def process_response(  # type: ignore[override] # Scrapy passes no spider any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the decoded response, or the request to make again.

        Raises BrokenBodyError when it was made often enough.
        """
        try:
            return super().process_response(request, response)
        except IgnoreRequest:
            raise
        except Exception as error:
            coding = b", ".join(response.headers.getlist("Content-Encoding"))
            said = f"its body is no whole {coding.decode('latin-1')[:40]}"
            assert self._crawler.spider is not None
            again = get_retry_request(request, spider=self._crawler.spider, reason=said)
            if again is not None:
                return again
            raise BrokenBodyError(said) from error

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        if not body:
            return body
        if encoding in (b"gzip", b"x-gzip"):
            return _gunzip(body, max_size)
        if encoding == b"deflate":
            return _inflate(body, max_size)
        if encoding == b"br":
            return _unbrotli(body, max_size)
        return HttpCompressionMiddleware._decode(body, encoding, max_size)


def _gunzip(body: bytes, max_size: int) -> bytes:
    """Return what the members of a gzip body hold; what follows them is left out."""
    parts: list[bytes] = []
    while body[:2] == _MAGIC or not parts:
        part, body = _member(body, _GZIP, max_size)
        parts.append(part)
        _check_max_size(sum(map(len, parts)), max_size)
    return b"".join(parts)


def _inflate(body: bytes, max_size: int) -> bytes:
    """Return what a deflate body holds; many servers leave its frame away."""
    try:
        return _member(body, zlib.MAX_WBITS, max_size)[0]
    except zlib.error:
        return _member(body, _RAW, max_size)[0]


def _member(body: bytes, wbits: int, max_size: int) -> tuple[bytes, bytes]:
    """Return what one stream holds, and what stands behind it."""
    stream = zlib.decompressobj(wbits)
    parts, size = [stream.decompress(body, _CHUNK_BYTES)], 0
    while not stream.eof:
        size += len(parts[-1])
        _check_max_size(size, max_size)
        parts.append(stream.decompress(stream.unconsumed_tail, _CHUNK_BYTES))
        if not parts[-1] and not stream.eof:
            raise EOFError
    return b"".join(parts), stream.unused_data


def _unbrotli(body: bytes, max_size: int) -> bytes:
    stream = brotli.Decompressor()
    parts, size = [stream.process(body, output_buffer_limit=_CHUNK_BYTES)], 0
    while not stream.is_finished():
        size += len(parts[-1])
        _check_max_size(size, max_size)
        parts.append(stream.process(b"", output_buffer_limit=_CHUNK_BYTES))
        if not parts[-1] and not stream.is_finished():
            raise EOFError
    return b"".join(parts)
