"""The office's book as it is stored: favourites, notes, recent codes, column mappings."""

from __future__ import annotations

import pytest

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.errors import Defect
from medcoder_desktop.domain.own_book import ColumnMapping, Favourite, OfficeNote
from medcoder_desktop.store.repositories.book import MOST_RECENT
from medcoder_desktop.store.store import Store
from medcoder_desktop.store.tables.book import ColumnMappingRow
from tests.unit.store.fictions import CODER, MOMENT, commit

ICD, CPT = CodeSystem.ICD10CM, CodeSystem.CPT
FEES = ColumnMapping("fee-schedule", ("CPT", "Fee"), (("code", "CPT"), ("charge", "Fee")))


def test_favourites_come_back_by_folder_and_place_and_replace_those_before(store: Store) -> None:
    first = Favourite(ICD, "I10", "", 0)
    visits = Favourite(CPT, "99214", "Visits", 0)
    sugar = Favourite(ICD, "E11.42", "diabetes", 1)
    sugar_too = Favourite(ICD, "E11.9", "diabetes", 0)
    with store.writing(CODER) as work:
        work.book.save_favourites((visits, sugar, first, sugar_too))
        commit(work)
    with store.reading() as records:
        assert records.book.favourites() == (first, sugar_too, sugar, visits)
    moved = Favourite(CPT, "99214", "", 0)
    with store.writing(CODER) as work:
        work.book.save_favourites((moved,))
        commit(work)
    with store.reading() as records:
        assert records.book.favourites() == (moved,)


def test_one_code_in_two_sets_has_two_notes(store: Store) -> None:
    with store.writing(CODER) as work:
        work.book.save_note(CodeSystem.HCPCS, "G0439", "Once a year.", "marisol")
        work.book.save_note(CPT, "G0439", "no such code, but a key of its own", "marisol")
        work.book.save_note(CPT, "G0439", "changed", "ruth")
        commit(work)
    with store.reading() as records:
        changed = OfficeNote(CPT, "G0439", "changed", MOMENT, "ruth")
        assert records.book.note(CPT, "G0439") == changed
        assert len(records.book.notes()) == 2
        assert records.book.note(ICD, "I10") is None
    with store.writing(CODER) as work:
        work.book.remove_note(CPT, "G0439")
        commit(work)
    with store.reading() as records:
        assert [note.system for note in records.book.notes()] == [CodeSystem.HCPCS]


def test_recent_codes_are_the_latest_two_hundred_each_once(store: Store) -> None:
    with store.writing(CODER) as work:
        for number in range(MOST_RECENT + 50):
            work.book.remember(ICD, f"A{number:03}")
        work.book.remember(ICD, "A100")
        work.commit()
    with store.reading() as records:
        recent = [each.code for each in records.book.recent(MOST_RECENT * 2)]
    assert len(recent) == MOST_RECENT
    assert recent[:3] == ["A100", "A249", "A248"]
    assert len(set(recent)) == len(recent)


def test_where_coders_look_is_not_recorded_but_everything_else_of_the_book_is(
    store: Store,
) -> None:
    with store.writing(CODER) as work:
        work.book.remember(ICD, "I10")
        work.commit()
    with store.writing(CODER) as work:
        work.book.save_note(ICD, "I10", "text", "marisol")
        with pytest.raises(Defect):
            work.commit()
    with store.reading() as records:
        assert records.audit.entries() == ()
        assert records.book.notes() == ()


def test_a_mapping_is_found_by_its_headings_in_whatever_order_they_stand(store: Store) -> None:
    with store.writing(CODER) as work:
        work.book.save_mapping(FEES)
        commit(work)
    with store.reading() as records:
        assert records.book.mapping("fee-schedule", ("CPT", "Fee")) == FEES
        assert records.book.mapping("fee-schedule", ("Fee", "CPT")) == FEES
        assert records.book.mapping("fee-schedule", ("CPT", "Fee", "Modifier")) is None
        assert records.book.mapping("another", ("CPT", "Fee")) is None


def test_a_mapping_that_is_remembered_again_is_the_new_one(store: Store) -> None:
    corrected = ColumnMapping("fee-schedule", FEES.headings, (("code", "Fee"), ("charge", "CPT")))
    with store.writing(CODER) as work:
        work.book.save_mapping(FEES)
        work.book.save_mapping(corrected)
        commit(work)
    with store.reading() as records:
        assert records.book.mapping("fee-schedule", FEES.headings) == corrected


def test_a_mapping_that_cannot_be_read_is_told_plainly(store: Store) -> None:
    with store.writing(CODER) as work:
        work.book.save_mapping(FEES)
        for row in work._session.query(ColumnMappingRow):
            row.columns = "{"
        commit(work)
    with store.reading() as records, pytest.raises(Defect):
        records.book.mapping("fee-schedule", FEES.headings)
