"""Two hundred queries as coders of an office type them, with every code one would accept."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.search import EVERY_SET, SearchContext
from medcoder_desktop.library.search import Searcher

QUERIES = Path(__file__).with_name("everyday_queries.tsv")
DAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("about", "first", "among_ten"),
    [(SearchContext(DAY), 0.92, 0.99), (SearchContext(DAY, sets=EVERY_SET), 0.9, 0.98)],
    ids=["diagnoses", "every set"],
)
def test_everyday_queries_find_their_code_first_or_among_ten(
    searcher: Searcher, about: SearchContext, first: float, among_ten: float
) -> None:
    places: list[int | None] = []
    missed: list[str] = []
    with QUERIES.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            accepted = row["codes"].split()
            found = [each.code.code for each in searcher.search(row["query"], about, 10).results]
            place = next((at for at, code in enumerate(found) if code in accepted), None)
            places.append(place)
            if place != 0:
                missed.append(f"{row['query']}: {found[:1]} before {accepted}")
    assert len(places) > 200
    assert places.count(0) / len(places) >= first, missed
    assert 1 - places.count(None) / len(places) >= among_ten, missed
