"""Sheets and claims as stored text: exact, explicit, and honest about what it cannot read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcoder_desktop.domain.claims import Claim, ClaimStatus
from medcoder_desktop.domain.errors import Defect, InputError
from medcoder_desktop.domain.pages import WHOLE, PageRegion
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.store.claim_document import claim_of, claim_text
from medcoder_desktop.store.sheet_json import sheet_of, sheet_text
from tests.unit.store.fictions import claim, encounter, patient, sheet

VISIT = "e" * 32


@settings(deadline=None, max_examples=60)
def _regions() -> st.SearchStrategy[PageRegion]:
    sides = st.tuples(st.integers(0, WHOLE - 1), st.integers(1, WHOLE)).filter(
        lambda pair: pair[0] < pair[1]
    )
    return st.builds(
        lambda page, across, down: PageRegion(page, across[0], down[0], across[1], down[1]),
        st.integers(0, 2_000),
        sides,
        sides,
    )


st.register_type_strategy(PageRegion, _regions())


@given(st.from_type(CodingSheet))
def test_any_sheet_comes_back_from_its_text(any_sheet: CodingSheet) -> None:
    assert sheet_of(sheet_text(any_sheet), any_sheet.encounter_id) == any_sheet


@settings(deadline=None, max_examples=60)
@given(st.from_type(Claim))
def test_any_claim_comes_back_from_its_text(any_claim: Claim) -> None:
    assert claim_of(claim_text(any_claim), any_claim.status) == any_claim


def test_a_sheet_is_stored_as_plain_json_that_says_its_schema() -> None:
    stored = json.loads(sheet_text(sheet(VISIT, "E11.42")))
    assert stored["schema"] == 1
    assert set(stored) == {"schema", "diagnoses", "lines"}
    assert stored["diagnoses"][0]["evidence"][0]["quote"] == "“ñ”\n é"
    assert stored["lines"][0]["charge"] == 18500


def test_a_claim_is_stored_without_the_status_that_changes() -> None:
    somebody = patient()
    stored = json.loads(claim_text(claim(encounter(somebody), somebody)))
    assert stored["schema"] == 1
    assert "status" not in stored


def test_what_a_newer_program_wrote_is_not_misread() -> None:
    text = sheet_text(sheet(VISIT, "I10")).replace('"schema":1', '"schema":2')
    with pytest.raises(InputError) as caught:
        sheet_of(text, VISIT)
    assert "newer version" in caught.value.sentence
    with pytest.raises(InputError):
        claim_of('{"schema":99}', ClaimStatus.FINISHED)


@pytest.mark.parametrize(
    "text", ["", "Okafor", "[]", "{}", '{"schema":"Okafor"}', '{"schema":1,"Okafor":2}', "null"]
)
def test_what_cannot_be_read_is_said_without_what_it_holds(text: str) -> None:
    with pytest.raises(Defect) as caught:
        sheet_of(text, VISIT)
    assert "coding sheet" in caught.value.sentence
    assert "Okafor" not in caught.value.sentence
    assert caught.value.__suppress_context__
    with pytest.raises(Defect):
        claim_of(text, ClaimStatus.FINISHED)
