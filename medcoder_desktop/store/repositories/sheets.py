"""Coding sheets in all their versions, which are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from medcoder_desktop.domain.errors import Defect
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.store.sheet_json import sheet_of, sheet_text
from medcoder_desktop.store.tables.coding import EncounterRow, SheetVersionRow


class SheetRepository:
    """Keeps the versions of the coding sheets.

    Args:
        session: The open transaction.
        moment: When the transaction began: what a version without a time gets.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self._session = session
        self._moment = moment

    def current(self, encounter_id: str) -> SheetVersion:
        """The newest version; version 0 with an empty sheet while nothing is coded."""
        query = (
            select(SheetVersionRow)
            .where(SheetVersionRow.encounter_id == encounter_id)
            .order_by(SheetVersionRow.version.desc())
            .limit(1)
        )
        row = self._session.scalars(query).one_or_none()
        return SheetVersion(CodingSheet(encounter_id), 0) if row is None else _version(row)

    def version(self, encounter_id: str, version: int) -> SheetVersion:
        """One version; 0 is the empty sheet before the first.

        Raises:
            KeyError: There is no such version.
        """
        if version == 0:
            return SheetVersion(CodingSheet(encounter_id), 0)
        row = self._session.get(SheetVersionRow, (encounter_id, version))
        if row is None:
            raise KeyError((encounter_id, version))
        return _version(row)

    def add(self, version: SheetVersion) -> None:
        """Add the next version, and refresh what the list of visits shows of the sheet.

        Raises:
            Defect: The visit is not stored, or ``version`` does not follow on its newest one.
        """
        sheet = version.sheet
        refreshed = self._session.execute(
            update(EncounterRow)
            .where(
                EncounterRow.id == sheet.encounter_id,
                EncounterRow.sheet_version == version.version - 1,
            )
            .values(
                sheet_version=version.version,
                charge_total=sheet.total,
                diagnosis_codes=" ".join(diagnosis.code for diagnosis in sheet.diagnoses),
            )
            .returning(EncounterRow.id)
            .execution_options(synchronize_session=False)
        ).all()
        if not refreshed:
            raise Defect("store.version_out_of_order", version=version.version)
        self._session.add(
            SheetVersionRow(
                encounter_id=sheet.encounter_id,
                version=version.version,
                action=version.action,
                undo_to=version.undo_to,
                redo_to=version.redo_to,
                committed_at=version.committed_at or self._moment,
                content=sheet_text(sheet),
            )
        )
        self._session.flush()


def _version(row: SheetVersionRow) -> SheetVersion:
    return SheetVersion(
        sheet=sheet_of(row.content, row.encounter_id),
        version=row.version,
        action=row.action,
        undo_to=row.undo_to,
        redo_to=row.redo_to,
        committed_at=row.committed_at,
    )
