"""Reads the age and sex limits of diagnoses from the lists of the Medicare Code Editor.

Source of the layout: ``MCE_Simple_Code_Edits_v37.txt``, the simple edits of the "Definitions of
Medicare Code Edits" as a tab-delimited table: ``MCE_Version``, ``ICD_Version``,
``MCE_Section``, ``MCE_Subsection``, ``MCE_Edit_Type``, ``ICD_Code_Type`` (D diagnosis,
P procedure), ``ICD_Code`` without its dot, ``ICD_Desc``.

The editor is made for inpatient claims, so everything but section 4 (age) and the diagnoses of
section 5 (sex) is skipped on purpose: ``Principal_Manifestation``, ``Principal_Unacceptable``,
``Principal_Questionable_Admit``, ``Wrong_Performed``, ``Noncovered_Always``,
``Noncovered_Over60``, ``Noncovered_LOS_96hr``, ``Limited_Coverage``, and the procedures of
``Female_Only`` and ``Male_Only``, which are ICD-10-PCS codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.codes import dotted, looks_like_diagnosis
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import DiagnosisLimit, PatientLimit
from medcoder_desktop.domain.releases import CodeSet, Edition

_HEADINGS = (
    "MCE_Version",
    "ICD_Version",
    "MCE_Section",
    "MCE_Subsection",
    "MCE_Edit_Type",
    "ICD_Code_Type",
    "ICD_Code",
    "ICD_Desc",
)
_LIMITS = {
    ("4", "Newborn_Only"): PatientLimit.NEWBORN,
    ("4", "Pediatric_Only"): PatientLimit.PEDIATRIC,
    ("4", "Maternity_Only"): PatientLimit.MATERNITY,
    ("4", "Adult_Only"): PatientLimit.ADULT,
    ("5", "Female_Only"): PatientLimit.FEMALE,
    ("5", "Male_Only"): PatientLimit.MALE,
}
_READ_SECTIONS = ("4", "5")
_VERSION = re.compile(r"(\d\d)(?:\.([01]))?", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_KNOWN = (37, 2019)
"""Version 37 is of fiscal year 2020, which began in October 2019; one version a year."""


def recognises(file: SourceFile) -> bool:
    """Whether the first line has the headings of the editor's simple edits."""
    first = head_lines(file, 1)
    return bool(first) and tuple(first[0].split("\t")) == _HEADINGS


def edition(file: SourceFile) -> Edition:
    """Version and first day, told by the version of the first row.

    A version is in force from October; its second issue (``37.1``) from the next April.
    """
    lines = head_lines(file, 2)
    found = _VERSION.fullmatch(lines[1].split("\t")[0]) if len(lines) == 2 else None
    if found is None:
        return Edition()
    year = _KNOWN[1] + int(found[1]) - _KNOWN[0]
    begins = date(year + 1, 4, 1) if found[2] == "1" else date(year, 10, 1)
    return Edition(f"v{found[0].removesuffix('.0')}", begins, remark="age and sex limits only")


def read(file: SourceFile) -> Iterator[DiagnosisLimit]:
    """The age and sex limits of diagnoses, in the order of the file.

    Raises:
        InputError: A line is damaged, or the file is of ICD-9-CM times; names the line.
        EnvironmentError_: The file cannot be read.
    """
    if not recognises(file):
        raise InputError(
            "codeset.no_columns", file=file.label, wanted="MCE_Version", expected="a list of edits"
        )
    version, count = "", 0
    for number, line in lines_of(file):
        if number == 1 or not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        version = version or cells[0]
        limit = _limit(file, number, cells, version)
        if limit is not None:
            count += 1
            yield limit
    if not count:
        raise InputError("codeset.no_rows", file=file.label, expected="an age or sex limit")


def _limit(file: SourceFile, number: int, cells: list[str], version: str) -> DiagnosisLimit | None:
    """The limit a line sets; None for a line of a section that is not read."""

    def wrong(text: str, expected: str) -> InputError:
        return InputError(
            "codeset.wrong_line", file=file.label, line=number, text=text[:60], expected=expected
        )

    if len(cells) != len(_HEADINGS):
        expected = "a row of eight columns"
        raise InputError("codeset.cut_off", file=file.label, line=number, expected=expected)
    if cells[0] != version or not _VERSION.fullmatch(version):
        raise wrong(cells[0], "the editor's version, the same in all rows")
    if cells[1] != "10":
        raise wrong(cells[1], "ICD version 10")
    section, edit, kind, code = cells[2], cells[4], cells[5], cells[6]
    if not _NUMBER.fullmatch(section):
        raise wrong(section, "the number of a section")
    if kind not in ("D", "P"):
        raise wrong(kind, "D for a diagnosis or P for a procedure")
    if section not in _READ_SECTIONS:
        return None
    limit = _LIMITS.get((section, edit))
    if limit is None:
        raise wrong(edit, "an age or sex edit such as Newborn_Only")
    if kind == "P":
        return None
    if not looks_like_diagnosis(code):
        raise wrong(code, "a diagnosis code")
    return DiagnosisLimit(dotted(code), limit)


FORMAT = Format(
    CodeSet.AGE_SEX,
    "age and sex lists of the Medicare Code Editor",
    recognises,
    edition,
    read,
    DiagnosisLimit,
)
