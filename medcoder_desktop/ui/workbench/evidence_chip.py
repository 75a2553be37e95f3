"""The words that wait for a code, shown in the browser until they are used or dropped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.ui.workbench.elided_label import ElidedLabel


class EvidenceChip(QFrame):
    """“evidence: numbness and burning in both feet” with a way to drop it.

    Signals:
        dropped: The coder does not want the words any more.
    """

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "evidenceChip")
        self._words = ""
        self._label = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
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
        quote = " ".join(evidence.shown.split()) if evidence else ""
        self._words = f"evidence: {quote}" if evidence else ""
        self._label.setToolTip(quote)
        self._label.setText(self._words)
        self.setVisible(evidence is not None)
