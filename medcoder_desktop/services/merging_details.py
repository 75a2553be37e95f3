"""Details of known patients and visits that a record adds, or states otherwise.

What is empty here is filled in, and emptied again when the import is undone. What stands here may
have been corrected by hand, so it is never overwritten: the person is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.import_batches import ImportItem, ItemKind
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.domain.patients import Patient, Sex
from medcoder_desktop.domain.people import Address

if TYPE_CHECKING:
    from medcoder_desktop.services.merging import Merged
    from medcoder_desktop.store.unit_of_work import UnitOfWork

_EMPTY_PATIENT: dict[str, object] = {
    "birth_date": None, "sex": Sex.UNKNOWN, "phone": "", "address": Address(),
}  # fmt: skip
_EMPTY_VISIT: dict[str, object] = {
    "provider_id": None, "coverage_id": None, "facility_id": None, "reason": "",
}  # fmt: skip
_SAID: tuple[tuple[str, Callable[[Patient], str]], ...] = (
    ("name", lambda p: f"{p.name.family}, {p.name.given}"),
    ("birth date", lambda p: str(p.birth_date or "")),
    ("sex", lambda p: "" if p.sex is Sex.UNKNOWN else p.sex.name.lower()),
    ("address", lambda p: ", ".join(filter(None, (p.address.line1, p.address.postal_code[:5])))),
)
"""What a person is told of when a file states it otherwise."""


def fill_patient(work: UnitOfWork, known: Patient, read: Patient, merged: Merged) -> None:
    """Take over what is not known of a patient yet, and tell what is stated otherwise."""
    filled = _open_details(known, read, _EMPTY_PATIENT)
    if filled:
        work.patients.save(replace(known, **filled))
        merged.items.append(ImportItem(ItemKind.PATIENT_FILLED, known.id, _kept(filled)))
        merged.counts["patient details"] += len(filled)
    for what, said in _SAID:
        ours, theirs = said(known), said(read)
        if ours and theirs and ours.casefold() != theirs.casefold():
            merged.told.append(
                sentence(
                    "import.patient_differs",
                    {"name": known.name.listed, "what": what, "theirs": theirs, "ours": ours},
                )
            )


def fill_visit(work: UnitOfWork, known: Encounter, read: Encounter, merged: Merged) -> None:
    """Take over who saw the patient, where, who pays and why she came, where that is not known.

    Args:
        read: With the store's ids of clinician, policy and facility.
    """
    if read.date_of_service != known.date_of_service:
        merged.told.append(
            sentence(
                "import.visit_differs",
                {
                    "number": known.number,
                    "ours": str(known.date_of_service),
                    "theirs": str(read.date_of_service),
                },
            )
        )
        return
    if not known.status.can_be_coded:
        return
    filled = _open_details(known, read, _EMPTY_VISIT)
    if filled:
        work.encounters.save(replace(known, **filled))
        merged.items.append(ImportItem(ItemKind.VISIT_FILLED, known.id, _kept(filled)))
        merged.counts["visit details"] += len(filled)


def empty_patients(work: UnitOfWork, items: Iterable[ImportItem]) -> None:
    """Forget what an import filled in of patients, unless a person has changed it since."""
    for item in items:
        with suppress(KeyError):  # gone with the import that brought her
            patient = work.patients.get(item.subject)
            work.patients.save(replace(patient, **_unchanged(patient, item, _EMPTY_PATIENT)))


def empty_visits(work: UnitOfWork, items: Iterable[ImportItem]) -> None:
    """Forget what an import filled in of visits, unless a person has changed it since."""
    for item in items:
        with suppress(KeyError):  # gone with the import that brought it
            visit = work.encounters.get(item.subject)
            if visit.status.can_be_coded:
                work.encounters.save(replace(visit, **_unchanged(visit, item, _EMPTY_VISIT)))


def _open_details(known: object, read: object, empty: dict[str, object]) -> dict[str, Any]:
    return {
        name: getattr(read, name)
        for name, nothing in empty.items()
        if getattr(known, name) == nothing and getattr(read, name) != nothing
    }


def _kept(filled: dict[str, Any]) -> str:
    return json.dumps({name: str(value) for name, value in filled.items()})


def _unchanged(now: object, item: ImportItem, empty: dict[str, object]) -> dict[str, Any]:
    """The fields that still are as the import filled them, emptied."""
    filled: dict[str, str] = json.loads(item.before)
    return {name: empty[name] for name, said in filled.items() if str(getattr(now, name)) == said}
