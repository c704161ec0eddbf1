"""What a page says of itself to machines: JSON-LD, Open Graph, meta elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Metadata:
    """Machine-readable statements, in page order.

    `meta` maps a lower-case name, property or itemprop to its contents; `links` a rel
    to absolute addresses; `json_ld` holds the objects of all blocks, graphs flattened.
    """

    meta: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]
    json_ld: tuple[Mapping[str, Any], ...]
