"""Opening a file: made when missing, and one plain sentence for whatever stands in the way."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import Defect, EnvironmentError_, InputError
from medcoder_desktop.store.engine import is_sound
from medcoder_desktop.store.failures import told_plainly
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.unit_of_work import UnitOfWork
from tests.unit.store.fictions import (
    CLOCK,
    CODER,
    PRACTICE,
    attempt,
    commit,
    document,
    stored_patient,
)

KEY = bytes(range(32))


def test_a_missing_file_is_made_readable_for_its_owner_alone(path: Path) -> None:
    Store.open(path, CLOCK).close()
    assert path.is_file()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_file_becomes_a_new_store(path: Path) -> None:
    path.touch()
    store = Store.open(path, CLOCK)
    with store.reading() as records:
        assert records.practice.get() is None
    store.close()


def test_an_open_file_keeps_every_promise_of_durability(store: Store) -> None:
    with store._engine.connect() as connection:

        def asked(pragma: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()

        assert asked("journal_mode") == "wal"
        assert asked("synchronous") == 2  # FULL
        assert asked("foreign_keys") == 1
        assert asked("temp_store") == 2  # in memory
        assert asked("busy_timeout") == 200


def test_closing_leaves_one_file(store: Store, path: Path) -> None:
    stored_patient(store)
    assert len(list(path.parent.iterdir())) > 1
    store.close()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"x", b"not a database " * 999, b"SQLite format 3\0", b"\0"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        Store.open(path, CLOCK)
    assert "no MedCoder database" in caught.value.sentence
    assert path.name in caught.value.sentence
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as foreign:
        foreign.execute("CREATE TABLE moz_places (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        Store.open(path, CLOCK)
    assert "another program" in caught.value.sentence
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [None, "", "a1b2c3", "-1", "²"])
def test_a_database_with_an_odd_version_is_another_programs(
    path: Path, version: str | None
) -> None:
    with closing(dbapi2.connect(str(path))) as foreign, foreign:
        foreign.execute("CREATE TABLE alembic_version (version_num TEXT)")
        if version is not None:
            foreign.execute("INSERT INTO alembic_version VALUES (?)", [version])
    with pytest.raises(InputError) as caught:
        Store.open(path, CLOCK)
    assert "another program" in caught.value.sentence


def _with_a_long_chart(path: Path, key: bytes | None = None) -> None:
    store = Store.open(path, CLOCK, key)
    somebody = stored_patient(store, "Okafor", "Adaeze")
    with store.writing(CODER) as work:
        for _ in range(40):
            work.chart.add_document(document(somebody), "numb feet " * 900)
        commit(work)
    store.close()


def _read_everything(path: Path) -> None:
    with closing(Store.open(path, CLOCK)) as store, store.reading() as records:
        for somebody in records.patients.search("", 9):
            for note in records.chart.documents_of(somebody.id):
                records.chart.text(note.id)


def test_a_damaged_file_is_told_when_the_damage_is_met(path: Path) -> None:
    _with_a_long_chart(path)
    content = bytearray(path.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        _read_everything(path)
    assert "damaged" in caught.value.sentence
    assert "backup" in caught.value.sentence


def test_a_file_cut_short_is_told_as_damaged(path: Path) -> None:
    _with_a_long_chart(path)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(InputError) as caught:
        _read_everything(path)
    assert "damaged" in caught.value.sentence


def test_a_folder_or_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    for impossible in (tmp_path, tmp_path / "nowhere" / "records.db"):
        with pytest.raises(EnvironmentError_) as caught:
            Store.open(impossible, CLOCK)
        assert str(impossible) in caught.value.sentence


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder with a store in it, in which this person may only read."""
    if os.name == "nt":
        pytest.skip("folders are locked differently on Windows")
    # Not below tmp_path, whose parents only their owner may pass.
    folder = Path(tempfile.mkdtemp())
    Store.open(folder / "records.db", CLOCK).close()
    (folder / "records.db").chmod(0o444)
    folder.chmod(0o555)
    as_root = os.geteuid() == 0
    if as_root:  # root may write everywhere, so be nobody for a while
        os.seteuid(65534)
    yield folder
    if as_root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["records.db", "new.db"])
def test_a_folder_that_may_only_be_read_is_said_plainly(locked_folder: Path, name: str) -> None:
    with pytest.raises(EnvironmentError_) as caught:
        Store.open(locked_folder / name, CLOCK)
    assert "may be written by you" in caught.value.sentence


def test_a_full_disk_is_said_plainly_and_undoes_the_transaction(store: Store) -> None:
    somebody = stored_patient(store)

    @event.listens_for(store._engine, "begin")
    def no_page_more(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    def add_a_note(work: UnitOfWork) -> None:
        work.chart.add_document(document(somebody), "numb feet " * 900)

    with pytest.raises(EnvironmentError_) as caught:
        attempt(store, *[add_a_note] * 400)
    assert "full" in caught.value.sentence
    with store.reading() as records:
        assert records.chart.documents_of(somebody.id) == ()


def test_a_file_another_program_holds_is_said_plainly(store: Store, path: Path) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(EnvironmentError_) as caught, store.writing(CODER):
            pass
    assert "in use by another program" in caught.value.sentence


def test_a_keyed_file_opens_with_its_key_alone_and_shows_nothing(path: Path) -> None:
    _with_a_long_chart(path, KEY)
    content = path.read_bytes()
    assert b"SQLite" not in content
    assert b"Okafor" not in content
    assert b"numb feet" not in content
    for wrong in (None, bytes(32)):
        with pytest.raises(InputError) as caught:
            Store.open(path, CLOCK, wrong)
        assert "another key" in caught.value.sentence
    store = Store.open(path, CLOCK, KEY)
    with store.reading() as records:
        assert len(records.patients.search("okafor", 9)) == 1
    assert is_sound(store._engine)
    store.close()


def test_a_wrong_key_prints_nothing(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Store.open(path, CLOCK, KEY).close()
    with pytest.raises(InputError):
        Store.open(path, CLOCK, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_key_that_is_none_is_a_mistake_not_a_weak_key(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(path, CLOCK, b"secret")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, EnvironmentError_),
        (517, EnvironmentError_),  # SQLITE_BUSY_SNAPSHOT
        (8, EnvironmentError_),
        (10, EnvironmentError_),
        (3338, EnvironmentError_),  # SQLITE_IOERR_AUTH
        (14, EnvironmentError_),
        (11, InputError),
        (26, InputError),
        (19, Defect),
        (1, Defect),
    ],
)
def test_every_code_of_the_database_is_one_of_our_errors(
    code: int, kind: type[Exception], path: Path
) -> None:
    error = dbapi2.OperationalError("whatever")
    error.sqlite_errorcode = code
    with pytest.raises(kind) as caught, told_plainly(path):
        raise error
    assert str(path) in caught.value.sentence  # type: ignore[attr-defined]


def test_the_practice_is_still_there_after_closing_and_opening(path: Path) -> None:
    store = Store.open(path, CLOCK)
    with store.writing(CODER) as work:
        work.practice.save(PRACTICE)
        commit(work)
    store.close()
    store = Store.open(path, CLOCK)
    with store.reading() as records:
        assert records.practice.get() == PRACTICE
    store.close()
