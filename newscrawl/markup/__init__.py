"""Bytes and markup: what reading an article page and reading a listing share."""

from newscrawl.markup.document import Document, Element, read_document

__all__ = ["Document", "Element", "read_document"]
