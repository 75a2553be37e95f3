"""The office's settings, its watched folder and its tables of visits, through the services."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.import_batches import ImportReport, Match
from medcoder_desktop.domain.imports import ImportOutcome
from medcoder_desktop.domain.office_settings import OfficeSettings
from medcoder_desktop.domain.patients import Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import Provider
from medcoder_desktop.services.suite import Services
from medcoder_desktop.services.visit_columns import mapping_told, tables_asking

CODER = Actor("marisol")
HEAD = "Chart #,Patient,DOB,Sex,DOS,CPT\n"


def table(folder: Path, rows: str, name: str = "visits.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + rows, "utf-8")
    return path


def bring_in(services: Services, path: Path) -> ImportReport:
    """Import a table, its columns taken as guessed where they are not known."""
    read = services.records.read((path,))
    for asking in tables_asking(read):
        services.records.remember_columns(CODER, mapping_told(asking, {}))
        read = services.records.read((path,))
    return services.records.store(CODER, read)


def written_long_ago(path: Path, text: str, moment: int = 1_600_000_000) -> Path:
    """A file that another program has finished writing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (moment, moment))
    return path


def test_columns_are_asked_once_and_remembered(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path, "1,Ann Pike,1/2/1980,F,3/14/2026,99213\n")
    assert tables_asking(services.records.read((path,)))
    bring_in(services, path)
    later = table(tmp_path, "1,Ann Pike,1/2/1980,F,3/15/2026,99213\n", "later.csv")
    assert not tables_asking(services.records.read((later,)))


def test_a_table_comes_in_once_and_is_undone_as_a_whole(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path, "1,Ann Pike,1/2/1980,F,3/14/2026,99213\n")
    report = bring_in(services, path)
    assert dict(report.files[0].counts) == {"patients": 1, "visits": 1, "charges": 1}
    assert bring_in(services, path).files[0].outcome is ImportOutcome.ALREADY_THERE
    services.records.undo_import(CODER, report.import_id)
    assert services.patients.encounter_rows() == ()


def test_a_visit_known_from_a_record_is_not_added_again(services: Services, tmp_path: Path) -> None:
    patient = Patient(
        new_id(),
        PersonName("Pike", "Ann"),
        date(1980, 1, 2),
        Sex.FEMALE,
        record_numbers=(RecordNumber("urn:hospital", "1"),),
    )
    services.patients.save_patient(CODER, patient)
    visit = Encounter(new_id(), "", patient.id, date(2026, 3, 14))
    services.patients.save_encounter(CODER, visit)
    report = bring_in(services, table(tmp_path, "1,Ann Pike,1/2/1980,F,3/14/2026,99213\n"))
    assert dict(report.files[0].counts) == {"charges": 1}
    assert report.patients[0].match is Match.KNOWN
    assert "record number 1" in report.patients[0].reason


def test_a_provider_without_a_number_is_the_only_one_of_that_name(
    services: Services, tmp_path: Path
) -> None:
    hanna = Provider(new_id(), PersonName("Lindqvist", "Hanna", "K"), "MD", "1999999984")
    services.office.save_provider(CODER, hanna)
    path = tmp_path / "day.csv"
    path.write_text(
        'Patient,DOB,DOS,Provider\nAnn Pike,1/2/1980,3/14/2026,"Hanna Lindqvist, MD"\n'
        'Ann Pike,1/2/1980,3/15/2026,"Hanna B Lindqvist, MD"\n',
        "utf-8",
    )
    report = bring_in(services, path)
    assert dict(report.files[0].counts)["providers"] == 1
    names = {provider.name.spoken for provider in services.office.providers()}
    assert names == {"Hanna K Lindqvist", "Hanna B Lindqvist"}


def test_a_number_shared_by_a_family_keeps_its_people_apart(
    services: Services, tmp_path: Path
) -> None:
    rows = (
        "500,Maria Garcia,5/6/1970,F,3/14/2026,99213\n500,Ana Garcia,7/8/2010,F,3/14/2026,99213\n"
    )
    report = bring_in(services, table(tmp_path, rows))
    assert dict(report.files[0].counts)["patients"] == 2


def test_a_limit_of_the_office_is_kept_and_named(services: Services, tmp_path: Path) -> None:
    services.settings.change(CODER, "limit.most_rows", "100")
    path = table(tmp_path, "1,Ann Pike,1/2/1980,F,3/14/2026,99213\n")
    bring_in(services, path)
    big = table(tmp_path, "1,Ann Pike,1/2/1980,F,3/14/2026,99213\n" * 101, "big.csv")
    report = bring_in(services, big)
    assert report.files[0].outcome is ImportOutcome.REFUSED
    assert "more than 100 rows" in report.files[0].sentence
    assert "Practice, Settings" in report.files[0].sentence


def test_settings_are_read_back_and_a_folder_must_be_there(
    services: Services, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    chosen = OfficeSettings(evidence_needed=True, watched_folder=str(folder))
    services.settings.save(CODER, chosen)
    assert services.settings.settings() == chosen
    with pytest.raises(InputError) as refused:
        services.settings.change(CODER, "watched.folder", str(tmp_path / "gone"))
    assert "is no folder" in refused.value.sentence
    with pytest.raises(InputError) as refused:
        services.settings.change(CODER, "watched.folder", str(tmp_path))
    assert "program’s own files" in refused.value.sentence
    assert services.settings.settings() == chosen


def test_files_wait_until_they_were_dealt_with(services: Services, tmp_path: Path) -> None:
    assert services.watched.look().files == ()
    folder = tmp_path / "scans"
    note = written_long_ago(folder / "a.txt", "Seen for cough.")
    inner = written_long_ago(folder / "2026" / "b.txt", "Seen for fever.")
    written_long_ago(folder / "c.pdf.part", "half")
    services.settings.change(CODER, "watched.folder", str(folder))
    assert set(services.watched.look().files) == {note, inner}
    services.watched.note_dealt_with(CODER, (note, tmp_path / "elsewhere.txt"))
    assert services.watched.look().files == (inner,)
    written_long_ago(note, "Seen for cough, amended.", 1_600_000_500)
    assert set(services.watched.look().files) == {note, inner}


def test_a_file_being_written_waits_until_it_stays_the_same(
    services: Services, tmp_path: Path
) -> None:
    growing = written_long_ago(tmp_path / "scans" / "a.txt", "half", 4_000_000_000)
    services.settings.change(CODER, "watched.folder", str(growing.parent))
    assert services.watched.look().files == ()
    written_long_ago(growing, "half and half", 4_000_000_000)
    assert services.watched.look().files == ()
    assert services.watched.look().files == (growing,)


def test_a_watched_folder_that_is_gone_is_told(services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    services.settings.change(CODER, "watched.folder", str(folder))
    folder.rmdir()
    assert services.watched.look().unreachable


def test_what_left_the_folder_is_forgotten(services: Services, tmp_path: Path) -> None:
    note = written_long_ago(tmp_path / "scans" / "a.txt", "Seen for cough.")
    other = written_long_ago(tmp_path / "scans" / "b.txt", "Seen for fever.")
    services.settings.change(CODER, "watched.folder", str(note.parent))
    services.watched.note_dealt_with(CODER, (note,))
    note.unlink()
    services.watched.note_dealt_with(CODER, (other,))
    written_long_ago(note, "Seen for cough.")
    assert services.watched.look().files == (note,)
