"""Backups: complete, readable with the same key, and made while others work."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.store.engine import is_sound
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import CLOCK, CODER, attempt, document, stored_patient


@pytest.mark.parametrize("key", [None, bytes(range(32))])
def test_a_backup_is_one_sound_file_with_everything_in_it(
    tmp_path: Path, key: bytes | None
) -> None:
    store = Store.open(tmp_path / "records.db", CLOCK, key)
    somebody = stored_patient(store)
    target = tmp_path / "backups of March"
    target.mkdir()
    store.backup(target / "backup.db")
    store.close()

    assert [file.name for file in target.iterdir()] == ["backup.db"]
    copy = Store.open(target / "backup.db", CLOCK, key)
    assert is_sound(copy._engine)
    with copy.reading() as records:
        assert records.patients.get(somebody.id) == somebody
    copy.close()
    if os.name != "nt":
        assert stat.S_IMODE((target / "backup.db").stat().st_mode) == 0o600


def test_a_backup_replaces_the_one_before_and_never_goes_back_in_time(
    store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "backup.db"
    for number in range(1, 4):
        stored_patient(store)
        store.backup(target)
        copy = Store.open(target, CLOCK)
        with copy.reading() as records:
            assert len(records.patients.search("", 9)) == number
        copy.close()


def test_a_backup_is_made_while_somebody_writes_and_holds_only_what_was_committed(
    store: Store, tmp_path: Path
) -> None:
    somebody = stored_patient(store)
    with store.writing(CODER) as work:
        work.chart.add_document(document(somebody), "half way")
        store.backup(tmp_path / "backup.db")
    copy = Store.open(tmp_path / "backup.db", CLOCK)
    with copy.reading() as records:
        assert records.patients.get(somebody.id) == somebody
        assert records.chart.documents_of(somebody.id) == ()
    copy.close()


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "taken.db").mkdir()
    attempt(store)
    before = sorted(tmp_path.iterdir())
    for impossible in (tmp_path / "nowhere" / "backup.db", tmp_path / "taken.db"):
        with pytest.raises(EnvironmentError_) as caught:
            store.backup(impossible)
        assert str(impossible) in caught.value.sentence
    assert sorted(tmp_path.iterdir()) == before
