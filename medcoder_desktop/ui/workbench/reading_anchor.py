"""Holds the first visible words of a text in place while its lines flow anew."""

from __future__ import annotations

from PySide6.QtWidgets import QTextEdit

from medcoder_desktop.ui.workbench.note_text import TextOffsets


class ReadingAnchor:
    """Remembers which character is at the top, and by how much its line is scrolled over.

    Args:
        view: The text it holds in place.
    """

    def __init__(self, view: QTextEdit) -> None:
        self._view = view
        self._offsets = TextOffsets("")
        self._character = 0
        self._shift = 0

    def begin(self, offsets: TextOffsets, character: int) -> None:
        """Another text is shown, from ``character`` on."""
        self._offsets = offsets
        self._character = min(max(character, 0), offsets.length)
        self._shift = 0

    def take(self) -> None:
        """The coder scrolled: what is at the top now is the anchor."""
        self._character = self.first_character()
        bar = self._view.verticalScrollBar()
        self._shift = bar.value() - round(self._top_of(self._character))

    @property
    def character(self) -> int:
        """Offset of the anchor in the stored text."""
        return self._character

    def wanted(self) -> int:
        """The scroll position at which the anchor is at the top again."""
        top = 0 if self._character == 0 else round(self._top_of(self._character))
        return top + self._shift

    def first_character(self) -> int:
        """Offset of the first visible character in the stored text."""
        top = self._view.verticalScrollBar().value()
        block = self._view.document().begin()
        layout = self._view.document().documentLayout()
        while block.isValid():
            corner = layout.blockBoundingRect(block)
            if corner.bottom() > top:
                lines = block.layout()
                for number in range(lines.lineCount()):
                    line = lines.lineAt(number)
                    if corner.top() + line.y() + line.height() / 2 > top:
                        return self._offsets.offset(block.position() + line.textStart())
            block = block.next()
        return 0

    def _top_of(self, offset: int) -> float:
        """Where the line of a character begins, in pixels from the top of the document."""
        position = self._offsets.position(offset)
        block = self._view.document().findBlock(position)
        if not block.isValid():
            return 0.0
        corner = self._view.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        return corner.top() + (line.y() if line.isValid() else 0.0)
