"""Tests of newscrawl.page.text.literals."""

from __future__ import annotations

import time

import pytest

from newscrawl.page.text.literals import read_literals


def test_strings_lie_as_in_the_state() -> None:
    script = (
        r'window.__NUXT__=(function(a){return {data:[{b:"\u003Cp\x3E",c:a}]}}("d"));'
    )
    assert read_literals(script) == {0: {0: {0: [{0: "<p>"}]}}, 1: "d"}


@pytest.mark.parametrize("script", ["window.a = {}", "function f() {}", ""])
def test_other_scripts_have_none(script: str) -> None:
    assert read_literals(script) is None


@pytest.mark.parametrize(
    "rest", ['"' * 99_999, "[" * 10**5, "]" * 10**5, '"\\' * 10**5, '"\\q"' * 10**5]
)
def test_nothing_takes_long(rest: str) -> None:
    start = time.process_time()
    assert read_literals("a=(function(){" + rest) is not None
    assert time.process_time() - start < 1
