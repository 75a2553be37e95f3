"""Service lines filled from the fee schedule, or from a charge of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.line_entry import LineEntry
from medcoder_desktop.domain.money import MOST_CENTS
from medcoder_desktop.domain.sheet import (
    MOST_MODIFIERS,
    MOST_POINTERS,
    CodingSheet,
    Diagnosis,
    ServiceLine,
    with_diagnosis,
    with_line,
)

if TYPE_CHECKING:
    from medcoder_desktop.store.unit_of_work import UnitOfWork

OF_THE_RECORD = "a charge in the record"
"""Where diagnoses come from that a recorded charge brings along."""


def filled_line(
    work: UnitOfWork, encounter: Encounter, sheet: CodingSheet, entry: LineEntry, published: str
) -> ServiceLine:
    """A service line with what was not written: charge, wording, units and pointers.

    Args:
        published: What HCPCS Level II calls the procedure, for one not in the fee schedule.

    Raises:
        InputError: No charge is known, or a pointer names no diagnosis.
    """
    fee = work.fees.lookup(entry.procedure, entry.modifiers, encounter.date_of_service)
    unit_charge = entry.unit_charge
    if unit_charge is None:
        if fee is None:
            raise InputError("line.no_charge", procedure=entry.procedure)
        unit_charge = fee.charge
    charge = unit_charge * entry.units
    if charge > MOST_CENTS:
        raise InputError("line.charge_too_large", procedure=entry.procedure)
    letters = entry.letters or ("A" if sheet.diagnoses else "")
    return ServiceLine(
        id=new_id(),
        procedure=entry.procedure,
        description=fee.description if fee else published,
        modifiers=entry.modifiers,
        pointers=sheet.pointers_for(letters),
        units=entry.units,
        charge=charge,
    )


def with_missing(sheet: CodingSheet, diagnoses: Sequence[Diagnosis]) -> CodingSheet:
    """The sheet with those diagnoses that were not on it.

    Raises:
        InputError: The sheet is full.
    """
    for diagnosis in diagnoses:
        if sheet.diagnosis_with_code(diagnosis.code) is None:
            sheet = with_diagnosis(sheet, diagnosis)
    return sheet


def with_charge(
    work: UnitOfWork,
    encounter: Encounter,
    sheet: CodingSheet,
    charge: RecordedCharge,
    published: str,
) -> CodingSheet:
    """The sheet with a charge of the record, pointing to those of its diagnoses that are there.

    Raises:
        InputError: No amount is known, or the sheet is full.
    """
    found = [sheet.diagnosis_with_code(code) for code in charge.diagnoses]
    letters = "".join(sheet.letter_of(each.id) for each in found if each)[:MOST_POINTERS]
    entry = LineEntry(
        procedure=charge.procedure,
        modifiers=charge.modifiers[:MOST_MODIFIERS],
        units=charge.units,
        unit_charge=0 if charge.charge is not None else None,
        letters=letters,
    )
    line = filled_line(work, encounter, sheet, entry, published)
    if charge.charge is not None:
        line = replace(line, charge=charge.charge)
    return with_line(sheet, line)
