"""What a search may know of a visit and its office, and the words the office teaches it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from medcoder_desktop import paths
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.documents import PriorCondition
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.search import EVERY_SET
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.services.search_service import LONGEST_SYNONYM, SearchService
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import stored_patient, stored_visit

CODER = Actor("marisol")
DAY = date(2026, 3, 14)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(
        tmp_path / "records.db", FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
    )
    yield opened
    opened.close()


@pytest.fixture
def library(library_folder: Path) -> Iterator[LibraryService]:
    opened = LibraryService(library_folder, paths.codesets())
    yield opened
    opened.close()


@pytest.fixture
def search(store: Store, library: LibraryService) -> SearchService:
    return SearchService(store, library)


def test_a_visit_tells_its_fees_its_problems_and_the_office_s_favorites(
    search: SearchService, store: Store
) -> None:
    patient = stored_patient(store)
    visit = stored_visit(store, patient)
    old = FeeLine("1" * 32, "99211", "", "Old fee", 100, None, date(2025, 1, 1))
    new = FeeLine("2" * 32, "99212", "", "New fee", 100)
    with store.writing(CODER) as work:
        for fee in (old, new):
            work.fees.save(fee)
        work.chart.add_conditions(
            [
                PriorCondition("3" * 32, patient.id, None, "Diabetes", "E119", "ICD-10-CM", None),
                PriorCondition("4" * 32, patient.id, None, "Asthma", "195967001",
                               "http://snomed.info/sct", None),
            ]
        )  # fmt: skip
        work.record("test", "test")
        work.commit()
    about = search.context(Visit(visit, patient, None, None, None, None))
    assert about.sets == EVERY_SET
    assert [fee.description for fee in about.fees] == ["New fee"]
    assert about.office.problems == {"E11.9"}
    assert about.on == DAY


def test_words_are_taught_listed_and_forgotten_with_an_audit_row_each(
    search: SearchService, store: Store
) -> None:
    assert search.save_synonym(CODER, " sugar   foot ", "e11621", DAY).what is Changed.BOOK
    search.save_synonym(CODER, "bum knee", "knee pain", DAY)
    search.save_synonym(CODER, "usual visit", "99213", DAY)
    assert [(each.said, each.meant) for each in search.synonyms()] == [
        ("bum knee", "knee pain"),
        ("sugar foot", "E11.621"),
        ("usual visit", "99213"),
    ]
    search.remove_synonym(CODER, "Sugar Foot")
    assert len(search.synonyms()) == 2
    with store.reading() as records:
        actions = [entry.action for entry in records.audit.entries()]
    assert actions[:2] == ["search.forget_synonym", "search.synonym"]


@pytest.mark.parametrize(
    ("said", "meant", "words"),
    [
        ("", "I10", "Write the words"),
        (" ?! ", "I10", "Write the words"),
        ("pressure", " ", "what “pressure” means"),
        ("x" * (LONGEST_SYNONYM + 1), "I10", "over 120 characters"),
        ("Asthma", "asthma", "would mean itself"),
        ("pressure", "I10.99", "I10.99 is not in the code library"),
        ("pressure", "qqqqzzzz", "No code is found for “qqqqzzzz”"),
    ],
)
def test_what_nobody_could_search_by_is_refused_in_a_sentence(
    search: SearchService, said: str, meant: str, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        search.save_synonym(CODER, said, meant, DAY)
    assert words in refused.value.sentence
    assert search.synonyms() == ()


def test_many_words_are_taken_all_or_none(search: SearchService) -> None:
    with pytest.raises(InputError):
        search.save_synonyms(CODER, [("pressure", "I10"), ("sugar", "I10.99")], DAY)
    assert search.synonyms() == ()
    assert search.save_synonyms(CODER, [], DAY).what is Changed.NOTHING


def test_words_that_were_never_taught_cannot_be_forgotten(search: SearchService) -> None:
    with pytest.raises(InputError) as refused:
        search.remove_synonym(CODER, "pressure")
    assert "no meaning of the office's own" in refused.value.sentence
