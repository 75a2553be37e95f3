"""Tables that ask for their columns are read again in their places once a person has answered."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.domain.visit_tables import NeedsColumns, VisitField, VisitTable
from medcoder_desktop.services.reading import ReadFile, ReadingWays, read_files
from medcoder_desktop.services.visit_columns import (
    files_asking,
    mapping_told,
    passed_over,
    tables_asking,
    tables_taken,
    visits_ahead,
    with_answer,
)
from tests.unit.records.tables.files import workbook_of

TABLE = "Patient,DOB,DOS\nAnn Pike,1/2/1980,3/15/2026\n"
OTHER = "Client,Born,Seen\nTobias Marsh,5/6/1970,3/15/2026\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """A table, an archive with the same table and a note, and another table."""
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("notes/note.txt", "Seen today for cough and fever.")
        archive.writestr("day.csv", TABLE)
    (tmp_path / "c.csv").write_text(OTHER, "utf-8")
    return tuple(tmp_path / name for name in ("a.csv", "b.zip", "c.csv"))


def kinds(read: tuple[ReadFile, ...]) -> list[str]:
    return [
        content.kind if isinstance(content, ImportedRecord) else type(content).__name__
        for _, content in read
    ]


def answer(read: tuple[ReadFile, ...], table: VisitTable) -> tuple[ReadFile, ...]:
    ways = ReadingWays(columns=(mapping_told(table, {}),))
    return with_answer(read, read_files(files_asking(read, table), no_progress, ways))


def test_tables_with_the_same_headings_are_asked_about_once(files: tuple[Path, ...]) -> None:
    read = read_files(files, no_progress)
    assert [table.file for table in tables_asking(read)] == ["a.csv", "c.csv"]


def test_an_answer_stands_where_the_question_stood(files: tuple[Path, ...]) -> None:
    read = read_files(files, no_progress)
    assert kinds(read) == ["NeedsColumns", "text note", "NeedsColumns", "NeedsColumns"]
    first, other = tables_asking(read)
    read = answer(read, first)
    assert kinds(read) == ["table of visits", "text note", "table of visits", "NeedsColumns"]
    assert kinds(answer(read, other)).count("table of visits") == 3


def test_a_table_is_passed_over_with_a_sentence(files: tuple[Path, ...]) -> None:
    read = read_files(files, no_progress)
    left = passed_over(read, tables_asking(read)[1])
    problem = left[3][1]
    assert isinstance(problem, InputError)
    assert not isinstance(problem, NeedsColumns)
    assert "c.csv is a table of visits whose columns were not chosen" in problem.sentence
    assert kinds(left)[:3] == kinds(read)[:3]


def test_sheets_of_a_workbook_ask_and_are_passed_over_each_by_itself(tmp_path: Path) -> None:
    sheets = {
        name: [line.split(",") for line in text.splitlines()]
        for name, text in (("March", TABLE), ("April", TABLE), ("Other", OTHER))
    }
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook_of(sheets))
    read = read_files((path,), no_progress)
    first, other = tables_asking(read)
    assert (first.file, other.file) == ("book.xlsx (March)", "book.xlsx (Other)")
    read = answer(read, first)
    assert tables_asking(read) == (other,)
    ((_, record),) = passed_over(read, other)
    assert isinstance(record, ImportedRecord)
    assert len(record.encounters) == 1
    assert record.skipped == ("book.xlsx (Other) was not read: its columns were not chosen.",)


def test_a_table_that_was_read_can_be_asked_about_again(files: tuple[Path, ...]) -> None:
    read = read_files(files, no_progress)
    read = answer(read, tables_asking(read)[0])
    assert tables_taken(read, "b.zip/day.csv") == (files[1],)


def test_what_a_person_says_takes_a_heading_from_what_was_guessed(files: tuple[Path, ...]) -> None:
    table = tables_asking(read_files(files, no_progress))[1]
    told = mapping_told(table, {VisitField.REASON: "Born"})
    assert dict(told.columns) == {
        "patient": "Client",
        "date of service": "Seen",
        "reason": "Born",
    }


def test_the_first_visits_are_foretold_with_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE + "Tobias Marsh,soon,later\n", "utf-8")
    (table,) = tables_asking(read_files((tmp_path / "a.csv",), no_progress))
    rows, problems = visits_ahead(table, dict(table.guessed))
    assert [(row.patient, row.born, row.day) for row in rows] == [
        ("Pike, Ann", "1980-01-02", "2026-03-15"),
        ("Marsh, Tobias", "", ""),
    ]
    assert "“soon”" in problems[0]


def test_an_archive_stands_for_its_files_and_hides_what_systems_add(tmp_path: Path) -> None:
    path = tmp_path / "records.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes/one.txt", "Seen today for cough.")
        archive.writestr("__MACOSX/notes/._one.txt", "x")
        archive.writestr(".DS_Store", "x")
        archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18))
        archive.writestr("empty.txt", " ")
    read = read_files((path,), no_progress)
    assert [name.relative_to(path).as_posix() for name, _ in read] == [
        "notes/one.txt",
        "inner.zip",
        "empty.txt",
    ]
    (_, note), (_, inner), (_, empty) = read
    assert isinstance(note, ImportedRecord)
    assert note.source == "records.zip/notes/one.txt"
    assert isinstance(inner, InputError)
    assert "inside another one" in inner.sentence
    assert isinstance(empty, InputError)
    assert "records.zip/empty.txt is empty" in empty.sentence


def test_an_archive_without_files_says_so(tmp_path: Path) -> None:
    path = tmp_path / "none.zip"
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    ((_, problem),) = read_files((path,), no_progress)
    assert isinstance(problem, InputError)
    assert "without any file" in problem.sentence


def test_a_record_in_an_archive_finds_the_text_beside_it(tmp_path: Path) -> None:
    bundle = (
        '{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:p","resource":'
        '{"resourceType":"Patient","id":"p","name":[{"family":"Pike","given":["Ann"]}]}},'
        '{"fullUrl":"urn:uuid:d","resource":{"resourceType":"DocumentReference","id":"d",'
        '"status":"current","type":{"text":"Progress note"},"subject":{"reference":"urn:uuid:p"},'
        '"content":[{"attachment":{"contentType":"text/plain","url":"../notes/n.txt"}},'
        '{"attachment":{"contentType":"text/plain","url":"n.txt"}}]}}]}'
    )
    path = tmp_path / "records.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("fhir/bundle.json", bundle)
        archive.writestr("fhir/n.txt", "Numb feet since June.")
    read = read_files((path,), no_progress)
    record = read[0][1]
    assert isinstance(record, ImportedRecord)
    assert [text for _, text in record.documents] == ["Numb feet since June."]


def test_an_archive_beyond_the_limit_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(30_000_000))
    ((_, problem),) = read_files((path,), no_progress)
    assert isinstance(problem, InputError)
    assert problem.message_id == "record.zip_bomb"
