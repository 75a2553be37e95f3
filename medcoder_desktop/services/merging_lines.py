"""Lines of an imported chart beside those the store has: new, a repeat, or a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.chart_lines import (
    LineKind,
    StoredLine,
    is_about_the_same,
    says_the_same,
    word_for,
)
from medcoder_desktop.domain.documents import LabResult, PriorCondition
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.domain.import_batches import ImportItem, ItemKind

if TYPE_CHECKING:
    from medcoder_desktop.services.merging import Merged
    from medcoder_desktop.store.unit_of_work import UnitOfWork

_Line = TypeVar("_Line", LabResult, PriorCondition, HistoryEntry, RecordedCharge)


@dataclass(frozen=True, slots=True)
class Joined:
    """Ids in the imported record to ids in the store, and what the store knew before.

    Attributes:
        known: What sources call everything in the chart of each patient.
    """

    patients: Mapping[str, str]
    encounters: Mapping[str, str]
    known: Mapping[str, frozenset[tuple[str, str]]]


def new_lines(
    work: UnitOfWork, kind: LineKind, lines: Sequence[_Line], joined: Joined, merged: Merged
) -> list[_Line]:
    """Lines the store does not have yet, with its ids; each key of a patient once.

    A line that says something else under a name that is known takes the place of what it
    corrects. What was corrected before is a repeat: an older file puts nothing back.
    """
    new: dict[tuple[str, str], _Line] = {}
    stored = _Stored(work, kind)
    for line in lines:
        patient_id = joined.patients[line.patient_id]
        filed = replace(
            line,
            patient_id=patient_id,
            encounter_id=joined.encounters.get(line.encounter_id or ""),
        )
        key = (patient_id, line.source_key or line.id)
        if key in new:
            continue
        if line.source_key and (kind.value, line.source_key) in joined.known[patient_id]:
            named = stored.named(patient_id, line.source_key)
            if any(says_the_same(each.line, filed) for each in named):
                continue
            for each in named:
                if each.is_current and is_about_the_same(each.line, filed):
                    filed = replace(
                        filed, encounter_id=filed.encounter_id or each.line.encounter_id
                    )
                    work.chart.replace_line(kind, each.line.id, filed.id)
                    merged.items.append(ImportItem(ItemKind.REPLACED, each.line.id, kind.value))
                    word = word_for(kind, filed)
                    merged.counts[f"corrected {word}"] += 1
                    merged.counts[word] -= 1  # it is counted once more as a new line
        new[key] = filed
    return list(new.values())


class _Stored:
    """Lines of patients by their sources' names, read when one of them is met again."""

    def __init__(self, work: UnitOfWork, kind: LineKind) -> None:
        self._work, self._kind = work, kind
        self._by_key: dict[str, dict[str, list[StoredLine]]] = {}

    def named(self, patient_id: str, key: str) -> list[StoredLine]:
        if patient_id not in self._by_key:
            found: dict[str, list[StoredLine]] = {}
            for each in self._work.chart.lines(self._kind, patient_id):
                found.setdefault(each.line.source_key, []).append(each)
            self._by_key[patient_id] = found
        return self._by_key[patient_id].get(key, [])
