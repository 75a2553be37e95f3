"""Reads the HCPCS Level II contractor file with fixed columns (``HCPC2019_CONTR_ANWEB.txt``).

Layout: CMS, "HCPCS Contractor Record" (``HCPCS2019_recordlayout.txt``): records of 320
characters. Positions 1-5 hold a procedure's code, 4-5 a modifier's; 6-10 a sequence number that
rises by 100 within a code; 11 the kind of record: 3 begins a procedure and 7 a modifier, 4 and 8
carry on their long description. All details stand in the first record.

Above the first record stand disclaimers of the publisher. Skipped are, there, lines that neither
begin like a record nor are as long as one; below, blank lines alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from medcoder_desktop.codesets import hcpcs_fields as fields
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.hcpcs_edition import edition_by_changes, edition_of_file
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition

_LENGTH = 320
_DETAILS_END = 293
_LONGEST_DISCLAIMER = 250
_STEP = 100
_BEGINS = re.compile(
    r"(?P<code>   [0-9A-Z]{2}|[0-9A-Z]\d{3}[0-9A-Z])(?P<sequence>\d{5})(?P<kind>[3478])", re.ASCII
)
_LIKE_A_RECORD = re.compile(r"(?:   [0-9A-Z]{2}|[0-9A-Z]\d{3}[0-9A-Z])\d{4}", re.ASCII)
_FIRST = set(fields.CARRY_ON.values())
_LONG = slice(11, 91)


def _each(names: tuple[str, ...], begin: int, width: int) -> dict[str, slice]:
    return {
        name: slice(begin - 1 + at * width, begin - 1 + (at + 1) * width)
        for at, name in enumerate(names)
    }


_POSITIONS = {
    fields.CODE: slice(0, 5),
    fields.KIND: slice(10, 11),
    fields.SHORT: slice(91, 119),
    **_each(fields.PRICES, 120, 2),
    **_each(fields.CROSS_REFERENCES, 205, 5),
    fields.COVERAGE: slice(229, 230),
    **_each(fields.TYPES_OF_SERVICE, 261, 1),
    fields.ADDED: slice(268, 276),
    fields.EFFECTIVE: slice(276, 284),
    fields.TERMINATED: slice(284, 292),
    fields.ACTION: slice(292, 293),
}
"""Where a field stands in the first record of an entry, counted from 0."""


def recognises(file: SourceFile) -> bool:
    """Whether the first record near the beginning is one of a contractor file."""
    for line in head_lines(file):
        record = _BEGINS.match(line)
        if record is not None:
            days = line[_POSITIONS[fields.ADDED]] + line[_POSITIONS[fields.EFFECTIVE]]
            return record["kind"] in _FIRST and len(line) >= _DETAILS_END and days.isdigit()
    return False


def edition(file: SourceFile) -> Edition:
    """The edition by the file's name; else by the day that most changed entries have."""
    return edition_of_file(file) or edition_by_changes(read(file))


def read(file: SourceFile) -> Iterator[ProcedureEntry]:
    """Every procedure and modifier, in the order of the file.

    Raises:
        InputError: A record is not laid out as described, breaks off, carries on nothing, or
            brings a code a second time; names the line.
        EnvironmentError_: The file cannot be read.
    """
    seen = set[str]()
    for line, values in _entries(file):
        entry = fields.entry_of(file, line, values)
        if entry.code in seen:
            raise _wrong(file, line, entry.code, "a code that has not stood above")
        seen.add(entry.code)
        yield entry
    if not seen:
        raise InputError("codeset.no_rows", file=file.label, expected="a list of HCPCS codes")


def _entries(file: SourceFile) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and fields of each entry, its long description joined."""
    begun: tuple[int, dict[str, str]] | None = None
    kind, code, sequence = "", "", 0
    for line, text, record in _records(file):
        if record["kind"] in _FIRST:
            if begun is not None:
                yield begun
            kind, code, sequence = record["kind"], record["code"], int(record["sequence"])
            values = {name: text[at] for name, at in _POSITIONS.items()}
            begun = (line, {**values, fields.LONG: text[_LONG]})
            if (kind == "7") != code.startswith(" "):
                raise _wrong(file, line, code.strip(), "a code that suits its kind of record")
            continue
        carries_on = fields.CARRY_ON[record["kind"]] == kind and record["code"] == code
        if begun is None or not carries_on or int(record["sequence"]) != sequence + _STEP:
            expected = "the first line of an entry, or the next line of the entry above,"
            raise _wrong(file, line, text[:11].strip(), expected)
        sequence += _STEP
        begun[1][fields.LONG] += " " + text[_LONG]
    if begun is not None:
        yield begun


def _records(file: SourceFile) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Line, text and beginning of each record, disclaimers above left out.

    The publisher fills records with blanks. Where the first one is filled, so must be the last,
    else the file breaks off there, and each that begins an entry. Others only must have their
    description whole: line 4461 of 2019 is four characters short.
    """
    filled: bool | None = None
    line, last = 0, ""
    for number, text in lines_of(file):
        if not text.strip():
            continue
        if filled is None:
            if not _LIKE_A_RECORD.match(text) and len(text.rstrip()) <= _LONGEST_DISCLAIMER:
                continue
            filled = len(text) >= _LENGTH
        line, last = number, text
        record = _BEGINS.match(text)
        if record is None:
            _refuse_short(file, line, text, _LONG.start)
            raise _wrong(file, line, text[:40].strip(), "a code, its sequence and kind of record")
        if record["kind"] in _FIRST:
            _refuse_short(file, line, text, _LENGTH if filled else _DETAILS_END)
        elif filled:
            _refuse_short(file, line, text, _LONG.stop)
        if text[_LENGTH:].strip():
            raise _wrong(file, line, text[_LENGTH:][:40].strip(), "the end of the record")
        yield line, text, record
    if filled:
        _refuse_short(file, line, last, _LENGTH)


def _refuse_short(file: SourceFile, line: int, text: str, shortest: int) -> None:
    if len(text) < shortest:
        expected = f"a record of {shortest} characters"
        raise InputError("codeset.cut_off", file=file.label, line=line, expected=expected)


def _wrong(file: SourceFile, line: int, text: str, expected: str) -> InputError:
    return InputError(
        "codeset.wrong_line", file=file.label, line=line, text=text, expected=expected
    )


FORMAT = Format(
    code_set=CodeSet.HCPCS,
    name="HCPCS Level II file with fixed columns",
    recognises=recognises,
    edition=edition,
    read=read,
    gives=ProcedureEntry,
    rank=20,
)
