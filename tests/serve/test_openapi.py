"""The API keeps its own description: checked by schemathesis over a real connection."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from newscrawl.serve.openapi import description
from tests.serve.conftest import Running

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis")
    from schemathesis.specs.openapi.checks import positive_data_acceptance

_SCHEMA = schemathesis.openapi.from_dict(description())
# No schema can say that `q` holds a word, and `after` what a page ended with.
_UNSAYABLE = [positive_data_acceptance]


@_SCHEMA.parametrize()  # type: ignore[untyped-decorator]
@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_described(case: Any, server: Running) -> None:
    case.call_and_validate(base_url=server.url, excluded_checks=_UNSAYABLE)
