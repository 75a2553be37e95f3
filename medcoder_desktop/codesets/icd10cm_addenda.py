"""Reads the ICD-10-CM addenda, the changes from a year to the next beside CMS's code lists.

Two layouts, neither described by its publisher. Both begin a line with ``Add:``, ``Delete:``,
``Revise from:`` or ``Revise to:`` in columns 1-12. Beside the order file, column 14 is the flag
of the order file (``0`` heading, ``1`` valid), 16-22 the code, 24-83 its short and from 85 its
long title. Beside the code descriptions, 14-20 is the code and from 22 its title.

Behind a blank line each ends with totals: for ``Headers`` (in the order addenda alone) and
``Codes`` how many the old and the new list hold, and how many additions, deletions and revisions
stand above. These are compared with the lines; what else stands among them is passed over, such
as the shares of revisions under ``of which``.

What the lines mean together:

* A code that is deleted as valid and added as a heading, one line after the other, only turns
  into a heading; the reverse makes a heading billable. The code addenda know no headings, so
  there such a code is deleted.
* A revision is of the long title, the short one or both. Only the long title is kept, so a
  revision of the short title alone (FY2018 and FY2019 have none) is counted, but is no change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.icd10cm_edition import edition_by_name, fiscal_year
from medcoder_desktop.codesets.icd10cm_lines import are_diagnoses, diagnosis_in
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.code_changes import ChangeAction, CodeChange
from medcoder_desktop.domain.codes import dotted
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Edition

_ACTIONS = r"(Add|Delete|Revise from|Revise to): *"
_WITH_FLAG = re.compile(rf"(?=.{{13}}[01] ){_ACTIONS}([01]) (.{{7}}) .{{60}} (.*\S.*)", re.ASCII)
_WITHOUT_FLAG = re.compile(rf"(?=.{{13}}[A-Z]){_ACTIONS}()([A-Z].{{6}}) (\S.*)", re.ASCII)
_TOTAL = re.compile(r"\s*(\d+) (?:(additions|deletions|revisions)|(?:codes|headers) in (\S+))\s*")
_STEP = re.compile(r"(?:Add|Delete|Revise from|Revise to):", re.ASCII)
_YEAR_AT_END = re.compile(r"_(20\d\d)\.")
_COUNTED = {"additions": "Add", "deletions": "Delete", "revisions": "Revise to"}
_SECTIONS = {"Headers": False, "Codes": True}
_FOLLOWED_BY = {"Revise from": "Revise to", "Delete": "Add"}
_EXPECTED = "Add, Delete or Revise with a code and its titles"


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of changes."""

    line: int
    action: str
    code: str
    billable: bool
    title: str


def read(file: SourceFile) -> Iterator[CodeChange]:
    """The changes in the order of the file; see the module for what becomes of the lines.

    Raises:
        InputError: A line has another layout, a revision is half, or the totals at the end are
            not those of the lines; a file without totals is taken as it is.
        EnvironmentError_: The file cannot be read.
    """
    before: _Step | None = None
    for step in _steps(file):
        if before is not None:
            if (step.action, step.code) == (_FOLLOWED_BY[before.action], before.code):
                yield from _together(before, step)
                before = None
                continue
            if before.action == "Revise from":
                _refuse(file, step.line, step.code, f"what {before.code} is revised to")
            yield CodeChange(ChangeAction.DELETE, dotted(before.code), billable=False)
            before = None
        if step.action == "Revise to":
            _refuse(file, step.line, step.code, "what is revised, before what it is revised to,")
        if step.action == "Add":
            yield CodeChange(ChangeAction.ADD, dotted(step.code), step.billable, step.title)
        else:
            before = step
    if before is not None and before.action == "Revise from":
        raise InputError(
            "codeset.cut_off",
            file=file.label,
            line=before.line,
            expected=f"what {before.code} is revised to",
        )
    if before is not None:
        yield CodeChange(ChangeAction.DELETE, dotted(before.code), billable=False)


def _together(old: _Step, new: _Step) -> Iterator[CodeChange]:
    """What two lines about one code say: it stays, and changes in flag or title."""
    title = new.title if new.title != old.title else ""
    if old.billable != new.billable:
        action = ChangeAction.TO_BILLABLE if new.billable else ChangeAction.TO_HEADING
        yield CodeChange(action, dotted(new.code), new.billable, title)
    elif title:
        yield CodeChange(ChangeAction.RETITLE, dotted(new.code), new.billable, title)


