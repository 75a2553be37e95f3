"""The note as the coder reads it: selectable, marked, and scrolled by nobody but her."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget
from typing_extensions import override

from medcoder_desktop.domain.evidence import Evidence, evidence_from
from medcoder_desktop.ui.theme import NOTE_LINE_HEIGHT
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.note_marks import Mark, MarkStyle, line_areas, paint_mark
from medcoder_desktop.ui.workbench.note_text import (
    HeadingKind,
    TextOffsets,
    headings_in,
    shown_text,
)
from medcoder_desktop.ui.workbench.reading_anchor import ReadingAnchor

USUAL_MEASURE = 78
"""Characters of a line: wider lines are hard to follow back."""
WHOLE_PANEL = 1_000
"""The measure that leaves no margin."""
MEASURES = (46, 54, 62, 70, USUAL_MEASURE, 90, 105, 120, WHOLE_PANEL)
"""Between which the coder goes, narrow to wide."""
_USUAL_LETTERS = "the patient reports no chest pain, and was seen for follow up of her left knee. "
"""Words of a note as they come: their mean width is what a character takes."""
_MARGIN = 16
_BLANK_LINE = 12.0
"""Pixels of a line without words."""


class NoteView(QTextEdit):
    """Read-only text with a visible caret, section headings and evidence marks.

    Signals:
        place_changed: The coder scrolled; read ``first_character`` when needed.
        mark_chosen: Id of the diagnosis whose mark was clicked, or entered on with the caret.
        mark_dropped: The ``Mark`` the coder wants taken off.
    """

    place_changed = Signal()
    mark_chosen = Signal(str)
    mark_dropped = Signal(object)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self._document_id = ""
        self._text = ""
        self._offsets = TextOffsets("")
        self._marks: tuple[Mark, ...] = ()
        self._pending: Evidence | None = None
        self._found: tuple[Evidence, ...] = ()
        self._found_now = -1
        self.measure = USUAL_MEASURE
        """Characters a line has at most."""
        self._anchor = ReadingAnchor(self)
        self._settling = False
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(2)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Note")
        self.setProperty("role", "note")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_text(self, document_id: str, text: str, first_character: int = 0) -> None:
        """Show a document from its ``first_character`` on (an offset into ``text``)."""
        self._document_id = document_id
        self._text = text
        self._offsets = TextOffsets(text)
        self._marks = ()
        self._pending = None
        self._found, self._found_now = (), -1
        self._settling = True
        self.setPlainText(shown_text(text))
        self._style_text()
        self._settling = False
        self._anchor.begin(self._offsets, first_character)
        self._scroll_to_anchor()
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.position(self._anchor.character))
        self._keep_place(lambda: self.setTextCursor(cursor))

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark the words that support codes; nothing moves."""
        self._marks = tuple(
            mark
            for mark in marks
            if mark.evidence.region is None and mark.evidence.stands_in(self._text)
        )
        self.viewport().update()

    def show_pending(self, evidence: Evidence | None) -> None:
        """Frame the words that wait for a code; nothing moves."""
        self._pending = evidence
        self.viewport().update()

    def show_found(self, places: Sequence[tuple[int, int]], current: int) -> None:
        """Mark what a search found, and bring the current place into sight; -1 for none."""
        self._found = tuple(
            Evidence(self._document_id, start, end, self._text[start:end]) for start, end in places
        )
        self._found_now = current
        if 0 <= current < len(self._found):
            self.jump_to(self._found[current])
        self.viewport().update()

    def set_measure(self, measure: int) -> None:
        """Let lines end after so many characters; the first line in sight stays there."""
        self.measure = measure
        self._settling = True
        self._fit_measure()
        self._settling = False
        self._scroll_to_anchor()

    @property
    def room(self) -> int:
        """Characters a line could have, without a margin for the sake of the measure."""
        return ceil((self.width() - 2 * _MARGIN) / self._letter_width())

    def restyle(self) -> None:
        """Take the theme's colours anew, in place."""
        self._settling = True
        paper, ink = self._ink.name("surface"), self._ink.name("text")
        self.setStyleSheet(f"QTextEdit {{ background: {paper}; color: {ink}; }}")
        self._style_text()
        self._settling = False
        self._scroll_to_anchor()

    @property
    def document_id(self) -> str:
        """Id of the document shown; empty when none is."""
        return self._document_id

    @property
    def text(self) -> str:
        """The stored text of the document shown."""
        return self._text

    def first_character(self) -> int:
        """Offset of the first visible character in the stored text."""
        return self._anchor.first_character()

    def selected(self) -> Evidence | None:
        """The selected words as evidence; None without a selection."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._offsets.offset(cursor.selectionStart())
        end = self._offsets.offset(cursor.selectionEnd())
        try:
            return evidence_from(self._document_id, self._text, start, end)
        except ValueError:  # nothing but white space
            return None

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the stored text without scrolling."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.position(start))
        cursor.setPosition(self._offsets.position(end), QTextCursor.MoveMode.KeepAnchor)
        self._keep_place(lambda: self.setTextCursor(cursor))

    def jump_to(self, evidence: Evidence) -> None:
        """Scroll the words into the upper third and put the caret there, as the coder asked."""
        position = self._offsets.position(evidence.start)
        cursor = self.textCursor()
        cursor.setPosition(position)
        self._keep_place(lambda: self.setTextCursor(cursor))
        areas = line_areas(self.document(), position, self._offsets.position(evidence.end))
        if not areas:
            return
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        if areas[0].top() < bar.value() or areas[-1].bottom() > bar.value() + height:
            bar.setValue(round(areas[0].top() - height / 3))

    def drop_mark_at_caret(self) -> None:
        """Ask for the mark under the caret to be taken off."""
        mark = self.mark_at(self.textCursor().position())
        if mark is not None:
            self.mark_dropped.emit(mark)

    def mark_at(self, position: int) -> Mark | None:
        """The shortest mark over a document position."""
        offset = self._offsets.offset(position)
        over = [m for m in self._marks if m.evidence.start <= offset < m.evidence.end]
        return min(over, key=lambda m: m.evidence.end - m.evidence.start, default=None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        plain = MarkStyle(self._ink.colour("evidence"), self._ink.colour("evidence_line"))
        for mark in self._marks:
            self._paint(painter, mark.evidence, scrolled, plain)
        found = MarkStyle(self._ink.colour("selection"), self._ink.colour("selection"))
        now = MarkStyle(self._ink.colour("selection"), self._ink.colour("accent"), outlined=True)
        top, bottom = scrolled.y() - 50, scrolled.y() + self.viewport().height() + 50
        for number, place in enumerate(self._found):
            areas = self.areas_of(place)
            if areas and areas[-1].bottom() >= top and areas[0].top() <= bottom:
                paint_mark(painter, areas, scrolled, now if number == self._found_now else found)
        if self._pending is not None and self._pending.document_id == self._document_id:
            framed = MarkStyle(
                self._ink.colour("selection"), self._ink.colour("accent"), outlined=True
            )
            self._paint(painter, self._pending, scrolled, framed)
        painter.end()
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settling = True
        super().resizeEvent(event)
        self._fit_measure()
        self._settling = False
        self._scroll_to_anchor()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = self.mark_at(self.textCursor().position())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if mark is not None:
                self.mark_chosen.emit(mark.diagnosis_id)
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        mark = self._mark_under(event.position().toPoint())
        if mark is not None:
            self.mark_chosen.emit(mark.diagnosis_id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = event.buttons() == Qt.MouseButton.NoButton and self._mark_under(
            event.position().toPoint()
        )
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        mark = self._mark_under(event.pos())
        if mark is not None:
            unmark = menu.addAction(f"Unmark as evidence of {mark.label.split('  ')[1]}")
            unmark.triggered.connect(lambda: self.mark_dropped.emit(mark))
        menu.exec(event.globalPos())
        menu.deleteLater()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._mark_under(event.pos())
            QToolTip.showText(event.globalPos(), mark.label if mark else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def _mark_under(self, point: QPoint) -> Mark | None:
        spot = QPointF(point) + QPointF(0, self.verticalScrollBar().value())
        over = [m for m in self._marks if any(a.contains(spot) for a in self.areas_of(m.evidence))]
        return min(over, key=lambda m: m.evidence.end - m.evidence.start, default=None)

    def _paint(
        self, painter: QPainter, evidence: Evidence, scrolled: QPointF, style: MarkStyle
    ) -> None:
        paint_mark(painter, self.areas_of(evidence), scrolled, style)

    def areas_of(self, evidence: Evidence) -> list[QRectF]:
        """The areas some words cover, line by line, in the document's own coordinates."""
        return line_areas(
            self.document(),
            self._offsets.position(evidence.start),
            self._offsets.position(evidence.end),
        )

    def _style_text(self) -> None:
        """Set line height and headings; the characters stay what they are."""
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        line = QTextBlockFormat()
        line.setLineHeight(
            self._line_height_percent(), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        whole.setBlockFormat(line)
        self._tighten_blank_lines()
        body = QTextCharFormat()
        body.setFont(self._ink.font("note"))
        body.setForeground(self._ink.colour("text"))
        whole.setCharFormat(body)
        for heading in headings_in(self._text):
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._offsets.position(heading.start))
            cursor.setPosition(self._offsets.position(heading.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(self._heading_format(heading.level))
            if heading.kind is HeadingKind.OWN_LINE and heading.start > 0:
                above = QTextBlockFormat()
                above.setTopMargin(4)
                cursor.mergeBlockFormat(above)
        self._fit_measure()

    def _line_height_percent(self) -> float:
        """What makes the lines of this face as far apart as the letters' size asks."""
        metrics = QFontMetricsF(self._ink.font("note"))
        return 100.0 * NOTE_LINE_HEIGHT * self._ink.pixels("note") / metrics.lineSpacing()

    def _tighten_blank_lines(self) -> None:
        """Let a blank line part paragraphs without tearing the page apart."""
        low = QTextBlockFormat()
        low.setLineHeight(_BLANK_LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block = self.document().begin()
        while block.isValid():
            if not block.text().strip():
                QTextCursor(block).setBlockFormat(low)
            block = block.next()

    def _heading_format(self, level: int) -> QTextCharFormat:
        """Capitals for a main section; a part of one keeps the letters it has."""
        shape = QTextCharFormat()
        font = self._ink.font("body", bold=True)
        if level == 0:
            font.setCapitalization(QFont.Capitalization.AllUppercase)
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        shape.setFont(font)
        shape.setForeground(self._ink.colour("text_secondary"))
        return shape

    def _fit_measure(self) -> None:
        """Keep lines readable: at most so many characters, the rest is margin at the right."""
        spare = max(self.width() - self._letter_width() * self.measure - 2 * _MARGIN, 0)
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        wanted = (float(_MARGIN), float(_MARGIN + spare))
        if (shape.leftMargin(), shape.rightMargin()) == wanted:
            return
        shape.setTopMargin(12)
        shape.setBottomMargin(24)
        shape.setLeftMargin(wanted[0])
        shape.setRightMargin(wanted[1])
        frame.setFrameFormat(shape)

    def _letter_width(self) -> float:
        """Pixels a character takes on average in words as notes have them."""
        advance = QFontMetricsF(self._ink.font("note")).horizontalAdvance(_USUAL_LETTERS)
        return advance / len(_USUAL_LETTERS)

    def _on_scrolled(self) -> None:
        if self._settling:
            return
        self._anchor.take()
        self.place_changed.emit()

    def _scroll_to_anchor(self) -> None:
        """Bring the anchor's line to the top, also after the text has flowed anew."""
        self._settling = True
        self.verticalScrollBar().setValue(self._anchor.wanted())
        self._settling = False

    def _keep_place(self, act: Callable[[], None]) -> None:
        """Do something to the caret without Qt scrolling to it."""
        bar = self.verticalScrollBar()
        value = bar.value()
        self._settling = True
        act()
        bar.setValue(value)
        self._settling = False
