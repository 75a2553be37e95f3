"""Word documents are read as they look on paper: headers, boxes, footnotes and forms, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.documents.files import LINES, docx, paragraph, text_box

HEADER = "".join(map(paragraph, LINES[1:3]))
SIGNATURE = "Electronically signed by Amy Beispiel, NP 03/14/2026"


def read(folder: Path, content: bytes) -> ImportedRecord:
    path = folder / "letter.docx"
    path.write_bytes(content)
    return read_record(path)


def text(folder: Path, body: str, **parts: str) -> str:
    ((_, words),) = read(folder, docx(body, **parts)).documents
    return words


def section(*references: str, properties: str = "") -> str:
    named = "".join(
        f'<w:headerReference w:type="{reference.partition(" ")[0]}" '
        f'w:id="{reference.partition(" ")[2]}"/>'
        for reference in references
    )
    return f"<w:sectPr>{named}{properties}</w:sectPr>"


def test_a_note_whose_patient_stands_in_the_header_is_filed_and_signed(tmp_path: Path) -> None:
    body = paragraph("PROGRESS NOTE") + paragraph("Seen for numb feet.")
    record = read(tmp_path, docx(body, header1=HEADER, footer1=paragraph(SIGNATURE)))
    ((document, words),) = record.documents
    assert record.hints.record_number == "CH-20001"
    assert record.hints.date_of_service is not None
    assert document.signed
    assert words.startswith(LINES[1])
    assert words.endswith(f"Seen for numb feet.\n\n{SIGNATURE}")


def test_headers_of_several_sections_are_read_once_and_hidden_ones_never(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:pPr>{section('default header1', 'first header2')}</w:pPr></w:p>"
        + paragraph("Body")
        + section("default header3", properties="<w:titlePg/>")
    )
    parts = {
        "header1": paragraph("Page header"),
        "header2": paragraph("First page") + paragraph("Page  header"),
        "header3": paragraph("Page header") + paragraph("Second section"),
        "header4": paragraph("Left over from another letter"),
    }
    assert text(tmp_path, body, **parts) == "First page\nPage  header\nSecond section\n\nBody"
    hidden = body.replace("<w:titlePg/>", "")
    assert text(tmp_path, hidden, **parts) == "Page header\nSecond section\n\nBody"


def test_a_text_box_stands_once_where_it_hangs(tmp_path: Path) -> None:
    body = (
        paragraph("Before")
        + f"<w:p>{text_box('ASSESSMENT: CKD stage 3b')}</w:p>"
        + f"<w:p><w:r><w:t>Half a </w:t></w:r>{text_box('Aside')}<w:r><w:t>line</w:t></w:r></w:p>"
    )
    assert text(tmp_path, body) == "Before\nASSESSMENT: CKD stage 3b\nHalf a line\nAside"


def test_footnotes_and_endnotes_stand_below_with_their_marks(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>Knee pain</w:t><w:endnoteReference w:id="1"/></w:r>'
        '<w:r><w:t>, worse</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("___")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("since May")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="1">{paragraph("LEFT knee")}</w:endnote>'
    assert text(tmp_path, body, footnotes=notes, endnotes=ends) == (
        "Knee pain[1], worse[2]\n\n[1] LEFT knee\n[2] since May"
    )


@pytest.mark.parametrize(
    ("ticked", "empty"),
    [
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        ),
        (
            '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>',
            '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>\u00a3</w:t></w:r>',
        ),
        (
            (
                '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
                "<w:sdtContent><w:r><w:t>X</w:t></w:r></w:sdtContent></w:sdt>"
            ),
            (
                '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
                "<w:sdtContent><w:r><w:t>O</w:t></w:r></w:sdtContent></w:sdt>"
            ),
        ),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
                "<w:checked/></w:checkBox></w:ffData></w:fldChar><w:instrText>FORMCHECKBOX</w:instrText>"
                '<w:fldChar w:fldCharType="end"/></w:r>'
            ),
            (
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
                "</w:checkBox></w:ffData></w:fldChar></w:r>"
            ),
        ),
    ],
    ids=["symbol", "symbol font", "control", "old form"],
)
def test_a_box_that_is_not_ticked_can_be_told_from_one_that_is(
    tmp_path: Path, ticked: str, empty: str
) -> None:
    body = f"<w:p>{ticked}<w:r><w:t> Diabetes </w:t></w:r>{empty}<w:r><w:t> COPD</w:t></w:r></w:p>"
    assert text(tmp_path, body) == "☒ Diabetes ☐ COPD"


def test_arrows_and_signs_of_the_symbol_font_keep_their_meaning(tmp_path: Path) -> None:
    body = "".join(
        f'<w:r><w:sym w:font="Symbol" w:char="{char}"/></w:r><w:r><w:t> {word} </w:t></w:r>'
        for char, word in (("F0AD", "K"), ("F0B3", "140"), ("F001", "odd"))
    )
    assert text(tmp_path, f"<w:p>{body}</w:p>") == "↑ K ≥ 140 \ufffd odd"


def test_the_entry_chosen_of_an_old_form_s_list_is_shown(tmp_path: Path) -> None:
    entries = '<w:result w:val="1"/><w:listEntry w:val="None"/><w:listEntry w:val="Mild"/>'
    field = f"<w:fldChar><w:ffData><w:ddList>{entries}</w:ddList></w:ffData></w:fldChar>"
    assert text(tmp_path, f"<w:p><w:r><w:t>Pain: </w:t>{field}</w:r></w:p>") == "Pain: Mild"


def test_rows_and_cells_inside_controls_are_read_and_deleted_rows_are_not(tmp_path: Path) -> None:
    def row(*cells: str, properties: str = "") -> str:
        written = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
        return f"<w:tr>{properties}{written}</w:tr>"

    wrapped = row(paragraph("Apixaban"), paragraph("5 mg"))
    body = (
        "<w:tbl>"
        + row(paragraph("Warfarin"), paragraph("STOPPED") + paragraph("since May"))
        + f"<w:sdt><w:sdtContent>{wrapped}</w:sdtContent></w:sdt>"
        + row(paragraph("Aspirin"), properties="<w:trPr><w:del/></w:trPr>")
        + "</w:tbl>"
    )
    assert text(tmp_path, body) == "Warfarin | STOPPED; since May\nApixaban | 5 mg"


def test_comments_and_pictures_of_a_document_are_told(tmp_path: Path) -> None:
    body = paragraph("Note") + "<w:p><w:r><w:drawing><w:blip/></w:drawing></w:r></w:p>"
    comments = f"<w:comment>{paragraph('Is this right?')}</w:comment>"
    record = read(tmp_path, docx(body, comments=comments))
    assert len(record.skipped) == 2
    assert "Comments" in record.skipped[0]
    assert "Pictures" in record.skipped[1]


@pytest.mark.parametrize(
    "placed",
    [
        b"<html><body><p>Seen for <b>cough</b></p></body></html>",
        b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Seen for cough</p>",
        rb"{\rtf1 Seen for cough}",
        b"Seen for cough",
    ],
    ids=["page", "saved page", "rtf", "text"],
)
def test_a_document_placed_into_another_is_read_in_its_place(tmp_path: Path, placed: bytes) -> None:
    body = paragraph("Before") + '<w:altChunk w:id="chunk"/>' + paragraph("After")
    ((_, words),) = read(tmp_path, docx(body, placed)).documents
    assert words == "Before\nSeen for cough\nAfter"


def test_a_document_placed_into_another_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    body = paragraph("Before") + '<w:altChunk w:id="chunk"/><w:altChunk w:id="nothing"/>'
    record = read(tmp_path, docx(body, docx(paragraph("Inner"))))
    assert "another format" in record.skipped[0]
    assert "2" in record.skipped[0]


def test_a_word_document_of_2003_is_read_like_a_newer_one(tmp_path: Path) -> None:
    path = tmp_path / "old.doc"
    deleted = "<a:content><w:r><w:delText>gone</w:delText></w:r></a:content>"
    remark = f"<a:content>{paragraph('Is this right?')}</a:content>"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="urn:word" xmlns:x="urn:aux" xmlns:a="urn:annotation"><w:body>'
        "<x:sect><x:sub-section><w:p><w:r><w:t>Knee pain</w:t></w:r>"
        f"<w:r><w:footnote>{paragraph('LEFT knee')}</w:footnote></w:r>"
        f'<a:annotation w:type="Word.Deletion">{deleted}</a:annotation>'
        '<a:annotation w:type="Word.Insertion"><a:content><w:r><w:t>, worse</w:t></w:r>'
        "</a:content></a:annotation>"
        f'<w:r><a:annotation w:type="Word.Comment">{remark}</a:annotation></w:r></w:p>'
        f'</x:sub-section><w:sectPr><w:hdr w:type="odd">{HEADER}</w:hdr>'
        f'<w:ftr w:type="odd">{paragraph(SIGNATURE)}</w:ftr></w:sectPr></x:sect>'
        "</w:body></w:wordDocument>"
    )
    record = read_record(path)
    ((document, words),) = record.documents
    assert record.hints.record_number == "CH-20001"
    assert document.signed
    assert "\n\nKnee pain[1], worse\n\n[1] LEFT knee\n\n" in words
    assert "Comments" in record.skipped[0]


def test_words_crossed_out_are_kept_and_marked(tmp_path: Path) -> None:
    def run(words: str, look: str = "") -> str:
        return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'

    body = (
        "<w:p>"
        + run("Diabetes ")
        + run("type", "<w:strike/>")
        + run(" 1", '<w:dstrike w:val="true"/>')
        + run(" type 2.", '<w:strike w:val="0"/>')
        + "</w:p>"
    )
    assert text(tmp_path, body) == "Diabetes [struck out: type 1] type 2."
