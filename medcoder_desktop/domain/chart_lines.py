"""Lines of a chart that a later record may correct: values, conditions, history, charges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import LabResult, PriorCondition
from medcoder_desktop.domain.history import HistoryEntry

ChartLine = LabResult | PriorCondition | HistoryEntry | RecordedCharge


class LineKind(Enum):
    """The kinds of lines, by the word under which sources' names for them are kept."""

    RESULT = "result"
    CONDITION = "condition"
    HISTORY = "history"
    CHARGE = "charge"


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as the chart has it.

    Attributes:
        is_current: False for one that a later record corrected.
    """

    line: ChartLine
    is_current: bool


def word_for(kind: LineKind, line: ChartLine) -> str:
    """Under which word lines like this are counted: ``results``, ``medications``."""
    return line.kind.plural if isinstance(line, HistoryEntry) else f"{kind.value}s"


def says_the_same(line: ChartLine, other: ChartLine) -> bool:
    """Whether two lines differ in nothing a person would read."""
    return _bare(line) == _bare(other)


def is_about_the_same(line: ChartLine, other: ChartLine) -> bool:
    """Whether one line can be the correction of another that its source calls by the same name.

    Sources that number what they send anew in each file call quite different things by one name:
    those stay beside each other.
    """
    return _matches(_subject(line), _subject(other)) and _may_be_one_day(_day(line), _day(other))


def _bare(line: ChartLine) -> ChartLine:
    if isinstance(line, LabResult):
        line = replace(line, was="")
    return replace(line, id="", patient_id="", encounter_id=None, source_key="")


def _subject(line: ChartLine) -> frozenset[str]:
    """What a line is about, in each of the ways it may be named."""
    names: tuple[str, ...]
    if isinstance(line, RecordedCharge):
        names = (line.procedure or line.description,)
    elif isinstance(line, LabResult):
        names = (line.code, line.name)
    else:
        names = (line.code, line.text)
    return frozenset(name.casefold() for name in names if name)


def _matches(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other)


def _day(line: ChartLine) -> date | None:
    if isinstance(line, LabResult):
        return line.taken_on
    return line.onset if isinstance(line, PriorCondition) else line.on


def _may_be_one_day(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one == other
