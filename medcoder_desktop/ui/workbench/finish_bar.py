"""The foot of the sheet: finish the claim, or say what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from medcoder_desktop.ui.workbench.opened_visit import SheetState


class FinishBar(QWidget):
    """Finish button with its reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panelFoot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(52)
        self.reason = QLabel()
        self.reason.setProperty("role", "hint")
        self.reason.setWordWrap(True)
        self.reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.finish = QPushButton("Finish claim   F6")
        self.finish.setProperty("role", "primary")
        self.finish.setAccessibleName("Finish claim")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.reason, 1)
        row.addWidget(self.finish)

    def show_state(self, state: SheetState) -> None:
        """Enable the button when nothing stands in the way, and say what does."""
        errors = state.errors
        self.finish.setEnabled(not errors and not state.sheet.is_empty)
        if not errors:
            warned = len(state.findings)
            self.reason.setText(
                "Nothing stands in the way." if not warned else "Can be finished as it stands."
            )
        elif len(errors) == 1:
            self.reason.setText(f"In the way: {errors[0].sentence}")
        else:
            self.reason.setText(f"{len(errors)} errors stand in the way. {errors[0].sentence}")
        self.finish.setToolTip(self.reason.text())
        self.finish.setAccessibleDescription(self.reason.text())
