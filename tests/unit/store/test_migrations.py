"""Migrations: numbered, complete, preceded by a backup, whole or not at all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select
from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.store.engine import make_engine
from medcoder_desktop.store.migrations.running import migrate
from medcoder_desktop.store.opening import MIGRATIONS, NEWEST, bring_up_to_date
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.tables import Base
from medcoder_desktop.store.tables.trail import CounterRow
from tests.unit.store.fictions import CLOCK, MOMENT, stored_patient, stored_visit

Found = TypeVar("Found")
OLD_FILES = Path(__file__).with_name("old_versions")
NEXT = f"{int(NEWEST) + 1:04}"
BACKUP = f"records-before-{NEXT}-20260314-093015.db"
ADDS_A_COLUMN = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
    with op.batch_alter_table("patients", recreate="always") as patients:
        patients.add_column(sa.Column("language", sa.String(), server_default="en"))
"""
FAILS_HALF_WAY = ADDS_A_COLUMN + "    op.execute('UPDATE nowhere SET nothing = 1')\n"
LOSES_A_PATIENT = ADDS_A_COLUMN + "    op.execute('DELETE FROM patients')\n"


def _numbers() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    return [script.revision for script in scripts][::-1]


def _shape(connection: Connection) -> dict[str, Any]:
    """Everything the database knows about its tables, in an order of its own."""
    asked = inspect(connection)

    def sorted_by_name(found: list[Any]) -> list[Any]:
        return sorted(found, key=lambda one: str(one["name"]))

    return {
        table: {
            "columns": [
                {**column, "type": repr(column["type"])} for column in asked.get_columns(table)
            ],
            "primary key": asked.get_pk_constraint(table),
            "foreign keys": sorted_by_name(asked.get_foreign_keys(table)),
            "unique": sorted_by_name(asked.get_unique_constraints(table)),
            "indexes": sorted_by_name(asked.get_indexes(table)),
        }
        for table in asked.get_table_names()
    }


def _in(path: Path, look: Callable[[Connection], Found]) -> Found:
    engine = make_engine(path, None)
    with engine.connect() as connection:
        found = look(connection)
    engine.dispose()
    return found


def test_migrations_are_numbered_without_gaps_and_the_program_knows_the_last() -> None:
    numbers = _numbers()
    assert numbers == [f"{place:04}" for place in range(1, len(numbers) + 1)]
    assert numbers[-1] == NEWEST
    files = sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("0*.py"))
    assert files == numbers


