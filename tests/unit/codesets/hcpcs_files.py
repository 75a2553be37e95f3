"""Small HCPCS and CPT files in the official layouts, and where the official ones lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook

from medcoder_desktop.codesets import (
    cpt,
    hcpcs_anweb,
    hcpcs_corrections,
    hcpcs_corrections_text,
    hcpcs_noc,
    hcpcs_workbook,
)
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from tests.shared_data import shared

HCPCS_2018 = "2018-Alpha-Numeric-HCPCS-File.zip"
HCPCS_2019 = "2019-Alpha-Numeric-HCPCS-File.zip"
CORRECTIONS_2019 = "2019-HCPCS-Alpha-Numeric-Corrections.zip"
NOC_2019 = "2019-HCPCS-NOC-Codes.zip"

FORMATS: tuple[Format, ...] = (
    hcpcs_anweb.FORMAT,
    hcpcs_workbook.FORMAT,
    hcpcs_corrections.FORMAT,
    hcpcs_corrections_text.FORMAT,
    *hcpcs_noc.FORMATS,
    *cpt.FORMATS,
)


@contextmanager
def official(archive: str, name: str) -> Iterator[SourceFile]:
    """The file of an official archive that is called so; skips where it is absent."""
    with unpacked(shared(f"data/codesets/hcpcs/{archive}")) as files:
        (found,) = (file for file in files if file.name == name)
        yield found


def record(
    code: str,
    long: str,
    *,
    sequence: int = 100,
    kind: str = "",
    short: str = "",
    details: str = "",
    days: str = "1990010120020701        ",
    action: str = "N",
) -> str:
    """One record of a contractor file.

    Args:
        details: What stands from the pricing indicators to the types of service.
        days: Day added, effective and terminated.
    """
    kind = kind or ("7" if len(code) == 2 else "3")
    if kind in "48":
        details, days, action = "", "", ""
    head = f"{code:>5}{sequence:05}{kind}{long:80}{short:28}"
    return f"{head:119}{details:149}{days:24}{action:1}".ljust(320)


def text_file(folder: Path, lines: Sequence[str], name: str = "list.txt") -> SourceFile:
    """A text with the line ends that publishers use."""
    path = folder / name
    path.write_bytes("".join(line + "\r\n" for line in lines).encode("cp1252"))
    return SourceFile(path)


def workbook(folder: Path, rows: Sequence[Sequence[object]], name: str = "b.xlsx") -> SourceFile:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    book.save(folder / name)
    return SourceFile(folder / name)


def claimed_by(file: SourceFile) -> list[Format]:
    """Which of the formats here recognise a file."""
    return [each for each in FORMATS if each.recognises(file)]


def sentence_of(error: InputError) -> str:
    """The one sentence a person reads; it has all its words."""
    assert "{" not in error.sentence
    return error.sentence
