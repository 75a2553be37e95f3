"""Notes and reports come in as clean text, and what cannot be read is named."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.records.limits import reading_within
from tests.unit.records.documents.files import picture
from tests.unit.records.fhir.files import (
    DOCTOR,
    PATIENT,
    VISIT,
    coded,
    note,
    of_patient,
    packed,
    read,
)

LOINC = "http://loinc.org"
PROGRESS = coded("11506-3", LOINC, "Progress note")


def only(folder: Path, *resources: dict[str, Any]) -> tuple[ClinicalDocument, str]:
    documents = read(folder, PATIENT, DOCTOR, VISIT, *resources).documents
    assert len(documents) == 1
    return documents[0]


def test_a_note_arrives_with_everything_the_list_shows(tmp_path: Path) -> None:
    attachment = {**packed("Seen today.\r\nBetter."), "title": "Acute visit note"}
    document, text = only(
        tmp_path,
        note(
            "n1",
            attachment,
            type=PROGRESS,
            date="2026-03-14T12:48:00-05:00",
            docStatus="final",
            author=[{"reference": "Practitioner/d1"}],
        ),
    )
    assert text == "Seen today.\nBetter."
    assert document.length == len(text)
    assert (document.kind, document.title) == (DocumentKind.PROGRESS_NOTE, "Acute visit note")
    assert (document.written_on, document.signed) == (date(2026, 3, 14), True)
    assert document.author == "Hanna Lindqvist, MD"
    assert document.source == "record.json"
    assert document.source_key == "DocumentReference/n1"
    assert document.encounter_id is not None


@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml; charset=utf-8"])
def test_a_page_becomes_text_with_its_lines(tmp_path: Path, kind: str) -> None:
    page = "<html><body><h2>Plan</h2><ul><li>Rest</li></ul></body></html>"
    assert only(tmp_path, note("n1", packed(page, kind)))[1] == "Plan\n\n• Rest"


def test_a_charset_is_followed(tmp_path: Path) -> None:
    old = packed("Café visit", "text/plain; charset=windows-1252", "cp1252")
    assert only(tmp_path, note("n1", old))[1] == "Café visit"


def test_a_note_of_unnamed_type_is_looked_at(tmp_path: Path) -> None:
    untyped = {"data": packed("<p>Seen</p>")["data"]}
    assert only(tmp_path, note("n1", untyped))[1] == "Seen"


def test_base64_with_line_breaks_and_missing_padding_is_forgiven(tmp_path: Path) -> None:
    data = packed("Seen today, better.")["data"].rstrip("=")
    wrapped = {"contentType": "text/plain", "data": f"{data[:8]}\n {data[8:]}"}
    assert only(tmp_path, note("n1", wrapped))[1] == "Seen today, better."


def test_the_same_note_in_several_formats_is_one_document(tmp_path: Path) -> None:
    pdf = {"contentType": "application/pdf", "data": "JVBERi0="}
    both = note("n1", pdf, packed("<p>page</p>", "text/html"), packed("plain"))
    record = read(tmp_path, PATIENT, VISIT, both)
    assert [text for _, text in record.documents] == ["plain"]
    assert record.skipped == ()


def test_the_next_format_serves_when_the_best_cannot_be_read(tmp_path: Path) -> None:
    away = {"contentType": "text/plain", "url": "https://ehr.example/Binary/1"}
    assert only(tmp_path, note("n1", away, packed("<p>page</p>", "text/html")))[1] == "page"


def test_parts_in_one_format_are_documents_of_their_own(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, VISIT, note("n1", packed("one"), packed("two")))
    assert [text for _, text in record.documents] == ["one", "two"]
    assert [d.source_key for d, _ in record.documents] == [
        "DocumentReference/n1",
        "DocumentReference/n1#2",
    ]


def test_a_part_with_a_title_of_its_own_is_no_other_format(tmp_path: Path) -> None:
    parts = (
        {**packed("one"), "title": "Note.txt"},
        {**packed("<p>one</p>", "text/html"), "title": "Note (HTML version)"},
        {**packed("<p>more</p>", "text/html"), "title": "Addendum"},
        packed("<p>untitled</p>", "text/html"),
    )
    record = read(tmp_path, PATIENT, VISIT, note("n1", *parts))
    assert [text for _, text in record.documents] == ["one", "more"]
    film = {"contentType": "video/mp4", "data": "AAAA", "title": "Gait"}
    record = read(tmp_path, PATIENT, VISIT, note("n1", *parts, film))
    assert record.skipped == ("“Gait” is of a type not read yet (video/mp4), left out: 1.",)


def test_a_text_in_a_file_beside_the_bundle_is_read(tmp_path: Path) -> None:
    (tmp_path / "progress note.txt").write_bytes(b"Seen today.\r\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "x.txt").write_text("Below.")
    beside = {"contentType": "text/plain", "url": "progress%20note.txt"}
    document, text = only(tmp_path, note("n1", beside))
    assert (document.source, text) == ("progress note.txt", "Seen today.")
    assert only(tmp_path, note("n1", {"url": "more/x.txt"}))[1] == "Below."


@pytest.mark.parametrize(
    "url",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "a/../../secret.txt",
        "..\\secret.txt",
        "{outside}/secret.txt",
        "file://{outside}/secret.txt",
        "C:\\secret.txt",
        "//server/share/secret.txt",
        "~/secret.txt",
        "link.txt",
        "http://127.0.0.1:9/secret.txt",
        "data:text/plain,secret",
        "secret.txt%00",
    ],
)
def test_no_text_is_taken_from_anywhere_else(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    attachment = {"contentType": "text/plain", "url": url.format(outside=tmp_path)}
    record = read(folder, PATIENT, VISIT, note("n1", attachment, type=PROGRESS))
    assert record.documents == ()
    assert "“Progress note” lies elsewhere" in record.skipped[0]


def test_notes_on_a_server_make_one_sentence(tmp_path: Path) -> None:
    away = [note(f"n{n}", {"url": f"https://ehr.example/Binary/{n}"}) for n in range(5)]
    (told,) = read(tmp_path, PATIENT, VISIT, *away).skipped
    assert "lies elsewhere, under “https://ehr.example/Binary”" in told
    assert told.endswith("fetched: 5.")


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, VISIT, note("n1", {"url": "gone.txt"}, type=PROGRESS))
    assert record.documents == ()
    assert "should lie beside the record as gone.txt" in record.skipped[0]


def test_a_text_in_a_binary_resource_is_found(tmp_path: Path) -> None:
    binary = {"resourceType": "Binary", "id": "b1", **packed("From binary.")}
    pointing = note("n1", {"contentType": "text/plain", "url": "Binary/b1"})
    assert only(tmp_path, binary, pointing)[1] == "From binary."


@pytest.mark.parametrize(
    ("attachment", "told"),
    [
        ({"contentType": "video/mp4", "data": "AAAA"}, "(video/mp4)"),
        ({"contentType": "image/png", "data": "iVBORw0KGgo="}, "cannot be decoded"),
        ({"contentType": "text/plain", "data": "UEsDBAAA"}, "of a type not read yet"),
        ({"contentType": "application/pdf", "data": "JVBERi0xLjc="}, "cannot be decoded"),
        ({"contentType": "text/plain", "data": "%%%"}, "cannot be decoded"),
        ({"contentType": "text/plain", "data": "AAECAwQFBgcI"}, "cannot be decoded"),
        ({"contentType": "text/plain", "data": "ICAg"}, "has no text"),
        ({"contentType": "text/plain"}, "has no text"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_title(
    tmp_path: Path, attachment: dict[str, Any], told: str
) -> None:
    record = read(tmp_path, PATIENT, VISIT, note("n1", attachment, type=PROGRESS))
    assert record.documents == ()
    assert "“Progress note”" in record.skipped[0]
    assert told in record.skipped[0]


def test_a_scan_attached_to_a_record_is_kept_as_pages(tmp_path: Path) -> None:
    scan = base64.b64encode(picture("TIFF", 2)).decode()
    record = read(tmp_path, PATIENT, VISIT, note("n1", {"contentType": "image/tiff", "data": scan}))
    ((document, text),) = record.documents
    assert (text, document.media_type, document.page_starts) == ("", "image/tiff", (0, 0))
    assert [original.document_id for original in record.originals] == [document.id]


def test_like_reasons_are_one_sentence(tmp_path: Path) -> None:
    scans = [note(f"n{n}", {"contentType": "video/mp4", "data": "AAAA"}) for n in range(9)]
    assert len(read(tmp_path, PATIENT, VISIT, *scans).skipped) == 1


@pytest.mark.parametrize(
    "fields", [{"status": "entered-in-error"}, {"docStatus": "entered-in-error"}]
)
def test_a_note_entered_in_error_is_left_out(tmp_path: Path, fields: dict[str, Any]) -> None:
    record = read(tmp_path, PATIENT, VISIT, note("n1", packed("wrong"), **fields))
    assert record.documents == ()
    assert "entered in error" in record.skipped[0]


@pytest.mark.parametrize(
    ("fields", "title", "signed"),
    [
        ({"status": "superseded"}, "Progress note (superseded)", None),
        ({"docStatus": "preliminary"}, "Progress note (preliminary)", False),
        ({"docStatus": "amended"}, "Progress note (amended)", True),
        ({"authenticator": {"display": "Dr. A Reed"}}, "Progress note", True),
        ({}, "Progress note", None),
    ],
)
def test_a_status_a_coder_must_know_stands_behind_the_title(
    tmp_path: Path, fields: dict[str, Any], title: str, signed: bool | None
) -> None:
    document, _ = only(tmp_path, note("n1", packed("x"), type=PROGRESS, **fields))
    assert (document.title, document.signed) == (title, signed)


@pytest.mark.parametrize(
    ("kind_of_note", "kind"),
    [
        (coded("34117-2", LOINC), DocumentKind.HISTORY_AND_PHYSICAL),
        (coded("11488-4", LOINC), DocumentKind.CONSULTATION),
        (coded("18748-4", LOINC), DocumentKind.IMAGING_REPORT),
        (coded("11526-1", LOINC), DocumentKind.PATHOLOGY_REPORT),
        ({"text": "Operative note"}, DocumentKind.PROCEDURE_NOTE),
        ({"text": "Referral letter"}, DocumentKind.LETTER),
        ({"text": "Consent form"}, DocumentKind.OTHER),
    ],
)
def test_the_kind_follows_the_coded_type_or_its_words(
    tmp_path: Path, kind_of_note: dict[str, Any], kind: DocumentKind
) -> None:
    assert only(tmp_path, note("n1", packed("x"), type=kind_of_note))[0].kind is kind


def report(**fields: Any) -> dict[str, Any]:
    return of_patient(
        "DiagnosticReport",
        "r1",
        status="final",
        code={"text": "Chest, two views"},
        category=[coded("RAD")],
        issued="2026-03-15T08:00:00Z",
        **fields,
    )


def test_a_report_brings_its_form(tmp_path: Path) -> None:
    document, text = only(tmp_path, report(presentedForm=[packed("No pneumonia.")]))
    assert (document.kind, document.title) == (DocumentKind.IMAGING_REPORT, "Chest, two views")
    assert (document.written_on, document.signed) == (date(2026, 3, 15), True)
    assert text == "No pneumonia."


def test_a_bare_conclusion_is_a_short_report(tmp_path: Path) -> None:
    document, text = only(tmp_path, report(conclusion="No acute finding."))
    assert (text, document.source_key) == ("No acute finding.", "DiagnosticReport/r1#conclusion")


def test_a_note_listed_again_as_a_report_is_one_document(tmp_path: Path) -> None:
    text = packed("The same words.")
    _, words = only(tmp_path, note("n1", text), report(presentedForm=[text]))
    assert words == "The same words."


def test_a_document_bundle_s_sections_are_a_note(tmp_path: Path) -> None:
    def section(title: str, words: str, *inner: dict[str, Any]) -> dict[str, Any]:
        div = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{words}</p></div>'
        return {"title": title, "text": {"status": "generated", "div": div}, "section": [*inner]}

    composition = of_patient(
        "Composition",
        "c1",
        status="final",
        title="Discharge summary",
        date="2026-03-14",
        type=coded("18842-5", LOINC, "Discharge summary"),
        section=[
            section("Hospital course", "Uneventful."),
            section("Plan", "Home &amp; rest.", section("Follow-up", "One week.")),
            {"title": "Empty"},
        ],
    )
    document, text = only(tmp_path, composition)
    assert text == "Hospital course\nUneventful.\n\nPlan\nHome & rest.\n\nFollow-up\nOne week."
    assert (document.title, document.signed) == ("Discharge summary", True)


def test_a_text_beyond_the_limit_is_named(tmp_path: Path) -> None:
    with reading_within(ReadingLimits(longest_text=10)):
        record = read(tmp_path, PATIENT, VISIT, note("n1", packed("x" * 11), type=PROGRESS))
    assert "too long to be a note" in record.skipped[0]


def test_more_reasons_than_a_person_reads_are_summed_up(tmp_path: Path) -> None:
    scans = [note(f"n{n}", {"contentType": "video/mp4", "title": f"Film {n}"}) for n in range(60)]
    skipped = read(tmp_path, PATIENT, VISIT, *scans).skipped
    assert len(skipped) == 41
    assert skipped[-1] == "And 20 more reasons."
