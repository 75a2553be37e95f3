"""Cells that are painted as chips: a status by colour and word."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from medcoder_desktop.domain.claims import ClaimStatus
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.ui.pages.rows import TONE_ROLE
from medcoder_desktop.ui.theme import Theme

_HEIGHT = 20
_INKS = {"neutral": "text_secondary"}
"""Tones whose words are not written in a colour of their own."""

VISIT_TONES = {
    EncounterStatus.NEW: "information",
    EncounterStatus.IN_PROGRESS: "accent",
    EncounterStatus.ON_HOLD: "warning",
    EncounterStatus.QUERY_OUT: "warning",
    EncounterStatus.QUERY_ANSWERED: "information",
    EncounterStatus.CODED: "accent",
    EncounterStatus.IN_REVIEW: "accent",
    EncounterStatus.FINISHED: "ok",
    EncounterStatus.EXPORTED: "ok",
}
"""Colours of a visit's status."""
CLAIM_TONES = {
    ClaimStatus.FINISHED: "accent",
    ClaimStatus.EXPORTED: "ok",
    ClaimStatus.WITHDRAWN: "warning",
}
"""Colours of a claim's status."""


class ChipPainter(QStyledItemDelegate):
    """Paints a cell's words as a chip, in the colours its row names."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        words, tone = index.data(), index.data(TONE_ROLE)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        if not isinstance(words, str) or not isinstance(tone, str):
            return
        font = self._theme.font("caption")
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        room = bare.rect.width() - 2 * 8 - 16
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(words) + 16
        middle = bare.rect.center().y()
        chip = QRectF(bare.rect.left() + 8, middle - _HEIGHT / 2 + 0.5, width, _HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{tone}_soft"))
        painter.drawRoundedRect(chip, _HEIGHT / 2, _HEIGHT / 2)
        painter.setPen(self._theme.colour(_INKS.get(tone, tone)))
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()
