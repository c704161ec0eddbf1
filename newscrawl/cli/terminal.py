"""What a page says, made fit for a terminal."""

from __future__ import annotations


def shown(text: str) -> str:
    """Return text with every control and format character escaped, but line ends.

    A page's words may hold sequences that a terminal obeys, or turn its direction.
    """
    return "".join(
        c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text
    )
