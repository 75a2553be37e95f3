"""What the text files of ICD-10-CM have in common: codes in fixed columns, whole to the end."""

from __future__ import annotations

import os
from collections.abc import Sequence

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.codes import looks_like_diagnosis
from medcoder_desktop.domain.errors import EnvironmentError_, InputError

_OFFICIAL_FROM = 1_000
"""Entries from which a list is taken for a whole publication, not for an excerpt."""

_LAST_CHAPTERS = ("U", "Z")
"""Letters of the chapters one of which ends every published list."""


def diagnosis_in(field: str) -> str:
    """The code in a field of seven columns; empty when it holds no ICD-10-CM code."""
    code = field.rstrip(" ")
    return code if looks_like_diagnosis(code) and code.isupper() and code.isalnum() else ""


def are_diagnoses(fields: Sequence[str]) -> bool:
    """Whether the fields of the first lines hold codes of ICD-10-CM, and not of ICD-10-PCS.

    Files of procedure codes have the same columns. Their codes begin with a digit or, towards
    the end, have seven characters behind letters under which few diagnoses are so long.
    """
    codes = [diagnosis_in(field) for field in fields]
    if not codes or not all(codes):
        return False
    return not all(len(code) == 7 and code[0] in "BCDFG" for code in codes)


def check_end(file: SourceFile, entries: int, last_code: str, last_line: int) -> None:
    """Refuse a published list that was cut off on its way.

    Such lists end with the chapter of health status or the one of special purposes, and their
    last line has a line end. An excerpt of a few codes may end anywhere.

    Raises:
        InputError: The list is cut off, or holds nothing.
        EnvironmentError_: The file cannot be read.
    """
    if not entries:
        raise InputError("codeset.no_rows", file=file.label, expected="a list of ICD-10-CM codes")
    if entries < _OFFICIAL_FROM:
        return
    if not last_code.startswith(_LAST_CHAPTERS):
        raise InputError(
            "codeset.cut_off",
            file=file.label,
            line=last_line,
            expected="a list up to the last chapters of ICD-10-CM",
        )
    if not _ends_its_last_line(file):
        raise InputError(
            "codeset.cut_off", file=file.label, line=last_line, expected="the end of the line"
        )


def _ends_its_last_line(file: SourceFile) -> bool:
    try:
        with file.path.open("rb") as raw:
            raw.seek(-1, os.SEEK_END)
            # Some systems write an end-of-file mark behind the last line.
            return raw.read(1) in {b"\n", b"\r", b"\x1a", b"\x00"}
    except OSError as error:
        raise EnvironmentError_("codeset.not_opened", file=file.label) from error
