"""No error, no representation and no file name of the store ever shows patient data."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.tables import Base
from medcoder_desktop.store.unit_of_work import UnitOfWork
from tests.unit.store.fictions import (
    attempt,
    claim,
    coverage,
    document,
    encounter,
    lab_result,
    patient,
    payer,
    stored_patient,
)

SECRET = "Zyxwvutz"
SOMEBODY = patient(SECRET, SECRET, SECRET)


def _twice(work: UnitOfWork) -> None:
    for _ in range(2):
        work.chart.add_document(document(SOMEBODY, SECRET), SECRET)


def _two_claims_of_one_number(work: UnitOfWork) -> None:
    for _ in range(2):
        work.claims.add(claim(encounter(SOMEBODY), SOMEBODY, number="C1"))


MISTAKES: dict[str, Callable[[UnitOfWork], object]] = {
    "a visit of nobody": lambda work: work.encounters.add(encounter(patient(), reason=SECRET)),
    "a document of nobody": _twice,
    "two claims of one number": _two_claims_of_one_number,
    "coverage by nobody": lambda work: work.coverages.save(
        replace(coverage(SOMEBODY, payer()), member_id=SECRET)
    ),
    "results of nobody": lambda work: work.chart.add_results(
        [lab_result(SOMEBODY, SECRET, SECRET) for _ in range(3)]
    ),
    "a number where text belongs": lambda work: work.patients.save(
        replace(SOMEBODY, birth_date=SECRET)  # type: ignore[arg-type]
    ),
    "a status that does not exist": lambda work: work.encounters.add(
        encounter(SOMEBODY, status=SECRET)
    ),
    "a status of another kind": lambda work: work.patients.save(
        replace(SOMEBODY, sex=EncounterStatus.NEW)  # type: ignore[arg-type]
    ),
    "a list for a phone number": lambda work: work.patients.save(
        replace(SOMEBODY, phone=[SECRET])  # type: ignore[arg-type]
    ),
    "half a character": lambda work: work.patients.save(replace(SOMEBODY, phone=SECRET + "\ud800")),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_no_mistake_shows_the_name_or_the_words_of_a_patient(
    store: Store, mistake: Callable[[UnitOfWork], object], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(MedCoderError) as caught:
        attempt(store, mistake)
    shown = "".join(traceback.format_exception(caught.value)) + caught.value.sentence + caplog.text
    assert SECRET not in shown


def test_a_refused_lookup_shows_an_id_and_no_name(store: Store) -> None:
    stored_patient(store, SECRET)
    with store.reading() as records, pytest.raises(KeyError) as caught:
        records.patients.get("0" * 32)
    assert SECRET not in repr(caught.value)


def test_mapped_rows_do_not_print_what_they_hold() -> None:
    for mapper in Base.registry.mappers:
        assert "__repr__" not in vars(mapper.class_)


def test_a_moment_without_a_time_zone_is_a_mistake(store: Store) -> None:
    somebody = patient()
    timeless = replace(
        claim(encounter(somebody), somebody),
        finished_at=datetime(2026, 3, 14),  # noqa: DTZ001 - the very mistake
    )
    with pytest.raises(MedCoderError):
        attempt(store, lambda work: work.claims.add(timeless))
