"""How the office works: its settings, and its views of the work list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import SavedView, SortBy, WorkListFilter, WorkListOrder
from medcoder_desktop.store.json_reading import day_of, day_text, parsed, readable, written
from medcoder_desktop.store.tables.desk import SavedViewRow, SettingRow

_SCHEMA = 1


class OfficeWaysRepository:
    """Keeps settings and saved views."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def setting(self, name: str) -> str | None:
        """The value of a setting; None when the office never decided."""
        row = self._session.get(SettingRow, name)
        return None if row is None else row.value

    def settings(self) -> dict[str, str]:
        """All the office decided, by name."""
        return {row.name: row.value for row in self._session.scalars(select(SettingRow))}

    def save_setting(self, name: str, value: str) -> None:
        """Put a value in the place of the one before."""
        self._session.merge(SettingRow(name=name, value=value))
        self._session.flush()

    def views(self) -> tuple[SavedView, ...]:
        """The office's own views, in its order.

        Raises:
            Defect: What is stored cannot be read.
        """
        query = select(SavedViewRow).order_by(SavedViewRow.position, SavedViewRow.name)
        return tuple(_view(row) for row in self._session.scalars(query))

    def save_view(self, view: SavedView) -> None:
        """Add a view behind the others, or put it in the place of the one with its id."""
        stored = self._session.get(SavedViewRow, view.id)
        position = stored.position if stored else len(self.views())
        self._session.merge(
            SavedViewRow(id=view.id, name=view.name, position=position, content=_written(view))
        )
        self._session.flush()

    def remove_view(self, view_id: str) -> None:
        """Forget a view."""
        self._session.execute(
            delete(SavedViewRow)
            .where(SavedViewRow.id == view_id)
            .execution_options(synchronize_session=False)
        )


def _written(view: SavedView) -> str:
    asked, order = view.filter, view.order
    return written(
        {
            "schema": _SCHEMA,
            "text": asked.text,
            "statuses": [status.value for status in asked.statuses],
            "provider": asked.provider_id,
            "payer": asked.payer_id,
            "assigned_to": asked.assigned_to,
            "first_day": day_text(asked.first_day),
            "last_day": day_text(asked.last_day),
            "least_age": asked.least_age,
            "least_value": asked.least_value,
            "most_value": asked.most_value,
            "without_documents": asked.without_documents,
            "unsigned": asked.unsigned,
            "without_charges": asked.without_charges,
            "by": order.by.value,
            "descending": order.descending,
        }
    )


def _view(row: SavedViewRow) -> SavedView:
    with readable("saved view"):
        content = parsed(row.content, _SCHEMA)
        return SavedView(
            row.id,
            row.name,
            _filter(dict(content)),
            WorkListOrder(SortBy(content["by"]), bool(content["descending"])),
        )


def _filter(content: dict[str, Any]) -> WorkListFilter:
    return WorkListFilter(
        text=content["text"],
        statuses=tuple(EncounterStatus(each) for each in content["statuses"]),
        provider_id=content["provider"],
        payer_id=content["payer"],
        assigned_to=content["assigned_to"],
        first_day=day_of(content["first_day"]),
        last_day=day_of(content["last_day"]),
        least_age=content["least_age"],
        least_value=content["least_value"],
        most_value=content["most_value"],
        without_documents=bool(content["without_documents"]),
        unsigned=bool(content["unsigned"]),
        without_charges=bool(content["without_charges"]),
    )
