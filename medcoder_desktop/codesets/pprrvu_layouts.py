"""The two layouts of Medicare's relative value file: a table with headings, and fixed columns.

Table (``PPRRVU2026_Jan_nonQPP.csv``, and the same as XLSX): some rows of preamble with the
release and the copyright lines, headings whose words spread over several rows ("NON-FAC" above
"PE RVU"), then a row for each code and modifier. Columns are told by their headings, so that new
ones between them (2026 brought the pricing indicator) do no harm.

Text (``PPRRVU2026_Jan_nonQPP.txt``): lines that begin with ``HDR`` hold the copyright; then a
line for each code and modifier. Positions: CMS, "National Physician Fee Schedule Relative Value
File, Calendar Year 2026", data record (``RVU26A.pdf``):

====================== ======= ======================= =======
HCPCS code             1-5     global surgery          104-106
modifier               6-7     pre-operative share     107-109
description            8-57    intra-operative share   110-112
status code            58      post-operative share    113-115
work RVU               60-65   multiple procedure      116
non-facility PE RVU    67-72   bilateral surgery       117
non-facility NA        73-74   assistant at surgery    118
facility PE RVU        76-81   co-surgeons             119
facility NA            82-83   team surgery            120
malpractice RVU        85-89   pricing indicator       121
total non-facility     91-96   endoscopic base         128-132
total facility         97-102  conversion factor       133-140
PC/TC indicator        103     supervision and others  142-171
====================== ======= ======================= =======
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from medcoder_desktop.codesets.pprrvu_record import relative_values
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import Headed, find_headings, rows_below
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import RelativeValues

_EXPECTED = "Medicare's relative value file (PPRRVU)"
_OUTSIDE = re.compile(r"\bnon-? ?fac")


def _expense(*, outside: bool) -> Callable[[str], bool]:
    return lambda h: "pe rvu" in h and "fac" in h and bool(_OUTSIDE.search(h)) == outside


def _total(*, outside: bool) -> Callable[[str], bool]:
    return lambda h: h.endswith("total") and "fac" in h and bool(_OUTSIDE.search(h)) == outside


def _flag(heading: str) -> bool:
    return "na ind" in heading


def _begins(*words: str) -> Callable[[str], bool]:
    return lambda heading: heading.startswith(words)


_COLUMNS: dict[str, Callable[[str], bool]] = {
    "code": _begins("hcpcs"),
    "modifier": lambda h: h in ("mod", "modifier"),
    "status": lambda h: h in ("status code", "status"),
    "work": lambda h: h.startswith("work rvu"),
    "practice_nonfacility": _expense(outside=True),
    "practice_facility": _expense(outside=False),
    "malpractice": _begins("mp rvu", "malpractice rvu"),
    "total_nonfacility": _total(outside=True),
    "total_facility": _total(outside=False),
    "pc_tc": _begins("pctc", "pc/tc"),
    "global_days": _begins("glob"),
    "pre_operative": _begins("pre op", "pre-op", "preop"),
    "intra_operative": _begins("intra"),
    "post_operative": _begins("post"),
    "multiple": _begins("mult"),
    "bilateral": _begins("bilat", "bilt"),
    "assistant": _begins("asst", "assist"),
    "co_surgeons": _begins("co-", "cosurg", "co surg"),
    "team": _begins("team"),
    "endoscopic_base": _begins("endo"),
    "conversion_factor": _begins("conv"),
    "one_flag": _flag,
    "other_flag": _flag,
}
_NEEDED = tuple(name for name in _COLUMNS if not name.endswith("_flag"))
_KEY = ("code", "status", "work", "practice_nonfacility", "global_days")
"""Columns that no other table has together; they tell a relative value file with a lost column."""

_POSITIONS = {
    "code": (1, 5),
    "modifier": (6, 7),
    "status": (58, 58),
    "work": (60, 65),
    "practice_nonfacility": (67, 72),
    "na_nonfacility": (73, 74),
    "practice_facility": (76, 81),
    "na_facility": (82, 83),
    "malpractice": (85, 89),
    "total_nonfacility": (91, 96),
    "total_facility": (97, 102),
    "pc_tc": (103, 103),
    "global_days": (104, 106),
    "pre_operative": (107, 109),
    "intra_operative": (110, 112),
    "post_operative": (113, 115),
    "multiple": (116, 116),
    "bilateral": (117, 117),
    "assistant": (118, 118),
    "co_surgeons": (119, 119),
    "team": (120, 120),
    "endoscopic_base": (128, 132),
    "conversion_factor": (133, 140),
}
_SHORTEST = 140
_HEADER = "HDR"
_RECORD = re.compile(
    r"[0-9A-Z]{5}[0-9A-Z ]{2}.{50}[A-Z] [ \d]{3}\.\d\d [ \d]{3}\.\d\d(?:NA|  ) "
    r"[ \d]{3}\.\d\d(?:NA|  ) [ \d]{2}\.\d\d [ \d]{3}\.\d\d[ \d]{3}\.\d\d.[0-9MXYZ]{3}",
    re.ASCII,
)


def is_table(file: SourceFile) -> bool:
    """Whether a file is the relative value file as CSV or workbook."""
    return find_headings(file, _COLUMNS, _KEY) is not None


def is_text(file: SourceFile) -> bool:
    """Whether a file is the relative value file in fixed columns."""
    first = next((line for line in head_lines(file) if not _is_skipped(line)), "")
    return bool(_RECORD.match(first))


def read_table(file: SourceFile) -> Iterator[RelativeValues]:
    """The lines of the file as CSV or workbook; what stands above the headings is skipped.

    Raises:
        InputError: A column is missing, a row is damaged or cut off, or a code with its modifier
            stands twice; names file and line.
        EnvironmentError_: The file cannot be read.
    """
    headed = find_headings(file, _COLUMNS, _NEEDED)
    if headed is None:
        raise _lost_column(file)
    columns = _with_flags(headed.columns)
    width = max(columns.values()) + 1
    seen = set[tuple[str, str]]()
    for row in rows_below(file, headed):
        if len(row.cells) < width:
            raise InputError(
                "codeset.cut_off", file=file.label, line=row.line, expected=f"{width} columns"
            )
        if not seen and not file.is_spreadsheet:  # a sheet leaves out empty cells at the end
            width = len(row.cells)
        fields = {name: row.cell(column) for name, column in columns.items()}
        yield _only_once(file, row.line, relative_values(file, row.line, fields), seen)
    _refuse_empty(file, seen)


def read_text(file: SourceFile) -> Iterator[RelativeValues]:
    """The lines of the file in fixed columns; ``HDR`` and empty lines are skipped.

    Raises:
        InputError: A line is damaged or cut off, or a code with its modifier stands twice; names
            file and line.
        EnvironmentError_: The file cannot be read.
    """
    width = _SHORTEST
    seen = set[tuple[str, str]]()
    for number, line in lines_of(file):
        if _is_skipped(line):
            continue
        if len(line) < width:
            raise InputError(
                "codeset.cut_off",
                file=file.label,
                line=number,
                expected=f"a line of {width} characters",
            )
        width = width if seen else len(line)
        fields = {
            name: line[first - 1 : last].strip() for name, (first, last) in _POSITIONS.items()
        }
        yield _only_once(file, number, relative_values(file, number, fields), seen)
    _refuse_empty(file, seen)


def _is_skipped(line: str) -> bool:
    return line.startswith(_HEADER) or not line.strip()


def _with_flags(columns: dict[str, int]) -> dict[str, int]:
    """Name the two NA indicators: each stands right behind the practice expense it speaks of."""
    flags = [column for name, column in columns.items() if name.endswith("_flag")]
    named = {name: column for name, column in columns.items() if not name.endswith("_flag")}
    for expense in ("practice_nonfacility", "practice_facility"):
        behind = [column for column in flags if column > columns[expense]]
        if behind:
            named[expense.replace("practice", "na")] = min(behind)
    return named


def _lost_column(file: SourceFile) -> InputError:
    some: Headed | None = find_headings(file, _COLUMNS, _KEY)
    lost = [name for name in _NEEDED if some is None or name not in some.columns]
    wanted = ", ".join(name.replace("_", " ") for name in lost[:3])
    return InputError("codeset.no_columns", file=file.label, wanted=wanted, expected=_EXPECTED)


def _only_once(
    file: SourceFile, line: int, values: RelativeValues, seen: set[tuple[str, str]]
) -> RelativeValues:
    key = (values.code, values.modifier)
    if key in seen:
        text = "-".join(part for part in key if part)
        expected = "a code with its modifier that does not stand above already"
        raise InputError(
            "codeset.wrong_line", file=file.label, line=line, text=text, expected=expected
        )
    seen.add(key)
    return values


def _refuse_empty(file: SourceFile, seen: set[tuple[str, str]]) -> None:
    if not seen:
        raise InputError("codeset.no_rows", file=file.label, expected=_EXPECTED)
