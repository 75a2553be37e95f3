"""What the store costs: a commit, an opening, the list of visits, beside bare statements.

Run ``python -m tests.benchmarks.bench_store [VISITS ...]``. Times are medians in milliseconds.
The generated patients and visits are fictitious.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis, ServiceLine
from medcoder_desktop.domain.sheet_versions import next_version
from medcoder_desktop.store.store import Store
from tests.benchmarks.many_visits import CODER, NOTE, fill

CLOCK = FixedClock(datetime(2026, 3, 14, 9, 30, tzinfo=UTC))
KEY = bytes(range(32))
BARE_ACTION = (
    "SELECT * FROM encounters WHERE id = :visit",
    "SELECT * FROM sheet_versions WHERE encounter_id = :visit ORDER BY version DESC LIMIT 1",
    (
        "UPDATE encounters SET sheet_version = :version, charge_total = 1, diagnosis_codes = 'I10'"
        " WHERE id = :visit"
    ),
    (
        "INSERT INTO sheet_versions VALUES (:visit, :version, 'assign', 0, NULL,"
        " '2026-03-14 09:30:00.000000', :content)"
    ),
    "UPDATE counters SET value = value + 1 WHERE name = 'audit' RETURNING value",
    (
        "INSERT INTO audit_entries VALUES ((SELECT value FROM counters WHERE name = 'audit'),"
        " '2026-03-14 09:30:00.000000', 'benchmark', 'sheet.assign', :visit, '')"
    ),
)
BARE_LIST = """
SELECT e.id, e.number, e.date_of_service, e.status, e.charge_total, e.diagnosis_codes,
       p.family, p.given, y.name, d.family,
       (SELECT count(*) FROM documents AS n WHERE n.encounter_id = e.id)
FROM encounters AS e JOIN patients AS p ON p.id = e.patient_id
LEFT JOIN coverages AS c ON c.id = e.coverage_id LEFT JOIN payers AS y ON y.id = c.payer_id
LEFT JOIN providers AS d ON d.id = e.provider_id
ORDER BY e.date_of_service DESC, e.serial DESC
"""


def main() -> None:
    """Measure stores of each size, without and with a key."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]
    _say(f"import of the store in a fresh process: {_import_time():8.1f}")
    for visits in sizes:
        for key in (None, KEY):
            with tempfile.TemporaryDirectory() as folder:
                _say(f"\n{visits:,} visits, {'encrypted' if key else 'no key'}")
                _measure(Path(folder) / "records.db", visits, key)


def _measure(path: Path, visits: int, key: bytes | None) -> None:
    made = perf_counter()
    store = Store.open(path, CLOCK, key)
    _line("make a new file", (perf_counter() - made) * 1000)
    ids = fill(store, visits)
    store.close()
    _line("size of the file in MB", path.stat().st_size / 1e6)
    _line("open", _median(lambda: Store.open(path, CLOCK, key).close(), 20))

    store = Store.open(path, CLOCK, key)
    turn = iter(ids)
    _line("commit one action on a sheet", _median(lambda: _act(store, next(turn)), 300))
    with closing(_bare(path, key)) as connection:
        cursor = connection.cursor()
        _line("  bare statements", _median(lambda: _act_bare(cursor, next(turn)), 300))
    _line("read the newest sheet", _median(lambda: _read_sheet(store, ids[7]), 300))
    _line("has another process written", _median(store.data_version, 300))
    _line("list: first 200 visits", _median(lambda: _rows(store, "", 200), 20))
    _line("list: by a family name, 200", _median(lambda: _rows(store, "okaf", 200), 20))
    _line("list: by two parts of a name, all", _median(lambda: _rows(store, "zo brenn"), 5))
    _line("list: by number", _median(lambda: _rows(store, "v1777"), 20))
    _line("list: every visit", _median(lambda: _rows(store), 3))
    with closing(_bare(path, key)) as connection:
        first = BARE_LIST + " LIMIT 200"
        _line("  bare statement, 200", _median(lambda: connection.execute(first).fetchall(), 20))
        _line("  bare statement, all", _median(lambda: connection.execute(BARE_LIST).fetchall(), 3))
    _line("patients as one types, 50", _median(lambda: _patients(store, "ada oka"), 50))
    _line("backup", _median(lambda: store.backup(path.with_name("backup.db")), 1))
    store.close()


def _sheet(encounter_id: str) -> CodingSheet:
    evidence = (Evidence("d" * 32, 0, 40, NOTE[:40]),)
    diagnoses = tuple(Diagnosis(new_id(), f"E11.{n}", "Type 2 …", evidence) for n in range(6))
    line = ServiceLine(new_id(), "99214", "Office visit", ("25",), (diagnoses[0].id,), 1, 18500)
    return CodingSheet(encounter_id, diagnoses, (line,) * 3)


def _act(store: Store, encounter_id: str) -> None:
    """What assigning a code does, from the lock to the disk."""
    with store.writing(CODER) as work:
        encounter = work.encounters.get(encounter_id)
        current = work.sheets.current(encounter_id)
        work.sheets.add(next_version(current, _sheet(encounter_id), "assign E11.42"))
        work.record("sheet.assign", encounter.id, "E11.42")
        work.commit()


def _act_bare(cursor: Any, encounter_id: str) -> None:
    values = {"visit": encounter_id, "version": 1, "content": "x" * 1500}
    cursor.execute("BEGIN IMMEDIATE")
    for statement in BARE_ACTION:
        cursor.execute(statement, values).fetchall()
    cursor.execute("COMMIT")


def _read_sheet(store: Store, encounter_id: str) -> None:
    with store.reading() as records:
        records.sheets.current(encounter_id)


def _rows(store: Store, text: str = "", limit: int | None = None) -> None:
    with store.reading() as records:
        records.encounters.rows(text, limit)


def _patients(store: Store, text: str) -> None:
    with store.reading() as records:
        records.patients.search(text, 50)


def _bare(path: Path, key: bytes | None) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _import_time() -> float:
    program = "import medcoder_desktop.store.store"
    return _median(lambda: subprocess.run([sys.executable, "-c", program], check=True), 5)


def _median(measured: Callable[[], object], times: int) -> float:
    def timings() -> Iterator[float]:
        for _ in range(times):
            start = perf_counter()
            measured()
            yield (perf_counter() - start) * 1000

    return median(timings())


def _line(what: str, value: float) -> None:
    _say(f"  {what:<36}{value:10.2f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
