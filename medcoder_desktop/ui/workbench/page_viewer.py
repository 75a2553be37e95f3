"""The pages of a document as they are, with marks on them and a rectangle to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QToolTip, QWidget
from typing_extensions import override

from medcoder_desktop.domain.pages import WHOLE, PageRegion
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.page_drawing import RegionDrawing
from medcoder_desktop.ui.workbench.page_marks import MarkPainter, PageMark
from medcoder_desktop.ui.workbench.page_pictures import AskForPicture
from medcoder_desktop.ui.workbench.page_scroll import LINE, PageScroll


class PageViewer(PageScroll):
    """Pages on which places are marked, found and selected.

    A rectangle is drawn by dragging, or with keys: Space begins one, arrows move it, with Shift
    its lower right corner, with Ctrl in small steps; Enter ends it and Escape takes it away.
    M goes from mark to mark, Shift+M back; Enter shows the code of the one that is framed.

    Signals:
        region_selected: A rectangle was drawn or taken away; read ``selected_region``.
        mark_chosen: Id of the diagnosis whose mark was clicked.
        mark_dropped: The ``PageMark`` the coder wants taken off.
    """

    region_selected = Signal()
    mark_chosen = Signal(str)
    mark_dropped = Signal(object)

    def __init__(self, ink: Ink, ask: AskForPicture, parent: QWidget | None = None) -> None:
        super().__init__(ink, ask, parent)
        self._marks: tuple[PageMark, ...] = ()
        self._found: tuple[PageRegion, ...] = ()
        self._current = -1
        self._pending: PageRegion | None = None
        self._at: PageMark | None = None
        self._drawing = RegionDrawing()
        self.viewport().setMouseTracking(True)

    @override
    def show_document(
        self,
        document_id: str,
        sizes: Sequence[tuple[float, float]],
        first_page: int = 0,
        span: tuple[int, int] = (0, WHOLE),
    ) -> None:
        self._marks = self._found = ()
        self._pending = self._at = None
        had_region = self._drawing.clear()
        super().show_document(document_id, sizes, first_page, span)
        if had_region:
            self.region_selected.emit()

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """Mark the places that support codes; nothing moves."""
        self._marks = tuple(mark for mark in marks if mark.region.page < self.page_count)
        if self._at not in self._marks:
            self._at = None
        self.viewport().update()

    def show_pending(self, region: PageRegion | None) -> None:
        """Frame the place that waits for a code; nothing moves."""
        self._pending = region
        self.viewport().update()

    def show_found(self, regions: Sequence[PageRegion], current: int = -1) -> None:
        """Show where words were found, and bring one of these places into view.

        Args:
            current: Which of ``regions`` it is; -1 for none.
        """
        self._found, self._current = tuple(regions), current
        if 0 <= current < len(self._found):
            self.jump_to(self._found[current])
        self.viewport().update()

    def selected_region(self) -> PageRegion | None:
        """The rectangle the coder drew; None without one."""
        return None if self._drawing.dragging else self._drawing.region

    def clear_selection(self) -> None:
        """Take the rectangle away."""
        if self._drawing.clear():
            self.viewport().update()
            self.region_selected.emit()

    @override
    def paint_over(self, painter: QPainter, visible: range) -> None:
        marks = MarkPainter(painter, self._ink, night=self._night)
        for number, region in enumerate(self._found):
            if region.page in visible:
                area = self._layout.area_of(region).adjusted(-2, -2, 2, 2)
                (marks.framed if number == self._current else marks.found)(area)
        for mark in self._marks:
            if mark.region.page in visible:
                marks.evidence(self._layout.area_of(mark.region))
        at = self._at.region if self._at is not None else None
        for framed in (self._pending, self._drawing.region, at):
            if framed is not None and framed.page in visible:
                marks.framed(self._layout.area_of(framed))

    @property
    def mark_at(self) -> PageMark | None:
        """The mark to which the coder went with keys."""
        return self._at

    def step_marks(self, step: int) -> None:
        """Go to the next mark (1) or the one before (-1), from the top of the document down."""
        order = sorted(self._marks, key=lambda each: (each.region.page, each.region.top))
        if not order:
            return
        place = order.index(self._at) + step if self._at in order else (0 if step > 0 else -1)
        self._at = order[place % len(order)]
        self.setAccessibleDescription(f"Evidence of {self._at.label}")
        self.jump_to(self._at.region)
        self.viewport().update()

    # mouse ------------------------------------------------------------------------------------

    def mark_under(self, point: QPoint) -> PageMark | None:
        """The smallest mark at a point of the viewport."""
        spot = QPointF(point) + self._origin()
        over = [mark for mark in self._marks if self._layout.area_of(mark.region).contains(spot)]
        return min(over, key=lambda mark: mark.extent, default=None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing.press(self._layout, event.position() + self._origin())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position())
            if self._drawing.drag(self._layout, event.position() + self._origin()):
                self.viewport().update()
            return
        over = self.mark_under(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.CrossCursor
        self.viewport().setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._drawing.dragging:
            self._drawing.drag(self._layout, event.position() + self._origin())
        if self._drawing.release():
            self.viewport().update()
            self.region_selected.emit()
            return
        self.clear_selection()
        mark = self.mark_under(event.position().toPoint())
        if mark is not None:
            self.mark_chosen.emit(mark.diagnosis_id)

    def _follow(self, point: QPointF) -> None:
        """Scroll along when a rectangle is drawn beyond what is visible."""
        bar = self.verticalScrollBar()
        beyond = min(point.y(), 0) + max(point.y() - self.viewport().height(), 0)
        if self._drawing.dragging and beyond:
            bar.setValue(bar.value() + round(min(max(beyond, -LINE), LINE)))

    def menu_at(self, point: QPoint) -> QMenu:
        """What can be done at a point of the viewport."""
        menu = QMenu(self)
        mark = self.mark_under(point)
        if mark is not None:
            unmark = menu.addAction(f"Unmark as evidence of {mark.code}")
            unmark.triggered.connect(lambda: self.mark_dropped.emit(mark))
            menu.addSeparator()
        menu.addAction("Zoom in", self.zoom_in)
        menu.addAction("Zoom out", self.zoom_out)
        menu.addAction("Fit words", partial(self.fit_width, whole=False))
        menu.addAction("Fit page", partial(self.fit_width, whole=True))
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu_at(event.pos())
        menu.exec(event.globalPos())
        menu.deleteLater()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_under(event.pos())
            QToolTip.showText(event.globalPos(), mark.label if mark else "", self.viewport())
            return True
        return super().viewportEvent(event)

    # keys -------------------------------------------------------------------------------------

    @override
    def wants_key(self, event: QKeyEvent) -> bool:
        ends = event.key() == Qt.Key.Key_Escape and self._drawing.region is not None
        mine = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_M) and not _commands(event)
        return ends or mine or super().wants_key(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._draw_with(event) or self._go_to_mark(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go_to_mark(self, event: QKeyEvent) -> bool:
        """M and Shift+M go from mark to mark, Enter chooses, Escape lets go."""
        if event.key() == Qt.Key.Key_M and not _commands(event):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step_marks(-1 if back else 1)
            return True
        if self._at is None:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _commands(event):
            self.mark_chosen.emit(self._at.diagnosis_id)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._at = None
            self.viewport().update()
            return True
        return False

    def _draw_with(self, event: QKeyEvent) -> bool:
        """Space begins a rectangle, arrows move it, Shift resizes it, Enter ends it."""
        if self._drawing.press_arrow(event.key(), event.modifiers()):
            assert self._drawing.region is not None  # noqa: S101 - an arrow moves what is there
            self.jump_to(self._drawing.region)
            self.viewport().update()
            return True
        if event.key() == Qt.Key.Key_Space and self._sizes:
            middle = QPointF(self.viewport().rect().center()) + self._origin()
            place = self._layout.place_at(middle)
            self._drawing.begin(place.page, place.down)
            self.viewport().update()
            return True
        if event.key() == Qt.Key.Key_Escape and self._drawing.region is not None:
            self.clear_selection()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._drawing.with_keys:
            self._drawing.with_keys = False
            self.region_selected.emit()
            return True
        return False


def _commands(event: QKeyEvent) -> bool:
    """Whether Ctrl or Alt make a command of a key."""
    command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & command)
