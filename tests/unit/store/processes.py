"""What other processes do to a store in the tests; run in processes of their own."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from medcoder_desktop.domain.sheet_versions import next_version
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import CLOCK, CODER, sheet, stored_patient, stored_visit


def code_without_end(path: Path, told: Connection) -> None:
    """Make a visit and change its sheet over and over, telling each version once it is kept."""
    store = Store.open(path, CLOCK)
    visit = stored_visit(store)
    told.send(visit.id)
    while True:
        with store.writing(CODER) as work:
            current = work.sheets.current(visit.id)
            # A sheet worth several pages, so that a kill can fall between them.
            codes = [f"E11.{current.version % 10}"] * 12
            work.sheets.add(next_version(current, sheet(visit.id, *codes), "assign"))
            work.record("sheet.assign", visit.id, str(current.version + 1))
            work.commit()
        told.send(current.version + 1)


def open_new(path: Path, told: Connection) -> None:
    """Make a new file, telling when it begins and when it is done."""
    told.send("begins")
    Store.open(path, CLOCK).close()
    told.send("done")


def write_patients(path: Path, told: Connection, how_many: int) -> None:
    """Open the store at the same moment as others and add patients, one commit each."""
    told.send("ready")
    told.recv()
    store = Store.open(path, CLOCK)
    for _ in range(how_many):
        stored_patient(store)
    store.close()
    told.send("done")


def read_and_write_from_threads(path: Path, told: Connection, how_many: int) -> None:
    """Add visits from two threads of one process."""
    told.send("ready")
    told.recv()
    store = Store.open(path, CLOCK)
    somebody = stored_patient(store)

    def add_visits() -> None:
        for _ in range(how_many):
            stored_visit(store, somebody)

    threads = [Thread(target=add_visits) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    told.send("done")
