"""What every view of the navigator can do, so that one filter line and one date serve all."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Side(QWidget):
    """One view of the navigator.

    Signals:
        highlighted: Code whose page may be shown in passing.
        chosen: Code whose page is asked for.
        remarked: What stands at the right end of the filter line: "14 results".
        typed: Letters typed in the view, which belong into the filter line.
        noticed: Sentence why something was not done; empty when all is well.
    """

    highlighted = Signal(str)
    chosen = Signal(str)
    remarked = Signal(str)
    noticed = Signal(str)
    typed = Signal(str)

    hint = "Filter"
    """What stands in the filter line while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date.min
        self._is_read = False

    def set_day(self, day: date) -> None:
        """Answer for another day from now on."""
        self._day = day
        self._is_read = False

    def front(self) -> None:
        """The view came to the front: read what it shows, unless it did."""
        if not self._is_read:
            self._is_read = True
            self._read()

    def _read(self) -> None:
        """Ask for what the view shows."""
        raise NotImplementedError

    def narrow(self, text: str) -> None:
        """The filter line says something else."""
        raise NotImplementedError

    def enter(self) -> None:
        """Enter was pressed in the filter line."""
        raise NotImplementedError

    def begin(self) -> None:
        """Take the keyboard."""
        raise NotImplementedError

    def follow(self, code: str) -> None:
        """The book was turned to a code; a view that has it shows where it stands."""
