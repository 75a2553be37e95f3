"""The strip on top of each panel: its name, a remark, and the key that leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget


class PanelHeader(QWidget):
    """Name, remark and key of a panel.

    Args:
        name: ``Record``.
        key: ``F2``.
    """

    def __init__(self, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        self.name = QLabel(name)
        self.name.setProperty("role", "panelTitle")
        self.remark = QLabel()
        self.remark.setProperty("role", "hint")
        self.remark.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.key = QLabel(key)
        self.key.setProperty("role", "key")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.name)
        self._row.addWidget(self.remark, 1)
        self._row.addWidget(self.key)

    def add(self, widget: QWidget) -> None:
        """Put a small widget before the key."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def say(self, remark: str, *, warned: bool = False) -> None:
        """Change the remark; ``warned`` gives it the colour of a warning."""
        self.remark.setText(remark)
        self.remark.setToolTip(remark)
        self.remark.setProperty("severity", "warning" if warned else "")
        self.remark.style().unpolish(self.remark)
        self.remark.style().polish(self.remark)
