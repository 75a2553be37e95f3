"""The filter line above the views of the book."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from typing_extensions import override

from medcoder_desktop.ui.pages.filter_box import FilterBox
from medcoder_desktop.ui.workbench.ink import Ink


class FilterLine(FilterBox):
    """The filter line with a remark at its right end.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self, ink: Ink) -> None:
        super().__init__("Filter", "Filter of the navigator")
        self._ink = ink
        self._remark = ""
        self.setMinimumHeight(32)

    @property
    def remark(self) -> str:
        """What stands at the right end."""
        return self._remark

    def say(self, remark: str) -> None:
        """Show a remark such as "14 results"."""
        self._remark = remark
        self.setAccessibleDescription(remark)
        self.setTextMargins(0, 0, 90 if remark else 0, 0)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses what was found; the rest as in every filter line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._remark:
            return
        painter = QPainter(self)
        painter.setFont(self._ink.font("caption"))
        painter.setPen(self._ink.colour("text_hint"))
        painter.drawText(
            self.rect().adjusted(0, 0, -34, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self._remark,
        )
        painter.end()
