"""Texts from old computers, printers and connections read as they looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcoder_desktop.records.decoding import decode_text
from medcoder_desktop.records.recognise import read_record

NOTE = "Temp 38°C, café, naïve, dose ±2"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp437", "cp1252", "utf-8"])
@pytest.mark.parametrize("text", [NOTE, "38°C", "caffè and café", "MÜLLER, Jürgen saw Dr. Núñez"])
def test_letters_are_read_as_they_were_written_wherever_that_was(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text",
    [
        "“It’s fine” – she’s well…",
        "Peña",
        "RENÉE",
        "niño ¿Cómo está? ¡Bien! Año 1º",
        "Tylenol® 5 µg ±2 × 3 ½ tab",
        "• one\r• two",
        "Ångström: ø edema",
        "§ 2, € 5, 2 – 3, 2–3, word—word",
        "Žižek and Škoda, £5",
    ],
)
def test_a_windows_text_is_never_taken_for_an_older_one(text: str) -> None:
    assert decode_text(text.encode("cp1252")) == text


def test_quotes_and_lists_of_a_macintosh_are_read() -> None:
    text = "“It’s fine” – she’s well\r• one\r• two"
    assert decode_text(text.encode("mac_roman")) == text


def test_lines_drawn_on_an_old_pc_are_read() -> None:
    text = "┌────┐\n│ BP │\n└────┘"
    assert decode_text(text.encode("cp437")) == text


def test_a_byte_without_a_letter_does_not_make_a_note_unreadable() -> None:
    assert decode_text(b"Seen today\x9d for cough, \x93fine\x94.") == (
        "Seen today\ufffd for cough, “fine”."
    )


@pytest.mark.parametrize(
    "printed",
    [
        b"\x0cProgress note\r\n\x1b&l0OSeen \x1bE\x0ftoday\x12 for \x1b(s3Bcough\x1b(s0B\x0c\x1a",
        b"\x1b@\x1b!\x08Progress note\n\x1bW1Seen\x1bW0 today for \x1b-\x01cough\x1b-\x00\n",
        b"\x1b%-12345X\x1b&l1o5.4CProgress note\nSeen today \x1b[1mfor\x1b[0m cough\n\x1bE",
        b"_\x08P_\x08rogress note\nS\x08Se\x08een today for cough\x08_\n" + b"\x07" * 40,
    ],
    ids=["laser", "matrix", "terminal", "overstruck"],
)
def test_printer_codes_are_no_words(tmp_path: Path, printed: bytes) -> None:
    path = tmp_path / "spool.txt"
    path.write_bytes(printed)
    ((document, text),) = read_record(path).documents
    assert document.title == "Progress note"
    assert text == "Progress note\nSeen today for cough"


def test_a_form_feed_begins_a_new_line() -> None:
    assert decode_text(b"Page 1\x0cPage 2") == "Page 1\x0cPage 2"


def test_messages_in_the_frames_of_a_connection_are_messages(tmp_path: Path) -> None:
    message = (
        "\x0bMSH|^~\\&|A|B|C|D|20260312180000||ADT^A04|{0}|P|2.5.1\rPID|1||M30{0}^^^B^MR||"
        "BEISPIEL{0}^ANN||1970020{0}|F\r\x1c\r"
    )
    path = tmp_path / "socket.bin"
    path.write_text("".join(message.format(number) for number in range(1, 9)), newline="")
    assert len(read_record(path).patients) == 8