def _steps(file: SourceFile) -> Iterator[_Step]:
    """The lines of changes, checked against the totals behind them."""
    totals = _Totals(file)
    layout: re.Pattern[str] | None = None
    for line, text in lines_of(file):
        if not text.strip():
            continue
        if totals.begin(text) or (totals.begun and not _STEP.match(text)):
            totals.check(line, text)
            continue
        if totals.begun:
            _refuse(file, line, text, "a total of the changes")
        layout = layout or (_WITH_FLAG if _WITH_FLAG.fullmatch(text) else _WITHOUT_FLAG)
        step = _step(file, line, text, layout)
        totals.counted[step.billable, step.action] += 1
        yield step
    totals.check_end()


class _Totals:
    """Counts the lines and compares them with what the end of the file says of them."""

    def __init__(self, file: SourceFile) -> None:
        self.counted: Counter[tuple[bool, str]] = Counter()
        self._file = file
        self._section: bool | None = None
        self._size: int | None = None
        self._checked: set[str] = set()
        self._line = 0

    @property
    def begun(self) -> bool:
        """Whether the totals have begun."""
        return self._section is not None

    def begin(self, text: str) -> bool:
        """Take a line for the heading of a group of totals, if it is one."""
        if not self.counted or text.strip() not in _SECTIONS:
            return False
        self._section, self._size, self._checked = _SECTIONS[text.strip()], None, set()
        return True

    def check(self, line: int, text: str) -> None:
        """Compare one line of totals; others than the known ones are passed over."""
        self._line = line
        total = _TOTAL.fullmatch(text)
        if total is None or self._section is None:
            return
        said = int(total[1])
        found = said
        if total[2]:
            found = self.counted[self._section, _COUNTED[total[2]]]
            self._checked.add(total[2])
        elif self._size is not None:
            added = self.counted[self._section, "Add"] - self.counted[self._section, "Delete"]
            found = self._size + added
        else:
            self._size = said
        if found != said:
            raise InputError(
                "codeset.wrong_total",
                file=self._file.label,
                line=line,
                text=text.strip(),
                found=found,
            )

    def check_end(self) -> None:
        """Refuse a file without changes, and totals that break off."""
        if not self.counted:
            raise InputError("codeset.no_rows", file=self._file.label, expected="a list of changes")
        if self.begun and not (self._section and self._checked == {*_COUNTED}):
            raise InputError(
                "codeset.cut_off",
                file=self._file.label,
                line=self._line,
                expected="the totals of the codes",
            )


def _step(file: SourceFile, line: int, text: str, layout: re.Pattern[str]) -> _Step:
    found = layout.fullmatch(text)
    code = diagnosis_in(found[3]) if found else ""
    if found is None or not code:
        _refuse(file, line, text, _EXPECTED)
    return _Step(line, found[1], code, found[2] != "0", found[4].strip())


def _refuse(file: SourceFile, line: int, text: str, expected: str) -> NoReturn:
    raise InputError(
        "codeset.wrong_line", file=file.label, line=line, text=text[:80], expected=expected
    )


def _recogniser(layout: re.Pattern[str]) -> Callable[[SourceFile], bool]:
    def recognises(file: SourceFile) -> bool:
        lines: list[re.Match[str] | None] = []
        for text in head_lines(file):
            if lines and text.strip() in {"", *_SECTIONS}:
                break
            if text.strip():
                lines.append(layout.fullmatch(text))
        return all(lines) and are_diagnoses([found[3] for found in lines if found])

    return recognises


def _edition(file: SourceFile) -> Edition:
    """The year of the new list, which the totals name; else the year in the file's name."""
    years = []
    try:
        for _, text in lines_of(file):
            total = _TOTAL.fullmatch(text)
            named = _YEAR_AT_END.search(total[3]) if total and total[3] else None
            if named:
                years.append(int(named[1]))
    except InputError:
        return edition_by_name(file)
    by_name = edition_by_name(file)
    if not years or by_name.name.startswith(f"FY{max(years)}"):
        return by_name
    return fiscal_year(max(years))


FORMATS = tuple(
    Format(
        CodeSet.ICD10CM,
        name,
        _recogniser(layout),
        _edition,
        read,
        CodeChange,
        changes_a_base=True,
        rank=rank,
    )
    for name, layout, rank in (
        ("ICD-10-CM order addenda", _WITH_FLAG, 10),
        ("ICD-10-CM code addenda", _WITHOUT_FLAG, 5),
    )
)
