"""Any claim that the published schema can say, for property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from medcoder_desktop.domain.claims import (
    Claim,
    ClaimDiagnosis,
    ClaimEvidence,
    ClaimLine,
    ClaimStatus,
)
from medcoder_desktop.domain.money import MOST_CENTS
from medcoder_desktop.domain.patients import (
    Coverage,
    Patient,
    RecordNumber,
    Relationship,
    Sex,
    Subscriber,
)
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import (
    Facility,
    Payer,
    PayerKind,
    Practice,
    Provider,
    TaxIdKind,
)
from medcoder_desktop.domain.sheet import POINTER_LETTERS

words = st.text(max_size=20)
present = st.text(min_size=1, max_size=20)
days = st.dates()
npis = st.from_regex(r"[12][0-9]{9}", fullmatch=True)
taxonomies = st.from_regex(r"(?:[0-9A-Z]{9}X)?", fullmatch=True)
places = st.from_regex(r"[0-9]{2}", fullmatch=True)
names = st.builds(PersonName, words, words, words, words)
addresses = st.builds(Address, words, words, words, words, words)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - as above
    timezones=zones,
)
practices = st.builds(
    Practice,
    name=words,
    address=addresses,
    phone=words,
    npi=npis,
    taxonomy=taxonomies,
    tax_id=st.from_regex(r"[0-9](-?[0-9]){8}", fullmatch=True),
    tax_id_kind=st.sampled_from(TaxIdKind),
)
providers = st.builds(
    Provider,
    id=present,
    name=names,
    credentials=words,
    npi=npis,
    taxonomy=taxonomies,
    active=st.booleans(),
)
patients = st.builds(
    Patient,
    id=present,
    name=names,
    birth_date=st.none() | days,
    sex=st.sampled_from(Sex),
    address=addresses,
    phone=words,
    record_numbers=st.lists(st.builds(RecordNumber, words, words), max_size=2).map(tuple),
)
payers = st.builds(
    Payer,
    id=present,
    name=words,
    payer_id=words,
    kind=st.sampled_from(PayerKind),
    address=addresses,
    phone=words,
)
facilities = st.builds(
    Facility,
    id=present,
    name=present,
    npi=st.just("") | npis,
    address=addresses,
    place_of_service=st.just("") | places,
)
subscribers = st.builds(
    Subscriber,
    name=names,
    birth_date=st.none() | days,
    sex=st.sampled_from(Sex),
    address=addresses,
)
evidence = st.builds(ClaimEvidence, words, st.none() | days, present)


@st.composite
def coverages(draw: st.DrawFn, patient: Patient, payer: Payer) -> Coverage:
    relationship = draw(st.sampled_from(Relationship))
    return Coverage(
        id=draw(present),
        patient_id=patient.id,
        payer_id=payer.id,
        member_id=draw(words),
        group_number=draw(words),
        plan_name=draw(words),
        relationship=relationship,
        subscriber=None if relationship is Relationship.SELF else draw(subscribers),
        rank=draw(st.integers(1, 3)),
    )


@st.composite
def diagnoses(draw: st.DrawFn, letter: str) -> ClaimDiagnosis:
    return ClaimDiagnosis(
        letter,
        draw(st.from_regex(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", fullmatch=True)),
        draw(words),
        draw(st.lists(evidence, max_size=2).map(tuple)),
    )


@st.composite
def lines(draw: st.DrawFn, number: int, letters: str) -> ClaimLine:
    return ClaimLine(
        number=number,
        date_of_service=draw(days),
        place_of_service=draw(places),
        procedure=draw(st.from_regex(r"[0-9]{4}[0-9A-Z]|[A-Z][0-9]{4}", fullmatch=True)),
        description=draw(words),
        modifiers=tuple(draw(st.lists(st.from_regex(r"[0-9A-Z]{2}", fullmatch=True), max_size=4))),
        pointers="".join(
            draw(st.lists(st.sampled_from(letters), min_size=1, max_size=4, unique=True))
        ),
        units=draw(st.integers(1, 9999)),
        charge=draw(st.integers(0, MOST_CENTS)),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim; small, because its size is not what such tests are about."""
    letters = POINTER_LETTERS[: draw(st.integers(1, 4))]
    service_lines = tuple(
        draw(lines(number, letters)) for number in range(1, draw(st.integers(1, 4)) + 1)
    )
    claim = Claim(
        id=draw(present),
        number=draw(present),
        encounter_id=draw(present),
        encounter_number=draw(present),
        finished_at=draw(moments),
        finished_by=draw(words),
        practice=draw(practices),
        patient=draw(patients),
        coverage=None,
        payer=None,
        provider=draw(providers),
        date_of_service=draw(days),
        place_of_service=draw(places),
        diagnoses=tuple(draw(diagnoses(letter)) for letter in letters),
        lines=service_lines,
        total=sum(line.charge for line in service_lines),
        code_release=draw(present),
        in_force=draw(st.booleans()),
        status=draw(st.sampled_from(ClaimStatus)),
    )
    if draw(st.booleans()):
        claim = replace(claim, facility=draw(facilities))
    if draw(st.booleans()):
        payer = draw(payers)
        claim = replace(claim, payer=payer, coverage=draw(coverages(claim.patient, payer)))
    return claim
