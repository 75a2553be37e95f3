"""Bytes become clean text, and web pages become lines."""

from __future__ import annotations

import time

import pytest

from medcoder_desktop.records.decoding import decode_text
from medcoder_desktop.records.documents.rich_text import looks_like_html, text_of_html
from medcoder_desktop.records.wording import one_line, tidy_text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_in_any_usual_encoding_reads_the_same(encoding: str) -> None:
    text = "Café visit – 98.6 °F, “feels fine”"
    assert decode_text(text.encode(encoding)) == text


def test_a_stated_charset_is_followed_and_a_wrong_one_forgiven() -> None:
    assert decode_text("naïve".encode("iso-8859-1"), "ISO-8859-1") == "naïve"
    assert decode_text("naïve".encode(), "us-ascii") == "naïve"
    assert decode_text(b"plain", "rot13") == "plain"
    assert decode_text(b"plain", "undefined") == "plain"


def test_bytes_that_are_no_text_stay_undecoded() -> None:
    assert decode_text(b"abc\x00def") is None
    assert decode_text(bytes(range(1, 32)) * 4) is None


def test_a_stray_control_character_or_end_mark_does_not_make_a_note_binary() -> None:
    assert decode_text(b"Progress note. " * 100 + b"\x0e\x1a") is not None


def test_a_stored_text_has_plain_line_ends_and_nothing_invisible() -> None:
    messy = "\ufeffHPI:\r\ncafe\u0301\u00a0au lait \t\r\u200b\x07Plan\x0cNext\n\n"
    assert tidy_text(messy) == "HPI:\ncafé au lait\nPlan\nNext"


def test_inner_blank_lines_and_indents_stay_as_written() -> None:
    assert tidy_text("A\n\n\n  B  C") == "A\n\n\n  B  C"


def test_half_a_character_never_reaches_the_store() -> None:
    assert one_line("a\ud800b") == "a\ufffdb"
    tidy_text("a\ud800b").encode()


def test_a_field_is_one_line_of_bounded_length() -> None:
    assert one_line("  Ida \n\t June ") == "Ida June"
    assert len(one_line("x" * 5000)) == 1000


def test_a_page_keeps_the_lines_a_reader_saw() -> None:
    page = """<html><head><title>no</title><style>p{}</style></head>
    <body><h1>Progress&nbsp;note</h1>
    <p>Seen for <b>cough</b>,<br>no fever.</p><ul><li>Rest</li><li>Fluids</li></ul>
    <table><tr><th>Test</th><th>Value</th></tr><tr><td>A1c</td><td>9.1&#37;</td></tr></table>
    <script>alert(1)</script><p>End<!-- not --> of note</p></body></html>"""
    assert text_of_html(page) == (
        "Progress note\n\nSeen for cough,\nno fever.\n\n• Rest\n• Fluids\n\n"
        "Test | Value\nA1c | 9.1%\n\nEnd of note"
    )


def test_narrative_of_fhir_is_read_as_xml() -> None:
    div = (
        '<div xmlns="http://www.w3.org/1999/xhtml"><table><tr><td/><td>x</td></tr></table>'
        "<pre>a\n  b</pre></div>"
    )
    assert text_of_html(div) == " | x\n\na\n  b"


def test_line_breaks_between_paragraphs_leave_one_blank_line() -> None:
    assert text_of_html("<p>A</p><br/><br/>B<br/><br/><br/>C<p>D</p>") == "A\n\nB\n\nC\n\nD"


def test_no_entity_of_a_document_type_is_resolved() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]><div>x &b; &f; y</div>'
    )
    text = text_of_html(bomb)
    assert "lol" not in text
    assert "root" not in text


def test_broken_markup_still_yields_its_words() -> None:
    assert "cough" in text_of_html("<p>Seen for <b>cough<p>and </i>fever &undefined; <td>")
    assert "pain" in text_of_html("<div><p\u0192x< class=y>pain</p></div>")
    assert text_of_html("") == ""
    assert text_of_html("<!-- only a comment -->") == ""


def test_a_page_of_many_pieces_or_blanks_is_read_at_once() -> None:
    started = time.monotonic()
    text_of_html("<div>" + "<b>a</b> " * 100_000 + "</div>")
    tidy_text(" " * 1_000_000 + "x")
    assert time.monotonic() - started < 5


def test_words_in_brackets_are_no_html() -> None:
    assert looks_like_html("  <div>note</div>")
    assert not looks_like_html("<5 minutes of pain")
