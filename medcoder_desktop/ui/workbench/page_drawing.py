"""Drawing a rectangle on a page, with the mouse or with keys alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from medcoder_desktop.domain.pages import WHOLE, PageRegion
from medcoder_desktop.ui.workbench.page_layout import PageLayout, moved, resized

_DRAG = 4
"""Pixels from where a press is a rectangle and no click."""
_STEP = 100
"""Ten-thousandths of the page that an arrow key goes; a fifth of it with Ctrl."""
_LEAST = 100
_FIRST_SIZE = (2_500, 250)
"""Width and height of a rectangle begun with a key: a few words of a line."""
_DIRECTIONS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RegionDrawing:
    """The rectangle a coder draws: at most one, on one page.

    Attributes:
        region: The rectangle as it stands; None without one.
        with_keys: Whether arrow keys move it just now.
        dragging: Whether the mouse draws it just now.
    """

    def __init__(self) -> None:
        self.region: PageRegion | None = None
        self.with_keys = False
        self.dragging = False
        self._page: int | None = None
        self._start = QPointF()

    def clear(self) -> bool:
        """Take the rectangle away; whether there was one."""
        had = self.region is not None
        self.region = self._page = None
        self.with_keys = self.dragging = False
        return had

    def press(self, layout: PageLayout, point: QPointF) -> None:
        """The mouse went down at a point of the document."""
        self._page = layout.page_under(point)
        self._start = point
        self.dragging = False

    def drag(self, layout: PageLayout, point: QPointF) -> bool:
        """The mouse moved with its button held; whether a rectangle is being drawn."""
        if self._page is None:
            return False
        if not self.dragging and (point - self._start).manhattanLength() < _DRAG:
            return False
        self.dragging = True
        self.with_keys = False
        self.region = layout.region_between(self._page, self._start, point)
        return True

    def release(self) -> bool:
        """The mouse was let go; whether a rectangle was drawn and this was no click."""
        drawn = self.dragging
        self.dragging = False
        self._page = None
        return drawn

    def begin(self, page: int, down: float) -> None:
        """Begin with the keyboard, or take up the rectangle there is.

        Args:
            down: Share of the page's height in the middle of what is visible.
        """
        self.with_keys = True
        if self.region is not None:
            return
        wide, high = _FIRST_SIZE
        left = (WHOLE - wide) // 2
        top = min(max(round(down * WHOLE) - high // 2, 0), WHOLE - high)
        self.region = PageRegion(page, left, top, left + wide, top + high)

    def press_arrow(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Move the rectangle, or with Shift its lower right corner; whether the key did that."""
        direction = _DIRECTIONS.get(key)
        if not self.with_keys or self.region is None or direction is None:
            return False
        step = _STEP // 5 if modifiers & Qt.KeyboardModifier.ControlModifier else _STEP
        across, down = direction[0] * step, direction[1] * step
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.region = resized(self.region, across, down, _LEAST)
        else:
            self.region = moved(self.region, across, down)
        return True
