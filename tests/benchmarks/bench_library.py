"""What the code library costs: building it, looking a code up, opening the book at any place.

Run ``python -m tests.benchmarks.bench_library``. Each build runs in a process of its own, so that
its peak memory is its own; beside FY2026 stands a bare one: lxml's iterparse and executemany, with
neither checks nor hierarchy nor inherited terms; below them the whole library of a first start:
FY2026, FY2027 made from it, our own tables and the risk categories. Times of lookups are in
milliseconds. What other code sets cost is measured in ``bench_code_sets``.
"""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from lxml import etree
from sqlcipher3 import dbapi2

from medcoder_desktop import paths
from medcoder_desktop.codesets.icd10cm_tabular import read
from medcoder_desktop.codesets.packaged import PACKAGED_RELEASE, packaged_tabular
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.library.build import build_library
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.parts import Part
from medcoder_desktop.library.standing import standing_of
from medcoder_desktop.services.packaged_parts import packaged_parts

ON = date(2026, 3, 14)
FINGERPRINT = "benchmark"
BUILDS = 3
LOOKUPS = 5_000
MOST_SECONDS, MOST_MEGABYTES = 4.0, 250.0
MOST_FOR_A_LOOKUP, MOST_FOR_A_PLACE = 1.0, 10.0
"""Milliseconds that a code on a date, and any place of the book, may take."""
NOTES = ("includes", "inclusionTerm", "excludes1", "excludes2", "codeFirst", "useAdditionalCode",
         "codeAlso", "notes", "sevenChrNote")  # fmt: skip
BARE_TABLES = """
CREATE TABLE code (code TEXT PRIMARY KEY, title TEXT, parent TEXT) WITHOUT ROWID;
CREATE TABLE note (code TEXT, kind TEXT, text TEXT);
CREATE VIRTUAL TABLE words USING fts5(code UNINDEXED, title);
"""


