"""What the office charges."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.store.folding import folded, query_parts
from medcoder_desktop.store.tables.office import FeeLineRow


class FeeRepository:
    """Keeps the fee schedule."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, text: str = "", on: date | None = None) -> tuple[FeeLine, ...]:
        """Lines of the fee schedule by code and modifier.

        Args:
            text: Beginning of a code, or words and parts of words of the description in any
                order; empty for every line.
            on: Only lines in force on this day; None for every line.
        """
        query = select(FeeLineRow).order_by(
            FeeLineRow.procedure, FeeLineRow.modifier, FeeLineRow.effective_from, FeeLineRow.id
        )
        if parts := query_parts(text):
            code = FeeLineRow.procedure.startswith(text.strip().upper(), autoescape=True)
            words = (FeeLineRow.folded_description.contains(p, autoescape=True) for p in parts)
            query = query.where(or_(code, and_(*words)))
        if on is not None:
            query = query.where(_in_force(on))
        return tuple(_fee_line(row) for row in self._session.scalars(query))

    def get(self, fee_id: str) -> FeeLine:
        """The line with this id.

        Raises:
            KeyError: There is none.
        """
        row = self._session.get(FeeLineRow, fee_id)
        if row is None:
            raise KeyError(fee_id)
        return _fee_line(row)

    def lookup(self, procedure: str, modifiers: tuple[str, ...], on: date) -> FeeLine | None:
        """The line that prices a procedure on a day.

        A line for one of the modifiers wins over the line without; among several the modifier
        that stands first wins, then the line that came into force last.
        """
        query = select(FeeLineRow).where(
            FeeLineRow.procedure == procedure,
            FeeLineRow.modifier.in_(("", *modifiers)),
            _in_force(on),
        )
        order = {modifier: place for place, modifier in enumerate((*modifiers, ""))}
        lines = [_fee_line(row) for row in self._session.scalars(query)]
        newest_first = sorted(
            lines, key=lambda line: (line.effective_from or date.min, line.id), reverse=True
        )
        return min(newest_first, key=lambda line: order[line.modifier], default=None)

    def save(self, fee: FeeLine) -> None:
        """Add the line, or put it in the place of the one with the same id."""
        self._session.merge(FeeLineRow(**_values(fee)))
        self._session.flush()

    def save_many(self, new: Iterable[FeeLine], altered: Iterable[FeeLine]) -> None:
        """Add many lines at once, and put others in the place of those with the same ids."""
        if rows := [_values(fee) for fee in new]:
            self._session.execute(insert(FeeLineRow), rows)
        if rows := [_values(fee) for fee in altered]:
            self._session.execute(update(FeeLineRow), rows)

    def remove(self, fee_id: str) -> None:
        """Remove the line. Nothing refers to it: sheets keep the charge itself."""
        self._session.execute(delete(FeeLineRow).where(FeeLineRow.id == fee_id))


def _in_force(on: date) -> ColumnElement[bool]:
    return and_(
        or_(FeeLineRow.effective_from.is_(None), FeeLineRow.effective_from <= on),
        or_(FeeLineRow.effective_to.is_(None), FeeLineRow.effective_to >= on),
    )


def _values(fee: FeeLine) -> dict[str, Any]:
    return {
        "id": fee.id,
        "procedure": fee.procedure,
        "modifier": fee.modifier,
        "description": fee.description,
        "folded_description": folded(fee.description),
        "charge": fee.charge,
        "effective_from": fee.effective_from,
        "effective_to": fee.effective_to,
    }


def _fee_line(row: FeeLineRow) -> FeeLine:
    return FeeLine(
        id=row.id,
        procedure=row.procedure,
        modifier=row.modifier,
        description=row.description,
        charge=row.charge,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
    )
