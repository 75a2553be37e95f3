"""Writes a file of invented procedure pairs in the layout of CMS, and times how it is read.

Run ``python -m tests.benchmarks.ptp_file``.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import deque
from pathlib import Path
from time import perf_counter

from medcoder_desktop.codesets.ncci_ptp import read_rows
from medcoder_desktop.codesets.source import SourceFile
from tests.benchmarks.bench_library import peak_megabytes

ROWS = 2_000_000
PREAMBLE = (
    "Column1/Column2 Edits\t\t\t\t\t\t",
    "Invented rows in the layout of the publisher; no edit of anybody.\t\t\t\t\t\t",
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale",
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t",
    "\t\t\t\t*=no data\t1=allowed\t",
    "\t\t\t\t\t9=not applicable\t",
)
_RATIONALES = (
    "Misuse of column two code with column one",
    "Standards of practice, invented",
    "More extensive procedure",
    "Mutually exclusive procedures",
    "Sequential procedure",
    "Instruction in an invented manual",
)
_COLUMN_2 = 250
"""Pairs of each column 1 code; the real files have from one to some thousand."""


def write_ptp_file(path: Path, rows: int = ROWS) -> None:
    """Write a tab-delimited file with its preamble and so many edits, each pair once.

    Codes are digits counted upward, so that most are nobody's procedures; days, indicators and
    rationales are drawn with a fixed seed.
    """
    chosen = random.Random(7)
    quarters = [f"{year}{month:02}01" for year in range(1996, 2027) for month in (1, 4, 7, 10)]
    ends = ["*"] * 7 + [f"{year}1231" for year in (2004, 2013, 2021)]
    tails = [
        "\t".join(
            (
                chosen.choice(("", "", "", "*")),
                chosen.choice(quarters),
                chosen.choice(ends),
                chosen.choice("0119"),
                chosen.choice(_RATIONALES),
            )
        )
        for _ in range(5000)
    ]
    with path.open("w", encoding="ascii", newline="\r\n") as file:
        file.writelines(f"{line}\n" for line in PREAMBLE)
        for number in range(rows):
            first, step = divmod(number, _COLUMN_2)
            second = (first * 7 + step * 31 + 1) % 90_000
            tail = tails[number * 17 % len(tails)]
            file.write(f"{10_000 + first % 90_000}\t{10_000 + second}\t{tail}\n")


def main() -> None:
    """Print how long reading takes and what it needs."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ccipra-v321r0-f1.txt"
        write_ptp_file(path)
        megabytes = path.stat().st_size / 1e6
        started = perf_counter()
        deque(read_rows(SourceFile(path)), maxlen=0)
        took = perf_counter() - started
    sys.stdout.write(
        f"{ROWS:,} rows, {megabytes:.0f} MB: read in {took:.2f} s, "
        f"{took / ROWS * 1e6:.2f} µs a row, peak {peak_megabytes():.0f} MB\n"
    )


if __name__ == "__main__":
    main()
