"""How fast search answers, beside plain full-text search and brute-force fuzzy matching.

Run ``python -m tests.benchmarks.bench_search``. Every query is asked whole, as it is being typed
from its third letter on, and with a slip in its longest word; times are milliseconds inside the
call. Then come what the first searches cost, and the command line in a fresh process.
"""

from __future__ import annotations

import gc
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from rapidfuzz import fuzz, process
from sqlcipher3 import dbapi2

from medcoder_desktop.bootstrap import open_library
from medcoder_desktop.codesets.icd10cm_tabular import read
from medcoder_desktop.codesets.packaged import packaged_tabular
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.codes import looks_like_diagnosis
from medcoder_desktop.domain.search import SearchContext
from tests.benchmarks.bench_library import peak_megabytes

CONTEXT = SearchContext(on=date(2026, 3, 14))
LIMIT = 50
ROUNDS = 3
"""Each query is asked so often; its best time counts, so that a busy machine does not."""
MOST_AT_P95 = 10.0
QUERIES = (
    "hypertension", "type 2 diabetes neuropathy", "distal radius fracture right initial closed",
    "fracture", "colles fracture left subsequent", "pneumonia", "copd exacerbation", "chest pain",
    "otitis media left ear", "low back pain", "chronic kidney disease stage 3b", "cough", "fall",
    "iron deficiency anemia", "anemia third trimester", "basal cell carcinoma of nose", "diabetes",
    "nicotine dependence cigarettes", "long term use of insulin", "routine child examination",
    "encounter for immunization", "major depression recurrent moderate", "anxiety disorder",
    "migraine without aura", "slip on ice and snow initial", "sprain right ankle initial encounter",
    "laceration left hand foreign body", "urinary tract infection", "mixed hyperlipidemia",
    "obstructive sleep apnea", "moderate persistent asthma exacerbation", "sequela", "unspecified",
    "other specified disorders of the skin", "initial encounter", "left knee osteoarthritis",
    "primary osteoarthritis of first carpometacarpal joint", "malignant neoplasm upper lobe lung",
    "poisoning by penicillin accidental initial", "driver of car injured in collision", "headache",
    "atopic dermatitis", "rotator cuff tear", "plantar fasciitis", "acute bronchitis", "sciatica",
    "E11.42", "e114", "s52.50", "Z79", "S52", "m", "in", "the pain of a knee",
)  # fmt: skip


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        _build(name)
        _report_first_searches(name)
        _report_side_by_side(name)
        _report_command_line(name)


def _build(folder: str) -> None:
    service = open_library(Path(folder))
    service.build()
    service.close()


def _report_first_searches(folder: str) -> None:
    """In a fresh process: no cache of ours is warm, and memory counts from there."""
    program = (
        "import sys; from pathlib import Path; from tests.benchmarks import bench_search as bench;"
        "bench.first_searches(Path(sys.argv[1]))"
    )
    say("first searches in a fresh process             ms   memory so far, MB")
    subprocess.run([sys.executable, "-c", program, folder], check=True)


def first_searches(folder: Path) -> None:
    """What opening, the first search and the first corrected one cost, with peak memory."""
    service = open_library(folder)
    say(f"  {'before':<32}{'':>16}{peak_megabytes():18.0f}")
    for what, query in (
        ("opening and a first search", "hypertension"),
        ("the same again", "hypertension"),
        ("a common word", "fracture"),
        ("a first unknown word", "hypertenson"),
        ("another unknown word", "pnuemonia"),
    ):
        started = perf_counter()
        service.search(query, CONTEXT, LIMIT)
        took = (perf_counter() - started) * 1000
        say(f"  {what:<32}{took:16.1f}{peak_megabytes():18.0f}")
    service.close()


