"""An imported index answers in search: its terms are phrases, and its defaults decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.releases import CodeSet, Release
from medcoder_desktop.domain.search import MatchField, SearchContext
from medcoder_desktop.library.build import put_in_use, remove_release
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.parts import Part
from medcoder_desktop.library.search import Searcher
from tests.unit.library.invented_lists import (
    add,
    billable,
    built,
    chapter,
    heading,
    part,
    section,
    year,
)

DAY = SearchContext(on=date(2026, 3, 14))
LIST = (
    chapter("10", "Diseases of the air ways"),
    section("J09-J18", "Chest infections", "10"),
    heading("J18", "Lung fever, organism unknown", "J09-J18"),
    billable("J18.1", "Lung fever of one lobe, organism unknown", "J18"),
    billable("J18.9", "Lung fever, organism and place unknown", "J18"),
    billable("J17", "Lung fever in other diseases", "J09-J18"),
    section("J40-J47", "Long diseases of the chest", "10"),
    heading("J45", "Wheezing disease", "J40-J47"),
    billable("J45.2", "Wheezing disease, now and then", "J45"),
    billable("J45.9", "Wheezing disease, unspecified", "J45"),
)
TERMS = (
    IndexTerm(0, "Pneumonia", ("acute", "double", "migratory"), code="J18.9"),
    IndexTerm(1, "lobar", ("any lobe",), code="J18.1"),
    IndexTerm(1, "in", code=""),
    IndexTerm(2, "psittacosis", code="J17"),
    IndexTerm(0, "Asthma, asthmatic", ("bronchial", "catarrh"), code="J45.9"),
    IndexTerm(1, "seasonal", code="J45.2"),
    IndexTerm(0, "Croupous", see=("Pneumonia, lobar",)),
    IndexTerm(0, "Gone", code="Q99.9"),
    IndexTerm(0, "Somewhere", code="J45.-"),
)
INDEX = Release(CodeSet.ICD_INDEX, "FY2026", date(2025, 10, 1), date(2026, 9, 30))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    opened = built(path, part(year(2026), LIST), part(INDEX, TERMS))
    yield opened
    opened.close()


@pytest.fixture
def searcher(library: Library) -> Searcher:
    return Searcher(library)


def found(searcher: Searcher, text: str) -> list[str]:
    return [result.code.code for result in searcher.search(text, DAY, 10).results]


@pytest.mark.parametrize(
    ("query", "code", "way"),
    [
        ("pneumonia", "J18.9", "Pneumonia"),
        ("acute pneumonia", "J18.9", "Pneumonia"),
        ("lobar pneumonia", "J18.1", "Pneumonia › lobar"),
        ("psittacosis pneumonia", "J17", "Pneumonia › in › psittacosis"),
        ("bronchial asthma", "J45.9", "Asthma, asthmatic"),
        ("seasonal asthma", "J45.2", "Asthma, asthmatic › seasonal"),
    ],
)
def test_a_term_leads_to_its_code_and_says_its_way(
    searcher: Searcher, query: str, code: str, way: str
) -> None:
    result = searcher.search(query, DAY, 10).results[0]
    assert result.code.code == code
    assert (result.reasons[0].field, result.reasons[0].matched) == (MatchField.INDEX, way)


def test_a_heading_with_a_dash_and_a_code_of_no_list_do_no_harm(searcher: Searcher) -> None:
    assert found(searcher, "somewhere") == ["J45"]
    assert "Q99.9" not in found(searcher, "gone")


def test_an_index_answers_only_for_its_own_days(searcher: Searcher) -> None:
    later = replace(DAY, on=date(2026, 10, 2))
    assert searcher.search("psittacosis", later, 10).results == ()


def test_an_index_answers_once_it_is_in_use_and_no_more_when_removed(
    path: Path, library: Library, searcher: Searcher
) -> None:
    remove_release(path, INDEX.id)
    assert found(searcher, "psittacosis") == []
    other = IndexTerm(0, "Parrot fever", code="J17")
    waiting = replace(INDEX, in_use=False)
    add(path, part(waiting, (other,)))
    assert found(searcher, "parrot fever") != ["J17"]
    put_in_use(path, INDEX.id)
    assert found(searcher, "parrot fever")[0] == "J17"


def test_cells_of_a_table_are_found_with_their_column(path: Path) -> None:
    drugs = Release(CodeSet.ICD_DRUGS, "FY2026", date(2025, 10, 1), date(2026, 9, 30))
    columns = ("Substance", "Poisoning Accidental", "Adverse effect")
    rows = (IndexTerm(0, "Sneezewort", cells=("T65.1", "T65.2")),)
    codes = (
        chapter("19", "Injury and poisoning"),
        section("T36-T65", "Poisoning", "19"),
        heading("T65", "Harm by plants", "T36-T65"),
        billable("T65.1", "Harm by plants, accidental", "T65"),
        billable("T65.2", "Harm by plants as an adverse effect", "T65"),
    )
    table = Part(drugs, lambda _: rows, columns)
    library = built(path, part(year(2026), codes), table)
    searcher = Searcher(library)
    assert found(searcher, "sneezewort harm adverse effect")[0] == "T65.2"
    assert found(searcher, "sneezewort harm poisoning accidental")[0] == "T65.1"
    library.close()
