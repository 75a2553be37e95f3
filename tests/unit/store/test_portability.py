"""The same tables and statements for PostgreSQL, and one SQLite library for the program."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import URL, ClauseElement, event
from sqlalchemy.schema import CreateIndex, CreateTable

import medcoder_desktop
from medcoder_desktop.domain.chart_lines import LineKind
from medcoder_desktop.domain.claims import ClaimStatus
from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.domain.documents import Original
from medcoder_desktop.domain.import_batches import ImportItem, ItemKind
from medcoder_desktop.domain.own_book import ColumnMapping, Favourite
from medcoder_desktop.domain.practice import Facility
from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import (
    SELF_PAY,
    SavedView,
    SortBy,
    WorkListFilter,
    WorkListOrder,
)
from medcoder_desktop.store.repositories import Repositories
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.tables import Base
from medcoder_desktop.store.unit_of_work import UnitOfWork
from tests.unit.store.fictions import (
    CODER,
    DAY,
    MOMENT,
    PRACTICE,
    claim,
    condition,
    coverage,
    document,
    encounter,
    fee,
    history,
    lab_result,
    patient,
    payer,
    provider,
    recorded_charge,
    sheet,
)

POSTGRESQL = URL.create("postgresql").get_dialect()()
PACKAGE = Path(medcoder_desktop.__file__).parent


def _sources(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.py")):
        yield file.relative_to(PACKAGE.parent).as_posix(), file.read_text(encoding="utf-8")


def _public(repository: object) -> set[str]:
    return {
        name
        for name, _ in inspect.getmembers(type(repository), inspect.isfunction)
        if not name.startswith("_")
    }


class _Noting:
    """A repository that notes which of its methods were called."""

    def __init__(self, repository: object, called: set[str]) -> None:
        self._repository = repository
        self._called = called

    def __getattr__(self, name: str) -> object:
        self._called.add(name)
        return getattr(self._repository, name)


KEPT_BY_UNDO = {
    ItemKind.DOCUMENT,
    ItemKind.PATIENT_NUMBERS,
    ItemKind.PATIENT_FILLED,
    ItemKind.VISIT_FILLED,
    ItemKind.REPLACED,
    ItemKind.SUPERSEDED,
    ItemKind.PAYER,
    ItemKind.PROVIDER,
    ItemKind.FACILITY,
}
"""What undoing an import puts back or leaves to others, and never simply removes."""


def _use_everything(work: UnitOfWork) -> None:
    """Call every method of every repository at least once."""
    ada, blue, doctor, line = patient("Okafor", "Ada", "7"), payer(), provider(), fee("99214", 1)
    policy = coverage(ada, blue)
    work.practice.save(PRACTICE)
    work.practice.get()
    for one in (doctor, replace(doctor, id="1" * 32), replace(doctor, credentials="DO")):
        work.providers.save(one)
    work.providers.all(active_only=True)
    work.providers.get(doctor.id)
    work.providers.with_npi("1")
    work.providers.in_use(doctor.id)
    work.providers.remove("1" * 32)
    for other in (blue, replace(blue, id="1" * 32)):
        work.payers.save(other)
    work.payers.all()
    work.payers.get(blue.id)
    work.payers.named("Blue")
    work.payers.in_use(blue.id)
    work.payers.remove("1" * 32)
    work.fees.save(line)
    work.fees.all("992 office", DAY)
    work.fees.get(line.id)
    work.fees.lookup("99214", ("25",), DAY)
    work.fees.remove(line.id)
    work.fees.save_many((line,), ())
    work.fees.save_many((), (line,))
    work.patients.save(ada)
    work.patients.save(replace(ada, record_numbers=(), phone=""))
    work.patients.get(ada.id)
    work.patients.search("ada oka", 5)
    work.patients.with_record_number("MRN", "7")
    work.patients.with_record_value("7")
    work.patients.matching("Okafor", "Ada", None)
    work.patients.near("Okafor", "Ada", DAY)
    for cover in (policy, replace(policy, id="1" * 32)):
        work.coverages.save(cover)
    work.coverages.get(policy.id)
    work.coverages.of_patient(ada.id)
    work.coverages.in_use(policy.id)
    work.coverages.remove("1" * 32)
    visit = work.encounters.add(encounter(ada))
    work.encounters.save(replace(visit, reason="cough"))
    work.encounters.get(visit.id)
    work.encounters.by_number(visit.number)
    work.encounters.of_patient(ada.id)
    work.encounters.of_patient_on(ada.id, DAY)
    work.encounters.with_source_key(ada.id, "k")
    work.encounters.before(ada.id, DAY)
    work.encounters.coded_until(ada.id, DAY, "other")
    work.encounters.rows("ada v10 2026-03-14", 5)
    work.encounters.rows()
    note = document(ada)
    work.chart.add_document(note, "text")
    work.chart.save_document(replace(note, title="Note"))
    work.chart.document(note.id)
    work.chart.text(note.id)
    work.chart.documents_of(ada.id)
    work.chart.texts_of(ada.id)
    work.chart.versions(ada.id, "k")
    scan = document(ada)
    work.chart.add_document(scan, "", Original(scan.id, "image/png", b"picture"))
    work.chart.original(scan.id)
    work.chart.unfiled()
    work.chart.add_history([history(ada, "Metformin")])
    work.chart.history_of(ada.id)
    work.chart.add_charges([recorded_charge(ada, "99213")])
    work.chart.charges_of(ada.id)
    work.chart.add_result(lab_result(ada, "HbA1c", "8"))
    work.chart.add_results([lab_result(ada, "HbA1c", "8")])
    work.chart.results_of(ada.id)
    work.chart.add_condition(condition(ada, "Asthma"))
    work.chart.add_conditions([condition(ada, "Asthma")])
    work.chart.conditions_of(ada.id)
    work.chart.source_keys(ada.id)
    for patient_id in (ada.id, None):
        work.chart.document_with_source_key(patient_id, "k")
    for line_kind in LineKind:
        work.chart.lines(line_kind, ada.id)
        work.chart.replace_line(line_kind, "r", None)
    work.sheets.add(SheetVersion(sheet(visit.id, "I10"), 1))
    work.sheets.current(visit.id)
    work.sheets.version(visit.id, 1)
    finished = work.claims.add(claim(visit, ada))
    work.claims.get(finished.id)
    work.claims.by_number(finished.number)
    work.claims.exists("C1")
    work.claims.rows()
    work.claims.of_encounter(visit.id)
    work.claims.set_status(finished.id, ClaimStatus.EXPORTED)
    hospital = Facility("f" * 32, "Cedar General", place_of_service="22")
    work.facilities.save(hospital)
    work.facilities.all()
    work.facilities.get(hospital.id)
    work.facilities.named("cedar general")
    work.facilities.in_use(hospital.id)
    work.facilities.remove(hospital.id)
    work.imports.add("a" * 64, "note.txt", "text note")
    work.imports.seen("a" * 64)
    work.imports.keep("b" * 32, CODER, ["note.txt"])
    work.imports.keep_items("b" * 32, [ImportItem(ItemKind.FILE, "a" * 64)])
    work.imports.get("b" * 32)
    work.imports.latest()
    work.imports.items("b" * 32)
    work.imports.mark_undone("b" * 32)
    everything = dict.fromkeys(ItemKind, ("c" * 32,))
    work.imports.refuse_when_used(1, everything)
    work.chart.remove_documents([scan.id])
    for kind in set(ItemKind) - KEPT_BY_UNDO:
        work.imports.remove(kind, everything[kind])
    work.encounters.note_opened(visit.id, MOMENT)
    work.encounters.opened_at(visit.id)
    everyone = WorkListFilter(
        "ada", tuple(EncounterStatus), doctor.id, blue.id, "", DAY, DAY, 1, 1, 1, True, True, True
    )
    for by in SortBy:
        work.work_list.listed(everyone, WorkListOrder(by))
    work.work_list.listed(WorkListFilter(payer_id=SELF_PAY), WorkListOrder())
    work.work_list.counts(WorkListFilter())
    serial = work.work_list.serial_of(visit.id)
    assert serial is not None
    work.work_list.rows([serial])
    work.work_list.ids([serial])
    work.work_list.assign([serial], "marisol")
    work.work_list.assigned_names()
    work.ways.save_setting("evidence", "needed")
    work.ways.setting("evidence")
    work.ways.settings()
    work.ways.save_view(SavedView("d" * 32, "Mine", everyone))
    work.ways.views()
    work.ways.remove_view("d" * 32)
    work.audit.entries("x", 5)
    for first in (0, 5):
        work.desk.remember(ReadingPlace(visit.id, None, first))
    work.desk.place()
    favourite = Favourite(CodeSystem.CPT, "99214", "Visits", 0)
    work.book.save_favourites((favourite,))
    work.book.save_favourites(())
    work.book.favourites()
    for text in ("once", "again"):
        work.book.save_note(CodeSystem.CPT, "99214", text, "marisol")
    work.book.note(CodeSystem.CPT, "99214")
    work.book.notes()
    work.book.remove_note(CodeSystem.CPT, "99214")
    for _ in range(2):
        work.book.remember(CodeSystem.CPT, "99214")
    work.book.recent(5)
    work.book.save_mapping(ColumnMapping("fees", ("CPT",), (("code", "CPT"),)))
    work.book.mapping("fees", ("CPT",))
    work.book.mappings("fees")
    work.habits.save_synonym("sugar foot", "E11.621", "marisol")
    work.habits.synonyms()
    work.habits.remove_synonym("sugar foot")
    work.habits.code_uses(doctor.id, visit.id)
    work.codes_in_use.codes_on_open_visits()
    work.codes_in_use.codes_on_future_claims(DAY)


def test_every_statement_of_the_store_compiles_for_postgresql(store: Store) -> None:
    statements: list[ClauseElement] = []
    event.listen(store._engine, "before_execute", lambda *what: statements.append(what[1]))
    event.listen(store._writing_engine, "before_execute", lambda *what: statements.append(what[1]))
    expected: dict[str, set[str]] = {}
    called: dict[str, set[str]] = {}
    with store.writing(CODER) as work:
        for name, repository in list(vars(work).items()):
            if not name.startswith("_"):
                expected[name] = _public(repository)
                setattr(work, name, _Noting(repository, called.setdefault(name, set())))
        _use_everything(work)
        work.record("test.everything", "x")
        work.commit()
    store.data_version()

    assert called == expected
    assert len(statements) > 100
    for statement in statements:
        compiled = str(statement.compile(dialect=POSTGRESQL))
        assert "sqlite" not in compiled.lower()


def test_the_exercise_knows_every_repository(store: Store) -> None:
    with store.reading() as records:
        assert isinstance(records, Repositories)
        assert set(vars(records)) == {
            "practice", "providers", "payers", "facilities", "fees", "patients", "coverages",
            "encounters", "chart", "sheets", "claims", "imports", "audit", "desk", "book",
            "codes_in_use", "habits", "ways", "work_list",
        }  # fmt: skip


def test_every_table_and_index_can_be_made_in_postgresql() -> None:
    for table in Base.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=POSTGRESQL))
        assert "DATETIME" not in made
        for index in table.indexes:
            name = str(index.name)
            assert str(CreateIndex(index).compile(dialect=POSTGRESQL)).count(name) == 1
            assert len(name) <= 63  # PostgreSQL cuts longer names, and then they may collide


def test_only_the_engine_speaks_sql_that_sqlite_alone_understands() -> None:
    spoken = re.compile(r"\bPRAGMA\b|exec_driver_sql|executescript|\btext\(\s*[\"']|sqlite_master")
    speaking = [name for name, source in _sources(PACKAGE / "store") if spoken.search(source)]
    assert speaking == ["medcoder_desktop/store/engine.py"]


def test_no_source_file_imports_the_sqlite_of_the_standard_library() -> None:
    importing = re.compile(r"(?m)^\s*(?:import|from)\s+_?sqlite3\b|import_module\(.sqlite3")
    folders = [PACKAGE, *(PACKAGE.parent / name for name in ("tests", "installers"))]
    assert [
        name for folder in folders for name, source in _sources(folder) if importing.search(source)
    ] == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_days_at_the_edge_of_the_calendar_come_back(store: Store, day: date) -> None:
    newborn = replace(patient(), birth_date=day)
    with store.writing(CODER) as work:
        work.patients.save(newborn)
        work.record("patient.save", newborn.id)
        work.commit()
    with store.reading() as records:
        assert records.patients.get(newborn.id) == newborn
