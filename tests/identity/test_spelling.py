"""Tests of newscrawl.identity.spelling."""

from __future__ import annotations

import pytest

from newscrawl.identity.spelling import differs_in_spelling

SPELLING = {
    "nothing": ("The bridge opened.", "the bridge opened"),
    "letters swapped": ("The bridge opened.", "The brigde opened."),
    "in a negation": ("He never came.", "He nveer came."),
    "in a name": ("It was Remy.", "It was Rmey."),
    "with an accent": ("C'est R\u00e9my.", "C'est e\u0154my."),
    "a letter less": ("It was neccessary.", "It was necessary."),
    "a particle": ("\u5305\u5934\u7684\u65b0\u6865", "\u5305\u5934\u65b0\u6865"),
}
MORE = {
    "another word": ("The bridge opened.", "The bridge closed."),
    "a word more": ("The bridge opened.", "The new bridge opened."),
    "number": ("In 1998 it opened.", "In 1989 it opened."),
    "name": ("Mrs Schmidt said so.", "Mrs Schmitt said so."),
    "short word": ("He was war minister.", "He was was minister."),
    "small negation": ("It is on.", "It is no."),
    "negation": ("It is not safe.", "It is now safe."),
    "character": ("\u5357\u65b0\u6865", "\u5317\u65b0\u6865"),
    "negating character": ("\u4e0d\u5b89\u5168", "\u5b89\u5168"),
    "six of them": ("bridge " * 6, "brigde " * 6),
}


@pytest.mark.parametrize(("one", "other"), SPELLING.values(), ids=SPELLING)
def test_a_typing_error_is_spelling(one: str, other: str) -> None:
    assert differs_in_spelling(one, other)


@pytest.mark.parametrize(("one", "other"), MORE.values(), ids=MORE)
def test_what_may_be_a_fact_is_not(one: str, other: str) -> None:
    assert not differs_in_spelling(one, other)
