"""Several processes that find one old file at the same moment."""

from __future__ import annotations

import shutil
from multiprocessing.connection import Connection
from pathlib import Path

from medcoder_desktop.store.opening import MIGRATIONS, bring_up_to_date
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import CLOCK, stored_visit
from tests.unit.store.test_migrations import ADDS_A_COLUMN, NEXT
from tests.unit.store.test_two_processes import _child, _heard


def update(path: Path, told: Connection) -> None:
    """Bring the file to the next version at the same moment as others."""
    told.send("ready")
    told.recv()
    migrations = path.parent / "migrations"
    bring_up_to_date(path, CLOCK, None, patience=10, newest=NEXT, migrations=migrations)
    told.send("up to date")


def test_processes_that_find_the_same_old_file_at_once_all_bring_it_up_to_date(
    path: Path,
) -> None:
    migrations = path.parent / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / f"{NEXT}_language.py").write_text(ADDS_A_COLUMN, encoding="utf-8")
    before = Store.open(path, CLOCK)
    stored_visit(before)
    before.close()

    with (
        _child(update, path) as (_, first),
        _child(update, path) as (_, second),
        _child(update, path) as (_, third),
    ):
        for one in (first, second, third):
            assert _heard(one) == "ready"
        for one in (first, second, third):
            one.send("go")
        for one in (first, second, third):
            assert _heard(one) == "up to date"

    (backup,) = path.parent.glob(f"*-before-{NEXT}-*")
    old = Store.open(backup, CLOCK)
    with old.reading() as records:
        assert len(records.encounters.rows()) == 1
    old.close()
