"""The strip on top of each panel: its name, a remark, and the key that leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.workbench.elided_label import ElidedLabel


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
        self.remark = ElidedLabel()
        self.remark.setProperty("role", "hint")
        self.key = QLabel(key)
        self.key.setProperty("role", "key")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.name)
        self._row.addWidget(self.remark, 1)
        self._row.addWidget(self.key, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, widget: QWidget) -> None:
        """Put a small widget before the key."""
        self._row.insertWidget(self._row.count() - 1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, remark: str, *, warned: bool = False) -> None:
        """Change the remark; ``warned`` gives it the colour of a warning."""
        self.remark.setText(remark)
        self.remark.setToolTip(remark)
        set_role(self.remark, severity="warning" if warned else "")
