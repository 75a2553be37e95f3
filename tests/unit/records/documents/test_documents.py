"""PDF, Word, RTF and HTML documents are read like notes; what cannot be read says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.documents import DocumentKind
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.documents.files import LINES, docx, paragraph, pdf, picture, rtf

PAGE = "<html><head><title>Visit</title><script>alert(1)</script></head><body>{}</body></html>"


def read(folder: Path, content: bytes) -> ImportedRecord:
    path = folder / "document.bin"
    path.write_bytes(content)
    return read_record(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(LINES), "PDF document"),
        (rtf(*LINES), "RTF document"),
        (docx("".join(map(paragraph, LINES))), "Word document"),
        (PAGE.format("".join(f"<p>{line}</p>" for line in LINES)).encode(), "HTML document"),
    ],
    ids=["pdf", "rtf", "docx", "html"],
)
def test_a_document_is_filed_by_what_it_says_as_a_note_is(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    record = read(tmp_path, content)
    ((document, text),) = record.documents
    assert record.kind == kind
    assert document.kind is DocumentKind.PROGRESS_NOTE
    assert "Type 2 diabetes with neuropathy." in text
    assert "alert" not in text
    assert (record.hints.record_number, record.hints.birth_date) == ("CH-20001", date(1968, 2, 11))
    assert record.hints.date_of_service == date(2026, 3, 14)


def test_pages_follow_one_another(tmp_path: Path) -> None:
    ((_, text),) = read(tmp_path, pdf(("First page",), (), ("Third page",))).documents
    assert text == "First page\n\nThird page"


def test_a_word_document_keeps_lists_tables_and_what_was_inserted(tmp_path: Path) -> None:
    listed = "<w:pPr><w:numPr/></w:pPr>"
    table = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in (("Drug", "Dose"), ("Metformin", "1000 mg"))
    )
    changed = (
        "<w:p><w:r><w:t>Stays</w:t></w:r>"
        "<w:ins><w:r><w:t xml:space='preserve'> and added</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> and deleted</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>after</w:t></w:r></w:p>"
    )
    body = paragraph("Plan", "") + paragraph("walk daily", listed) + f"<w:tbl>{table}</w:tbl>"
    ((_, text),) = read(tmp_path, docx(body + changed)).documents
    assert (
        text == "Plan\n• walk daily\n\nDrug | Dose\nMetformin | 1000 mg\n\nStays and added\tafter"
    )


def test_letters_beyond_ascii_survive_in_rtf(tmp_path: Path) -> None:
    words = "Ren\\'e9e feels \\u8805? 3 weeks better than before, she says"
    ((_, text),) = read(tmp_path, rtf(words)).documents
    assert text.startswith("Renée feels ≥ 3 weeks")


def test_a_pdf_keeps_its_pages_and_knows_where_each_begins(tmp_path: Path) -> None:
    content = pdf(("HISTORY", "numb feet"), (), ("PLAN", "gabapentin"))
    record = read(tmp_path, content)
    ((document, text),) = record.documents
    assert document.media_type == "application/pdf"
    begins = [text[start:].strip()[:4] for start in document.page_starts]
    assert begins == ["HIST", "PLAN", "PLAN"]
    (original,) = record.originals
    assert (original.document_id, original.content) == (document.id, content)


def test_a_scan_comes_in_as_pages_without_words(tmp_path: Path) -> None:
    record = read(tmp_path, pdf((), ()))
    ((document, text),) = record.documents
    assert text == ""
    assert len(document.page_starts) == 2
    assert record.originals[0].media_type == "application/pdf"


@pytest.mark.parametrize(
    ("kind", "media_type", "pages"),
    [("TIFF", "image/tiff", 3), ("PNG", "image/png", 1), ("JPEG", "image/jpeg", 1)],
)
def test_a_picture_is_a_scan_whatever_it_is_called(
    tmp_path: Path, kind: str, media_type: str, pages: int
) -> None:
    record = read(tmp_path, picture(kind, pages))
    ((document, _),) = record.documents
    assert (document.media_type, len(document.page_starts)) == (media_type, pages)
    assert read(tmp_path, picture(kind, pages)).documents[0][0].source_key == document.source_key


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf(LINES, password="secret"), "locked with a password"),
        (pdf(LINES)[:200], "damaged PDF"),
        (picture("PNG", 1)[:60], "damaged picture"),
        (picture("TIFF", 2)[:200], "damaged picture"),
        (docx("<w:p>"), "is damaged at line"),
        (docx(paragraph("x"))[:150], "damaged zip archive"),
        (PAGE.format("<form><input type='password'></form>" * 20).encode(), "web page"),
        (PAGE.format("Access denied").encode(), "web page"),
    ],
    ids=["locked", "cut", "cut image", "cut scan", "broken", "zip", "sign-in", "error"],
)
def test_what_cannot_be_read_says_why_in_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert words in refused.value.sentence
    assert "document.bin" in refused.value.sentence
