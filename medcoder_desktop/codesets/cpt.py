"""Reads AMA's consolidated list of CPT codes, which an office has under its own licence.

Layout: the file ``Consolidated_Code_List.txt`` of CPT Link, a notice and then a table with tabs:
``Concept Id``, ``CPT Code``, ``Long``, ``Medium``, ``Short``, ``Consumer``, ``Spanish Consumer``,
``Current Descriptor Effective Date``, ``Test Name``, ``Lab Name``, ``Manufacturer Name``. AMA
shows no file in public: the headings are known from programs that read it, so columns are found
by their headings, in any order, and the same table in a workbook is read, too. A code may stand
again with the same descriptors, as a test of another laboratory; it is given once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medcoder_desktop.codesets import cpt_descriptions
from medcoder_desktop.codesets.cpt_edition import CODE, edition_of
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.table_rows import rows_of
from medcoder_desktop.codesets.text_lines import lines_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition
from medcoder_desktop.domain.table_cells import Row

_SEEN = 100
"""Rows at the beginning in which the headings are looked for; the notice fills some."""

_CODE = "CPT Code"
_DESCRIPTORS = ("Long", "Medium", "Short")
_EFFECTIVE = "Current Descriptor Effective Date"
_FITS: dict[str, Callable[[str], bool]] = {
    _CODE: lambda text: text in {"cpt code", "cpt®code", "cpt® code"},
    **{
        name: {
            name.lower(),
            f"{name.lower()} descriptor",
            f"{name.lower()} description",
        }.__contains__
        for name in _DESCRIPTORS
    },
    _EFFECTIVE: lambda text: "effective date" in text,
}


@dataclass(frozen=True, slots=True)
class _Headings:
    """Where the headings stand, how wide the table is, and which column is which."""

    line: int
    width: int
    columns: dict[str, int]
    notice: tuple[str, ...]


def recognises(file: SourceFile) -> bool:
    """Whether it is a table with a CPT code and at least two kinds of descriptors."""
    try:
        headings = _headings(file)
    except InputError:
        return False
    return headings is not None


def edition(file: SourceFile) -> Edition:
    """The year by the notice or the file's name, else by the newest descriptor."""
    headings = _headings(file)
    notice = () if headings is None else headings.notice
    days = [entry.effective for entry in read(file) if entry.effective is not None]
    return edition_of(file, notice, max(days, default=None))


def read(file: SourceFile) -> Iterator[ProcedureEntry]:
    """Every code with its descriptors, in the order of the file.

    Raises:
        InputError: A column is missing, a row has a wrong code or day, breaks off, has no
            descriptor, or brings a code again with others; names the line.
        EnvironmentError_: The file cannot be read.
    """
    headings = _headings(file)
    missing = [name for name in _DESCRIPTORS if headings is None or name not in headings.columns]
    if headings is None or missing:
        raise InputError(
            "codeset.no_columns",
            file=file.label,
            wanted=", ".join(missing),
            expected="the consolidated list of CPT codes",
        )
    seen: dict[str, int] = {}
    filled: bool | None = None
    for row in _rows(file):
        if row.line <= headings.line:
            continue
        if filled is None:
            filled = len(row.cells) >= headings.width
        _refuse_short(file, row, headings, filled=filled)
        entry = _entry(file, row, headings)
        descriptors = hash((entry.long, entry.medium, entry.short))
        if entry.code not in seen:
            seen[entry.code] = descriptors
            yield entry
        elif seen[entry.code] != descriptors:
            raise _wrong(file, row.line, entry.code, "a code that has not stood above")
    if not seen:
        raise InputError("codeset.no_rows", file=file.label, expected="a list of CPT codes")


def _refuse_short(file: SourceFile, row: Row, headings: _Headings, *, filled: bool) -> None:
    """Refuse a row that breaks off: before a descriptor, or where all others are filled."""
    needed = 1 + max(headings.columns[name] for name in (_CODE, *_DESCRIPTORS))
    if len(row.cells) < (headings.width if filled else needed):
        expected = f"a row of {headings.width} cells"
        raise InputError("codeset.cut_off", file=file.label, line=row.line, expected=expected)


def _entry(file: SourceFile, row: Row, headings: _Headings) -> ProcedureEntry:
    code = row.cell(headings.columns[_CODE])
    if not CODE.fullmatch(code):
        raise _wrong(file, row.line, code, "a CPT code")
    long, medium, short = (
        " ".join(row.cell(headings.columns[name]).split()) for name in _DESCRIPTORS
    )
    if not (long or medium or short):
        raise _wrong(file, row.line, code, "a code with its descriptors")
    day = row.cell(headings.columns.get(_EFFECTIVE))
    try:
        effective = read_day(day.partition("T")[0].partition(" ")[0])
    except ValueError:
        raise _wrong(file, row.line, day, "the day a descriptor became effective") from None
    return ProcedureEntry(
        code, is_modifier=False, short=short, long=long, medium=medium, effective=effective
    )


def _headings(file: SourceFile) -> _Headings | None:
    above: list[str] = []
    for at, row in enumerate(_rows(file)):
        columns = _columns(row)
        if _CODE in columns and sum(name in columns for name in _DESCRIPTORS) >= 2:
            return _Headings(row.line, len(row.cells), columns, tuple(above))
        above.extend(cell for cell in row.cells if cell)
        if at == _SEEN:
            break
    return None


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row.cells):
        heading = " ".join(cell.lower().split())
        for name, fits in _FITS.items():
            if name not in found and fits(heading):
                found[name] = column
                break
    return found


def _rows(file: SourceFile) -> Iterator[Row]:
    """The rows; a text is split at tabs alone, for descriptors are full of commas and quotes."""
    if file.is_archive:
        yield from rows_of(file)
        return
    for line, text in lines_of(file):
        if text.strip():
            yield Row(line, tuple(_bare(cell) for cell in text.split("\t")))


def _bare(cell: str) -> str:
    """A cell without the quotes that spreadsheets put around one with a comma."""
    cell = cell.strip()
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell


def _wrong(file: SourceFile, line: int, text: str, expected: str) -> InputError:
    return InputError(
        "codeset.wrong_line", file=file.label, line=line, text=text[:40], expected=expected
    )


FORMAT = Format(
    code_set=CodeSet.CPT,
    name="CPT consolidated code list",
    recognises=recognises,
    edition=edition,
    read=read,
    gives=ProcedureEntry,
    rank=30,
)

FORMATS = (FORMAT, *cpt_descriptions.FORMATS)
"""Every layout of CPT: this list, and the files that hold one kind of description each."""
