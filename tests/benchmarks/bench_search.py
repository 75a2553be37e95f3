"""How fast search answers, beside plain full-text search and brute-force fuzzy matching.

Run: python -m tests.benchmarks.bench_search
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process
from sqlcipher3 import dbapi2

from medcoder_desktop.domain.search import SearchContext
from medcoder_desktop.services.library_service import LibraryService

CONTEXT = SearchContext(on=date(2026, 3, 14))
QUERIES = (
    "hypertension", "hypertenson", "type 2 diabetes neuropathy", "diabetes with polyneuropathy",
    "distal radius fracture right initial closed", "fracture", "colles fracture left subsequent",
    "pneumonia", "pnuemonia", "copd exacerbation", "chest pain", "cough", "otitis media left",
    "low back pain", "ckd stage 3b", "chronic kidney disease stage 3b", "anemia iron deficiency",
    "pregnancy third trimester anemia", "basal cell carcinoma nose", "squamous cell skin arm",
    "nicotine dependence cigarettes", "long term insulin", "E11.42", "e114", "s52.50", "Z79",
    "well child", "immunization", "depression recurrent moderate", "anxity disorder", "migrane",
    "fall from snow", "sprain ankle right initial", "laceration hand", "uti",
    "urinary tract infection",
    "hyperlipidemia mixed", "obesity", "sleep apnea", "asthma moderate persistent exacerbation",
)  # fmt: skip
ROUNDS = 5


def timed(ask: Callable[[str], object]) -> list[float]:
    """Milliseconds of every query in every round, after one round to warm up."""
    for query in QUERIES:
        ask(query)
    times = []
    for _ in range(ROUNDS):
        for query in QUERIES:
            start = time.perf_counter()
            ask(query)
            times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def show(name: str, times: list[float]) -> None:
    """One line of figures."""
    at = [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95, 0.999)]
    print(f"{name:<26} p50 {at[0]:7.2f}   p95 {at[1]:7.2f}   p99.9 {at[2]:7.2f} ms")


def plain_full_text(titles: list[tuple[str, str]]) -> Callable[[str], object]:
    """FTS5 with BM25 over the titles, the words of the query joined by AND."""
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(code, title)")
    connection.executemany("INSERT INTO t VALUES (?, ?)", titles)

    def ask(query: str) -> object:
        words = " ".join(f'"{word}"*' for word in query.replace(".", " ").split())
        return connection.execute(
            "SELECT code FROM t WHERE t MATCH ? ORDER BY rank LIMIT 50", (words,)
        ).fetchall()

    return ask


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        service = LibraryService(folder)
        service.build()
        with closing(dbapi2.connect(str(folder / "library.db"))) as connection:
            titles = connection.execute("SELECT code, title FROM code WHERE billable").fetchall()
        show("ours", timed(lambda query: service.search(query, CONTEXT)))
        show("FTS5 + BM25 over titles", timed(plain_full_text(titles)))
        plain = [title for _, title in titles]
        fuzzy = timed(lambda query: process.extract(query, plain, scorer=fuzz.WRatio, limit=10))
        show("RapidFuzz over titles", fuzzy)
        command = [sys.executable, "-m", "medcoder_desktop", "--data-dir", name, "search"]
        for query in ("hypertension", "hypertenson"):
            runs = []
            for _ in range(5):
                start = time.perf_counter()
                subprocess.run([*command, query], capture_output=True, check=True)
                runs.append(time.perf_counter() - start)
            print(f"fresh process, {query:<13} {statistics.median(runs) * 1000:.0f} ms")
        empty = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", "import typer"], check=True)
            empty.append(time.perf_counter() - start)
        print(f"fresh process, import typer alone {statistics.median(empty) * 1000:.0f} ms")
        service.close()


if __name__ == "__main__":
    main()
