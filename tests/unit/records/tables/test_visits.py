"""A spreadsheet of visits is read by its columns, whatever they are called and wherever it lay."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.patients import Sex
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.domain.visit_tables import NeedsColumns, VisitField, mapping_for
from medcoder_desktop.records.limits import reading_within
from medcoder_desktop.records.recognise import RecognisedButNotRead, read_record
from tests.unit.records.tables.files import DAY_SHEET, as_guessed, asked, workbook


def write(folder: Path, content: bytes | str, name: str = "visits.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_table_not_met_before_asks_which_column_is_which(tmp_path: Path) -> None:
    table = asked(write(tmp_path, DAY_SHEET))
    guessed = dict(table.guessed)
    assert guessed == {
        VisitField.DATE_OF_SERVICE: "Visit Date",
        VisitField.RECORD_NUMBER: "Chart #",
        VisitField.NAME: "Patient Name",
        VisitField.BIRTH_DATE: "DOB",
        VisitField.SEX: "Sex",
        VisitField.PROVIDER: "Rendering Provider",
        VisitField.PROVIDER_NPI: "NPI",
        VisitField.PLACE: "POS",
        VisitField.PAYER: "Insurance",
        VisitField.MEMBER_ID: "Member ID",
        VisitField.PROCEDURE: "CPT",
        VisitField.MODIFIERS: "Mod",
        VisitField.UNITS: "Units",
        VisitField.CHARGE: "Charge",
        VisitField.DIAGNOSES: "Dx 1",
        VisitField.DIAGNOSIS_2: "Dx 2",
    }
    assert table.samples[0][2] == "Okafor, Adaeze N"


def test_visits_patients_policies_and_charges_come_of_its_rows(tmp_path: Path) -> None:
    path = write(tmp_path, DAY_SHEET)
    record = read_record(path, as_guessed(path))
    okafor, marsh = record.patients
    assert (okafor.name.listed, okafor.birth_date) == ("Okafor, Adaeze N", date(1968, 2, 11))
    assert (okafor.sex, okafor.record_numbers[0].value) == (Sex.FEMALE, "77001")
    assert [visit.date_of_service for visit in record.encounters] == [
        date(2026, 3, 14),
        date(2026, 3, 15),
    ]
    assert [visit.place_of_service for visit in record.encounters] == ["11", "02"]
    assert [policy.member_id for policy in record.coverages] == ["XZB000123"]
    assert [provider.signed_name for provider in record.providers] == ["Hanna Lindqvist, MD"]
    first, second, third = record.charges
    assert (first.procedure, first.modifiers, first.charge) == ("99214", ("25",), 18500)
    assert first.diagnoses == ("E11.42", "I10")
    assert (second.procedure, second.diagnoses) == ("11721", ("B35.1",))
    assert (third.patient_id, third.charge) == (marsh.id, 4000)
    assert record.skipped == ("Columns not read: Balance.",)


def test_a_workbook_reads_as_a_text_does(tmp_path: Path) -> None:
    born = datetime(1968, 2, 11)  # noqa: DTZ001 - as workbooks keep days
    rows: list[list[object]] = [
        ["Day sheet of the practice"],
        ["MRN", "Last Name", "First Name", "DOB", "Date of Service", "ZIP", "CPT", "Fee"],
        [77001, "Okafor", "Adaeze", born, date(2026, 3, 14), 501, 99214, 185.5],
    ]
    path = write(tmp_path, workbook(rows), "visits.xlsx")
    record = read_record(path, as_guessed(path))
    assert record.patients[0].birth_date == date(1968, 2, 11)
    assert record.patients[0].address.postal_code == "00501"
    assert record.encounters[0].date_of_service == date(2026, 3, 14)
    assert record.charges[0].charge == 18550


def test_the_sheet_with_visits_is_found_behind_others(tmp_path: Path) -> None:
    rows = [["Patient", "DOB", "DOS"], ["Marsh, Tobias", "5/6/1970", "3/15/2026"]]
    path = write(tmp_path, workbook([["Instructions"], *rows]), "visits.xlsx")
    assert len(read_record(path, as_guessed(path)).encounters) == 1


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_any_usual_separator_is_read(tmp_path: Path, delimiter: str) -> None:
    text = "Patient,DOB,DOS\nTobias Marsh,5/6/1970,3/15/2026\nAnn Pike,1/2/1980,3/15/2026\n"
    path = write(tmp_path, text.replace(",", delimiter))
    assert len(read_record(path, as_guessed(path)).patients) == 2


def test_headings_are_remembered_in_whatever_order_they_stand(tmp_path: Path) -> None:
    known = as_guessed(write(tmp_path, "Patient,DOB,DOS\nTobias Marsh,5/6/1970,3/15/2026\n"))
    turned = write(tmp_path, "DOS,Patient,DOB\n3/16/2026,Tobias Marsh,5/6/1970\n")
    assert read_record(turned, known).encounters[0].date_of_service == date(2026, 3, 16)


def test_what_a_person_says_wins_over_the_guess(tmp_path: Path) -> None:
    path = write(tmp_path, "Patient,DOB,Date,Booked\nTobias Marsh,5/6/1970,3/1/2026,2/1/2026\n")
    known = as_guessed(path, {VisitField.DATE_OF_SERVICE: "Booked"})
    assert read_record(path, known).encounters[0].date_of_service == date(2026, 2, 1)


def test_a_birth_year_of_two_digits_is_taken_where_one_century_fits(tmp_path: Path) -> None:
    path = write(tmp_path, "Patient,DOB,DOS\nTobias Marsh,5/6/70,3/15/2026\n")
    assert read_record(path, as_guessed(path)).patients[0].birth_date == date(1970, 5, 6)


def test_rows_that_name_no_visit_are_left_out_and_told(tmp_path: Path) -> None:
    text = (
        "Patient,DOB,DOS,CPT\nTobias Marsh,5/6/20,3/15/2026,99213\n,,3/15/2026,99213\n"
        "Ann Pike,1/2/1980,soon,99213\nAnn Pike,1/2/1980,3/16/2026,nurse\n"
    )
    path = write(tmp_path, text)
    record = read_record(path, as_guessed(path))
    assert len(record.encounters) == 2
    assert record.patients[0].birth_date is None
    told = " ".join(record.skipped)
    assert "“5/6/20” in row 2 is no birth date" in told
    assert "Row 3 names no patient." in told
    assert "Row 4 has no day of service that can be read (“soon”)." in told
    assert "“nurse” in row 5 is no CPT or HCPCS code" in told


def test_lines_below_a_visit_add_their_charges_to_it(tmp_path: Path) -> None:
    text = (
        "Patient,DOB,DOS,CPT,Dx,Charge\nAnn Pike,1/2/1980,3/15/2026,99213,E11.9,125\n"
        ",,,36415,E11.9,15\n,,,83036,,20\nTobias Marsh,5/6/1970,3/15/2026,99214,I10,185\n"
        ",,,,,345\nTotal,,,,,345\n,,,99999,,1\n"
    )
    path = write(tmp_path, text)
    record = read_record(path, as_guessed(path))
    pike, marsh = record.encounters
    assert [charge.encounter_id for charge in record.charges] == [pike.id] * 3 + [marsh.id]
    assert [charge.procedure for charge in record.charges] == ["99213", "36415", "83036", "99214"]
    assert record.charges[1].patient_id == pike.patient_id
    assert record.skipped == (
        "Row 6 names no patient.",
        "Row 7 has no day of service that can be read (“”).",
        "Row 8 names no patient.",
    )


@pytest.mark.parametrize(
    "written",
    ["46093", "46093.4375", "03/12/2026-03/12/2026", "3/12/26 - 3/12/26", "20260312-20260312",
     "2026-03-12 to 2026-03-12", "2026-03-12-2026-03-12", "Thu 03/12/2026", "12-Mar-26",
     "03/12/2026 2:30 PM"],
)  # fmt: skip
def test_days_are_read_as_programs_write_them(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, f"Patient,DOB,DOS\nAnn Pike,29222,{written}\n")
    record = read_record(path, as_guessed(path))
    assert record.encounters[0].date_of_service == date(2026, 3, 12)
    assert record.patients[0].birth_date == date(1980, 1, 2)
    assert record.skipped == ()


@pytest.mark.parametrize(
    ("written", "signed"),
    [
        ("Smith, John MD", "John Smith, MD"),
        ("SMITH, JOHN A MD", "John A Smith, MD"),
        ("Smith, John A", "John A Smith"),
        ("Smith, John, DO", "John Smith, DO"),
        ("Dr. John Smith", "John Smith"),
    ],
)
def test_a_clinician_is_told_from_the_credentials(
    tmp_path: Path, written: str, signed: str
) -> None:
    path = write(tmp_path, f'Patient,DOS,Provider\nAnn Pike,3/15/2026,"{written}"\n')
    assert read_record(path, as_guessed(path)).providers[0].signed_name == signed


def test_of_several_days_the_first_is_taken_and_told(tmp_path: Path) -> None:
    path = write(tmp_path, "Patient,DOB,DOS\nAnn Pike,1/2/1980,03/12/2026 - 03/14/2026\n")
    record = read_record(path, as_guessed(path))
    assert record.encounters[0].date_of_service == date(2026, 3, 12)
    assert record.skipped == (
        "Row 2 is of several days (“03/12/2026 - 03/14/2026”): its first was taken.",
    )


def test_numbers_that_are_no_days_stay_unread(tmp_path: Path) -> None:
    path = write(tmp_path, "Patient,DOB,DOS\nAnn Pike,1980,3/1/2026\nTom Marsh,,99213\n")
    record = read_record(path, as_guessed(path))
    assert record.patients[0].birth_date is None
    assert len(record.encounters) == 1


def test_all_twelve_diagnoses_of_a_row_are_read(tmp_path: Path) -> None:
    heads = ",".join(f"Dx{number}" for number in range(1, 13))
    codes = [f"Z79.{number}" for number in range(1, 5)] + [
        f"E11.{number}" for number in range(2, 10)
    ]
    path = write(tmp_path, f"Patient,DOS,{heads}\nAnn Pike,3/15/2026,{','.join(codes)}\n")
    record = read_record(path, as_guessed(path))
    assert record.charges[0].diagnoses == tuple(codes)


def test_one_number_with_two_birth_dates_stays_two_people(tmp_path: Path) -> None:
    text = (
        "Acct #,Patient,DOB,DOS\n500,Maria Garcia,5/6/1970,3/15/2026\n"
        "500,Ana Garcia,7/8/2010,3/15/2026\n"
    )
    path = write(tmp_path, text)
    assert len(read_record(path, as_guessed(path)).patients) == 2


def test_rows_of_one_visit_number_are_one_visit_and_others_are_not(tmp_path: Path) -> None:
    text = (
        "Encounter ID,Patient,DOB,DOS,CPT\n9,Ann Pike,1/2/1980,3/15/2026,99213\n"
        "9,Ann Pike,1/2/1980,3/15/2026,87880\n10,Ann Pike,1/2/1980,3/15/2026,99213\n"
    )
    path = write(tmp_path, text)
    record = read_record(path, as_guessed(path))
    assert len(record.encounters) == 2
    assert [charge.encounter_id for charge in record.charges].count(record.encounters[0].id) == 2


def test_the_words_of_a_cpt_code_are_not_kept(tmp_path: Path) -> None:
    text = (
        "Patient,DOB,DOS,CPT,Description\nAnn Pike,1/2/1980,3/15/2026,99213,Somebody's words\n"
        "Ann Pike,1/2/1980,3/15/2026,J3420,Vitamin shot\n"
    )
    path = write(tmp_path, text)
    words = [charge.description for charge in read_record(path, as_guessed(path)).charges]
    assert words == ["", "Vitamin shot"]


def test_a_note_with_bars_and_commas_stays_a_note(tmp_path: Path) -> None:
    note = (
        "Patient: Ann Pike | DOB: 01/02/1980 | DOS: 03/15/2026 | Provider: Dr. Hanna Lindqvist\n"
        "HPI: cough, fever, chills | worse at night | no rash\n"
        "Plan: fluids, rest, ibuprofen | call if worse | recheck\n"
    )
    assert read_record(write(tmp_path, note, "note.txt")).kind == "text note"


def test_a_table_of_something_else_is_named_not_taken(tmp_path: Path) -> None:
    path = write(tmp_path, workbook([["Test", "Value"], ["Sodium", 140]]), "labs.xlsx")
    with pytest.raises(RecognisedButNotRead) as caught:
        read_record(path)
    assert "neither a patient nor a day of service" in caught.value.sentence


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook([["Patient", "DOB", "DOS"], ["Marsh, Tobias", "5/6/1970", "3/15/2026"]])
    at = whole.index(b"xl/workbook.xml") - 20
    path = write(tmp_path, whole[:at] + bytes(40) + whole[at + 40 :], "visits.xlsx")
    with pytest.raises(InputError) as caught:
        read_record(path)
    assert "damaged" in caught.value.sentence


def test_too_many_rows_are_refused_by_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path, "Patient,DOB,DOS\n" + "Ann Pike,1/2/1980,3/15/2026\n" * 12)
    known = as_guessed(path)
    with reading_within(ReadingLimits(most_rows=10)), pytest.raises(InputError) as caught:
        read_record(path, known)
    assert "more than 10 rows" in caught.value.sentence


def test_columns_that_name_no_visit_are_refused(tmp_path: Path) -> None:
    table = asked(write(tmp_path, DAY_SHEET))
    with pytest.raises(InputError) as caught:
        mapping_for(table, {VisitField.NAME: "Patient Name"})
    assert "date of service" in caught.value.sentence
    with pytest.raises(InputError) as caught:
        mapping_for(table, {VisitField.DATE_OF_SERVICE: "Visit Date"})
    assert "patient or record number" in caught.value.sentence
    with pytest.raises(InputError) as caught:
        mapping_for(table, {VisitField.NAME: "Nobody"})
    assert "“Nobody”" in caught.value.sentence


def test_the_question_of_a_child_process_arrives_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(NeedsColumns) as caught:
        read_record(write(tmp_path, DAY_SHEET))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(copy, NeedsColumns)
    assert copy.table == caught.value.table
