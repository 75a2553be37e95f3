"""Reads a list of ICD-10-CM changes in a tab-separated table of our own.

Columns ``action code billable title``. Actions: ``add`` a code or, with billable 0, a heading;
``delete`` an entry; ``header`` for a code that turns into a heading; ``revise`` for one whose
title changes. Code with its dot; title as it is after the change, empty where it stays.
``billable`` says what the entry is after the change, and of a deleted one what it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.icd10cm_edition import edition_by_name
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.code_changes import ChangeAction, CodeChange
from medcoder_desktop.domain.codes import dotted, looks_like_diagnosis
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Edition

_HEADINGS = "action\tcode\tbillable\ttitle"
_ACTIONS = {
    "add": ChangeAction.ADD,
    "delete": ChangeAction.DELETE,
    "header": ChangeAction.TO_HEADING,
    "revise": ChangeAction.RETITLE,
}
_FLAGS = {
    "add": ("0", "1"),
    "delete": ("0", "1"),
    "header": ("0",),
    "revise": ("0", "1"),
}


def read(file: SourceFile) -> Iterator[CodeChange]:
    """The changes in the order of the file; blank lines passed over.

    Raises:
        InputError: The headings are missing, a row is incomplete, or one code is changed twice.
        EnvironmentError_: The file cannot be read.
    """
    seen: set[str] = set()
    headed = False
    for line, text in lines_of(file):
        if not text.strip():
            continue
        if not headed:
            if text.strip().lower() != _HEADINGS:
                raise InputError(
                    "codeset.no_columns",
                    file=file.label,
                    wanted="action, code, billable, title",
                    expected="a list of ICD-10-CM changes",
                )
            headed = True
            continue
        change = _change(text)
        if change is None or change.code in seen:
            raise InputError(
                "codeset.wrong_line",
                file=file.label,
                line=line,
                text=text[:80],
                expected="an action, a code not yet listed, 0 or 1 and a title, apart by tabs,",
            )
        seen.add(change.code)
        yield change
    if not seen:
        raise InputError("codeset.no_rows", file=file.label, expected="a list of ICD-10-CM changes")


def _change(text: str) -> CodeChange | None:
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) != 4 or not looks_like_diagnosis(cells[1]):
        return None
    action, code, flag, title = cells
    if action not in _ACTIONS or flag not in _FLAGS[action]:
        return None
    if action == "delete":
        return CodeChange(ChangeAction.DELETE, dotted(code), billable=False)
    if not title and action != "header":
        return None
    return CodeChange(_ACTIONS[action], dotted(code), flag == "1", title)


def _recognises(file: SourceFile) -> bool:
    first = next((line for line in head_lines(file) if line.strip()), "")
    return first.strip().lower() == _HEADINGS


def _edition(file: SourceFile) -> Edition:
    """The fiscal year in the file's name: ``icd10cm-fy2027-changes.tsv``."""
    return edition_by_name(
        file,
        remark="Codes and titles complete; notes of new codes until the official file is imported.",
    )


FORMAT = Format(
    CodeSet.ICD10CM,
    "ICD-10-CM list of changes",
    _recognises,
    _edition,
    read,
    CodeChange,
    changes_a_base=True,
    rank=10,
)
