"""Edits over who is seen, who pays, who bills and when (boxes 1a to 11, 24, 25, 31, 33)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from medcoder_desktop.domain.findings import Finding, Part, Severity
from medcoder_desktop.domain.identifiers import postal_code_is_valid
from medcoder_desktop.domain.patients import Patient, Sex
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.validation import (
    coverage_problems,
    facility_problems,
    patient_problems,
    practice_problems,
    provider_problems,
)
from medcoder_desktop.domain.visits import Visit

_OUTSIDE = frozenset(
    ["19", "21", "22", "23", "24", "25", "26", "31", "32", "33", "34", "51", "52", "54", "55",
     "56", "61", "65"]
)  # fmt: skip
"""Places of service that no physician office is."""
_BOX_OF_COVERAGE_FIELD = {"member_id": ("1a", "NM109"), "payer_id": ("11c", "2010BB NM1")}


def check_parties(visit: Visit, today: date) -> Iterator[Finding]:
    """Findings on the patient, coverage, visit, practice and rendering provider."""
    yield from _check_patient(visit.patient, today)
    yield from _check_coverage(visit, today)
    yield from _check_visit(visit, today)
    yield from _check_practice(visit)
    yield from _check_provider(visit)
    yield from _check_facility(visit)


def _check_patient(patient: Patient, today: date) -> Iterator[Finding]:
    for problem in patient_problems(patient, today):
        if not problem.field.startswith("address"):
            yield _finding(
                "patient_field", Severity.ERROR, Part.PATIENT, "2", "NM1", problem=problem.sentence
            )
    address = patient.address
    if not (
        address.line1
        and address.city
        and address.state
        and postal_code_is_valid(address.postal_code)
    ):
        yield _finding("patient_address", Severity.WARNING, Part.PATIENT, "5", "N3, N4")
    if patient.sex is Sex.UNKNOWN:
        yield _finding("patient_sex", Severity.WARNING, Part.PATIENT, "3", "DMG03")


def _check_coverage(visit: Visit, today: date) -> Iterator[Finding]:
    if visit.coverage is None:
        yield _finding("coverage_missing", Severity.INFORMATION, Part.COVERAGE, "1a", "SBR")
        return
    for problem in coverage_problems(visit.coverage, today):
        box, element = _BOX_OF_COVERAGE_FIELD.get(problem.field, ("4", "2010BA"))
        yield _finding(
            "coverage_field", Severity.ERROR, Part.COVERAGE, box, element, problem=problem.sentence
        )


def _check_visit(visit: Visit, today: date) -> Iterator[Finding]:
    day = visit.encounter.date_of_service
    born = visit.patient.birth_date
    if day > today:
        yield _finding("date_in_future", Severity.ERROR, Part.VISIT, "24A", "DTP*472", day=day)
    if born is not None and day < born:
        yield _finding("before_birth", Severity.ERROR, Part.VISIT, "24A", "DTP*472", day=day)
    place = visit.encounter.place_of_service
    if place not in PLACES_OF_SERVICE:
        yield _finding("place_of_service", Severity.ERROR, Part.VISIT, "24B", "CLM05", text=place)


def _check_practice(visit: Visit) -> Iterator[Finding]:
    if visit.practice is None:
        yield _finding("practice_missing", Severity.ERROR, Part.PRACTICE, "33", "2010AA")
        return
    for problem in practice_problems(visit.practice):
        yield _finding(
            "practice_field",
            Severity.ERROR,
            Part.PRACTICE,
            "25" if problem.field == "tax_id" else "33",
            "2010AA",
            problem=problem.sentence,
        )


def _check_provider(visit: Visit) -> Iterator[Finding]:
    provider = visit.provider
    if provider is None:
        yield _finding("provider_missing", Severity.ERROR, Part.PROVIDER, "24J", "2310B")
        return
    for problem in provider_problems(provider):
        yield _finding(
            "provider_npi",
            Severity.ERROR,
            Part.PROVIDER,
            "24J",
            "2310B NM109",
            name=provider.signed_name,
            problem=problem.sentence,
        )


def _check_facility(visit: Visit) -> Iterator[Finding]:
    """Box 32 is needed where the patient was seen in an institution (837P loop 2310C)."""
    facility, place = visit.facility, visit.encounter.place_of_service
    if facility is None:
        if place in _OUTSIDE:
            named = f"{place} {PLACES_OF_SERVICE[place]}"
            yield _finding(
                "facility_missing", Severity.WARNING, Part.VISIT, "32", "2310C", place=named
            )
        return
    for problem in facility_problems(facility):
        yield _finding(
            "facility_field",
            Severity.WARNING if problem.field.startswith("address") else Severity.ERROR,
            Part.VISIT,
            "32",
            "2310C",
            name=facility.name,
            problem=problem.sentence,
        )


def _finding(
    rule: str, severity: Severity, part: Part, box: str, element: str, **params: object
) -> Finding:
    return Finding(rule, severity, part, box, element, params=MappingProxyType(params))
