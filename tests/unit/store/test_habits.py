"""What the store tells of an office's habits: its own words, and the codes of its visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from medcoder_desktop.domain.office_habits import OfficeSynonym
from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.store.repositories.habits import LATEST_VISITS
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import (
    CODER,
    MOMENT,
    commit,
    encounter,
    patient,
    provider,
    sheet,
)


def test_words_are_told_apart_without_case_and_accents_and_replaced(store: Store) -> None:
    with store.writing(CODER) as work:
        work.habits.save_synonym("Zuckerfuß", "E11.621", "marisol")
        work.habits.save_synonym("bum knee", "knee pain", "marisol")
        work.habits.save_synonym("ZUCKERFUSS", "E11.628", "ruth")
        commit(work)
    with store.reading() as records:
        assert records.habits.synonyms() == (
            OfficeSynonym("bum knee", "knee pain", MOMENT, "marisol"),
            OfficeSynonym("ZUCKERFUSS", "E11.628", MOMENT, "ruth"),
        )
    with store.writing(CODER) as work:
        assert work.habits.remove_synonym("zuckerfuss")
        assert not work.habits.remove_synonym("zuckerfuss")
        commit(work)
    with store.reading() as records:
        assert [each.said for each in records.habits.synonyms()] == ["bum knee"]


def test_codes_are_counted_once_a_visit_here_and_for_one_provider(store: Store) -> None:
    ada, doctor = patient(), provider()
    with store.writing(CODER) as work:
        work.patients.save(ada)
        work.providers.save(doctor)
        for number, codes in enumerate((("I10", "E11.42"), ("I10",), ("J06.9",), ())):
            whose = doctor.id if number == 1 else None
            visit = work.encounters.add(encounter(ada, provider_id=whose))
            if codes:
                work.sheets.add(SheetVersion(sheet(visit.id, *codes), 1))
        being_coded = work.encounters.add(encounter(ada))
        work.sheets.add(SheetVersion(sheet(being_coded.id, "I10"), 1))
        commit(work)
    with store.reading() as records:
        uses = records.habits.code_uses(doctor.id, being_coded.id)
        assert dict(uses.here)["I10"] == 2
        assert dict(uses.here)["J06.9"] == 1
        assert dict(uses.here)["99214"] == 3
        assert uses.here[0] == ("99214", 3)
        assert dict(uses.by_provider) == {"I10": 1, "99214": 1}
        assert records.habits.code_uses(None).by_provider == ()


def test_habits_of_long_ago_are_forgotten(store: Store) -> None:
    ada, newest = patient(), date(2026, 3, 14)
    with store.writing(CODER) as work:
        work.patients.save(ada)
        for number in range(LATEST_VISITS + 3):
            visit = replace(encounter(ada, newest - timedelta(days=number)), id=f"{number:032}")
            stored = work.encounters.add(visit)
            code = "I10" if number < LATEST_VISITS else "J06.9"
            work.sheets.add(SheetVersion(sheet(stored.id, code), 1))
        commit(work)
    with store.reading() as records:
        assert dict(records.habits.code_uses(None).here) == {
            "I10": LATEST_VISITS,
            "99214": LATEST_VISITS,
        }
