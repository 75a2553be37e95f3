"""Processes that die or meet at awkward moments: in a transaction, a backup, on one sheet."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.sheet_versions import next_version
from medcoder_desktop.store.engine import is_sound
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import (
    CLOCK,
    CODER,
    PRACTICE,
    attempt,
    commit,
    document,
    sheet,
    stored_patient,
    stored_visit,
)
from tests.unit.store.test_two_processes import PATIENCE, _child, _heard

EACH = 20
NOTE = "HPI: 58 y.o. with type 2 diabetes and numb feet, here for follow-up.\n" * 20_000


def hold_the_lock(path: Path, told: Connection) -> None:
    """Write without committing, and stay so until told to go on."""
    store = Store.open(path, CLOCK)
    with store.writing(CODER) as work:
        work.practice.save(PRACTICE)
        work.record("practice.save", "practice")
        told.send("holding")
        told.recv()
        work.commit()
    store.close()
    told.send("done")


def code_one_visit(path: Path, told: Connection, how_many: int) -> None:
    """Add versions to the sheet of the only visit, reading the newest one each time."""
    told.send("ready")
    name = told.recv()
    store = Store.open(path, CLOCK)
    with store.reading() as records:
        (row,) = records.encounters.rows()
    visit_id = row.encounter.id
    for turn in range(how_many):
        with store.writing(CODER) as work:
            current = work.sheets.current(visit_id)
            action = f"{name} {turn}"
            work.sheets.add(next_version(current, sheet(visit_id, charge=turn), action))
            work.record("sheet.assign", visit_id, action)
            work.commit()
    store.close()
    told.send("done")


def back_up_without_end(path: Path, told: Connection) -> None:
    """Replace one backup over and over."""
    store = Store.open(path, CLOCK)
    told.send("begins")
    while True:
        store.backup(path.with_name("backup.db"))


def test_a_writer_is_told_when_another_process_writes_too_long(store: Store, path: Path) -> None:
    with _child(hold_the_lock, path) as (_, holder):
        assert _heard(holder) == "holding"
        with pytest.raises(EnvironmentError_) as caught, store.writing(CODER):
            pass
        assert caught.value.message_id == "store.locked"
        with store.reading() as records:
            assert records.practice.get() is None, "reading goes on, without what is half done"
        holder.send("go on")
        assert _heard(holder) == "done"
    with store.writing(CODER) as work:
        assert work.practice.get() == PRACTICE


def test_a_process_killed_while_it_holds_the_lock_shuts_nobody_out(
    store: Store, path: Path
) -> None:
    with _child(hold_the_lock, path) as (child, holder):
        assert _heard(holder) == "holding"
        child.kill()
        child.join(PATIENCE)
        with store.writing(CODER) as work:
            assert work.practice.get() is None
            commit(work)
    with store.reading() as records:
        assert [entry.number for entry in records.audit.entries()] == [1]
    assert is_sound(store._engine)


def test_processes_coding_one_visit_make_one_chain_of_versions(path: Path) -> None:
    before = Store.open(path, CLOCK)
    visit = stored_visit(before)
    before.close()
    names = ("first", "second", "third")
    with (
        _child(code_one_visit, path, EACH) as (_, first),
        _child(code_one_visit, path, EACH) as (_, second),
        _child(code_one_visit, path, EACH) as (_, third),
    ):
        coders = (first, second, third)
        assert [_heard(coder) for coder in coders] == ["ready"] * len(coders)
        for coder, name in zip(coders, names, strict=True):
            coder.send(name)
        assert [_heard(coder) for coder in coders] == ["done"] * len(coders)

    store = Store.open(path, CLOCK)
    with store.reading() as records:
        newest = records.sheets.current(visit.id)
        chain = [records.sheets.version(visit.id, n) for n in range(1, newest.version + 1)]
        (row,) = records.encounters.rows()
    store.close()
    assert sorted(version.action for version in chain) == sorted(
        f"{name} {turn}" for name in names for turn in range(EACH)
    )
    assert [version.undo_to for version in chain] == list(range(len(names) * EACH))
    assert row.charge_total == newest.sheet.total


@pytest.mark.parametrize("kill", range(10))
def test_a_backup_that_is_killed_leaves_the_last_whole_one_and_can_be_made_again(
    path: Path, kill: int
) -> None:
    before = Store.open(path, CLOCK)
    somebody = stored_patient(before)
    attempt(before, lambda work: work.chart.add_document(document(somebody), NOTE))
    before.close()
    target = path.with_name("backup.db")

    with _child(back_up_without_end, path) as (child, told):
        assert _heard(told) == "begins"
        child.join(Random(kill).random() * 0.05)
        child.kill()
        child.join(PATIENCE)

    if target.exists():
        _assert_whole(target, somebody.id)
    store = Store.open(path, CLOCK)
    store.backup(target)
    store.close()
    _assert_whole(target, somebody.id)
    assert not list(path.parent.glob("*.unfinished*"))


def _assert_whole(backup: Path, patient_id: str) -> None:
    store = Store.open(backup, CLOCK)
    assert is_sound(store._engine)
    with store.reading() as records:
        (kept,) = records.chart.documents_of(patient_id)
        assert records.chart.text(kept.id) == NOTE
    store.close()
