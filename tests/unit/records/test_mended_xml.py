"""XML with letters it should not have is read all the same, and nothing more than that."""

from __future__ import annotations

import time

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.safe_xml import all_text, parse_xml


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<a>Café 38°C</a>".encode("cp1252"), "Café 38°C"),
        ('<?xml version="1.0" encoding="UTF-8"?><a>Café</a>'.encode("cp1252"), "Café"),
        ('<?xml version="1.0" encoding="UTF-16"?><a>Café</a>'.encode(), "Café"),
        (b"<a>Salt & pepper \x02 diet</a>", "Salt & pepper  diet"),
        (b"<a>R&D, A&P; &nbsp;5 &lt; 6 &eacute; &#65;&#x2;</a>", "R&D, A&P; \xa05 < 6 é A"),
        (b"<a><![CDATA[a & b &amp; c]]> & d<!-- & --></a>", "a & b &amp; c & d"),
    ],
    ids=["old letters", "wrong encoding", "wrong wide encoding", "bare", "references", "verbatim"],
)
def test_letters_that_are_not_well_formed_are_mended(raw: bytes, text: str) -> None:
    assert all_text(parse_xml(raw, "note.xml")) == text


@pytest.mark.parametrize("raw", [b"<a>& <b></a>", b"<a", b"\x00\x01", b"<a>&#99999999;<a>"])
def test_what_is_damaged_otherwise_stays_refused(raw: bytes) -> None:
    with pytest.raises(InputError) as refused:
        parse_xml(raw, "note.xml")
    assert refused.value.message_id == "record.xml_damaged"


def test_mending_follows_no_document_type() -> None:
    raw = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f; & \x02</a>'
    with pytest.raises(InputError) as refused:
        parse_xml(raw, "note.xml")
    assert refused.value.message_id == "record.xml_document_type"


def test_sections_that_never_end_are_given_up_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(InputError):
        parse_xml(b"<a>" + b"<![CDATA[" * 100_000 + b"<!--" * 100_000, "note.xml")
    assert time.monotonic() - started < 10
