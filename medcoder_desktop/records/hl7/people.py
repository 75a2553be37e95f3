"""Patients, clinicians and policies of HL7 version 2 segments."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from medcoder_desktop.domain.identifiers import (
    digits_of,
    new_id,
    npi_is_valid,
    state_abbreviation,
)
from medcoder_desktop.domain.patients import (
    Coverage,
    Patient,
    RecordNumber,
    Relationship,
    Sex,
    Subscriber,
)
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import Payer, Provider
from medcoder_desktop.records.hl7.segments import Segment
from medcoder_desktop.records.payers import payer_kind, payer_name
from medcoder_desktop.records.person_names import split_credentials
from medcoder_desktop.records.relationships import relationship_to_subscriber

_SEX = {"F": Sex.FEMALE, "M": Sex.MALE}
_NOT_FOR_THE_OFFICE = frozenset(["SS", "DL", "PPN", "MC", "MA", "PN", "CZ", "BC"])
"""Kinds of identifiers (table 0203) that name a person elsewhere, or her card."""
_SOCIAL_SECURITY = re.compile(r"\d{3}-\d{2}-\d{4}")
_MEDICAL_RECORD = ("MR", "PI", "PT", "")


def read_patient(pid: Segment) -> Patient:
    """The patient of a PID segment."""
    name = person_name(pid, 5)
    return Patient(
        id=new_id(),
        name=name,
        birth_date=pid.day(7),
        sex=_SEX.get(pid.text(8).upper()[:1], Sex.UNKNOWN),
        address=address_in(pid, 11),
        phone=_phone_in(pid, 13),
        record_numbers=_record_numbers(pid),
    )


def newer(known: Patient, later: Patient, *, corrects: bool) -> Patient:
    """A patient after another message about her.

    Args:
        corrects: The later message is about the patient, so what it says replaces what was said
            before; else it only fills what was left open.
    """
    first, second = (later, known) if corrects else (known, later)
    numbers = dict.fromkeys((*known.record_numbers, *later.record_numbers))
    return replace(
        known,
        name=first.name if first.name.family else second.name,
        birth_date=first.birth_date or second.birth_date,
        sex=first.sex if first.sex is not Sex.UNKNOWN else second.sex,
        address=first.address if first.address.line1 else second.address,
        phone=first.phone or second.phone,
        record_numbers=tuple(numbers),
    )


def person_name(segment: Segment, number: int) -> PersonName:
    """A name of a field of names (XPN), the legal one where several are told apart."""
    parts = [
        [segment.component_of(each, at) for at in range(1, 8)]
        for each in segment.repetitions(number)
    ]
    named = [part for part in parts if part[0]] or parts or [[""] * 7]
    part = next((part for part in named if part[6].upper() == "L"), named[0])
    generation, _ = split_credentials(tuple(filter(None, (part[3],))))
    family, given, middle = map(_written, part[:3])
    return PersonName(family, given, middle, generation)


def address_in(segment: Segment, number: int) -> Address:
    """The first address of a field (XAD)."""
    return Address(
        line1=_written(segment.text(number, 1)),
        line2=_written(segment.text(number, 2)),
        city=_written(segment.text(number, 3)),
        state=state_abbreviation(segment.text(number, 4)),
        postal_code=segment.text(number, 5),
    )


def read_provider(segment: Segment, *numbers: int) -> Provider | None:
    """The clinician whom the first of these fields (XCN) names; None where none does."""
    for number in numbers:
        for repetition in segment.repetitions(number):
            part = [segment.component_of(repetition, each) for each in range(1, 14)]
            if not part[1]:
                continue
            stated = part[0] if "NPI" in (part[8].upper(), part[12].upper()) else ""
            npi = stated or (part[0] if npi_is_valid(part[0]) else "")
            generation, credentials = split_credentials(tuple(filter(None, (part[4], part[6]))))
            family, given, middle = map(_written, part[1:4])
            name = PersonName(family, given, middle, generation)
            return Provider(new_id(), name, credentials, npi)
    return None


def read_policy(in1: Segment, patient: Patient) -> tuple[Payer, Coverage] | None:
    """The policy of an IN1 segment with its payer; None where it names no payer."""
    name = payer_name(in1.text(4) or in1.text(2, 2))
    if not name:
        return None
    payer = Payer(new_id(), name, "", payer_kind(name, in1.text(15)))
    stated = in1.text(17)
    relationship = relationship_to_subscriber((stated, in1.text(17, 2)), ())
    relationship = relationship or Relationship.SELF
    subscriber = None
    if relationship is not Relationship.SELF:
        sex = _SEX.get(in1.text(43).upper()[:1], Sex.UNKNOWN)
        subscriber = Subscriber(person_name(in1, 16), in1.day(18), sex, address_in(in1, 19))
    rank = in1.text(22) or in1.text(1)
    return payer, Coverage(
        id=new_id(),
        patient_id=patient.id,
        payer_id=payer.id,
        member_id=in1.text(36) or in1.text(49),
        group_number=in1.text(8),
        plan_name=in1.text(9) or in1.text(35),
        relationship=relationship,
        subscriber=subscriber,
        rank=int(rank) if rank in ("1", "2", "3") else 1,
    )


def in_force(in1: Segment, day: date) -> bool:
    """Whether the policy of an IN1 segment covers a day, as far as it says."""
    return (in1.day(12) or day) <= day <= (in1.day(13) or day)


def _record_numbers(pid: Segment) -> tuple[RecordNumber, ...]:
    """Chart numbers, medical record numbers first, never those that name a person elsewhere."""
    ranked: dict[RecordNumber, int] = {}
    for number in (3, 2):
        for repetition in pid.repetitions(number):
            value, kind = pid.component_of(repetition, 1), pid.component_of(repetition, 5).upper()
            if not value or kind in _NOT_FOR_THE_OFFICE or _SOCIAL_SECURITY.fullmatch(value):
                continue
            authority = pid.component_of(repetition, 4) or "MRN"
            rank = _MEDICAL_RECORD.index(kind) if kind in _MEDICAL_RECORD else 9
            ranked.setdefault(RecordNumber(authority, value), rank)
    return tuple(sorted(ranked, key=lambda each: ranked[each]))


def _written(name: str) -> str:
    """``BEISPIEL`` as people write it; what has small letters stays."""
    if not name.isupper():
        return name
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), name)


def _phone_in(segment: Segment, number: int) -> str:
    """The first telephone number of a field (XTN), written whole or in parts."""
    for each in segment.repetitions(number):
        part = [segment.component_of(each, at) for at in range(1, 13)]
        written = part[0] or part[11] or (part[5] + part[6] if part[6] else "")
        if written and "@" not in written:
            return _phone(written)
    return ""


def _phone(written: str) -> str:
    digits = digits_of(written)
    digits = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else written
