"""Codes and problems of the patient's past, shown in the code browser while nothing is searched."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from medcoder_desktop.domain.codes import Code, CodeLevel, CodeSystem, compact
from medcoder_desktop.domain.earlier_codes import EarlierCode
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.results import ResultRow


class EarlierCodes(QObject):
    """Reads them for the open visit, and says how each stands to its sheet.

    Signals:
        changed: Other rows are to be shown.
    """

    changed = Signal()

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._encounter_id = ""
        self._found: tuple[EarlierCode, ...] = ()
        self._on_sheet: frozenset[str] = frozenset()

    def open_visit(self, encounter_id: str, *, fresh: bool) -> None:
        """Read what was coded before this visit."""
        if fresh:
            self._found, self._on_sheet = (), frozenset()
        self._encounter_id = encounter_id
        read = partial(self._context.services.coding.earlier_codes, encounter_id)
        take = partial(self._take, encounter_id)
        self._context.tasks.read(read, take, topic="workbench.earlier")

    def show_sheet(self, sheet: CodingSheet) -> None:
        """Know what stands on the sheet now."""
        on_sheet = frozenset(compact(diagnosis.code) for diagnosis in sheet.diagnoses)
        if on_sheet != self._on_sheet:
            self._on_sheet = on_sheet
            self.changed.emit()

    def rows(self) -> tuple[ResultRow, ...]:
        """The rows to show, those on the sheet already marked."""
        return tuple(self._row(earlier) for earlier in self._found)

    def _take(self, encounter_id: str, found: tuple[EarlierCode, ...]) -> None:
        if encounter_id == self._encounter_id and found != self._found:
            self._found = found
            self.changed.emit()

    def _row(self, earlier: EarlierCode) -> ResultRow:
        on_sheet = bool(earlier.code) and compact(earlier.code) in self._on_sheet
        usable = earlier.billable and not earlier.is_over
        code = Code(
            CodeSystem.ICD10CM, earlier.code, earlier.text, CodeLevel.CODE, usable, parent=""
        )
        why = " · ".join(part for part in (earlier.why, earlier.standing) if part)
        return ResultRow(code, (), why, _chip(earlier, on_sheet=on_sheet), earlier)


def count_of(rows: tuple[ResultRow, ...]) -> str:
    """How many there are, for the end of the search box."""
    return f"{len(rows)} from before" if rows else ""


def _chip(earlier: EarlierCode, *, on_sheet: bool) -> str:
    if on_sheet:
        return "on the sheet"
    if not earlier.code:
        return "search"
    if not earlier.billable:
        return "not billable"
    return "resolved" if earlier.is_over else "carry forward"
