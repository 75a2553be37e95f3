"""The bars above and below a page of rows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget


def head_bar(title: str, count: QLabel, button: QWidget) -> QFrame:
    """Title and count at the left, the page's main action at the right."""
    head, row = _bar("bar")
    name = QLabel(title)
    name.setProperty("role", "title")
    row.addWidget(name)
    row.addWidget(count)
    row.addStretch(1)
    row.addWidget(button)
    return head


def foot_bar(left: QWidget, right: Iterable[QWidget]) -> QFrame:
    """What leads away at the left, what is done to the chosen row at the right."""
    foot, row = _bar("panelFoot")
    row.addWidget(left)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    return foot


def _bar(role: str) -> tuple[QFrame, QHBoxLayout]:
    frame = QFrame()
    frame.setProperty("role", role)
    row = QHBoxLayout(frame)
    row.setContentsMargins(16, 8, 12, 8)
    row.setSpacing(8)
    return frame, row
