"""How long the code library takes to build, and how fast it answers.

Run: python -m tests.benchmarks.bench_library. Ours stands beside the least that could be done:
parsing the XML and inserting codes and titles into one table, with nothing else.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from lxml import etree
from sqlcipher3 import dbapi2

from medcoder_desktop.codesets.icd10cm_tabular import read
from medcoder_desktop.codesets.packaged import PACKAGED_RELEASE, packaged_tabular
from medcoder_desktop.library.build import build_library
from medcoder_desktop.library.library import Library

DAY = date(2026, 3, 14)


def build_ours(target: Path) -> None:
    """The whole library."""
    build_library(target, PACKAGED_RELEASE, read(packaged_tabular()), source_fingerprint="bench")


def build_bare(target: Path) -> None:
    """Codes and titles alone: no notes, no seventh characters, no words to search."""
    with closing(dbapi2.connect(str(target))) as connection:
        connection.execute("CREATE TABLE code (code TEXT PRIMARY KEY, title TEXT)")
        rows = (
            (diag.findtext("name"), diag.findtext("desc"))
            for _, diag in etree.iterparse(str(packaged_tabular()), tag="diag")
        )
        connection.executemany("INSERT INTO code VALUES (?, ?)", rows)
        connection.commit()


def in_a_process_of_its_own(name: str) -> tuple[float, float, float]:
    """Seconds, peak memory in MB and size in MB of one build."""
    program = (
        "import sys, time, resource; from pathlib import Path; "
        "from tests.benchmarks import bench_library as b; "
        f"start = time.perf_counter(); b.{name}(Path(sys.argv[1])); "
        "print(time.perf_counter() - start, "
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "library.db"
        done = subprocess.run(
            [sys.executable, "-c", program, str(target)], capture_output=True, text=True, check=True
        )
        seconds, memory = map(float, done.stdout.split())
        return seconds, memory, target.stat().st_size / 1e6


def milliseconds(work: object, times: int) -> float:
    """Mean time of one call."""
    start = time.perf_counter()
    for _ in range(times):
        work()  # type: ignore[operator]  # a function
    return (time.perf_counter() - start) * 1000 / times


def main() -> None:
    """Print the figures."""
    for name in ("build_ours", "build_bare"):
        runs = [in_a_process_of_its_own(name) for _ in range(3)]
        seconds, memory, size = min(runs)
        print(f"{name:<12} {seconds:5.2f} s  peak {memory:5.0f} MB  file {size:5.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "library.db"
        build_ours(target)
        library = Library.open(target, "bench")
        assert library is not None
        print(f"entry E11.42     {milliseconds(lambda: library.entry('E11.42', DAY), 500):.2f} ms")
        print(
            f"entry S52.501A   {milliseconds(lambda: library.entry('S52.501A', DAY), 500):.2f} ms"
        )
        print(f"in_force         {milliseconds(lambda: library.in_force(DAY), 5000):.4f} ms")
        print(f"children of S52  {milliseconds(lambda: library.children('S52', DAY), 500):.2f} ms")
        library.close()
    print(
        f"this process     peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
