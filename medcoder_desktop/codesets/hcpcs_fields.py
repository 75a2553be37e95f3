"""What the fields of a HCPCS Level II record mean, whichever file they stand in.

The contractor file is published twice in one download, with fixed columns and as a workbook;
both have the fields of the "HCPCS Contractor Record" that CMS describes in
``HCPCS2019_recordlayout.txt``. Here they are known by the headings of the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ActionCode, ProcedureEntry

CODE = "HCPC"
KIND = "RECID"
LONG = "LONG DESCRIPTION"
SHORT = "SHORT DESCRIPTION"
PRICES = ("PRICE1", "PRICE2", "PRICE3", "PRICE4")
CROSS_REFERENCES = ("XREF1", "XREF2", "XREF3", "XREF4", "XREF5")
COVERAGE = "COV"
TYPES_OF_SERVICE = ("TOS1", "TOS2", "TOS3", "TOS4", "TOS5")
ADDED = "ADD DT"
EFFECTIVE = "ACT EFF DT"
TERMINATED = "TERM DT"
ACTION = "ACTION CD"

FIELDS = (
    CODE,
    KIND,
    LONG,
    SHORT,
    *PRICES,
    *CROSS_REFERENCES,
    COVERAGE,
    *TYPES_OF_SERVICE,
    ADDED,
    EFFECTIVE,
    TERMINATED,
    ACTION,
)
"""Every field that is read."""

CARRY_ON = {"4": "3", "8": "7"}
"""Kinds of record that carry on a long description, and the kind that begins it: 3 a procedure,
7 a modifier."""

PROCEDURE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]", re.ASCII)
MODIFIER = re.compile(r"[0-9A-Z]{2}", re.ASCII)


def entry_of(file: SourceFile, line: int, fields: Mapping[str, str]) -> ProcedureEntry:
    """The entry that a record's fields make.

    Args:
        file: Where the record stands, for the messages.
        line: The line or row of the record.
        fields: Text by name, see :data:`FIELDS`; what is not there counts as blank.

    Raises:
        InputError: A code, a date or the action code is none.
    """
    code = code_of(file, line, fields.get(CODE, ""))
    return ProcedureEntry(
        code=code,
        is_modifier=len(code) == 2,
        short=_folded(fields.get(SHORT, "")),
        long=_folded(fields.get(LONG, "")),
        added=day_of(file, line, fields, ADDED),
        effective=day_of(file, line, fields, EFFECTIVE),
        terminated=day_of(file, line, fields, TERMINATED),
        action=_action(file, line, fields.get(ACTION, "").strip()),
        coverage=fields.get(COVERAGE, "").strip(),
        pricing=_filled(fields, PRICES),
        cross_references=_filled(fields, CROSS_REFERENCES),
        type_of_service=_filled(fields, TYPES_OF_SERVICE),
    )


def code_of(file: SourceFile, line: int, text: str) -> str:
    """A procedure or modifier code.

    Raises:
        InputError: The text is neither.
    """
    code = text.strip()
    if not PROCEDURE.fullmatch(code) and not MODIFIER.fullmatch(code):
        expected = "a HCPCS code of five characters or a modifier of two"
        raise InputError(
            "codeset.wrong_line", file=file.label, line=line, text=code[:40], expected=expected
        )
    return code


def day_of(file: SourceFile, line: int, fields: Mapping[str, str], name: str) -> date | None:
    """The day in a field; None when it is blank.

    Raises:
        InputError: It is no day.
    """
    text = fields.get(name, "")
    try:
        return read_day(text)
    except ValueError:
        expected = f"the day {name}, such as 20190101,"
        raise InputError(
            "codeset.wrong_line", file=file.label, line=line, text=text[:40], expected=expected
        ) from None


def _action(file: SourceFile, line: int, text: str) -> ActionCode | None:
    if not text:
        return None
    try:
        return ActionCode(text)
    except ValueError:
        expected = f"one of the action codes {', '.join(a.value for a in ActionCode)}"
        raise InputError(
            "codeset.wrong_line", file=file.label, line=line, text=text[:40], expected=expected
        ) from None


def _filled(fields: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for name in names if (text := fields.get(name, "").strip()))


def _folded(text: str) -> str:
    return " ".join(text.split())
