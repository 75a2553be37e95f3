"""What a transaction promises: all or nothing, always audited, one view of everything."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.domain.errors import Defect, EnvironmentError_, InputError
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.unit_of_work import UnitOfWork
from tests.unit.store.fictions import (
    CLOCK,
    CODER,
    MOMENT,
    PRACTICE,
    attempt,
    commit,
    patient,
    provider,
    stored_patient,
    stored_visit,
)


def test_what_is_not_committed_is_undone(store: Store) -> None:
    with store.writing(CODER) as work:
        work.practice.save(PRACTICE)
        work.record("practice.save", "practice")
    with store.reading() as records:
        assert records.practice.get() is None
        assert records.audit.entries() == ()


def test_an_error_inside_the_block_undoes_everything_and_arrives_as_it_was(store: Store) -> None:
    refusal = InputError("sheet.nothing_to_undo")

    def refuse(work: UnitOfWork) -> None:
        work.practice.save(PRACTICE)
        raise refusal

    with pytest.raises(InputError) as caught:
        attempt(store, refuse)
    assert caught.value is refusal
    with store.reading() as records:
        assert records.practice.get() is None


def test_an_error_after_the_commit_undoes_nothing(store: Store) -> None:
    def commit_and_fail(work: UnitOfWork) -> None:
        work.practice.save(PRACTICE)
        commit(work)
        raise KeyError

    with pytest.raises(KeyError):
        attempt(store, commit_and_fail)
    with store.reading() as records:
        assert records.practice.get() == PRACTICE


def test_every_commit_says_who_did_what_when(store: Store) -> None:
    with store.writing(Actor("marisol")) as work:
        work.practice.save(PRACTICE)
        work.record("practice.save", "practice", "1234567893")
        work.commit()
    with store.reading() as records:
        (entry,) = records.audit.entries()
    assert (entry.number, entry.moment, entry.actor) == (1, MOMENT, Actor("marisol"))
    assert (entry.action, entry.subject) == ("practice.save", "practice")
    assert entry.detail == "1234567893"


def test_a_change_without_a_record_of_it_cannot_be_committed(store: Store) -> None:
    with pytest.raises(Defect) as caught:
        attempt(store, lambda work: work.providers.save(provider()), UnitOfWork.commit)
    assert caught.value.params["tables"] == "providers"
    with store.reading() as records:
        assert records.providers.all() == ()


def test_the_place_of_the_coder_needs_no_record(store: Store) -> None:
    visit = stored_visit(store)
    with store.writing(CODER) as work:
        work.desk.remember(ReadingPlace(visit.id, None, 0))
        work.desk.remember(ReadingPlace(visit.id, "d" * 32, 812))
        work.commit()
    with store.reading() as records:
        assert records.desk.place() == ReadingPlace(visit.id, "d" * 32, 812)


def test_audit_numbers_have_no_gap_where_a_transaction_was_undone(store: Store) -> None:
    for outcome in (True, False, False, True, True):
        with store.writing(CODER) as work:
            work.record("test.act", "subject")
            if outcome:
                work.commit()
    with store.reading() as records:
        assert [entry.number for entry in records.audit.entries()] == [3, 2, 1]


def test_the_trail_is_read_by_subject_latest_first_and_no_longer_than_asked(store: Store) -> None:
    for number in range(6):
        with store.writing(CODER) as work:
            work.record(f"act.{number}", "a" if number % 2 else "b")
            work.commit()
    with store.reading() as records:
        assert [e.action for e in records.audit.entries("a")] == ["act.5", "act.3", "act.1"]
        assert [e.action for e in records.audit.entries(limit=2)] == ["act.5", "act.4"]


def test_nothing_can_be_done_in_a_transaction_after_its_commit(store: Store) -> None:
    with pytest.raises(Defect):
        attempt(store, commit, lambda work: work.practice.save(PRACTICE))
    with store.reading() as records:
        assert records.practice.get() is None


def test_writing_while_only_reading_is_a_mistake_that_is_noticed(store: Store) -> None:
    with pytest.raises(Defect) as caught, store.reading() as records:
        records.practice.save(PRACTICE)
    assert caught.value.message_id == "store.write_while_reading"
    with store.reading() as records:
        assert records.practice.get() is None


def test_a_reader_keeps_seeing_the_store_as_it_was_at_first(store: Store, other: Store) -> None:
    with store.reading() as records:
        before = records.providers.all()
        with other.writing(CODER) as work:
            work.providers.save(provider())
            commit(work)
        assert records.providers.all() == before == ()
    with store.reading() as records:
        assert len(records.providers.all()) == 1


def test_a_writer_sees_what_it_has_written_before_it_commits(store: Store) -> None:
    somebody = patient("Brennan", "Tom")
    with store.writing(CODER) as work:
        work.patients.save(somebody)
        assert work.patients.get(somebody.id) == somebody
        assert work.patients.search("bren", 5) == (somebody,)


def test_a_second_writer_waits_and_is_told_when_it_takes_too_long(
    store: Store, other: Store
) -> None:
    with store.writing(CODER) as work:
        with pytest.raises(EnvironmentError_) as caught, other.writing(CODER):
            pass
        assert "in use" in caught.value.sentence
        commit(work)
    with other.writing(CODER) as later:
        commit(later)
    with store.reading() as records:
        assert [entry.number for entry in records.audit.entries()] == [2, 1]


def test_threads_read_and_write_the_same_store_at_once(path: Path) -> None:
    store = Store.open(path, CLOCK)
    somebody = stored_patient(store)
    threads, each = 6, 12
    start = Barrier(threads)
    problems: list[BaseException] = []

    def work_on() -> None:
        try:
            start.wait()
            for _ in range(each):
                with store.writing(CODER) as work:
                    commit(work)
                with store.reading() as records:
                    assert records.patients.get(somebody.id) == somebody
        except BaseException as problem:  # noqa: BLE001 - shown by the assertion below
            problems.append(problem)

    running = [Thread(target=work_on) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert problems == []
    with store.reading() as records:
        numbers = [entry.number for entry in records.audit.entries(limit=1000)]
    store.close()
    assert numbers == list(range(threads * each + 1, 0, -1))