def main() -> None:
    """Build ours and the bare one, then read from ours and from its bare table."""
    if len(sys.argv) == 3:
        _build_here(sys.argv[1], Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        ours, bare, whole = (Path(folder) / f"{name}.db" for name in ("ours", "bare", "whole"))
        _say(
            f"build {PACKAGED_RELEASE.name}, {BUILDS} times, best      seconds   peak MB   file MB"
        )
        _report_build("ours", ours, f"at most {MOST_SECONDS:.0f} s, {MOST_MEGABYTES:.0f} MB")
        _report_build("bare", bare, "iterparse + executemany")
        _report_build("whole", whole, "what a first start builds")
        library = Library.open(whole, FINGERPRINT)
        if library is None:
            raise SystemExit("The library was built but does not open.")
        try:
            _measure_reading(library, whole)
        finally:
            library.close()


def _report_build(name: str, target: Path, remark: str) -> None:
    seconds, megabytes = zip(*(_build_apart(name, target) for _ in range(BUILDS)), strict=True)
    size = target.stat().st_size / 1e6
    peak = "   unknown" if max(megabytes) == 0 else f"{max(megabytes):10.0f}"
    _say(f"  {name:<34}{min(seconds):10.2f}{peak}{size:10.1f}   {remark}")


def _build_apart(name: str, target: Path) -> tuple[float, float]:
    """Build in a fresh process; its seconds without start-up, and its peak in megabytes."""
    target.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.bench_library", name, str(target)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(answer.stdout)
    return float(seconds), float(megabytes)


def _build_here(name: str, target: Path) -> None:
    started = perf_counter()
    if name == "bare":
        _build_bare(packaged_tabular(), target)
    else:
        build_library(target, _parts(name), source_fingerprint=FINGERPRINT)
    _say(json.dumps((perf_counter() - started, peak_megabytes())))


def _parts(name: str) -> list[Part]:
    if name == "whole":
        return packaged_parts(paths.codesets())
    return [Part(PACKAGED_RELEASE, lambda _: read(SourceFile(packaged_tabular())))]


def _build_bare(source: Path, target: Path) -> None:
    codes, notes = list[tuple[str, ...]](), list[tuple[str, ...]]()
    for _, diag in etree.iterparse(source, tag="diag"):
        # The children of an outer diag came first and are done with: only its own part is read.
        codes += _bare_codes(diag)
        name = diag.findtext("name") or ""
        notes += [
            (name, kind, note.text or "")
            for kind in NOTES
            for note in diag.iterfind(f"{kind}/note")
        ]
    with closing(dbapi2.connect(str(target))) as connection:
        connection.executescript(BARE_TABLES)
        connection.executemany("INSERT INTO code VALUES (?, ?, ?)", codes)
        connection.executemany("INSERT INTO note VALUES (?, ?, ?)", notes)
        connection.executemany("INSERT INTO words VALUES (?, ?)", [each[:2] for each in codes])
        connection.commit()


def _bare_codes(diag: etree._Element) -> Iterator[tuple[str, str, str]]:
    name, title = diag.findtext("name") or "", diag.findtext("desc") or ""
    above = diag.getparent()
    yield name, title, (above.findtext("name") or "") if above is not None else ""
    if len(name) > 7 or diag.find("diag") is not None:
        return
    nearest = next(
        (found for each in (diag, *diag.iterancestors()) for found in each.iterfind("sevenChrDef")),
        None,
    )
    if nearest is not None:
        stem = name if "." in name else f"{name}."
        for extension in nearest.iterfind("extension"):
            character = extension.get("char") or ""
            yield f"{stem:X<7}{character}", f"{title}, {extension.text}", name


def _measure_reading(library: Library, path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as connection:
        rows = connection.execute(
            "SELECT code, billable FROM code WHERE releases & 1 ORDER BY id"
        ).fetchall()
        chosen = random.Random(2026)
        billable = chosen.sample([code for code, is_billable in rows if is_billable], LOOKUPS)
        headings = [code for code, is_billable in rows if not is_billable]
        select = "SELECT * FROM code WHERE compact = ?"
        compacted = [code.replace(".", "") for code in billable]

        started = perf_counter()
        library.entry("I10", ON)
        _say(f"\nfirst code after opening {(perf_counter() - started) * 1000:.2f} ms")
        _say(f"{'read':<36}   median       p95     worst   times")
        limit = f"at most {MOST_FOR_A_LOOKUP:.0f} ms"
        _report("one code on a date, everything", library.entry, billable, limit)
        _report(
            "  bare SELECT of its row", lambda code, _: _fetch(connection, select, code), compacted
        )
    _report("how it stands on a date", lambda code, on: standing_of(library, code, on), billable)
    _report("  a heading", lambda code, on: standing_of(library, code, on), headings)
    unknown = [f"{code}9" for code in headings if len(code) in range(5, 8)]
    _report("  a code there is not", lambda code, on: standing_of(library, code, on), unknown)
    limit = f"at most {MOST_FOR_A_PLACE:.0f} ms"
    _report("open the book at a heading, each", library.entry, headings, limit)
    _report("list what stands below it, each", library.children, headings, limit)
    _report("list the chapters", lambda _, on: library.chapters(on), [""] * 200, limit)


def _report(
    what: str, asked: Callable[[str, date], object], codes: Sequence[str], remark: str = ""
) -> None:
    took = []
    gc.collect()
    for code in codes:
        started = perf_counter()
        asked(code, ON)
        took.append((perf_counter() - started) * 1000)
    took.sort()
    middle, most = took[len(took) // 2], took[int(len(took) * 0.95)]
    _say(f"  {what:<34}{middle:9.3f}{most:10.3f}{took[-1]:10.3f}{len(took):8}   {remark}")


def _fetch(connection: Any, select: str, code: str) -> object:
    return connection.execute(select, (code,)).fetchone()


def peak_megabytes() -> float:
    """Highest memory of this process; 0 where the platform does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        # getrusage would count the process that started this one, too.
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM"))
    try:
        import resource
    except ImportError:  # Windows has no such module
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
