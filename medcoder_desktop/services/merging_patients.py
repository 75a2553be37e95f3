"""Which known patient a file means: by number, by name and birth, or as a person decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.import_batches import ImportItem, ItemKind, PatientMatch
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import Patient, RecordNumber, are_two_people
from medcoder_desktop.services.matching import lookalikes
from medcoder_desktop.services.merging_details import fill_patient

if TYPE_CHECKING:
    from medcoder_desktop.services.merging import Merged
    from medcoder_desktop.store.unit_of_work import UnitOfWork


def same_or_new_patient(
    work: UnitOfWork,
    patient: Patient,
    record: ImportedRecord,
    choices: Mapping[str, str],
    merged: Merged,
) -> str:
    """Id under which the store knows the patient, who is added when nobody is the same.

    Args:
        record: The file the patient is in.
        choices: What a person decided: a known patient's id by the imported one's; an empty id
            keeps them apart.
    """
    file = record.source
    if chosen := choices.get(patient.id):
        known, reason = work.patients.get(chosen), "chosen by hand"
        _learn_numbers(work, known, patient, merged)
    elif patient.id in choices:
        return _add(work, patient, file, merged, near=False)
    else:
        found = _same(work, patient) or _of_the_same_file(work, patient, record)
        if found is None:
            return _add(work, patient, file, merged, near=True)
        known, reason = found
        if not known.record_numbers:
            _learn_numbers(work, known, patient, merged)
    fill_patient(work, work.patients.get(known.id), patient, merged)
    merged.matches.append(PatientMatch(patient, file, known, reason))
    return known.id


def _of_the_same_file(
    work: UnitOfWork, patient: Patient, record: ImportedRecord
) -> tuple[Patient, str] | None:
    """Whom this very file brought before, though it says too little to know anybody by."""
    if patient.record_numbers or not work.imports.seen(record.sha256):
        return None
    name = patient.name
    named = work.patients.matching(name.family, name.given, patient.birth_date)
    alike = [each for each in named if each.sex is patient.sex and not each.record_numbers]
    return (alike[0], "the same file came in before") if len(alike) == 1 else None


def _same(work: UnitOfWork, patient: Patient) -> tuple[Patient, str] | None:
    """Same record number, or, without one to compare, same name, birth date and sex."""
    for number in patient.record_numbers:
        for known in work.patients.with_record_number(number.system, number.value):
            if not are_two_people(known, patient):
                return known, f"same record number {number.value}"
    if patient.birth_date is None:
        return None
    named = work.patients.matching(patient.name.family, patient.name.given, patient.birth_date)
    values = {number.value for number in patient.record_numbers}
    for known in named:
        if shared := values & {number.value for number in known.record_numbers}:
            return known, f"same name and birth date, and record number {min(shared)}"
    alike = [
        other
        for other in named
        if other.sex is patient.sex and not (other.record_numbers and patient.record_numbers)
    ]
    return (alike[0], "same name, birth date and sex") if len(alike) == 1 else None


def _add(work: UnitOfWork, patient: Patient, file: str, merged: Merged, *, near: bool) -> str:
    name = patient.name
    others = work.patients.near(name.family, name.given, patient.birth_date) if near else ()
    work.patients.save(patient)
    merged.note(ItemKind.PATIENT, patient.id, "patients")
    merged.matches.append(PatientMatch(patient, file, lookalikes=lookalikes(patient, others)))
    return patient.id


def _learn_numbers(work: UnitOfWork, known: Patient, patient: Patient, merged: Merged) -> None:
    """Keep numbers of the file by which the patient will be known for certain next time."""
    learnt = tuple(
        number for number in patient.record_numbers if number not in known.record_numbers
    )
    if not learnt:
        return
    merged.items.append(
        ImportItem(
            ItemKind.PATIENT_NUMBERS,
            known.id,
            json.dumps([[number.system, number.value] for number in known.record_numbers]),
        )
    )
    work.patients.save(replace(known, record_numbers=(*known.record_numbers, *learnt)))


def numbers_before(before: str) -> tuple[RecordNumber, ...]:
    """The record numbers a patient had, as the item of an import keeps them."""
    return tuple(RecordNumber(system, value) for system, value in json.loads(before))
