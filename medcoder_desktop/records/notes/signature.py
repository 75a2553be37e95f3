"""Who signed a note, and when, as its signature line says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.records.notes.dates import DATE, read_date
from medcoder_desktop.records.person_names import CREDENTIALS

_LAST_LINES = 15
_LONGEST_SIGNATURE = 160
"""Characters; a longer line is prose."""
_BY_MACHINE = re.compile(
    r"(?:electronically|digitally) (?:signed|authenticated|approved)"
    r"|signed (?:electronically|digitally)|\be-?signed\b|^\s*/s/|\bsigned:",
    re.IGNORECASE,
)
_UNSIGNED = re.compile(
    r"\bunsigned\b|\bnot (?:yet )?signed\b|(?:signature|authentication) pending"
    r"|(?:pending|awaiting) (?:signature|authentication)",
    re.IGNORECASE,
)
_CLINICIAN = re.compile(
    rf"(?:[A-Z][\w’'-]*\.? ){{1,3}}[A-Z][\w’'-]+,? {CREDENTIALS}(?:, ?{CREDENTIALS})*(?!\w)"
)
_SIGNED_BY_CLINICIAN = re.compile(rf"{CREDENTIALS}\W{{1,6}}signed\b|\bsigned by\b")
_DATE = re.compile(rf"(?<![\d/])({DATE})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signature:
    """What the end of a note says about its author.

    Attributes:
        signed: None where the note says neither.
        author: With credentials, as written; may be empty.
    """

    signed: bool | None = None
    author: str = ""
    signed_on: date | None = None


def read_signature(text: str) -> Signature:
    """Read the signature from the last lines of a note."""
    lines = [line for line in text.rstrip().split("\n")[-_LAST_LINES:] if line.strip()]
    for place, line in enumerate(lines):
        if len(line) > _LONGEST_SIGNATURE:
            continue
        if _UNSIGNED.search(line):
            return Signature(signed=False, author=_clinician(line))
        by_clinician = _SIGNED_BY_CLINICIAN.search(line) and _CLINICIAN.search(line)
        if _BY_MACHINE.search(line) or by_clinician:
            # the name may stand on a line of its own right above
            author = _clinician(line) or (_clinician(lines[place - 1]) if place else "")
            found = _DATE.search(line)
            signed_on = read_date(found[1]) if found else None
            return Signature(signed=True, author=author, signed_on=signed_on)
    return Signature()


def _clinician(line: str) -> str:
    match = _CLINICIAN.search(line) if len(line) <= _LONGEST_SIGNATURE else None
    return " ".join(match[0].split()) if match else ""
