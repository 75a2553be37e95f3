"""Every kind of fact survives being written as JSON and read again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.coverage_policies import CoverageGroup, CoveragePolicy
from medcoder_desktop.library.fact_json import from_json, to_json
from medcoder_desktop.library.fact_rows import FACTS

KINDS = tuple(dict.fromkeys((*FACTS.values(), IndexTerm, CoverageGroup)))


_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
_FINITE = {Decimal: _NUMBERS, Decimal | None: st.none() | _NUMBERS}


def values_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a kind; its numbers are finite, as published ones are."""
    hints = get_type_hints(kind).items()
    return st.builds(kind, **{name: _FINITE[hint] for name, hint in hints if hint in _FINITE})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_fact_is_read_back_as_it_was_written(kind: type[Any], data: st.DataObject) -> None:
    fact = data.draw(values_of(kind))
    assert from_json(kind, to_json(fact)) == fact


def test_what_holds_its_default_takes_no_room() -> None:
    assert to_json(IndexTerm(0, "Asthma", code="J45.909")) == (
        '{"depth":0,"title":"Asthma","code":"J45.909"}'
    )
    assert CoveragePolicy in KINDS
