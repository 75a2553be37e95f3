"""What reading a record costs, beside parsing its JSON and nothing else.

Run ``python -m tests.benchmarks.bench_records``. Times are medians in milliseconds, memory is the
peak of Python objects in megabytes. Public records are read where they lie beside the checkout;
the others are made from the sample patients.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.paths import resources
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.ccda.files import PROGRESS_NOTE
from tests.unit.records.hl7.test_messages import ADT, ORU

ROUNDS = 7
LARGE = 4 * 1024 * 1024
"""Bytes of the bundle the budget is about."""
BUDGET = 2_000.0
"""Milliseconds for it."""
CLINICAL_DOCUMENTS = 200
MESSAGES = 1_000
_SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "records"


def main() -> int:
    """Print the figures; 1 when the budget is missed."""
    with tempfile.TemporaryDirectory() as folder:
        sample = resources() / "samples" / "01-okafor-diabetes" / "okafor-diabetes.fhir.json"
        large = Path(folder) / "large.json"
        large.write_text(grown(sample, LARGE), encoding="utf-8")
        files = [sample, large]
        public = _SHARED / "fhir" / "Kendall_Keeling.json"
        if public.exists():
            repeated = Path(folder) / "Kendall_Keeling grown.json"
            repeated.write_text(grown(public, LARGE), encoding="utf-8")
            files += [public, repeated, _SHARED / "fhir" / "synthea-bulk-10-patients.zip"]
        say(f"{'file':32}{'MB':>7}{'json':>9}{'read':>9}{'peak MB':>9}  read")
        slowest = max(measured(path) for path in files)
        notes = sorted((_SHARED / "notes").glob("*.txt"))
        if notes:
            elapsed = timed(lambda: [read_record(note) for note in notes])
            say(f"{len(notes)} notes: {elapsed:.1f} ms, {elapsed / len(notes):.2f} ms each")
        report_storing(Path(folder) / "store", large)
        report_clinical_documents(Path(folder))
        report_messages(Path(folder))
    return int(slowest > BUDGET)


def measured(path: Path) -> float:
    """Print one line for a file and return the time its reading took."""
    content = path.read_bytes()
    bare = timed(lambda: json.loads(content)) if path.suffix == ".json" else float("nan")
    elapsed = timed(lambda: read_record(path))
    tracemalloc.start()
    record = read_record(path)
    peak = tracemalloc.get_traced_memory()[1] / 1024**2
    tracemalloc.stop()
    say(
        f"{path.name:32}{len(content) / 1024**2:7.2f}{bare:9.1f}{elapsed:9.1f}{peak:9.1f}"
        f"  {counts(record)}"
    )
    return elapsed


def report_storing(folder: Path, path: Path) -> None:
    """The whole way of a large bundle: read, tried out, stored, and once more as a repeat."""
    services = open_services(folder, FixedClock(datetime(2026, 9, 15, tzinfo=UTC)))
    records, coder = services.records, Actor("bench")
    started = perf_counter()
    read = records.read((path,))
    at_read = perf_counter()
    records.preview(coder, read)
    at_preview = perf_counter()
    records.store(coder, read)
    at_store = perf_counter()
    records.store(coder, records.read((path,)))
    at_repeat = perf_counter()
    services.close()
    say(
        f"{path.name} brought in: read {at_read - started:.2f} s, preview "
        f"{at_preview - at_read:.2f} s, stored {at_store - at_preview:.2f} s, "
        f"all again as a repeat {at_repeat - at_store:.2f} s"
    )


def report_clinical_documents(folder: Path) -> None:
    """Two hundred C-CDA documents, the public ones over and over; goal: 20 seconds."""
    public = sorted((_SHARED / "ccda").glob("*.xml"))
    paths = public or [folder / "note.xml"]
    if not public:
        paths[0].write_text(PROGRESS_NOTE, encoding="utf-8")
    started = perf_counter()
    for number in range(CLINICAL_DOCUMENTS):
        read_record(paths[number % len(paths)])
    took = perf_counter() - started
    say(f"{CLINICAL_DOCUMENTS} C-CDA documents: {took:.2f} s, at most 20 s")


def report_messages(folder: Path) -> None:
    """A thousand HL7 messages in one file, each of a patient of its own; goal: 5 seconds."""
    path = folder / "feed.hl7"
    pairs = ("\r".join((*ADT, *ORU)).replace("CH-20001", f"CH-{n}") for n in range(MESSAGES // 2))
    path.write_text("\r".join(pairs), encoding="utf-8", newline="")
    elapsed = timed(lambda: read_record(path))
    say(f"{MESSAGES} HL7 messages: {elapsed / 1000:.2f} s, at most 5 s")


def counts(record: ImportedRecord) -> str:
    """What was read, in short."""
    return (
        f"{len(record.encounters)} visits, {len(record.documents)} documents, "
        f"{len(record.results)} results, {len(record.conditions)} conditions"
    )


def timed(work: Callable[[], object]) -> float:
    """Median milliseconds of a few runs."""
    taken: list[float] = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        taken.append((perf_counter() - started) * 1000)
    return median(taken)


def grown(path: Path, size: int) -> str:
    """A bundle with its visits and what belongs to them repeated until it has this size.

    Texts that lie beside the bundle are not carried along.
    """
    tree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    people = ("Patient", "Practitioner", "Organization", "Location", "Coverage", "RelatedPerson")
    entries = tree["entry"]
    own = [entry for entry in entries if entry["resource"]["resourceType"] not in people]
    own = [entry for entry in own if entry["resource"]["resourceType"] != "DocumentReference"]
    one_round = json.dumps(own)
    names = [entry["resource"]["id"] for entry in own]
    rounds = -(-(size - len(json.dumps(entries))) // len(one_round))
    for number in range(rounds):
        again = one_round
        for name in names:
            again = again.replace(name, f"{name}-{number}")
        entries.extend(copy.deepcopy(json.loads(again)))
    return json.dumps(tree)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
