"""Every sheet of a workbook that holds visits is read, and what holds none is told."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.domain.visit_tables import NeedsColumns, mapping_for
from medcoder_desktop.records.limits import reading_within
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.tables.files import as_guessed, workbook_of

HEAD = ["Patient", "DOB", "DOS", "CPT"]
PIKE = ["Pike, Ann", "1/2/1980", "1/15/2026", "99213"]
MARSH = ["Marsh, Tobias", "5/6/1970", "2/15/2026", "99214"]
PAYMENTS = [["Client", "Seen", "Chg", "Pmt"], ["Pike, Ann", "1/15/2026", "100", "80"]]
Sheets = dict[str, list[list[str]]]


def book(folder: Path, sheets: Sheets) -> Path:
    path = folder / "visits.xlsx"
    path.write_bytes(workbook_of(sheets))
    return path


def question(path: Path) -> NeedsColumns:
    with pytest.raises(NeedsColumns) as caught:
        read_record(path)
    return caught.value


def patients(record: ImportedRecord) -> Sequence[str]:
    return [patient.name.listed for patient in record.patients]


def test_the_months_of_a_year_are_all_read(tmp_path: Path) -> None:
    path = book(tmp_path, {"January": [HEAD, PIKE], "February": [["Report"], HEAD, MARSH]})
    record = read_record(path, as_guessed(path))
    assert patients(record) == ["Pike, Ann", "Marsh, Tobias"]
    assert record.skipped == ()


def test_one_patient_in_two_sheets_is_one(tmp_path: Path) -> None:
    path = book(tmp_path, {"January": [HEAD, PIKE], "March": [HEAD, [*PIKE[:2], "3/1/2026", ""]]})
    record = read_record(path, as_guessed(path))
    assert (len(record.patients), len(record.encounters)) == (1, 2)


def test_a_first_sheet_of_headings_alone_hides_no_other(tmp_path: Path) -> None:
    for first in (HEAD, ["Client", "Seen", "Sex", "CPT"]):
        path = book(tmp_path, {"Template": [first], "Visits": [HEAD, PIKE]})
        assert patients(read_record(path, as_guessed(path))) == ["Pike, Ann"]


def test_a_sheet_without_visits_is_told(tmp_path: Path) -> None:
    path = book(tmp_path, {"Read me": [["How to use"]], "Visits": [HEAD, PIKE], "Empty": []})
    record = read_record(path, as_guessed(path))
    assert record.skipped == ("The sheet “Read me” is no table of visits and was not read.",)


def test_a_row_that_is_left_out_is_told_with_its_sheet(tmp_path: Path) -> None:
    path = book(tmp_path, {"January": [HEAD, PIKE], "February": [HEAD, ["", "", "2/1/2026", ""]]})
    record = read_record(path, as_guessed(path))
    assert record.skipped == ("Row 2 of “February” names no patient.",)


def test_a_sheet_with_other_headings_asks_for_its_own(tmp_path: Path) -> None:
    path = book(tmp_path, {"Visits": [HEAD, PIKE], "More": PAYMENTS})
    asking = question(path)
    assert [table.file for table in asking.tables] == ["visits.xlsx (Visits)", "visits.xlsx (More)"]
    known = tuple(mapping_for(table, dict(table.guessed)) for table in asking.tables)
    assert len(read_record(path, known).charges) == 1
    assert [table.file for table in asking_after(path, known[:1]).tables] == ["visits.xlsx (More)"]


def asking_after(path: Path, known: tuple[ColumnMapping, ...]) -> NeedsColumns:
    with pytest.raises(NeedsColumns) as caught:
        read_record(path, known)
    return caught.value


def test_a_sheet_that_is_passed_over_takes_no_other_with_it(tmp_path: Path) -> None:
    path = book(tmp_path, {"Visits": [HEAD, PIKE], "More": PAYMENTS})
    visits, more = question(path).tables
    left = asking_after(path, (mapping_for(visits, dict(visits.guessed)),)).without(more)
    assert isinstance(left, ImportedRecord)
    assert patients(left) == ["Pike, Ann"]
    assert left.skipped == ("visits.xlsx (More) was not read: its columns were not chosen.",)
    next_question = question(path).without(visits)
    assert isinstance(next_question, NeedsColumns)
    assert next_question.table == more
    nothing = next_question.without(more)
    assert isinstance(nothing, InputError)
    assert "nothing was taken from it" in nothing.sentence


def test_a_question_about_a_sheet_arrives_from_a_child_process(tmp_path: Path) -> None:
    path = book(tmp_path, {"Visits": [HEAD, PIKE], "More": PAYMENTS})
    asking = question(path)
    assert pickle.loads(pickle.dumps(asking)).tables == asking.tables


def test_the_limit_of_rows_counts_all_sheets(tmp_path: Path) -> None:
    path = book(tmp_path, {"January": [HEAD, *[PIKE] * 6], "February": [HEAD, *[MARSH] * 6]})
    known = as_guessed(path)
    with reading_within(ReadingLimits(most_rows=10)), pytest.raises(InputError) as caught:
        read_record(path, known)
    assert caught.value.message_id == "visits.too_many"
