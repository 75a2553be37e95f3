"""Documents inside a record are read by what they are, whatever they are said to be."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.records.limits import reading_within
from tests.unit.records.documents.files import docx, paragraph, rtf
from tests.unit.records.fhir.files import PATIENT, VISIT, note, packed, read

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENT = docx(paragraph("Seen today."))


def clinical(body: str) -> bytes:
    """A clinical document without any coded entry."""
    inside = f"<title>Office visit</title><component>{body}</component>"
    return f'<ClinicalDocument xmlns="urn:hl7-org:v3">{inside}</ClinicalDocument>'.encode()


SECTIONS = clinical(
    "<structuredBody><component><section><title>HPI</title><text>"
    "<paragraph>Knee pain for two weeks.</paragraph></text></section></component></structuredBody>"
)


def attached(raw: bytes, kind: str) -> dict[str, str]:
    return {"contentType": kind, "data": base64.b64encode(raw).decode()}


def texts(folder: Path, *attachments: dict[str, str]) -> list[str]:
    return [text for _, text in read(folder, PATIENT, VISIT, note("n1", *attachments)).documents]


def told(folder: Path, *attachments: dict[str, str]) -> str:
    (sentence,) = read(folder, PATIENT, VISIT, note("n1", *attachments)).skipped
    return sentence


@pytest.mark.parametrize("kind", [WORD, "", "application/octet-stream", "application/msword"])
def test_a_word_document_is_read(tmp_path: Path, kind: str) -> None:
    assert texts(tmp_path, attached(DOCUMENT, kind)) == ["Seen today."]


@pytest.mark.parametrize(
    "kind",
    ["application/xml", "text/xml", "application/hl7-v3+xml; charset=utf-8", "text/plain", ""],
)
def test_the_narrative_of_a_clinical_document_is_read(tmp_path: Path, kind: str) -> None:
    assert texts(tmp_path, attached(SECTIONS, kind)) == [
        "Office visit\n\nHPI\nKnee pain for two weeks."
    ]


def test_a_clinical_document_wrapped_around_another_is_read(tmp_path: Path) -> None:
    packed_rtf = base64.b64encode(rtf("Knee pain.")).decode()
    around = f'<text mediaType="text/rtf" representation="B64">{packed_rtf}</text>'
    wrapped = clinical(f"<nonXMLBody>{around}</nonXMLBody>")
    assert texts(tmp_path, attached(wrapped, "text/xml")) == ["Knee pain."]
    plain = clinical("<nonXMLBody><text>Knee pain.</text></nonXMLBody>")
    assert texts(tmp_path, attached(plain, "text/xml")) == ["Knee pain."]
    garbled = clinical('<nonXMLBody><text representation="B64">%</text></nonXMLBody>')
    assert "cannot be decoded" in told(tmp_path, attached(garbled, "text/xml"))


def test_a_page_said_to_be_xml_is_read(tmp_path: Path) -> None:
    assert texts(tmp_path, attached(b"<html><p>Seen</p></html>", "application/xml")) == ["Seen"]


def test_a_document_said_to_be_of_an_unknown_type_is_looked_at(tmp_path: Path) -> None:
    assert texts(tmp_path, attached(rtf("Seen."), "application/x-vendor-note")) == ["Seen."]
    assert "(application/x-vendor-note)" in told(
        tmp_path, attached(b"Seen.", "application/x-vendor-note")
    )
    assert texts(tmp_path, attached(b"Seen.", "text/x-vendor-note")) == ["Seen."]


def test_plain_words_go_before_a_word_document_of_the_same_note(tmp_path: Path) -> None:
    assert texts(tmp_path, attached(DOCUMENT, WORD), packed("plain")) == ["plain"]


def test_other_xml_is_told(tmp_path: Path) -> None:
    assert "(text/xml)" in told(tmp_path, attached(b"<invoice><p>9</p></invoice>", "text/xml"))


def test_other_archives_are_told_and_not_opened(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("note.txt", "Seen.")
    assert "of a type not read yet (application/zip)" in told(
        tmp_path, attached(stream.getvalue(), "application/zip")
    )


def test_damaged_documents_are_told(tmp_path: Path) -> None:
    assert "cannot be decoded" in told(tmp_path, attached(DOCUMENT[:90], WORD))
    assert "cannot be decoded" in told(tmp_path, attached(SECTIONS[:-9], "text/xml"))
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]>' + SECTIONS
    assert "cannot be decoded" in told(tmp_path, attached(entity, "text/xml"))


def test_a_document_with_too_many_words_is_told(tmp_path: Path) -> None:
    with reading_within(ReadingLimits(longest_text=400)):
        assert "too long" in told(tmp_path, attached(docx(paragraph("x" * 500)), WORD))
