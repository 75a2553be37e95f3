"""Several processes on one file: no row lost, none twice, and each notices the others."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.store.engine import is_sound
from medcoder_desktop.store.store import Store
from tests.unit.store import processes
from tests.unit.store.fictions import CLOCK, CODER, commit, stored_patient, stored_visit

PATIENCE = 60.0
KILLS = 20
# Children are forked from a server that never opened a database, once it has imported the store.
# Where there is no such server (Windows), every child starts afresh, which only takes longer.
if sys.platform == "win32":
    CHILDREN = multiprocessing.get_context("spawn")
else:
    CHILDREN = multiprocessing.get_context("forkserver")
    CHILDREN.set_forkserver_preload(["tests.unit.store.processes"])


@contextmanager
def _child(
    act: Callable[..., None], path: Path, *more: int
) -> Iterator[tuple[BaseProcess, Connection]]:
    ours, theirs = CHILDREN.Pipe()
    child = CHILDREN.Process(target=act, args=(path, theirs, *more), daemon=True)
    child.start()
    theirs.close()
    try:
        yield child, ours
    finally:
        child.kill()
        child.join(PATIENCE)
        child.close()
        ours.close()


def _heard(from_child: Connection) -> Any:
    assert from_child.poll(PATIENCE), "the other process says nothing"
    return from_child.recv()


def test_a_store_notices_what_another_has_written_and_not_its_own(
    store: Store, other: Store
) -> None:
    before = store.data_version(), other.data_version()
    somebody = stored_patient(store)
    assert store.data_version() == before[0]
    assert other.data_version() != before[1]

    seen = other.data_version()
    assert other.data_version() == seen
    stored_visit(other, somebody)
    assert other.data_version() == seen
    assert store.data_version() != before[0]


def test_a_place_being_read_elsewhere_is_nothing_to_notice(store: Store, other: Store) -> None:
    visit = stored_visit(store)
    before = other.data_version()
    with store.writing(CODER) as work:
        work.desk.remember(ReadingPlace(visit.id))
        work.commit()
    assert other.data_version() == before


def test_what_was_undone_elsewhere_is_nothing_to_notice(store: Store, other: Store) -> None:
    before = other.data_version()
    with store.writing(CODER) as work:
        work.record("test.act", "x")
    assert other.data_version() == before


def test_a_commit_between_two_own_ones_is_noticed(store: Store, other: Store) -> None:
    before = store.data_version()
    for each in (store, other, store):
        with each.writing(CODER) as work:
            work.record("test.first", "x")
            work.record("test.second", "x")
            commit(work)
    assert store.data_version() == before + 3


def test_two_stores_on_one_file_see_each_others_commits(store: Store, other: Store) -> None:
    somebody = stored_patient(store)
    with other.reading() as records:
        assert records.patients.get(somebody.id) == somebody
    numbers = [stored_visit(each, somebody).number for each in (store, other, store)]
    assert numbers == ["V1001", "V1002", "V1003"]


def test_processes_that_start_and_write_at_once_lose_nothing(path: Path) -> None:
    each, writers = 12, 3
    with (
        _child(processes.write_patients, path, each) as (_, first),
        _child(processes.write_patients, path, each) as (_, second),
        _child(processes.read_and_write_from_threads, path, each) as (_, third),
    ):
        connections = (first, second, third)
        assert [_heard(one) for one in connections] == ["ready"] * writers
        for one in connections:
            one.send("go")
        assert [_heard(one) for one in connections] == ["done"] * writers

    store = Store.open(path, CLOCK)
    with store.reading() as records:
        assert len(records.patients.search("", 999)) == 2 * each + 1
        numbers = [row.encounter.number for row in records.encounters.rows()]
        assert numbers == [f"V{1000 + n}" for n in range(2 * each, 0, -1)]
        audited = [entry.number for entry in records.audit.entries(limit=999)]
        assert audited == list(range(4 * each + 1, 0, -1))
    assert is_sound(store._engine)
    store.close()


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_process_loses_at_most_the_action_under_way(path: Path, kill: int) -> None:
    chance = Random(kill)
    with _child(processes.code_without_end, path) as (child, told):
        visit_id = _heard(told)
        heard = [_heard(told) for _ in range(chance.randrange(8))]
        child.join(chance.random() * 0.006)  # until somewhere within the next actions
        child.kill()
        child.join(PATIENCE)
        acknowledged = max([0, *heard, *_rest_of(told)])

    store = Store.open(path, CLOCK)
    with store.reading() as records:
        current = records.sheets.current(visit_id)
        assert acknowledged <= current.version <= acknowledged + 1
        for version in range(current.version + 1):
            assert records.sheets.version(visit_id, version).version == version
        entries = records.audit.entries(visit_id, limit=9999)
        assert [entry.detail for entry in entries] == [
            str(version) for version in range(current.version, 0, -1)
        ]
        (row,) = records.encounters.rows()
        assert row.charge_total == current.sheet.total
    assert is_sound(store._engine)
    with store.writing(CODER) as work:
        commit(work)
    store.close()


def _rest_of(told: Connection) -> Iterator[int]:
    """The versions the killed process told before it died."""
    while told.poll(0):
        try:
            yield told.recv()
        except EOFError:
            return


@pytest.mark.parametrize("kill", range(6))
def test_a_process_killed_while_making_a_file_leaves_one_that_opens(path: Path, kill: int) -> None:
    with _child(processes.open_new, path) as (child, told):
        assert _heard(told) == "begins"
        child.join(Random(kill).random() * 0.03)
        child.kill()
        child.join(PATIENCE)
    store = Store.open(path, CLOCK)
    assert stored_visit(store).number == "V1001"
    assert is_sound(store._engine)
    store.close()
