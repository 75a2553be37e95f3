"""Where the pages of a document stand below one another, at some zoom. No painting here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from medcoder_desktop.domain.pages import WHOLE, PageRegion

MARGIN = 16
"""Pixels left and right of the widest page, and above the first."""
GAP = 12
"""Pixels between pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point of the document that stays where it is when the zoom changes.

    Attributes:
        page: Number of the page, from 0.
        down: Share of the page's height from its top; below 0 or above 1 in the gaps.
        across: Share of the page's width from its left.
    """

    page: int
    down: float
    across: float = 0.0


class PageLayout:
    """Pages below one another, each in the middle.

    Args:
        sizes: Width and height of each page in points.
        scale: Pixels to a point.
        room: Pixels there are from side to side.
    """

    def __init__(self, sizes: Sequence[tuple[float, float]], scale: float, room: int) -> None:
        widths = [max(round(width * scale), 1) for width, _ in sizes]
        self.width = max([room, *(width + 2 * MARGIN for width in widths)])
        self._areas: list[QRectF] = []
        top = MARGIN
        for width, (_, height) in zip(widths, sizes, strict=True):
            high = max(round(height * scale), 1)
            self._areas.append(QRectF((self.width - width) // 2, top, width, high))
            top += high + GAP
        self._tops = [area.top() for area in self._areas]
        self.height = top - GAP + MARGIN if sizes else 0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._areas)

    def area(self, page: int) -> QRectF:
        """Where a page stands."""
        return QRectF(self._areas[page])

    def page_at(self, y: float) -> int:
        """The page at a height; in a gap the one above it, and the first above all."""
        return max(bisect_right(self._tops, y) - 1, 0)

    def pages_between(self, top: float, bottom: float) -> range:
        """The pages of which something stands between two heights."""
        if not self._areas:
            return range(0)
        first = self.page_at(top)
        if self._areas[first].bottom() <= top and first + 1 < self.count:
            first += 1
        return range(first, self.page_at(bottom) + 1)

    def page_under(self, point: QPointF) -> int | None:
        """The page a point lies on, if any."""
        if not self._areas:
            return None
        page = self.page_at(point.y())
        return page if self._areas[page].contains(point) else None

    def place_at(self, point: QPointF) -> Place:
        """What stands at a point."""
        page = self.page_at(point.y())
        area = self._areas[page]
        down = (point.y() - area.top()) / area.height()
        return Place(page, down, (point.x() - area.left()) / area.width())

    def point_of(self, place: Place) -> QPointF:
        """Where a place stands now."""
        area = self._areas[place.page]
        return QPointF(
            area.left() + place.across * area.width(), area.top() + place.down * area.height()
        )

    def area_of(self, region: PageRegion) -> QRectF:
        """Where a region stands; empty when there is no such page."""
        if not 0 <= region.page < self.count:
            return QRectF()
        area = self._areas[region.page]
        across, down = area.width() / WHOLE, area.height() / WHOLE
        return QRectF(
            area.left() + region.left * across,
            area.top() + region.top * down,
            (region.right - region.left) * across,
            (region.bottom - region.top) * down,
        )

    def region_between(self, page: int, one: QPointF, other: QPointF) -> PageRegion | None:
        """The rectangle on a page between two corners, cut at its edges; None without an area."""
        area = self._areas[page]
        box = QRectF(one, other).normalized().intersected(area)
        across, down = WHOLE / area.width(), WHOLE / area.height()
        left, right = round((box.left() - area.left()) * across), round(box.width() * across)
        top, bottom = round((box.top() - area.top()) * down), round(box.height() * down)
        right, bottom = min(left + right, WHOLE), min(top + bottom, WHOLE)
        if left >= right or top >= bottom:
            return None
        return PageRegion(page, left, top, right, bottom)


def moved(region: PageRegion, across: int, down: int) -> PageRegion:
    """A rectangle of the same size farther on, stopped by the edges of its page."""
    across = min(max(across, -region.left), WHOLE - region.right)
    down = min(max(down, -region.top), WHOLE - region.bottom)
    return PageRegion(
        region.page,
        region.left + across,
        region.top + down,
        region.right + across,
        region.bottom + down,
    )


def resized(region: PageRegion, across: int, down: int, least: int) -> PageRegion:
    """The same rectangle with its right and lower edge moved.

    Args:
        least: Ten-thousandths it keeps in either direction, where the page has them.
    """
    right = min(max(region.right + across, region.left + least), WHOLE)
    bottom = min(max(region.bottom + down, region.top + least), WHOLE)
    return PageRegion(region.page, region.left, region.top, right, bottom)
