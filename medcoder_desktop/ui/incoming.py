"""What comes in from outside: files told apart by their content, each kind on its way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Slot

from medcoder_desktop.ui.context import AppContext, OfficePage, VisitListPage
from medcoder_desktop.ui.page_list import PRACTICE, WORK_LIST

if TYPE_CHECKING:
    from medcoder_desktop.ui.library.code_updates import CodeUpdates
    from medcoder_desktop.ui.main_window import MainWindow

_TABLES = frozenset({".csv", ".tsv", ".xlsx"})
"""Endings no record of a patient has; a text file may be a note."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Files told apart.

    Attributes:
        codes: Those of code sets.
        fees: Tables of the office's own fees.
        records: Everything else: the import of records says what it cannot read.
    """

    codes: tuple[Path, ...]
    fees: tuple[Path, ...]
    records: tuple[Path, ...]


class Incoming(QObject):
    """Sends dropped files on their way, and owns the way of a code set."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context: AppContext | None = None
        self._updates: CodeUpdates | None = None

    def attach(self, context: AppContext) -> None:
        """The data folder is open."""
        from medcoder_desktop.ui.library.code_updates import (  # noqa: PLC0415 - after first paint
            code_updates,
        )

        self._context = context
        self._updates = code_updates(context, self._window)

    def take(self, files: tuple[Path, ...]) -> None:
        """Tell files apart, off the main thread, and import each kind."""
        if files and self._context is not None:
            self._context.tasks.read(
                partial(_told_apart, self._context, files), self._send, self._context.show_error
            )

    @Slot()
    def choose_codes(self) -> None:
        """Ask which code sets to import."""
        if self._updates is not None:
            self._updates.choose_files()

    @Slot()
    def back_to_preview(self) -> None:
        """Bring back the update preview that stepped aside."""
        if self._updates is not None:
            self._updates.go_back()

    def has_preview(self) -> bool:
        """Whether an update preview stepped aside."""
        return self._updates is not None and self._updates.has_preview()

    def close_up(self) -> None:
        """The window closes."""
        if self._updates is not None:
            self._updates.close_up()

    def _send(self, dropped: Dropped) -> None:
        """Records first: their import comes up beneath what asks something."""
        assert self._updates is not None  # noqa: S101 - the folder is open
        if dropped.records:
            self._window.go_to(WORK_LIST)
            cast("VisitListPage", self._window.page(WORK_LIST)).bring_in(dropped.records)
        if dropped.fees:
            self._window.go_to(PRACTICE)
            cast("OfficePage", self._window.page(PRACTICE)).import_fee_file(dropped.fees[0])
        if dropped.codes:
            self._updates.import_files(dropped.codes)
        if dropped.fees[1:]:
            left = ", ".join(path.name for path in dropped.fees[1:])
            self._window.show_message(f"One fee schedule at a time: drop {left} again afterwards.")


def _told_apart(context: AppContext, files: tuple[Path, ...]) -> Dropped:
    from medcoder_desktop.services.fee_checking import (  # noqa: PLC0415 - loaded when needed
        looks_like_fees,
    )

    codes: list[Path] = []
    fees: list[Path] = []
    records: list[Path] = []
    for path in files:
        if context.services.code_sets.looks_like_codes(path):
            codes.append(path)
        elif path.suffix.lower() in _TABLES and looks_like_fees(path):
            fees.append(path)
        else:
            records.append(path)
    return Dropped(tuple(codes), tuple(fees), tuple(records))