def test_a_new_file_and_a_migrated_file_agree_in_every_column_and_index(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.db", tmp_path / "migrated.db"
    Store.open(made, CLOCK).close()
    migrate(migrated, None, patience=1, migrations=MIGRATIONS)
    assert _in(made, _shape) == _in(migrated, _shape)

    def first_numbers(connection: Connection) -> set[tuple[str, int]]:
        rows = connection.execute(select(CounterRow.name, CounterRow.value))
        return {(name, value) for name, value in rows}

    assert _in(made, first_numbers) == _in(migrated, first_numbers)


def test_alembic_finds_nothing_left_to_do_in_a_new_file(path: Path) -> None:
    Store.open(path, CLOCK).close()

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[Any] = compare_metadata(context, Base.metadata)
        return found

    assert _in(path, differences) == []


@pytest.mark.parametrize("number", _numbers())
def test_a_file_of_every_version_there_ever_was_opens_with_all_it_holds(
    tmp_path: Path, number: str
) -> None:
    path = tmp_path / "records.db"
    with closing(dbapi2.connect(str(path))) as old:
        old.executescript((OLD_FILES / f"{number}.sql").read_text(encoding="utf-8"))
    store = Store.open(path, CLOCK)
    with store.reading() as records:
        (row,) = records.encounters.rows("okafor")
        assert (row.encounter.number, row.payer_name) == ("V1001", "Blue Plan PPO")
        assert (row.charge_total, row.diagnosis_codes) == (18500, ("E11.42", "I10"))
        sheet = records.sheets.current(row.encounter.id).sheet
        assert [diagnosis.code for diagnosis in sheet.diagnoses] == ["E11.42", "I10"]
        (note,) = records.chart.documents_of(row.encounter.patient_id)
        evidence = sheet.diagnoses[0].evidence[0]
        assert evidence.stands_in(records.chart.text(note.id))
        (claim,) = records.claims.of_encounter(row.encounter.id)
        assert (claim.number, claim.total) == ("C1001", 18500)
        assert records.practice.get() == claim.practice
        assert records.chart.results_of(row.encounter.patient_id)[0].value == "8.1"
        assert records.chart.conditions_of(row.encounter.patient_id)[0].status == "active"
        assert [entry.number for entry in records.audit.entries()] == [3, 2, 1]
        place = records.desk.place()
        assert place is not None
        assert place.encounter_id == row.encounter.id
        if number >= "0002":
            (favourite,), (written,) = records.book.favourites(), records.book.notes()
            assert (favourite.code, favourite.folder) == ("E11.42", "Diabetes")
            assert (written.code, written.changed_by) == ("99214", "marisol")
            assert [recent.code for recent in records.book.recent(9)] == ["I10"]
            mapping = records.book.mapping("fee-schedule", ("CPT", "Fee"))
            assert mapping is not None
            assert mapping.columns == (("code", "CPT"), ("charge", "Fee"))
        else:
            assert records.book.favourites() == ()
        if number >= "0003":
            (taught,) = records.habits.synonyms()
            assert (taught.said, taught.meant, taught.changed_by) == (
                "Sugar foot",
                "E11.621",
                "marisol",
            )
        else:
            assert records.habits.synonyms() == ()
        assert dict(records.habits.code_uses(None).here)["I10"] == 1
        assert (row.document_count, row.unsigned_count) == (1, 0)
        patient_id = row.encounter.patient_id
        if number >= "0004":
            assert records.chart.original(note.id).media_type == note.media_type == "image/png"
            assert [entry.text for entry in records.chart.history_of(patient_id)] == ["Metformin"]
            assert [each.charge for each in records.chart.charges_of(patient_id)] == [12500]
            assert row.encounter.assigned_to == "marisol"
            assert records.encounters.opened_at(row.encounter.id) == MOMENT
            assert [view.name for view in records.ways.views()] == ["Lab awaited"]
            assert records.ways.setting("evidence.required") == "yes"
            (batch,) = records.imports.latest()
            assert [item.subject for item in records.imports.items(batch.id)] == [note.id]
            (value,) = records.chart.results_of(patient_id)
            assert value.was == ("18.1" if number >= "0005" else "")
            facilities = [each.name for each in records.facilities.all()]
            assert facilities == (["Cedar General"] if number >= "0005" else [])
        else:
            assert (note.media_type, note.superseded_by, note.added_at) == ("", None, None)
            assert records.imports.latest() == ()
    assert stored_visit(store, stored_patient(store)).number == "V1002"
    store.close()


@pytest.fixture
def newer(tmp_path: Path) -> Callable[[str], Path]:
    """The migrations with one more that is still to be written."""

    def with_one_more(script: str) -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{NEXT}_next.py").write_text(script, encoding="utf-8")
        return folder

    return with_one_more


def _old_file(folder: Path, key: bytes | None = None) -> Path:
    """A file of the newest version with a patient and a visit in it."""
    path = folder / "records.db"
    store = Store.open(path, CLOCK, key)
    stored_visit(store, stored_patient(store, "Okafor", "Adaeze", "17"))
    store.close()
    return path


def _update(path: Path, migrations: Path, key: bytes | None = None) -> None:
    bring_up_to_date(path, CLOCK, key, patience=1, newest=NEXT, migrations=migrations)


def _asked(path: Path, question: str, key: bytes | None = None) -> object:
    with closing(dbapi2.connect(str(path))) as connection:
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        found: object = connection.execute(question).fetchone()[0]
        return found


@pytest.mark.parametrize("key", [None, bytes(range(32))])
def test_an_older_file_is_backed_up_and_then_migrated_without_losing_a_row(
    tmp_path: Path, newer: Callable[[str], Path], key: bytes | None
) -> None:
    path = _old_file(tmp_path, key)
    _update(path, newer(ADDS_A_COLUMN), key)
    assert _asked(path, "SELECT version_num FROM alembic_version", key) == NEXT
    for table, rows in (("patients", 1), ("patient_words", 4), ("encounters", 1)):
        assert _asked(path, f"SELECT count(*) FROM {table}", key) == rows
    assert _asked(path, "SELECT count(*) FROM patients WHERE language = 'en'", key) == 1
    backup = Store.open(tmp_path / BACKUP, CLOCK, key)
    with backup.reading() as records:
        assert len(records.patients.search("okafor 17", 9)) == 1
    backup.close()


def test_a_file_that_is_up_to_date_is_not_copied(tmp_path: Path) -> None:
    path = _old_file(tmp_path)
    Store.open(path, CLOCK).close()
    assert [file.name for file in tmp_path.iterdir()] == ["records.db"]


@pytest.mark.parametrize("script", [FAILS_HALF_WAY, LOSES_A_PATIENT])
def test_a_migration_that_fails_leaves_the_file_as_it_was_beside_its_backup(
    tmp_path: Path, newer: Callable[[str], Path], script: str
) -> None:
    path = _old_file(tmp_path)
    before = _in(path, _shape)
    migrations = newer(script)
    with pytest.raises(Exception, match=r"store\.(defect|damaged)"):
        _update(path, migrations)
    assert _in(path, _shape) == before
    assert _asked(path, "SELECT count(*) FROM patients") == 1
    store = Store.open(path, CLOCK)
    with store.reading() as records:
        assert len(records.encounters.rows("okafor")) == 1
    store.close()
    assert (tmp_path / BACKUP).is_file()


def test_a_newer_file_is_refused_in_one_sentence_and_left_alone(path: Path) -> None:
    Store.open(path, CLOCK).close()
    with closing(dbapi2.connect(str(path))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        Store.open(path, CLOCK)
    assert "newer version of MedCoder" in caught.value.sentence
    assert path.read_bytes() == before


def test_alembic_is_imported_only_when_a_file_has_to_be_migrated(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from medcoder_desktop.domain.clock import SystemClock\n"
        "from medcoder_desktop.store.store import Store\n"
        "for _ in range(2): Store.open(Path(sys.argv[1]), SystemClock()).close()\n"
        "heavy = {'alembic', 'mako', 'sqlite3', 'sqlalchemy.dialects.postgresql', 'greenlet'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, timeout=60)
