"""A store full of fictitious visits, for measuring what an office of some years has."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, update

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.documents import DocumentKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Coverage, Patient, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import Payer, PayerKind, Provider
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.tables.chart import DocumentRow, DocumentTextRow
from medcoder_desktop.store.tables.coding import EncounterRow
from medcoder_desktop.store.tables.trail import CounterRow
from medcoder_desktop.store.unit_of_work import UnitOfWork

CODER = Actor("benchmark")
STATUSES = tuple(EncounterStatus)
VISITS_OF_A_PATIENT = 10
AT_ONCE = 5_000
NOTE = "HPI: 58 y.o. with type 2 diabetes and numb feet, here for follow-up.\n" * 40
FAMILIES = ("Okafor", "Brennan", "Quintanilla", "Haugen", "Whitfield", "Koslow", "Mayhew", "Tanaka")
GIVEN = ("Adaeze", "Tom", "Maria", "Ingrid", "Ruth", "Stan", "Lou", "Kenji", "Zoë", "Ann")


def fill(store: Store, visits: int) -> list[str]:
    """Generate visits with their patients, policies, a note each and what the list shows."""
    payer = Payer(new_id(), "Blue Plan PPO", "BP001", PayerKind.COMMERCIAL)
    providers = tuple(
        Provider(new_id(), PersonName(family, "Hanna"), "MD", f"124531959{place}")
        for place, family in enumerate(FAMILIES)
    )
    with store.writing(CODER) as work:
        work.payers.save(payer)
        for provider in providers:
            work.providers.save(provider)
        work.record("benchmark.fill", "office")
        work.commit()
    ids: list[str] = []
    while len(ids) < visits:
        with store.writing(CODER) as work:
            ids += _fill_some(work, len(ids), min(AT_ONCE, visits - len(ids)), payer, providers)
            work.record("benchmark.fill", "visits")
            work.commit()
    return ids


def _fill_some(
    work: UnitOfWork, already: int, more: int, payer: Payer, providers: tuple[Provider, ...]
) -> list[str]:
    session = work._session  # rows are generated below the repositories, in bulk
    rows: list[dict[str, Any]] = []
    for serial in range(already, already + more):
        if serial % VISITS_OF_A_PATIENT == 0 or not rows:
            number = serial // VISITS_OF_A_PATIENT
            name = PersonName(FAMILIES[number % 8] + str(number // 80), GIVEN[number % 10])
            born = date(1930, 1, 1) + timedelta(days=number * 37 % 30_000)
            patient = Patient(new_id(), name, born, Sex.FEMALE)
            policy = Coverage(new_id(), patient.id, payer.id, "XQP123456")
            work.patients.save(patient)
            work.coverages.save(policy)
        rows.append(
            {
                "id": new_id(),
                "number": f"V{1001 + serial}",
                "serial": 1001 + serial,
                "patient_id": patient.id,
                "date_of_service": date(2026, 3, 14) - timedelta(days=serial * 7 % 1500),
                "place_of_service": "11",
                "provider_id": providers[serial % len(providers)].id,
                "coverage_id": policy.id,
                "status": STATUSES[serial * 7 % len(STATUSES)],
                "assigned_to": ("marisol", "dev", "")[serial % 3],
                "waiting_for": "",
                "charge_total": serial * 37 % 40_000,
                "diagnosis_codes": "E11.42 I10",
                "document_count": 1,
                "unsigned_count": int(serial % 50 == 0),
                "reason": "follow-up",
                "source_key": "",
            }
        )
    session.execute(insert(EncounterRow), rows)
    notes = [
        {
            "id": new_id(),
            "patient_id": row["patient_id"],
            "encounter_id": row["id"],
            "kind": DocumentKind.PROGRESS_NOTE,
            "title": "Progress note",
            "written_on": row["date_of_service"],
            "author": "",
            "signed": True,
            "version_key": "",
            "media_type": "",
            "page_starts": "",
            "source": "",
            "source_key": "",
            "length": len(NOTE),
        }
        for row in rows
    ]
    session.execute(insert(DocumentRow), notes)
    session.execute(
        insert(DocumentTextRow), [{"document_id": n["id"], "content": NOTE} for n in notes]
    )
    session.execute(
        update(CounterRow).where(CounterRow.name == "encounter").values(value=1000 + already + more)
    )
    return [row["id"] for row in rows]