def _report_side_by_side(folder: str) -> None:
    service = open_library(Path(folder))
    listed = titles()
    plain = [title for _, title in listed]
    full_text = plain_full_text(listed)
    kinds = (
        ("asked whole", QUERIES),
        ("while typing", tuple(dict.fromkeys(_as_typed(QUERIES)))),
        ("with a slip", tuple(_with_a_slip(QUERIES))),
    )
    say("\nin-call times, ms, best of each         p50       p95     p99.9     worst   queries")
    for kind, queries in kinds:
        ours = times_of(lambda query: service.search(query, CONTEXT, LIMIT), queries)
        say_times(f"ours, {kind}", ours, f"p95 at most {MOST_AT_P95:.0f}")
        say_times("  FTS5 + BM25 over titles", times_of(full_text, queries))
        slowest = sorted(zip(ours, queries, strict=True))[-3:]
        say("  slowest: " + ", ".join(f"{query} {took:.0f}" for took, query in slowest[::-1]))
    fuzzy = times_of(
        lambda query: process.extract(query, plain, scorer=fuzz.WRatio, limit=LIMIT), QUERIES, 1
    )
    say_times("RapidFuzz over titles, asked whole", fuzzy)
    service.close()


def _report_command_line(folder: str) -> None:
    say("\nfresh process, ms")
    ours = [sys.executable, "-m", "medcoder_desktop", "--data-dir", folder]
    for what, command in (
        ("medcoder search pneumonia", [*ours, "search", "pneumonia"]),
        ("medcoder search pnuemonia", [*ours, "search", "pnuemonia"]),
        ("medcoder show E11.42", [*ours, "show", "E11.42"]),
        ("  the interpreter alone", [sys.executable, "-c", "pass"]),
        ("  the interpreter and typer", [sys.executable, "-c", "import typer"]),
    ):
        took = []
        for _ in range(7):
            started = perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            took.append((perf_counter() - started) * 1000)
        say(f"  {what:<32}{median(took):10.0f}")


def titles() -> list[tuple[str, str]]:
    """Every billable code of FY2026 with its title."""
    entries = (entry.code for entry in read(SourceFile(packaged_tabular())))
    return [(code.code, code.title) for code in entries if code.billable]


def plain_full_text(listed: Iterable[tuple[str, str]]) -> Callable[[str], list[str]]:
    """FTS5 with BM25 over codes and titles, any of the words asked for as beginnings."""
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(code, title, prefix='2 3')")
    connection.executemany("INSERT INTO words VALUES (?, ?)", listed)
    select = "SELECT code FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"

    def ask(query: str) -> list[str]:
        words = " OR ".join(f'"{word}"*' for word in re.findall(r"\w+", query))
        with closing(connection.execute(select, (words, LIMIT))) as rows:
            return [code for (code,) in rows]

    return ask


def _as_typed(queries: Iterable[str]) -> Iterator[str]:
    for query in queries:
        for typed in range(3, len(query) + 1):
            yield query[:typed].strip()


def _with_a_slip(queries: Iterable[str]) -> Iterator[str]:
    """Each query with two letters of its longest word changed over."""
    chosen = random.Random(4)
    for query in queries:
        word = max(query.split(), key=len)
        if len(word) >= 5 and not looks_like_diagnosis(query):
            place = chosen.randrange(1, len(word) - 2)
            mixed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            yield query.replace(word, mixed)


def times_of(
    ask: Callable[[str], object], queries: Sequence[str], rounds: int = ROUNDS
) -> list[float]:
    """The best time of each query in milliseconds."""
    best = [float("inf")] * len(queries)
    for _ in range(rounds):
        gc.collect()
        for place, query in enumerate(queries):
            started = perf_counter()
            ask(query)
            best[place] = min(best[place], (perf_counter() - started) * 1000)
    return best


def say_times(what: str, times: Sequence[float], remark: str = "") -> None:
    """Print the quantiles of times."""
    ordered = sorted(times)
    shares = (ordered[int((len(ordered) - 1) * share)] for share in (0.5, 0.95, 0.999))
    figures = "".join(f"{share:10.2f}" for share in (*shares, ordered[-1]))
    say(f"  {what:<34}{figures}{len(times):10}   {remark}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
