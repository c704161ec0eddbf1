"""The strings of a script that builds its state in a function.

`__NUXT__=(function(a,b){return {…}}(…))` is no JSON, yet what a reader would see stands
in it as plain strings. Strings and brackets are read and the rest is passed by: each
string lies in the innermost bracket around it, as in the state that the script makes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

_START = re.compile(r"=\s*\(?\s*function\s*\(")
_START_WITHIN = 400
# A string that is never closed runs to the end, or each quote in it would be tried.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_HEX = re.compile(r"\\x([0-9A-Fa-f]{2})")
_MAX_TOKENS = 400_000


def read_literals(script: str) -> dict[int, Any] | None:
    """Return the strings of a state made by a function, nested as they stand in it.

    None for another script. Objects and lists keep their order; keys are numbers.
    """
    start = _START.search(script, 0, _START_WITHIN)
    if start is None:
        return None
    state: dict[int, Any] = {}
    stack: list[Any] = [state]
    for token in islice(_tokens(script, start.end()), _MAX_TOKENS):
        inner = stack[-1]
        if token in ("}", "]"):
            if len(stack) > 1:
                stack.pop()
            continue
        value: Any = token[1:]
        if token == "{":  # nosec B105
            value = {}
        elif token == "[":  # nosec B105
            value = []
        if isinstance(inner, list):
            inner.append(value)
        else:
            inner[len(inner)] = value
        if not isinstance(value, str):
            stack.append(value)
    return state


def _tokens(script: str, start: int) -> Iterator[str]:
    """Yield brackets, and strings after a quotation mark."""
    for found in _TOKEN.finditer(script, start):
        token = found[0]
        if token[0] != '"':
            yield token
            continue
        try:
            yield '"' + json.loads(_HEX.sub(r"\\u00\1", token), strict=False)
        except ValueError:
            continue
