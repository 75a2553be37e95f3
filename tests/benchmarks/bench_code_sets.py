"""What code sets cost that an office imports: procedure pairs, indexes, several releases.

Run ``python -m tests.benchmarks.bench_code_sets``. Beside ours stand bare ones: csv and executemany
into a plain indexed table, its rows asked for by their codes, two lists of codes compared as
dictionaries. Imports run in processes of their own, so that their peak memory is their own. What
needs official files is left out where the shared test data is absent. Times of lookups are in
milliseconds.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

from sqlcipher3 import dbapi2

from medcoder_desktop import bootstrap
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.domain.releases import NO_WISH, CodeSet
from medcoder_desktop.services.library_service import LIBRARY_FILE, LibraryService
from medcoder_desktop.services.suite import Services
from tests.benchmarks.bench_library import peak_megabytes
from tests.benchmarks.ptp_file import PREAMBLE, ROWS, write_ptp_file
from tests.listed_procedures import listed_procedures

ON = date(2026, 5, 14)
ACTOR = Actor("benchmark")
IMPORTS = 2
CLAIMS, LINES = 500, 50
MOST_SECONDS, MOST_MEGABYTES = 12.0, 150.0
MOST_FOR_A_LOOKUP, MOST_FOR_A_CLAIM, MOST_FOR_A_PLACE = 1.0, 2.0, 10.0
"""Milliseconds for one code on a date, all pairs of a claim, and any place of an index."""
MOST_ON_DISK = 250.0
"""Megabytes of a library with four releases of ICD-10-CM."""
CHANGED = 10_000
"""Rows in which the second quarter of pairs differs from the first."""
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "codesets"
FY2018 = SHARED / "icd10" / "2018-ICD-10-Code-Descriptions.zip"
FY2019 = SHARED / "icd10" / "2019-ICD-10-CM-Code-Descriptions.zip"
LISTS = (FY2018, FY2019, SHARED / "icd10" / "icd10cm-tabular-2021.zip")
PROCEDURES = (
    SHARED / "hcpcs" / "2019-Alpha-Numeric-HCPCS-File.zip",
    SHARED / "ncci" / "MCR_MUE_PractitionerServices_Eff_04-01-2026.zip",
)
INDEXES = SHARED / "icd10" / "icd10cm-index-April-2026.zip"
BOOKS = (CodeSet.ICD_EXTERNAL_INDEX, CodeSet.ICD_NEOPLASMS, CodeSet.ICD_DRUGS)
SEARCHED = ("fall", "fall from ladder", "car", "aspirin", "lung", "skin", "bite dog", "a", "in")
BARE_TABLE = """
CREATE TABLE pair (
    column1 TEXT, column2 TEXT, before_1996 TEXT, effective TEXT, deleted TEXT, indicator TEXT,
    rationale TEXT
)
"""


def main() -> None:
    """Import, then read what was imported."""
    if len(sys.argv) == 4:
        _import_here(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bootstrap.build_library(folder / "data", no_progress)
        quarter, following = folder / "ccipra-v321r0-f1.txt", folder / "ccipra-v322r0-f1.txt"
        write_ptp_file(quarter)
        _write_following(quarter, following)
        _say(f"import of {ROWS:,} pairs, best of {IMPORTS}     seconds   peak MB   file MB")
        _report_pairs(folder, quarter)
        with closing(bootstrap.open_services(folder / "data")) as services:
            _put_in_use(services, CodeSet.PTP)
            _measure_procedures(services, folder / "bare.db")
            _measure_update_of_pairs(services, folder, following)
        if SHARED.exists():
            _measure_official(folder / "official")
        else:
            _say("\nthe rest needs the shared test data beside the checkout")


def _report_pairs(folder: Path, quarter: Path) -> None:
    data, bare = folder / "data", folder / "bare.db"
    library = data / LIBRARY_FILE
    before = _size(library)
    limit = f"at most {MOST_SECONDS:.0f} s, {MOST_MEGABYTES:.0f} MB"
    best = None
    for _ in range(IMPORTS):
        if best is not None:
            _remove(data, CodeSet.PTP)
        seconds, megabytes = _apart("ours", data, quarter)
        best = min(best or (seconds, megabytes), (seconds, megabytes))
    assert best is not None
    _row("ours", *best, _size(library) - before, limit)
    seconds, megabytes = _apart("bare", bare, quarter)
    _row("bare", seconds, megabytes, _size(bare), "csv + executemany + index")


def _apart(name: str, target: Path, source: Path) -> tuple[float, float]:
    """Import in a fresh process; its seconds without start-up, and its peak in megabytes."""
    program = [sys.executable, "-m", "tests.benchmarks.bench_code_sets"]
    command = [*program, name, str(target), str(source)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(answer.stdout)
    return float(seconds), float(megabytes)


def _import_here(name: str, target: Path, source: Path) -> None:
    started = perf_counter()
    if name == "bare":
        _import_bare(target, source)
    elif name == "first":
        bootstrap.build_library(target, no_progress)
    else:
        bootstrap.import_codes(target, (source,), NO_WISH, no_progress)
    _say(json.dumps((perf_counter() - started, peak_megabytes())))


def _import_bare(target: Path, source: Path) -> None:
    with (
        source.open(encoding="ascii", newline="") as text,
        closing(dbapi2.connect(str(target))) as connection,
    ):
        rows = islice(csv.reader(text, delimiter="\t"), len(PREAMBLE), None)
        connection.execute(BARE_TABLE)
        connection.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("CREATE INDEX pair_by_codes ON pair (column1, column2)")
        connection.commit()


def _write_following(quarter: Path, following: Path) -> None:
    """The next quarter: of every so many rows one is gone, one changed or one new, in turn."""
    every = ROWS // CHANGED
    with (
        quarter.open(encoding="ascii", newline="") as before,
        following.open("w", encoding="ascii", newline="") as after,
    ):
        for number, line in enumerate(before, -len(PREAMBLE)):
            if number < 0 or number % every:
                after.write(line)
                continue
            kind = number // every % 3
            cells = line.split("\t")
            if kind == 0:
                cells[5] = "1" if cells[5] != "1" else "0"
            elif kind == 1:
                after.write(line)
                cells[1] = f"A{cells[1][1:]}"
            if kind < 2:
                after.write("\t".join(cells))


def _measure_procedures(services: Services, bare: Path) -> None:
    library = services.library
    procedures = sorted({each.code for each in listed_procedures(library, ON)})
    chosen = random.Random(2026)
    numbers = [str(chosen.randrange(10_000, 18_000)) for _ in range(2_000)]
    claims = [_claim(chosen) for _ in range(CLAIMS)]
    _headings()
    limit = f"at most {MOST_FOR_A_LOOKUP:.0f} ms"
    _report("a procedure of HCPCS on a date", lambda code: library.procedure(code, ON), procedures)
    _report("a procedure with its pairs", lambda code: library.procedure(code, ON), numbers, limit)
    limit = f"at most {MOST_FOR_A_CLAIM:.0f} ms"
    found = sum(len(library.pairs(claim, ON) or ()) for claim in claims) / len(claims)
    pairs = partial(library.pairs, on=ON)
    _report(f"pairs of {LINES} lines, {found:.0f} found", pairs, claims, limit)
    with closing(dbapi2.connect(str(bare))) as connection:
        _report("  bare SELECT with two lists", partial(_bare_pairs, connection), claims)


def _claim(chosen: random.Random) -> tuple[str, ...]:
    """Procedures of which some exclude each other, as the generated file has them."""
    lines: list[str] = []
    while len(lines) < LINES:
        first, step = chosen.randrange(8_000), chosen.randrange(250)
        lines += [str(10_000 + first), str(10_000 + (first * 7 + step * 31 + 1) % 90_000)]
    return tuple(lines[:LINES])


def _bare_pairs(connection: dbapi2.Connection, claim: Sequence[str]) -> object:
    marks = ", ".join("?" * len(claim))
    return connection.execute(
        f"SELECT * FROM pair WHERE column1 IN ({marks}) AND column2 IN ({marks})"
        " AND effective <= ? AND (deleted = '*' OR deleted >= ?)",
        (*claim, *claim, f"{ON:%Y%m%d}", f"{ON:%Y%m%d}"),
    ).fetchall()


def _measure_update_of_pairs(services: Services, folder: Path, following: Path) -> None:
    release = bootstrap.import_codes(folder / "data", (following,), NO_WISH, no_progress)[0]
    started = perf_counter()
    preview = services.code_sets.preview(release.id)
    took = perf_counter() - started
    _say("\npreview of an update                     seconds   differences")
    _say(f"  {'the next quarter of pairs':<34}{took:10.2f}{len(preview.differences):14,}")


def _measure_official(data: Path) -> None:
    _say("\nimport of official files               seconds   peak MB library MB")
    library = data / LIBRARY_FILE
    _row("first start: FY2026, FY2027 and own", *_apart("first", data, data), _size(library))
    for source in (*LISTS, *PROCEDURES, INDEXES):
        # Each in a process of its own, as an office imports them a year apart.
        seconds, megabytes = _apart("ours", data, source)
        limit = f"at most {MOST_ON_DISK:.0f} MB with all its releases" if source in LISTS else ""
        _row(source.name[:34], seconds, megabytes, _size(library), limit)
    with closing(bootstrap.open_services(data)) as services:
        _measure_update_of_codes(services)
        _put_in_use(services, CodeSet.ICD10CM, CodeSet.HCPCS, CodeSet.MUE, *BOOKS)
        _measure_books(services.library)


def _measure_update_of_codes(services: Services) -> None:
    _say("\npreview of an update                     seconds   differences")
    started = perf_counter()
    preview = services.code_sets.difference("icd-10-cm:FY2018", "icd-10-cm:FY2019")
    took = perf_counter() - started
    _say(f"  {'FY2018 to FY2019':<34}{took:10.3f}{len(preview.differences):14,}")
    started = perf_counter()
    old, new = (dict(_titles(source)) for source in (FY2018, FY2019))
    count = sum(old.get(code) != title for code, title in new.items()) + len(old.keys() - new)
    took = perf_counter() - started
    _say(f"  {'  bare: two dictionaries of codes':<34}{took:10.3f}{count:14,}")


def _titles(source: Path) -> Iterator[tuple[str, str]]:
    with ZipFile(source) as files:
        names = [name for name in files.namelist() if "icd10cm_codes_20" in name]
        for line in files.read(names[0]).decode("ascii").splitlines():
            yield line[:7].rstrip(), line[8:]


def _measure_books(library: LibraryService) -> None:
    procedures = sorted({each.code for each in listed_procedures(library, ON)})
    _headings()
    limit = f"at most {MOST_FOR_A_LOOKUP:.0f} ms"
    _report("every procedure of HCPCS", lambda code: library.procedure(code, ON), procedures, limit)
    codes = [each.code for each in library.children("S52", ON)] * 50
    _report(
        "a diagnosis, five releases", partial(library.entry, on=date(2018, 11, 5)), codes, limit
    )
    _report("  how it stands on that day", partial(library.standing, on=date(2018, 11, 5)), codes)
    limit = f"at most {MOST_FOR_A_PLACE:.0f} ms"
    for book in BOOKS:
        main_terms = [each.id for each in library.index_main_terms(book, "", ON, 5_000)]
        _report(f"below a term, {book.label}"[:34], partial(library.index_below, book), main_terms,
                limit)  # fmt: skip
        search = partial(library.index_search, book, on=ON)
        _report("  search in it", search, SEARCHED * 10, limit)


def _put_in_use(services: Services, *code_sets: CodeSet) -> None:
    for release in services.code_sets.releases():
        if release.code_set in code_sets and not release.in_use:
            services.code_sets.put_in_use(ACTOR, release.id)


def _remove(data: Path, code_set: CodeSet) -> None:
    with closing(bootstrap.open_services(data)) as services:
        for release in services.code_sets.releases():
            if release.code_set is code_set:
                services.code_sets.remove(ACTOR, release.id)


def _headings() -> None:
    _say(f"\n{'read':<36}   median       p95     worst   times")


def _report(
    what: str, ask: Callable[..., object], asked: Sequence[object], remark: str = ""
) -> None:
    took = []
    for each in asked:
        started = perf_counter()
        ask(each)
        took.append((perf_counter() - started) * 1000)
    took.sort()
    middle, most = took[len(took) // 2], took[int(len(took) * 0.95)]
    _say(f"  {what:<34}{middle:9.3f}{most:10.3f}{took[-1]:10.3f}{len(took):8}   {remark}")


def _row(what: str, seconds: float, peak: float, size: float, remark: str = "") -> None:
    _say(f"  {what:<35}{seconds:9.2f}{peak:10.0f}{size:10.1f}   {remark}")


def _size(file: Path) -> float:
    return file.stat().st_size / 1e6


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
