"""How good search is on public query sets, what each part of it adds, and how fast it answers.

Run ``python -m tests.benchmarks.bench_search_quality [--misses N]``. The sets lie in
``../shared/bench/search``; where they are absent there is nothing to measure. Plain full-text
search with BM25, and brute-force fuzzy matching on a sample, stand beside ours in every table.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rapidfuzz import fuzz, process

from medcoder_desktop.bootstrap import open_library
from medcoder_desktop.domain.search import SearchContext
from medcoder_desktop.library.search import Searcher, query, scoring
from medcoder_desktop.library.search.ready import Ready
from tests.benchmarks.bench_search import plain_full_text, say, say_times, times_of, titles
from tests.shared_data import SHARED

SETS = SHARED / "bench" / "search"
NAMES = ("coder_shorthand", "disease_ontology_synonyms", "mondo_labels", "icd9_titles")
CONTEXT = SearchContext(on=date(2026, 3, 14))
LIMIT = 10
SAMPLE = 150
"""Every so many queries one is asked of brute-force matching, which takes a third of a second."""

Ask = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the codes that answer it; a category accepts every code below it."""

    query: str
    accepted: tuple[str, ...]

    def place(self, codes: Sequence[str]) -> int | None:
        """Where the first right code stands; None when none does."""
        plain = [each.replace(".", "") for each in self.accepted]
        for at, code in enumerate(codes[:LIMIT]):
            if any(code.replace(".", "").startswith(each) for each in plain):
                return at
        return None


def main() -> None:
    """Print the figures."""
    if not SETS.is_dir():
        say("The query sets are not here: nothing to measure.")
        return
    sets = {name: tuple(_read(SETS / f"{name}.tsv")) for name in NAMES}
    with tempfile.TemporaryDirectory() as folder:
        service = open_library(Path(folder))
        service.build()
        searcher = Searcher(service.library())
        ours = _asking(searcher)
        listed = titles()
        full_text = plain_full_text(listed)
        _report_quality(sets, ours, full_text, listed)
        _report_parts(sets, searcher)
        _report_times(sets, ours, full_text)
        if "--misses" in sys.argv:
            _report_misses(sets, ours, int(sys.argv[-1]))
        service.close()


def _asking(searcher: Searcher) -> Ask:
    def ask(text: str) -> Sequence[str]:
        return [each.code.code for each in searcher.search(text, CONTEXT, LIMIT).results]

    return ask


def _read(path: Path) -> Iterator[Asked]:
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Asked(row["query"], tuple(row["codes"].split()))


def _hits(asked: Sequence[Asked], ask: Ask) -> tuple[float, float]:
    """The shares of queries whose answer stands first, and among the first ten."""
    places = [each.place(ask(each.query)) for each in asked]
    first = sum(place == 0 for place in places)
    return first / len(places), sum(place is not None for place in places) / len(places)


def _report_quality(
    sets: dict[str, tuple[Asked, ...]],
    ours: Ask,
    full_text: Ask,
    listed: Sequence[tuple[str, str]],
) -> None:
    plain = [title for _, title in listed]

    def fuzzy(text: str) -> Sequence[str]:
        found = process.extract(text, plain, scorer=fuzz.WRatio, limit=LIMIT)
        return [listed[place][0] for _, _, place in found]

    say(
        "hit@1 / hit@10                     ours     FTS5 + BM25     RapidFuzz (a sample)   queries"
    )
    for name, asked in sets.items():
        sample = asked[:: max(1, len(asked) // SAMPLE)]
        columns = (_hits(asked, ours), _hits(asked, full_text), _hits(sample, fuzzy))
        shown = "".join(f"   {first:.3f} / {ten:.3f}" for first, ten in columns)
        say(f"  {name:<26}{shown}{len(asked):16}")


def _report_parts(sets: dict[str, tuple[Asked, ...]], searcher: Searcher) -> None:
    """Without each part in turn."""
    release = searcher._library.answering(CONTEXT.on).installed
    say("\nwithout (hit@1 / hit@10)         " + "".join(f"{name[:15]:>17}" for name in sets))
    for what, without in PARTS.items():
        ready = searcher._ready(release)
        with without(ready):
            scores = [_hits(asked, _asking(searcher)) for asked in sets.values()]
        shown = "".join(f"    {first:.3f} / {ten:.3f}" for first, ten in scores)
        say(f"  {what:<30}{shown}")
        searcher._by_release.clear()


@contextmanager
def _nothing(_: Ready) -> Iterator[None]:
    yield


@contextmanager
def _wordings(ready: Ready) -> Iterator[None]:
    ready.wordings = replace(ready.wordings, meanings={}, longest=1)
    yield


@contextmanager
def _short_forms(ready: Ready) -> Iterator[None]:
    kept = {
        said: tuple(each for each in meanings if not each.is_short)
        for said, meanings in ready.wordings.meanings.items()
    }
    ready.wordings = replace(ready.wordings, meanings={k: v for k, v in kept.items() if v})
    yield


@contextmanager
def _families(ready: Ready) -> Iterator[None]:
    with patch.object(ready.forms, "_families", {}):
        yield


@contextmanager
def _spelling(ready: Ready) -> Iterator[None]:
    with patch.object(ready.spelling, "nearest", return_value={}):
        yield


@contextmanager
def _defaults(ready: Ready) -> Iterator[None]:
    beyond = np.where(ready.arrays.default, np.float32(10_000), np.float32(0))
    ready.arrays.cost = ready.arrays.cost + beyond
    yield


@contextmanager
def _around(ready: Ready) -> Iterator[None]:
    nowhere = np.zeros(ready.arrays.count, np.bool_)
    with patch.object(ready.arrays, "around", return_value=nowhere):
        yield


@contextmanager
def _contradictions(_: Ready) -> Iterator[None]:
    with patch.object(scoring, "weigh_choices"):
        yield


@contextmanager
def _likelihood(ready: Ready) -> Iterator[None]:
    ready.arrays.cost = np.zeros_like(ready.arrays.cost)
    yield


@contextmanager
def _absence(_: Ready) -> Iterator[None]:
    with patch.object(query, "_SAID_TO_BE_ABSENT", 1.0):
        yield


PARTS = {
    "nothing: all of it": _nothing,
    "short forms": _short_forms,
    "short forms, other wordings": _wordings,
    "families of words": _families,
    "mended spelling": _spelling,
    "bare conditions": _defaults,
    "what stands around a phrase": _around,
    "side, encounter, stage, kind": _contradictions,
    "what is likely to be meant": _likelihood,
    "less weight for what is absent": _absence,
}


def _report_times(sets: dict[str, tuple[Asked, ...]], ours: Ask, full_text: Ask) -> None:
    queries = tuple(each.query for asked in sets.values() for each in asked)
    say("\nin-call times, ms, best of three         p50       p95     p99.9     worst   queries")
    say_times("ours, all sets", times_of(ours, queries), "p95 at most 10, p99.9 at most 50")
    sample = queries[::9]
    say_times("  FTS5 + BM25 over titles, a sample", times_of(full_text, sample, 1))


def _report_misses(sets: dict[str, tuple[Asked, ...]], ours: Ask, most: int) -> None:
    for name, asked in sets.items():
        say(f"\n{name}: missed")
        missed = (each for each in asked if each.place(ours(each.query)) is None)
        for each, _ in zip(missed, range(most), strict=False):
            wanted, got = " ".join(each.accepted[:3]), " ".join(ours(each.query)[:3])
            say(f"  {each.query}: wants {wanted}, got {got or 'nothing'}")


if __name__ == "__main__":
    main()
