"""The words that wait for a code, shown in the browser until they are used or dropped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from medcoder_desktop.domain.evidence import Evidence


class EvidenceChip(QWidget):
    """“evidence: numbness and burning in both feet” with a way to drop it.

    Signals:
        dropped: The coder does not want the words any more.
    """

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "evidenceChip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = ""
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.drop = QToolButton()
        self.drop.setText("✕")
        self.drop.setProperty("role", "quiet")
        self.drop.setAccessibleName("Drop the evidence")
        self.drop.setToolTip("Drop the evidence (Esc in the search box)")
        self.drop.clicked.connect(self.dropped)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.setSpacing(4)
        row.addWidget(self._label, 1)
        row.addWidget(self.drop)
        self.hide()

    @property
    def words(self) -> str:
        """What the chip says; empty when it is hidden."""
        return self._words

    def show_evidence(self, evidence: Evidence | None) -> None:
        """Show the words that wait; None hides the chip."""
        quote = " ".join(evidence.quote.split()) if evidence else ""
        self._words = f"evidence: {quote}" if evidence else ""
        self._label.setToolTip(quote)
        self._fit()
        self.setVisible(evidence is not None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._label.setText(
            self.fontMetrics().elidedText(
                self._words, Qt.TextElideMode.ElideMiddle, max(self._label.width(), 120)
            )
        )
