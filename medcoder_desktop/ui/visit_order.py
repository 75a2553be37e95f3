"""Which visit comes next."""

from __future__ import annotations

from collections.abc import Sequence

from medcoder_desktop.domain.encounters import EncounterRow


def next_unfinished(rows: Sequence[EncounterRow], current: str | None) -> str | None:
    """Id of the next visit that can be coded, after ``current`` and round again.

    Returns:
        None when every other visit is finished.
    """
    start = place_in(rows, current)
    for step in range(len(rows)):
        row = rows[(start + step) % len(rows)]
        if row.encounter.id != current and row.encounter.status.can_be_coded:
            return row.encounter.id
    return None


def place_in(rows: Sequence[EncounterRow], encounter_id: str | None) -> int:
    """Where a visit stands in the work list, from 1; 0 when it is not in it."""
    return next((n for n, row in enumerate(rows, 1) if row.encounter.id == encounter_id), 0)
