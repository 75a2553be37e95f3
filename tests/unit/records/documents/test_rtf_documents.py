"""RTF documents are read as they look on paper: headers, boxes, footnotes and forms, too."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.documents.rtf_text import read_rtf
from medcoder_desktop.records.recognise import read_record

FONTS = (
    r"{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset2{\*\panose 05}Wingdings;}"
    r"{\f2\ftech\fcharset2 Symbol;}}"
)


def words(body: str) -> str:
    return read_rtf(f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{FONTS}{body}}}".encode(), "a.rtf").text


def test_a_note_whose_patient_stands_in_the_header_is_filed_and_signed(tmp_path: Path) -> None:
    path = tmp_path / "note.rtf"
    path.write_text(
        r"{\rtf1\ansi{\header\pard Patient: Beispiel, Testa   DOB: 02/11/1968\par}"
        r"{\headerf\pard Patient: Beispiel, Testa   DOB: 02/11/1968\par}"
        r"{\footer Electronically signed by Amy Beispiel, NP 03/14/2026\par}"
        r"\pard PROGRESS NOTE\par Seen for numb feet.\par}"
    )
    record = read_record(path)
    ((document, text),) = record.documents
    assert record.hints.name is not None
    assert document.signed
    assert text == (
        "Patient: Beispiel, Testa   DOB: 02/11/1968\n\nPROGRESS NOTE\nSeen for numb feet.\n\n"
        "Electronically signed by Amy Beispiel, NP 03/14/2026"
    )


def test_a_text_box_stands_once_where_it_hangs() -> None:
    shape = (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt ASSESSMENT: CKD 3b\par}"
        r"{\shprslt{\*\do{\dptxbxtext ASSESSMENT: CKD 3b\par}}}}}"
    )
    assert words(rf"Before\par {shape}\pard After\par") == "Before\nASSESSMENT: CKD 3b\nAfter"
    assert words(rf"Half a {shape}line\par End\par") == "Half a line\nASSESSMENT: CKD 3b\nEnd"
    assert words(rf"Half a {shape}line") == "Half a line\nASSESSMENT: CKD 3b"
    assert words(rf"{{\header Head {shape}}}Body") == "Head\nASSESSMENT: CKD 3b\n\nBody"
    old = r"{\*\do\dobxpage{\dptxbxtext Old box\par}}"
    assert words(rf"{old}Text\par") == "Old box\nText"


def test_footnotes_stand_below_with_their_marks() -> None:
    body = (
        r"Knee pain{\super\chftn}{\footnote\ftnalt\pard\plain {\super\chftn} LEFT knee}, worse"
        r"{\super\chftn{\footnote {\super\chftn} since May}}\par"
    )
    assert words(body) == "Knee pain[1], worse[2]\n\n[1] LEFT knee\n[2] since May"


def test_a_box_that_is_not_ticked_can_be_told_from_one_that_is() -> None:
    def field(result: int, default: int) -> str:
        setting = rf"{{\*\formfield{{\fftype1\ffres{result}\ffdefres{default}}}}}"
        return rf"{{\field{{\*\fldinst {{ FORMCHECKBOX }}{setting}}}{{\fldrslt }}}}"

    assert words(rf"{field(1, 0)} A {field(0, 1)} B {field(25, 1)} C\par") == "☒ A ☐ B ☒ C"
    assert words(r"{\f1\'fe} A {\f1 o} B {\f1\u-3842?} C {\u-3928\'a8} D\par") == "☒ A ☐ B ☒ C ☐ D"
    drawn = r'{\field{\*\fldinst SYMBOL 168 \\f "Wingdings" \\s 10}{\fldrslt\f1\'a8}}'
    assert words(rf"{drawn} A\par") == "☐ A"


def test_arrows_and_signs_of_the_symbol_font_keep_their_meaning() -> None:
    assert words(r"K {\f2\'ad}, BP {\f2\u-3917\'b3}140, \f2 b\plain -blocker\par") == (
        "K ↑, BP ≥140, β-blocker"
    )


def test_the_entry_chosen_of_a_form_s_list_is_shown() -> None:
    setting = r"{\*\formfield{\fftype2\ffres1\ffdefres0{\*\ffl None}{\*\ffl Mild}}}"
    field = rf"{{\field{{\*\fldinst FORMDROPDOWN {setting}}}{{\fldrslt %s}}}}"
    assert words(rf"Pain: {field % ''}\par") == "Pain: Mild"
    assert words(rf"Pain: {field % '{Mild}'}\par") == "Pain: Mild"


def test_a_row_whose_cells_hold_paragraphs_stays_one_line() -> None:
    body = (
        r"\trowd\cellx2000\cellx4000\pard\intbl Drug\cell Status\cell\row"
        r"\trowd\cellx2000\cellx4000\pard\intbl{Warfarin\cell 5 mg\par STOPPED\cell}"
        r"\pard\intbl{\trowd\cellx2000\cellx4000\row}\pard After\par"
    )
    assert words(body) == "Drug | Status\nWarfarin | 5 mg; STOPPED\nAfter"


def test_a_table_inside_a_cell_keeps_its_rows() -> None:
    def row(*cells: str) -> str:
        written = r"\nestcell{\nonesttables\par}".join([*cells, ""])
        return rf"{written}{{\*\nesttableprops\trowd\cellx1\nestrow}}{{\nonesttables\par}}"

    inner = row("Artery", "Score") + row("RCA", "0") + row("LM", "12")
    outer = rf"\pard\intbl\itap2 {inner}\pard\intbl\cell\cell\trowd\cellx2\row\pard "
    assert (
        words(rf"Calcium score\par{outer}Total")
        == "Calcium score\nArtery | Score\nRCA | 0\nLM | 12\nTotal"
    )


def test_numbers_and_bullets_of_lists_are_read() -> None:
    body = r"{\pntext 1.\tab}Rest\par{\listtext\f2\'b7\tab}Fluids{\*\pn\pnlvlblt{\pntxtb\'b7}}\par"
    assert words(body) == "1.\tRest\n•\tFluids"


def test_text_that_was_deleted_is_not_shown_and_inserted_text_is() -> None:
    body = r"Stays{\revised\revauth1  and added}{\deleted\revauthdel1  and deleted \'e9\u233?}, end"
    assert words(body) == "Stays and added, end"
    assert words(r"A \deleted gone \deleted0 B \deleted gone\plain C") == "A B C"


def test_comments_and_pictures_are_told() -> None:
    picture = r"{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}"
    body = r"{\header{\pict 00}}Text{\*\annotation Is this right?}" + picture
    read = read_rtf(f"{{\\rtf1 {body}}}".encode(), "a.rtf")
    assert read.text == "Text"
    assert len(read.skipped) == 2
    assert read.skipped[1].endswith("left out: 1.")


def test_letters_of_a_macintosh_or_an_old_pc_are_read_as_such() -> None:
    assert read_rtf(rb"{\rtf\mac 38\'a1 caf\'8e}", "a.rtf").text == "38° café"
    assert read_rtf(rb"{\rtf\pc 38\'f8 caf\'82}", "a.rtf").text == "38° café"
    assert read_rtf(b"{\\rtf\\mac caf\x8e}", "a.rtf").text == "café"
    assert read_rtf(rb"{\rtf1\ansi\ansicpg99999 caf\'e9}", "a.rtf").text == "café"


@pytest.mark.parametrize("cut", range(60, 240, 9))
def test_a_document_that_breaks_off_keeps_its_words(cut: int) -> None:
    whole = (
        rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}} First words {\header Head\par}"
        rb"\trowd\intbl A\cell B\cell\row {\shp{\*\shpinst{\shptxt Box}}} {\field{\*\fldinst X}}"
        rb"{\footnote Foot} Last words\par}}}"
    )
    assert "First words" in read_rtf(whole[:cut], "a.rtf").text


def test_a_long_document_and_deep_groups_are_read_at_once() -> None:
    started = time.monotonic()
    assert "word" in words("{" * 500 + r"word \b x\b0\par " * 20_000 + "}" * 500)
    with pytest.raises(InputError, match="rtf_damaged"):
        words("{" * 100_000)
    assert time.monotonic() - started < 10


def test_a_code_without_its_number_is_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match="rtf_damaged"):
        words(r"{\uc x\f y}")


def test_words_crossed_out_are_kept_and_marked() -> None:
    assert words(r"Diabetes {\strike type {\b 1}} type 2.\par {\strike Gone\par}Here\par") == (
        "Diabetes [struck out: type 1] type 2.\n[struck out: Gone]\nHere"
    )
    assert words(r"\strike a{\footnote note} b\striked0  c\plain\par") == (
        "[struck out: a][1] [struck out: b] c\n\n[1] note"
    )
