"""What came of a public test case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Verdict:
    """Passed, failed with what was seen, or excused with the choice that differs."""

    outcome: Literal["passed", "failed", "excused"]
    why: str = ""


PASSED = Verdict("passed")


def expect(found: object, wanted: object) -> Verdict:
    """Pass when what was found is what was wanted."""
    if found == wanted:
        return PASSED
    return Verdict("failed", f"wanted {wanted!r}, found {found!r}")
