"""What the office is used to lifts a code a little, and its own words are understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.office_habits import OfficeHabits, OfficeSynonym
from medcoder_desktop.domain.search import EVERY_SET, MatchField, SearchContext
from medcoder_desktop.library.search import Searcher

DAY = date(2026, 3, 14)
PLAIN = SearchContext(on=DAY)
EXACT = (
    "hypertension", "pneumonia", "copd", "E11.42", "i10", "low back pain", "acute bronchitis",
    "Type 2 diabetes mellitus with diabetic polyneuropathy", "plantar fasciitis right foot",
    "sprain of unspecified ligament of left ankle, initial encounter", "chf", "gerd", "ms",
    "urinary tract infection", "carpal tunnel syndrome, left upper limb", "anxiety", "migraine",
    "heartburn", "pre-eclampsia", "flat foot", "hammer toe",
)  # fmt: skip


def known(habits: OfficeHabits) -> SearchContext:
    return replace(PLAIN, office=habits)


def codes(searcher: Searcher, text: str, about: SearchContext = PLAIN) -> list[str]:
    return [result.code.code for result in searcher.search(text, about, 20).results]


def test_a_code_used_often_rises_among_its_equals_and_says_so(searcher: Searcher) -> None:
    before = codes(searcher, "knee arthritis")
    risen = before[3]
    about = known(OfficeHabits(used=((risen, 40),), used_by_provider=((risen, 12),)))
    answer = searcher.search("knee arthritis", about, 20)
    after = [result.code.code for result in answer.results]
    assert after.index(risen) < 3
    said = next(each.office for each in answer.results if each.code.code == risen)
    assert said == "used 40 times here, 12 by this provider"


def test_favorites_and_problems_say_what_they_are(searcher: Searcher) -> None:
    about = known(
        OfficeHabits(favourites=frozenset({"E11.42"}), problems=frozenset({"E11.42", "I50.9"}))
    )
    first = searcher.search("diabetic polyneuropathy", about, 5).results[0]
    assert (first.code.code, first.office) == ("E11.42", "your favorite · on the problem list")
    (failing, *_) = searcher.search("chf", about, 5).results
    assert failing.office == "on the problem list"


@pytest.mark.parametrize("query", EXACT)
def test_no_habit_lifts_a_code_over_the_exact_answer(searcher: Searcher, query: str) -> None:
    found = codes(searcher, query)
    for loved in (*({code} for code in found), set(found[1:])):
        used = tuple((code, 900) for code in sorted(loved))
        about = known(OfficeHabits(favourites=frozenset(loved), used=used))
        assert codes(searcher, query, about)[0] == found[0], loved


def test_no_habit_lifts_the_other_side(searcher: Searcher) -> None:
    about = known(OfficeHabits(favourites=frozenset({"M25.562"}), used=(("M25.562", 5000),)))
    results = codes(searcher, "right knee pain", about)
    assert results[0] == "M25.561"
    assert "M25.562" not in results[:5]


def test_words_of_the_office_lead_to_their_code_first(searcher: Searcher) -> None:
    taught = (OfficeSynonym("bum knee lefty", "M25.562"), OfficeSynonym("sugars", "e11.9"))
    about = known(OfficeHabits(synonyms=taught))
    answer = searcher.search("Bum Knee Lefty", about, 5)
    assert answer.results[0].code.code == "M25.562"
    assert answer.results[0].reasons[0].field is MatchField.SYNONYM
    assert codes(searcher, "sugars", about)[0] == "E11.9"
    assert codes(searcher, "bum knee lefty")[:1] != ["M25.562"]


def test_words_of_the_office_stand_for_words_of_the_book_inside_a_query(
    searcher: Searcher,
) -> None:
    about = known(OfficeHabits(synonyms=(OfficeSynonym("wonky pump", "heart failure"),)))
    assert codes(searcher, "wonky pump", about)[0] == "I50.9"
    assert codes(searcher, "chronic diastolic wonky pump", about)[0] == "I50.32"


def test_words_of_the_office_may_mean_a_procedure(searcher: Searcher) -> None:
    about = replace(
        known(OfficeHabits(synonyms=(OfficeSynonym("torry shot", "J1885"),))), sets=EVERY_SET
    )
    assert codes(searcher, "torry shot", about)[0] == "J1885"
