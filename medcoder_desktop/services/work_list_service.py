"""The work list: visits to be worked on, whose they are, and how far they have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.practice import Payer, Provider
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import (
    NEWEST_FIRST,
    STANDARD_VIEWS,
    SavedView,
    WorkList,
    WorkListFilter,
    WorkListOrder,
)

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store

_LONGEST_NAME = 60
_LOOKED_AT = 50
"""Visits looked at together for the next one to code."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What a filter can choose among.

    Attributes:
        coders: Names to whom a visit is assigned.
        views: Those that come with the program, then the office's own.
    """

    providers: tuple[Provider, ...]
    payers: tuple[Payer, ...]
    coders: tuple[str, ...]
    views: tuple[SavedView, ...]


class WorkListService:
    """Lists visits by any filter, and moves many of them at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listed(self, wanted: WorkListFilter, order: WorkListOrder = NEWEST_FIRST) -> WorkList:
        """The visits that fit a filter, by the numbers they are kept under."""
        with self._store.reading() as records:
            return records.work_list.listed(wanted, order)

    def counts(self) -> Mapping[EncounterStatus, int]:
        """How many visits there are of each status."""
        with self._store.reading() as records:
            return records.work_list.counts(WorkListFilter())

    def rows(self, serials: Sequence[int]) -> tuple[EncounterRow, ...]:
        """Lines of some visits of a list, in its order."""
        with self._store.reading() as records:
            return records.work_list.rows(serials)

    def rows_of(self, encounter_ids: Sequence[str]) -> tuple[EncounterRow, ...]:
        """Lines of some visits, in the order of their ids as given."""
        with self._store.reading() as records:
            serials = (records.work_list.serial_of(each) for each in encounter_ids)
            return records.work_list.rows([serial for serial in serials if serial is not None])

    def serial_of(self, encounter_id: str) -> int | None:
        """What a visit's number counts; None when there is no such visit."""
        with self._store.reading() as records:
            return records.work_list.serial_of(encounter_id)

    def next_open(self, work: WorkList, current: str | None) -> str | None:
        """Id of the next visit of a list that can be coded; None when none is left.

        Args:
            current: Id of the visit open now.
        """
        with self._store.reading() as records:
            behind = work.after(records.work_list.serial_of(current) if current else None)
            for start in range(0, len(behind), _LOOKED_AT):
                for row in records.work_list.rows(behind[start : start + _LOOKED_AT]):
                    if row.encounter.status.can_be_coded and row.encounter.id != current:
                        return row.encounter.id
        return None

    def choices(self) -> FilterChoices:
        """What a filter can choose among."""
        with self._store.reading() as records:
            return FilterChoices(
                providers=records.providers.all(),
                payers=records.payers.all(),
                coders=records.work_list.assigned_names(),
                views=(*STANDARD_VIEWS, *records.ways.views()),
            )

    def assign(self, actor: Actor, serials: Sequence[int], name: str) -> int:
        """Make some visits a coder's work, all in one transaction.

        Args:
            name: Empty to make them nobody's.

        Returns:
            How many changed hands.

        Raises:
            InputError: The name is too long to be one.
        """
        name = " ".join(name.split())
        if len(name) > _LONGEST_NAME:
            raise InputError("work.name_too_long", most=_LONGEST_NAME)
        with self._store.writing(actor) as work:
            changed = work.work_list.assign(serials, name)
            if changed:
                work.record("visit.assign", "work list", f"{changed} visits to {name or 'nobody'}")
                work.commit()
        return changed

    def move(
        self,
        actor: Actor,
        serials: Sequence[int],
        status: EncounterStatus,
        waiting_for: str = "",
    ) -> int:
        """Move visits to a state a person may choose; those in another state already stay.

        Args:
            waiting_for: What a visit put on hold waits for.

        Returns:
            How many were moved.

        Raises:
            InputError: One of them cannot come to that state from where it is; none is moved.
        """
        moved = 0
        with self._store.writing(actor) as work:
            for encounter_id in work.work_list.ids(serials):
                visit = work.encounters.get(encounter_id)
                waits = waiting_for.strip() if status.is_waiting else ""
                if visit.status is status and visit.waiting_for == waits:
                    continue
                if visit.status is not status and status not in visit.status.choices:
                    raise InputError(
                        "work.cannot_move",
                        number=visit.number,
                        status=visit.status.value,
                        wanted=status.value,
                    )
                work.encounters.save(replace(visit, status=status, waiting_for=waits))
                work.record("visit.move", visit.id, f"{visit.number} {status.value}")
                moved += 1
            if moved:
                work.commit()
        return moved

    def save_view(
        self, actor: Actor, name: str, wanted: WorkListFilter, order: WorkListOrder
    ) -> SavedView:
        """Keep a filter and an order under a name; one of that name is replaced.

        Raises:
            InputError: The name is empty, too long, or one of the program's own.
        """
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME:
            raise InputError("work.view_name", most=_LONGEST_NAME)
        if any(view.name.casefold() == name.casefold() for view in STANDARD_VIEWS):
            raise InputError("work.view_taken", name=name)
        with self._store.writing(actor) as work:
            same = [v for v in work.ways.views() if v.name.casefold() == name.casefold()]
            view = SavedView(same[0].id if same else new_id(), name, wanted, order)
            work.ways.save_view(view)
            work.record("view.save", view.id, view.name)
            work.commit()
        return view

    def remove_view(self, actor: Actor, view_id: str) -> Changes:
        """Forget one of the office's own views."""
        with self._store.writing(actor) as work:
            work.ways.remove_view(view_id)
            work.record("view.remove", view_id)
            work.commit()
        return Changes(Changed.WORK_LIST)
