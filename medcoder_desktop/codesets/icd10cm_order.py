"""Reads the ICD-10-CM order file, which CMS publishes with the code descriptions.

Layout (``icd10OrderFiles.pdf`` beside the file): one entry a line in the order of the tabular
list. Columns 1-5 order number, counted up from 00001; 7-13 code without dot; 15 ``0`` for a
heading or ``1`` for a code that may stand on a claim; 17-76 short title; from 78 long title.
It has headings from the category down, but neither chapters, nor sections, nor notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.icd10cm_chapters import Chapter, chapter_of
from medcoder_desktop.codesets.icd10cm_edition import edition_by_name
from medcoder_desktop.codesets.icd10cm_lines import are_diagnoses, check_end, diagnosis_in
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.codes import Code, CodeLevel, CodeSystem, dotted
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Edition
from medcoder_desktop.domain.tabular import TabularEntry

_LINE = re.compile(r"(\d{5}) (.{7}) ([01]) .{60} (.*\S.*)", re.ASCII)
_EXPECTED = "an order number, a code, a flag and two titles"


@dataclass(frozen=True, slots=True)
class _Record:
    """One line; ``code`` without its dot."""

    line: int
    code: str
    billable: bool
    title: str


def read(file: SourceFile) -> Iterator[TabularEntry]:
    """Every entry in the order of the file, parents before children, with its long title.

    A chapter comes before its first category. The parent of an entry is the longest heading
    its code begins with; a category's is its chapter. Blank lines are passed over. Titles stay as
    printed, two blanks in a row included: the addenda count it as a revision when one goes.

    Raises:
        InputError: A line has another layout, a code stands twice or without its heading, the
            order numbers have a gap, or the list is cut off.
        EnvironmentError_: The file cannot be read.
    """
    headings: list[_Record] = []
    chapters: set[str] = set()
    last: _Record | None = None
    entries = 0
    for record in _records(file):
        chapter = chapter_of(record.code[:3])
        if chapter is None:
            _refuse(file, record.line, record.code, "a category of one of the 22 chapters")
        if chapter.number not in chapters:
            chapters.add(chapter.number)
            yield _chapter_entry(chapter)
        while headings and not record.code.startswith(headings[-1].code):
            headings.pop()
        if len(record.code) > 3 and not headings:
            _refuse(file, record.line, record.code, f"the heading {record.code[:3]}")
        yield _entry(record, dotted(headings[-1].code) if headings else chapter.number)
        if not record.billable:
            headings.append(record)
        entries, last = entries + 1, record
    check_end(file, entries, last.code if last else "", last.line if last else 0)
    if last is not None and not last.billable:
        raise InputError(
            "codeset.cut_off",
            file=file.label,
            line=last.line,
            expected=f"a code below the heading {dotted(last.code)}",
        )


def _records(file: SourceFile) -> Iterator[_Record]:
    """The lines of the file, no code twice, with order numbers that have no gap."""
    codes: set[str] = set()
    before = 0
    for line, text in lines_of(file):
        if not text.strip():
            continue
        found = _LINE.fullmatch(text)
        code = diagnosis_in(found[2]) if found else ""
        if found is None or not code:
            _refuse(file, line, text, _EXPECTED)
        number = int(found[1])
        if codes and number != before + 1:
            _refuse(file, line, found[1], f"order number {before + 1:05}")
        if code in codes:
            _refuse(file, line, code, "a code that does not stand above already")
        codes.add(code)
        before = number
        yield _Record(line, code, found[3] == "1", found[4].strip())


def _entry(record: _Record, parent: str) -> TabularEntry:
    if record.billable:
        level = CodeLevel.CODE
    else:
        level = CodeLevel.CATEGORY if len(record.code) == 3 else CodeLevel.SUBCATEGORY
    return TabularEntry(
        Code(CodeSystem.ICD10CM, dotted(record.code), record.title, level, record.billable, parent)
    )


def _chapter_entry(chapter: Chapter) -> TabularEntry:
    return TabularEntry(
        Code(
            CodeSystem.ICD10CM,
            chapter.number,
            chapter.title,
            CodeLevel.CHAPTER,
            billable=False,
            parent="",
        )
    )


def _refuse(file: SourceFile, line: int, text: str, expected: str) -> NoReturn:
    raise InputError(
        "codeset.wrong_line", file=file.label, line=line, text=text[:80], expected=expected
    )


def _recognises(file: SourceFile) -> bool:
    found = [_LINE.fullmatch(line) for line in head_lines(file) if line.strip()]
    return all(found) and are_diagnoses([match[2] for match in found if match])


def _edition(file: SourceFile) -> Edition:
    return edition_by_name(file, remark="Codes and titles without sections and notes.")


FORMAT = Format(
    CodeSet.ICD10CM, "ICD-10-CM order file", _recognises, _edition, read, TabularEntry, rank=30
)
