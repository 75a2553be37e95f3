"""A note in plain text says what it is, whose it is and who signed it, or says nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.imports import FilingHints, ImportedRecord
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.records.notes.dates import read_date
from medcoder_desktop.records.notes.layout import title_of
from medcoder_desktop.records.person_names import name_from_text
from medcoder_desktop.records.recognise import read_record

PROGRESS_NOTE = """CEDAR CLINIC
PROGRESS NOTE

Patient: Okafor, Adaeze N.        DOB: 02/11/1968        MRN: CH-10418
Date of service: 03/14/2026       Provider: Hanna Lindqvist, MD

CHIEF COMPLAINT
Burning feet.

ASSESSMENT AND PLAN
1. Type 2 diabetes with polyneuropathy.

Electronically signed by Hanna Lindqvist, MD, 03/14/2026 12:48
"""


def imported(folder: Path, text: str, name: str = "visit 12.txt") -> ImportedRecord:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_record(path)


def document_of(folder: Path, text: str) -> ClinicalDocument:
    return imported(folder, text).documents[0][0]


def hints_of(folder: Path, text: str) -> FilingHints:
    return imported(folder, f"{text}\n\nCC: cough\n").hints


def test_a_progress_note_is_described_by_its_own_words(tmp_path: Path) -> None:
    record = imported(tmp_path, PROGRESS_NOTE)
    document, text = record.documents[0]
    assert record.kind == "text note"
    assert text == PROGRESS_NOTE.strip()
    assert (document.kind, document.title) == (DocumentKind.PROGRESS_NOTE, "Progress note")
    assert (document.written_on, document.author) == (date(2026, 3, 14), "Hanna Lindqvist, MD")
    assert (document.signed, document.source) == (True, "visit 12.txt")
    assert (document.patient_id, document.encounter_id) == (None, None)
    assert document.length == len(text)
    assert record.hints == FilingHints(
        PersonName("Okafor", "Adaeze", "N"), date(1968, 2, 11), "CH-10418", date(2026, 3, 14)
    )


def test_the_same_note_with_other_line_ends_is_the_same_document(tmp_path: Path) -> None:
    windows = PROGRESS_NOTE.replace("\n", "\r\n")
    keys = {document_of(tmp_path, text).source_key for text in (PROGRESS_NOTE, windows)}
    assert len(keys) == 1


@pytest.mark.parametrize(
    "header",
    [
        "Patient: Okafor, Adaeze   DOB: 02/11/1968   MRN: CH-1   DOS: 3/14/26",
        "Patient Name: Adaeze Okafor DOB: 2/11/1968 MRN: CH-1 Date of Service: March 14, 2026",
        "Name: OKAFOR, ADAEZE\nDate of Birth: Feb 11, 1968\nMRN #: CH-1\nVisit date: 2026-03-14",
        "PATIENT   Adaeze Okafor     DOB 02/11/1968 (58 F)     MRN CH-1\nDATE      03/14/2026",
        "Okafor, Adaeze     DOB 02/11/1968     MRN CH-1\nVisit date 03/14/2026",
        "Patient: Okafor, Adaeze  |  DOB 02/11/1968  |  MRN CH-1\nDate: 14 March 2026",
        "RE: Okafor, Adaeze\nD.O.B.: 02-11-1968\nChart No: CH-1\nDate of visit: 03/14/2026",
        "Pt: Adaeze Okafor, DOB 02/11/1968, MRN CH-1\nD.O.S.: 03/14/2026",
        "Patient:\tAdaeze Okafor\tDOB:\t02/11/1968\nMedical Record Number: CH-1\nDOS:\t03/14/2026",
    ],
)
def test_a_header_in_any_usual_shape_says_whose_note_it_is(tmp_path: Path, header: str) -> None:
    assert hints_of(tmp_path, header) == FilingHints(
        PersonName("Okafor", "Adaeze"), date(1968, 2, 11), "CH-1", date(2026, 3, 14)
    )


@pytest.mark.parametrize(
    "header",
    [
        "Martha Collins is a 50-year-old female who presents for her annual exam.",
        "Patient: 58 y/o woman with cough",
        "Patient: reports pain since Sunday",
        "Mother's name: Jane Marsh   Mother's DOB: 01/02/1940",
        "RE: Lab Results",
        "Plan Name: Blue Plan\nFacility Name: Cedar Clinic",
        "Follow up on 03/14/2026 with Dr. Hanna Lindqvist, MD",
        "Due date: 05/17/2026. Last visit: 10/10/2024.",
        "DOB: 02/11/68",
        "DOB: 25/12/1968",
        "DOB: 02/30/1968",
        "Patient: Ida Marsh\nPatient: Owen Pike",
        "DOS: 03/14/2026\nDOS: 03/15/2026",
        "MRN: pending",
    ],
)
def test_nothing_is_guessed_from_prose_doubt_or_contradiction(tmp_path: Path, header: str) -> None:
    hints = hints_of(tmp_path, header)
    assert hints == FilingHints()


def test_words_under_a_section_are_no_header(tmp_path: Path) -> None:
    text = "CHIEF COMPLAINT\nCough.\n\nFAMILY HISTORY\nName: Owen Marsh   DOB: 01/02/1940\n"
    assert imported(tmp_path, text).hints == FilingHints()


def test_a_specimen_belongs_to_the_visit_at_which_it_was_taken(tmp_path: Path) -> None:
    text = (
        "SURGICAL PATHOLOGY REPORT\nPatient: KOSLOW, BERNARD T    DOB: 12/01/1962\n"
        "Collected: 04/09/2026     Received: 04/10/2026     Reported: 04/13/2026\n\nSPECIMEN\nSkin"
    )
    record = imported(tmp_path, text)
    assert record.hints.date_of_service == date(2026, 4, 9)
    assert record.documents[0][0].written_on == date(2026, 4, 13)
    assert record.documents[0][0].kind is DocumentKind.PATHOLOGY_REPORT


def test_the_date_of_a_letter_is_not_the_day_of_a_visit(tmp_path: Path) -> None:
    record = imported(tmp_path, "LETTER\nDate: March 14, 2026\nRE: Marsh, Ida\n\nDear colleague,")
    assert record.documents[0][0].kind is DocumentKind.LETTER
    assert record.documents[0][0].written_on == date(2026, 3, 14)
    assert record.hints.date_of_service is None


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("CHIEF COMPLAINT\nCough", "visit 12", DocumentKind.PROGRESS_NOTE),
        ("S: cough\nO: clear\nA: cold\nP: tea", "visit 12", DocumentKind.PROGRESS_NOTE),
        ("# Consultation\nSeen", "Consultation", DocumentKind.CONSULTATION),
        ("HISTORY AND PHYSICAL\n", "History and physical", DocumentKind.HISTORY_AND_PHYSICAL),
        ("H&P\nSeen.", "H&P", DocumentKind.HISTORY_AND_PHYSICAL),
        ("OPERATIVE REPORT\nSkin", "Operative report", DocumentKind.PROCEDURE_NOTE),
        (
            "LARK IMAGING CENTER\nRADIOLOGY REPORT\n",
            "Radiology report",
            DocumentKind.IMAGING_REPORT,
        ),
        ("CHEST X-RAY REPORT\n", "Chest X-ray report", DocumentKind.IMAGING_REPORT),
        ("FINDINGS: clear\nIMPRESSION: normal", "visit 12", DocumentKind.IMAGING_REPORT),
        ("PREOPERATIVE DIAGNOSIS: mole", "visit 12", DocumentKind.PROCEDURE_NOTE),
        ("LABORATORY REPORT\nK 4.1", "Laboratory report", DocumentKind.LABORATORY_REPORT),
        ("CEDAR CLINIC - PROGRESS NOTE\n", "Progress note", DocumentKind.PROGRESS_NOTE),
        ("CEDAR FAMILY MEDICINE\nSeen.", "visit 12", DocumentKind.OTHER),
        ("Called about refill.", "visit 12", DocumentKind.OTHER),
        ("2026-03-14\n\n# Plan\nRest", "visit 12", DocumentKind.PROGRESS_NOTE),
    ],
)
def test_title_and_kind_come_from_headings(
    tmp_path: Path, text: str, title: str, kind: DocumentKind
) -> None:
    document = document_of(tmp_path, text)
    assert (document.title, document.kind) == (title, kind)


@pytest.mark.parametrize(
    ("ending", "signed", "author"),
    [
        ("Electronically signed by Hanna Lindqvist, MD, 03/14/2026", True, "Hanna Lindqvist, MD"),
        ("Marcus Caldwell, DO - electronically signed 03/14/2026", True, "Marcus Caldwell, DO"),
        ("Priya Venkataraman, MD   signed 03/14/2026 10:41", True, "Priya Venkataraman, MD"),
        ("Esther Boateng, MD\nElectronically signed 03/14/2026", True, "Esther Boateng, MD"),
        ("Signed electronically: N. Petrova, FNP-C   03/14/2026", True, "N. Petrova, FNP-C"),
        ("Interpreted and signed: Marcus Caldwell, DO, 03/14/2026", True, "Marcus Caldwell, DO"),
        ("/s/ Hanna Lindqvist, MD", True, "Hanna Lindqvist, MD"),
        ("Hanna Lindqvist, MD - signature pending", False, "Hanna Lindqvist, MD"),
        ("NOT SIGNED", False, ""),
        ("The consent was signed by the patient.", None, ""),
        ("", None, ""),
    ],
)
def test_a_signature_is_read_from_the_end(
    tmp_path: Path, ending: str, signed: bool | None, author: str
) -> None:
    document = document_of(tmp_path, f"Seen for cough.\n\n{ending}")
    assert (document.signed, document.author) == (signed, author)


def test_a_note_without_a_header_is_dated_by_its_signature(tmp_path: Path) -> None:
    text = "Seen for cough.\n\nElectronically signed by Hanna Lindqvist, MD, March 14, 2026"
    assert document_of(tmp_path, text).written_on == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("written", "name", "credentials"),
    [
        ("Okafor, Adaeze N.", PersonName("Okafor", "Adaeze", "N"), ""),
        ("BRENNAN, LUCAS J", PersonName("Brennan", "Lucas", "J"), ""),
        ("O'BRIEN-HALL, MARY", PersonName("O'Brien-Hall", "Mary"), ""),
        ("Ludwig van der Berg", PersonName("van der Berg", "Ludwig"), ""),
        ("Mr. Clarence O. Whitfield Jr.", PersonName("Whitfield", "Clarence", "O", "Jr"), ""),
        ("Whitfield III, Clarence", PersonName("Whitfield", "Clarence", suffix="III"), ""),
        ("Garcia Lopez, Maria Elena", PersonName("Garcia Lopez", "Maria", "Elena"), ""),
        ("Dr. Hanna Lindqvist, MD, MPH", PersonName("Lindqvist", "Hanna"), "MD, MPH"),
        ("Nadia Petrova FNP-C", PersonName("Petrova", "Nadia"), "FNP-C"),
        ("Quintanilla, Mateo (Teo)", PersonName("Quintanilla", "Mateo"), ""),
    ],
)
def test_names_in_one_line_are_taken_apart(
    written: str, name: PersonName, credentials: str
) -> None:
    assert name_from_text(written) == (name, credentials)


@pytest.mark.parametrize("written", ["", "Marsh", "58 y/o woman", "a, b, c, d", "Dr. Smith", "1 2"])
def test_what_is_no_full_name_is_none(written: str) -> None:
    assert name_from_text(written) is None


@pytest.mark.parametrize(
    "written",
    ["03/14/2026", "3/14/26", "03-14-2026", "03.14.2026", "2026-03-14", "March 14, 2026",
     "Mar. 14 2026", "14 March 2026", "14-Mar-2026", "March 14th, 2026"],
)  # fmt: skip
def test_a_date_reads_the_same_in_every_usual_form(written: str) -> None:
    assert read_date(written) == date(2026, 3, 14)


@pytest.mark.parametrize("written", ["", "25/12/2026", "02/30/2026", "Marsh 3, 2026", "2026"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert read_date(written) is None


def test_a_row_of_a_table_is_no_title() -> None:
    assert title_of(("BP | 150/90", "PROGRESS NOTE")) == "Progress note"
    assert title_of(("BP | 150/90",)) == ""
