"""Pages below one another: scrolled, enlarged, and drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from medcoder_desktop.domain.pages import WHOLE, PageRegion
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.page_layout import GAP, MARGIN, PageLayout, Place
from medcoder_desktop.ui.workbench.page_pictures import AskForPicture, PagePictures
from medcoder_desktop.ui.workbench.zoom_keys import zoom_key

_FULL_SIZE = 96 / 72
"""Pixels to a point at 100 %."""
_STEP = 1.25
_SMALLEST, _LARGEST = 0.1, 5.0
_LARGEST_FIT = 1.5
"""How large words may become by themselves: a slip of paper need not fill a wide screen."""
_WHEEL_NOTCH = 120
LINE = 40
"""Pixels that an arrow key scrolls."""


class PageScroll(QAbstractScrollArea):
    """Pages below one another. Only those on the screen and their neighbours are drawn.

    Args:
        ask: Asks for the picture of a page off the main thread and hands it to its taker on it,
            or None when the page cannot be drawn.

    Signals:
        place_changed: The coder scrolled or zoomed; read ``first_page`` when needed.
        zoom_changed: Pages are larger or smaller; read ``zoom``.
    """

    place_changed = Signal()
    zoom_changed = Signal()

    def __init__(self, ink: Ink, ask: AskForPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self._document_id = ""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom: float | None = None
        self._whole_width = False
        self._span = (0, WHOLE)
        self._layout = PageLayout((), 1.0, 0)
        self._place = Place(0, 0.0)
        self._settling = False
        self._night = False
        self._turned = 0
        self._pictures = PagePictures(ask, self)
        self._pictures.arrived.connect(self._on_picture)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Pages")
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(LINE)
            bar.valueChanged.connect(self._on_scrolled)

    def show_document(
        self,
        document_id: str,
        sizes: Sequence[tuple[float, float]],
        first_page: int = 0,
        span: tuple[int, int] = (0, WHOLE),
    ) -> None:
        """Show a document from one of its pages on.

        Args:
            sizes: Width and height of each page in points.
            first_page: Number of the page, from 0; one beyond the last is the last.
            span: From where to where across the pages their words stand, in ten-thousandths.
        """
        self._document_id = document_id
        self._sizes = tuple(sizes)
        self._span = span
        self._pictures.clear()
        self._place = Place(min(max(first_page, 0), max(len(self._sizes) - 1, 0)), 0.0)
        self._lay_out()
        self._scroll_to_place()
        self.viewport().update()

    @property
    def document_id(self) -> str:
        """Id of the document shown; empty when none is."""
        return self._document_id

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return len(self._sizes)

    def first_page(self) -> int:
        """Number of the page at the top of what is visible, from 0."""
        below = self._place.down >= 1 and self._place.page + 1 < self.page_count
        return self._place.page + below

    def jump_to(self, region: PageRegion) -> None:
        """Scroll a place into the upper third, unless all of it is visible already."""
        area = self._layout.area_of(region)
        if area.isEmpty():
            return
        seen = self._seen()
        if area.top() < seen.top() or area.bottom() > seen.bottom():
            self.verticalScrollBar().setValue(round(area.top() - seen.height() / 3))
        if area.left() < seen.left() or area.right() > seen.right():
            self.horizontalScrollBar().setValue(round(area.center().x() - seen.width() / 2))

    def set_night(self, on: bool) -> None:
        """Show light letters on dark pages, or the pages as they are."""
        self._night = on
        self._pictures.set_night(on)
        self.viewport().update()

    def restyle(self) -> None:
        """Take the theme's colours anew, in place."""
        self.viewport().update()

    # zoom -------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How large pages are; 1.0 is the size of the paper on a screen of 96 dots an inch."""
        return self._scale() / _FULL_SIZE

    @property
    def fits_width(self) -> bool:
        """Whether the words, or the widest page, are kept as wide as there is room."""
        return self._zoom is None

    @property
    def fits_whole_width(self) -> bool:
        """Whether that holds for the page with its margins."""
        return self._zoom is None and self._whole_width

    def zoom_in(self) -> None:
        """Show pages a quarter larger."""
        self._zoom_to(self.zoom * _STEP)

    def zoom_out(self) -> None:
        """Show pages smaller by as much."""
        self._zoom_to(self.zoom / _STEP)

    def fit_width(self, *, whole: bool = False) -> None:
        """Keep the words as wide as there is room.

        Args:
            whole: The margins, too.
        """
        self._whole_width = whole
        self._zoom_to(None)
        if not whole and self._sizes:
            self._scroll_to(QPointF(self._start_across(), self.verticalScrollBar().value()))
            self._take_place()

    def fit_other_width(self) -> None:
        """Fit the words, and when they fit, the page with its margins."""
        self.fit_width(whole=self._zoom is None and not self._whole_width)

    def set_zoom(self, zoom: float) -> None:
        """Show pages at a size from now on, the next documents too."""
        self._zoom_to(zoom)

    def _zoom_to(self, zoom: float | None, at: QPointF | None = None) -> None:
        """Zoom, with what stands at a point of the viewport staying there.

        Args:
            at: Left out, the beginnings of lines stay in sight.
        """
        self._zoom = None if zoom is None else min(max(zoom, _SMALLEST), _LARGEST)
        if not self._sizes:
            return
        at = QPointF(0, self.viewport().rect().center().y()) if at is None else at
        kept = self._layout.place_at(at + self._origin())
        self._lay_out()
        corner = self._layout.point_of(kept) - at
        self._scroll_to(corner)
        self._take_place()
        self.zoom_changed.emit()

    def _scale(self) -> float:
        """Pixels to a point."""
        if self._zoom is not None:
            return self._zoom * _FULL_SIZE
        widest = max((width for width, _ in self._sizes), default=612.0)
        room = self.viewport().width() - 2 * MARGIN
        whole = max(room / max(widest, 1.0), 0.05)
        if self._whole_width:
            return whole
        left, right = self._span
        words = room * WHOLE / (max(widest, 1.0) * max(right - left, 1))
        return max(whole, min(words, _LARGEST_FIT * _FULL_SIZE))

    def _start_across(self) -> float:
        """How far right to begin: where the words begin, else with the page in the middle."""
        if self._zoom is not None or self._whole_width:
            return self.horizontalScrollBar().maximum() / 2
        area = self._layout.area(self._place.page)
        middle = area.left() + area.width() * sum(self._span) / (2 * WHOLE)
        return middle - self.viewport().width() / 2

    # scrolling --------------------------------------------------------------------------------

    def _origin(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _seen(self) -> QRectF:
        return QRectF(self._origin(), self.viewport().size())

    def _lay_out(self) -> None:
        room = self.viewport().size()
        self._layout = PageLayout(self._sizes, self._scale(), room.width())
        self._settling = True
        for bar, whole, part in (
            (self.verticalScrollBar(), self._layout.height, room.height()),
            (self.horizontalScrollBar(), self._layout.width, room.width()),
        ):
            bar.setPageStep(part)
            bar.setRange(0, max(round(whole) - part, 0))
        self._settling = False

    def _scroll_to(self, corner: QPointF) -> None:
        self._settling = True
        self.verticalScrollBar().setValue(round(corner.y()))
        self.horizontalScrollBar().setValue(round(corner.x()))
        self._settling = False
        self._want_pictures()
        self.viewport().update()

    def _scroll_to_place(self) -> None:
        """Bring the place that was at the top there again, also where pages are larger now."""
        if not self._sizes:
            self._pictures.want(())
            return
        corner = self._layout.point_of(self._place)
        if self._place.down == 0:
            corner -= QPointF(0, GAP)  # a page that begins at the top is not cut by it
        across = corner.x() if self._place.across else self._start_across()
        self._scroll_to(QPointF(across, corner.y()))
        self._tell_place()

    def _on_scrolled(self) -> None:
        if self._settling or not self._sizes:
            return
        self._take_place()
        self._want_pictures()
        self.viewport().update()

    def _take_place(self) -> None:
        self._place = self._layout.place_at(self._origin())
        self._tell_place()
        self.place_changed.emit()

    def _tell_place(self) -> None:
        self.setAccessibleDescription(f"Page {self.first_page() + 1} of {self.page_count}")

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Everything is painted anew; nothing is moved on the screen."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 720)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._scroll_to_place()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_pictures()

    # pictures and painting --------------------------------------------------------------------

    def _visible_pages(self) -> range:
        seen = self._seen()
        return self._layout.pages_between(seen.top(), seen.bottom())

    def _want_pictures(self) -> None:
        if not self.isVisible() or not self._sizes:
            return
        visible = self._visible_pages()
        beside = (visible.stop, visible.start - 1)
        pages = [*visible, *(page for page in beside if 0 <= page < self.page_count)]
        ratio = self.devicePixelRatioF()
        self._pictures.want(
            [(page, round(self._layout.area(page).width() * ratio)) for page in pages]
        )

    def _on_picture(self, page: int) -> None:
        if page in self._visible_pages():
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ink.colour("window"))
        painter.translate(-self._origin())
        visible = self._visible_pages()
        for page in visible:
            self._paint_page(painter, page)
        self.paint_over(painter, visible)
        painter.end()

    def paint_over(self, painter: QPainter, visible: range) -> None:
        """Paint what lies on the pages, in the coordinates of the layout.

        Args:
            visible: Numbers of the pages that can be seen.
        """

    def _paint_page(self, painter: QPainter, page: int) -> None:
        area = self._layout.area(page)
        picture = self._pictures.picture(page)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, picture)
        else:
            dark, light = Qt.GlobalColor.black, Qt.GlobalColor.white
            painter.fillRect(area, dark if self._night else light)
            cannot = " cannot be shown" if self._pictures.is_missing(page) else ""
            painter.setFont(self._ink.font("title"))
            painter.setPen(Qt.GlobalColor.gray)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"Page {page + 1}{cannot}")
        painter.setPen(self._ink.colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))

    # wheel and keys ---------------------------------------------------------------------------

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _WHEEL_NOTCH)
        self._turned -= notches * _WHEEL_NOTCH
        if notches:
            self._zoom_to(self.zoom * _STEP**notches, event.position())
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._want_pictures()
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and self.wants_key(event):
            event.accept()
            return True
        return super().event(event)

    def wants_key(self, event: QKeyEvent) -> bool:
        """Whether a key is meant for the pages, whatever shortcut it may be elsewhere."""
        return bool(zoom_key(event))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._zoom_with(event) or self._go_with(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _zoom_with(self, event: QKeyEvent) -> bool:
        act = {"in": self.zoom_in, "out": self.zoom_out, "fit": self.fit_other_width}.get(
            zoom_key(event)
        )
        if act is None:
            return False
        act()
        return True

    def _go_with(self, event: QKeyEvent) -> bool:
        bar = self.verticalScrollBar()
        ends: dict[int, int] = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() not in ends:
            return False
        bar.setValue(ends[event.key()])
        return True
