"""Pages are drawn when they are looked at, stay where they are, and are marked and selected."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.pages import WHOLE, PageImage, PageRegion
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import Theme
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.page_layout import PageLayout, moved, resized
from medcoder_desktop.ui.workbench.page_marks import PageMark
from medcoder_desktop.ui.workbench.page_pictures import PagePictures, PictureTaker
from medcoder_desktop.ui.workbench.page_viewer import PageViewer

LETTER = (612.0, 792.0)
KEYS = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def grey(page: int, wide: int) -> PageImage:
    """A picture as a renderer would make it, all of one light grey."""
    high = max(round(wide * LETTER[1] / LETTER[0]), 1)
    return PageImage(page, wide, high, bytes([200]) * (wide * high * 3))


class Drawer:
    """Draws pages at once, or when a test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.held: list[tuple[int, int, PictureTaker]] | None = None
        self.cannot: set[int] = set()

    def ask(self, page: int, wide: int, done: PictureTaker) -> None:
        self.asked.append((page, wide))
        if self.held is not None:
            self.held.append((page, wide, done))
        else:
            done(None if page in self.cannot else grey(page, wide))

    def answer_next(self) -> None:
        assert self.held
        page, wide, done = self.held.pop(0)
        done(grey(page, wide))

    def pages(self) -> list[int]:
        return [page for page, _ in self.asked]


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def viewer(qtbot: QtBot, tmp_path: Path, drawer: Drawer) -> Iterator[PageViewer]:
    """Twelve pages at 600 by 500 pixels, the first one at the top."""
    made = PageViewer(Ink(Theme(Settings(tmp_path))), drawer.ask)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    qtbot.waitExposed(made)
    made.show_document("d1", [LETTER] * 12)
    yield made
    made.close()


def spot(viewer: PageViewer, page: int, across: float, down: float) -> QPoint:
    """A point of a page, by shares of it, where it is in the viewport now."""
    area = viewer._layout.area(page)
    point = QPointF(area.left() + across * area.width(), area.top() + down * area.height())
    return (point - viewer._origin()).toPoint()


def drag(viewer: PageViewer, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(viewer.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(viewer.viewport(), (start + end) / 2)
    QTest.mouseMove(viewer.viewport(), end)
    QTest.mouseRelease(viewer.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)


def colour_at(viewer: PageViewer, point: QPoint) -> tuple[int, int, int]:
    shown = viewer.viewport().grab().toImage().pixelColor(point)
    return shown.red(), shown.green(), shown.blue()


# which pages are drawn ------------------------------------------------------------------------


def test_only_the_pages_looked_at_and_their_neighbours_are_drawn(
    viewer: PageViewer, drawer: Drawer
) -> None:
    assert set(drawer.pages()) == {0, 1}
    drawer.asked.clear()
    viewer.show_document("d2", [LETTER] * 12, first_page=6)
    assert set(drawer.pages()) == {5, 6, 7}
    assert drawer.pages()[0] == 6  # what is looked at comes first


def test_a_hidden_viewer_asks_for_nothing(qtbot: QtBot, tmp_path: Path, drawer: Drawer) -> None:
    hidden = PageViewer(Ink(Theme(Settings(tmp_path))), drawer.ask)
    qtbot.addWidget(hidden)
    hidden.show_document("d1", [LETTER] * 3)
    assert drawer.asked == []
    hidden.show()
    assert drawer.pages()[0] == 0


def test_pages_scrolled_past_are_never_asked_for(viewer: PageViewer, drawer: Drawer) -> None:
    drawer.held = []
    viewer.show_document("d2", [LETTER] * 200)
    drawer.asked.clear()
    bar = viewer.verticalScrollBar()
    for step in range(100):
        bar.setValue(bar.maximum() * step // 100)
    assert drawer.asked == []  # two are under way already
    while drawer.held:
        drawer.answer_next()
    assert set(drawer.pages()) <= set(range(195, 200))


def test_a_blank_page_stands_until_its_picture_comes(viewer: PageViewer, drawer: Drawer) -> None:
    drawer.held = []
    viewer.show_document("d2", [LETTER] * 2)
    corner = spot(viewer, 0, 0.1, 0.1)
    assert colour_at(viewer, corner) == (255, 255, 255)
    drawer.answer_next()
    assert colour_at(viewer, corner) == (200, 200, 200)


def test_a_picture_of_the_document_before_is_not_taken(viewer: PageViewer, drawer: Drawer) -> None:
    drawer.held = []
    viewer.show_document("d2", [LETTER])
    late = drawer.held.pop(0)[2]
    viewer.show_document("d3", [LETTER])
    late(grey(0, 500))
    assert colour_at(viewer, spot(viewer, 0, 0.1, 0.1)) == (255, 255, 255)


def test_a_page_that_cannot_be_drawn_is_not_asked_for_again_and_holds_up_no_other(
    viewer: PageViewer, drawer: Drawer
) -> None:
    drawer.cannot = {0, 1}
    viewer.show_document("d2", [LETTER] * 4)
    drawer.asked.clear()
    viewer.viewport().repaint()
    viewer.verticalScrollBar().setValue(viewer.verticalScrollBar().maximum())
    assert set(drawer.pages()) == {2, 3}


def test_pictures_wanted_longest_ago_are_let_go(qtbot: QtBot) -> None:
    drawer = Drawer()
    room = grey(0, 100).width * grey(0, 100).height * 4 * 3  # three of them
    pictures = PagePictures(drawer.ask, most_bytes=room)
    for page in range(8):
        pictures.want([(page, 100)])
    assert pictures.bytes_kept <= room
    assert [page for page in range(8) if pictures.picture(page)] == [5, 6, 7]
    pictures.want([(page, 100) for page in range(5)])
    assert all(pictures.picture(page) for page in range(5))  # never one that is wanted


def test_pages_come_through_the_window_s_own_tasks(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    def ask(page: int, wide: int, done: PictureTaker) -> None:
        tasks.read(lambda: grey(page, wide), done)

    made = PageViewer(Ink(Theme(Settings(tmp_path))), ask)
    qtbot.addWidget(made)
    made.show()
    made.show_document("d1", [LETTER] * 3)
    tasks.wait_idle()
    assert colour_at(made, spot(made, 0, 0.1, 0.1)) == (200, 200, 200)


# place and zoom -------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [0, 5, 11])
def test_a_document_opens_at_the_page_it_was_left_at(viewer: PageViewer, page: int) -> None:
    viewer.show_document("d1", [LETTER] * 12, first_page=page)
    assert viewer.first_page() == page
    viewer.resize(420, 700)
    assert viewer.first_page() == page
    assert viewer.accessibleDescription() == f"Page {page + 1} of 12"


def test_a_page_beyond_the_last_and_a_document_without_pages_are_borne(viewer: PageViewer) -> None:
    viewer.show_document("d1", [LETTER] * 2, first_page=9)
    assert viewer.first_page() == 1
    viewer.show_document("d2", [])
    viewer.zoom_in()
    QTest.keyClick(viewer, KEYS.Key_Space)
    QTest.mouseClick(viewer.viewport(), LEFT)
    viewer.viewport().repaint()
    assert (viewer.first_page(), viewer.page_count) == (0, 0)


def test_keys_turn_pages_and_tell_the_place(viewer: PageViewer, qtbot: QtBot) -> None:
    bar = viewer.verticalScrollBar()
    with qtbot.waitSignal(viewer.place_changed):
        QTest.keyClick(viewer, KEYS.Key_PageDown)
    assert bar.value() == pytest.approx(bar.pageStep(), abs=40)
    QTest.keyClick(viewer, KEYS.Key_Down)
    after = bar.value()
    QTest.keyClick(viewer, KEYS.Key_Up)
    assert bar.value() < after
    QTest.keyClick(viewer, KEYS.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(viewer, KEYS.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(viewer, KEYS.Key_Home)
    assert (bar.value(), viewer.first_page()) == (0, 0)


def test_the_width_fits_until_the_coder_zooms(viewer: PageViewer) -> None:
    assert viewer.fits_width
    narrow = viewer.zoom
    viewer.resize(900, 500)
    assert viewer.zoom > narrow
    QTest.keyClick(viewer, KEYS.Key_Plus, CONTROL)
    larger = viewer.zoom
    viewer.resize(600, 500)
    assert (viewer.zoom, viewer.fits_width) == (larger, False)
    QTest.keyClick(viewer, KEYS.Key_Minus, CONTROL)
    assert viewer.zoom < larger
    QTest.keyClick(viewer, KEYS.Key_0, CONTROL)
    assert viewer.fits_width
    assert viewer.zoom == pytest.approx(narrow)


def test_words_are_as_wide_as_there_is_room_and_the_page_when_asked_again(
    viewer: PageViewer,
) -> None:
    whole = viewer.zoom
    viewer.show_document("d2", [LETTER] * 3, span=(2_000, 7_000))
    assert viewer.zoom == pytest.approx(2 * whole, rel=0.01)
    first, last = (
        viewer._layout.area_of(PageRegion(0, left, 100, left + 1, 200)).left()
        - viewer.horizontalScrollBar().value()
        for left in (2_000, 6_999)
    )
    assert first >= 0
    assert last <= viewer.viewport().width()
    QTest.keyClick(viewer, KEYS.Key_0, CONTROL)
    assert viewer.fits_whole_width
    assert viewer.zoom == pytest.approx(whole)
    QTest.keyClick(viewer, KEYS.Key_0, CONTROL)
    assert viewer.zoom == pytest.approx(2 * whole, rel=0.01)
    viewer.show_document("d3", [LETTER], span=(5_000, 5_100))
    assert viewer.zoom == 1.5


def test_what_is_under_the_pointer_stays_there_when_the_wheel_zooms(viewer: PageViewer) -> None:
    viewer.show_document("d1", [LETTER] * 12, first_page=4)
    viewer.zoom_in()
    at = QPointF(300, 200)
    before = viewer._layout.place_at(at + viewer._origin())
    turned = QWheelEvent(
        at, viewer.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    zoom = viewer.zoom
    QApplication.sendEvent(viewer.viewport(), turned)
    after = viewer._layout.place_at(at + viewer._origin())
    assert viewer.zoom > zoom
    assert after.page == before.page
    assert after.down == pytest.approx(before.down, abs=0.005)


def test_zooming_asks_for_sharper_pictures(viewer: PageViewer, drawer: Drawer) -> None:
    widest = max(wide for _, wide in drawer.asked)
    viewer.zoom_in()
    assert drawer.asked[-1][1] > widest


def test_at_night_paper_is_dark_also_where_no_picture_is_yet(
    viewer: PageViewer, drawer: Drawer
) -> None:
    corner = spot(viewer, 0, 0.1, 0.1)
    viewer.set_night(True)
    assert colour_at(viewer, corner) == (55, 55, 55)
    drawer.held = []
    viewer.show_document("d2", [LETTER])
    assert colour_at(viewer, corner) == (0, 0, 0)
    drawer.answer_next()
    assert colour_at(viewer, corner) == (55, 55, 55)
    viewer.set_night(False)
    assert colour_at(viewer, corner) == (200, 200, 200)


# rectangles -----------------------------------------------------------------------------------


def test_dragging_selects_a_rectangle(viewer: PageViewer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(viewer.region_selected):
        drag(viewer, spot(viewer, 0, 0.2, 0.1), spot(viewer, 0, 0.6, 0.3))
    region = viewer.selected_region()
    assert region is not None
    found = (region.page, region.left, region.top, region.right, region.bottom)
    assert found == pytest.approx((0, 2000, 1000, 6000, 3000), abs=30)


def test_a_rectangle_may_be_drawn_backwards_and_ends_at_the_edge_of_its_page(
    viewer: PageViewer,
) -> None:
    start = spot(viewer, 0, 0.5, 0.2)
    drag(viewer, start, QPoint(1, 1))  # QTest takes 0, 0 for the middle
    region = viewer.selected_region()
    assert region is not None
    assert (region.page, region.left, region.top) == (0, 0, 0)


def test_a_click_takes_the_rectangle_away(viewer: PageViewer, qtbot: QtBot) -> None:
    drag(viewer, spot(viewer, 0, 0.2, 0.1), spot(viewer, 0, 0.6, 0.3))
    with qtbot.waitSignal(viewer.region_selected):
        QTest.mouseClick(viewer.viewport(), LEFT, pos=spot(viewer, 0, 0.8, 0.5))
    assert viewer.selected_region() is None


def test_a_rectangle_is_drawn_with_keys_alone(viewer: PageViewer, qtbot: QtBot) -> None:
    QTest.keyClick(viewer, KEYS.Key_Space)
    begun = viewer.selected_region()
    assert begun is not None
    assert begun.page == 0
    QTest.keyClick(viewer, KEYS.Key_Left)
    QTest.keyClick(viewer, KEYS.Key_Down, CONTROL)
    QTest.keyClick(viewer, KEYS.Key_Right, SHIFT)
    with qtbot.waitSignal(viewer.region_selected):
        QTest.keyClick(viewer, KEYS.Key_Return)
    region = viewer.selected_region()
    assert region == PageRegion(0, begun.left - 100, begun.top + 20, begun.right, begun.bottom + 20)
    value = viewer.verticalScrollBar().value()
    QTest.keyClick(viewer, KEYS.Key_Down)  # it has ended: the arrow scrolls again
    assert viewer.verticalScrollBar().value() > value
    assert viewer.selected_region() == region
    with qtbot.waitSignal(viewer.region_selected):
        QTest.keyClick(viewer, KEYS.Key_Escape)
    assert viewer.selected_region() is None


def test_another_document_has_no_rectangle(viewer: PageViewer, qtbot: QtBot) -> None:
    drag(viewer, spot(viewer, 0, 0.2, 0.1), spot(viewer, 0, 0.6, 0.3))
    with qtbot.waitSignal(viewer.region_selected):
        viewer.show_document("d2", [LETTER])
    assert viewer.selected_region() is None


def test_rectangles_stay_on_their_page() -> None:
    region = PageRegion(0, 100, 100, 600, 300)
    assert moved(region, -500, -500) == PageRegion(0, 0, 0, 500, 200)
    assert moved(region, WHOLE, WHOLE) == PageRegion(0, 9500, 9800, WHOLE, WHOLE)
    assert resized(region, -WHOLE, WHOLE, 100) == PageRegion(0, 100, 100, 200, WHOLE)


def test_pages_of_any_size_stand_in_the_middle_and_apart() -> None:
    layout = PageLayout([LETTER, (842.0, 595.0), (200.0, 100.0)], 1.0, 500)
    areas = [layout.area(page) for page in range(3)]
    assert [area.center().x() for area in areas] == pytest.approx([layout.width / 2] * 3, abs=1)
    assert all(one.bottom() < next_.top() for one, next_ in pairwise(areas))
    for page, area in enumerate(areas):
        region = PageRegion(page, 1000, 2000, 3000, 4000)
        box = layout.area_of(region)
        assert area.contains(box)
        assert layout.region_between(page, box.topLeft(), box.bottomRight()) == region


# marks ----------------------------------------------------------------------------------------

LARGE = PageMark(PageRegion(0, 1000, 1000, 8000, 4000), "d1", "A  E11.42  Neuropathy")
SMALL = PageMark(PageRegion(0, 2000, 2000, 4000, 2500), "d2", "B  I10  Hypertension")


def test_keys_go_from_mark_to_mark_and_choose_one(viewer: PageViewer) -> None:
    chosen: list[str] = []
    viewer.mark_chosen.connect(chosen.append)
    viewer.show_marks([SMALL, LARGE])
    for key, modifiers, at in (
        (Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, LARGE),
        (Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, SMALL),
        (Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, LARGE),
        (Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier, SMALL),
    ):
        QTest.keyClick(viewer, key, modifiers)
        assert viewer.mark_at == at
    assert viewer.accessibleDescription() == "Evidence of B  I10  Hypertension"
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert chosen == ["d2"]
    viewer.show_marks([LARGE])
    assert viewer.mark_at is None
    QTest.keyClick(viewer, Qt.Key.Key_M)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert viewer.mark_at is None


def test_a_marked_place_is_tinted_and_its_letters_stay_dark(viewer: PageViewer) -> None:
    inside, outside = spot(viewer, 0, 0.5, 0.3), spot(viewer, 0, 0.9, 0.3)
    viewer.show_marks([LARGE])
    red, green, blue = colour_at(viewer, inside)
    assert red > blue
    assert max(red, green, blue) <= 200
    assert colour_at(viewer, outside) == (200, 200, 200)


def test_a_click_chooses_the_smallest_mark_and_a_drag_none(
    viewer: PageViewer, qtbot: QtBot
) -> None:
    viewer.show_marks([SMALL, LARGE])
    chosen: list[str] = []
    viewer.mark_chosen.connect(chosen.append)
    QTest.mouseClick(viewer.viewport(), LEFT, pos=spot(viewer, 0, 0.3, 0.22))
    QTest.mouseClick(viewer.viewport(), LEFT, pos=spot(viewer, 0, 0.6, 0.35))
    drag(viewer, spot(viewer, 0, 0.2, 0.15), spot(viewer, 0, 0.6, 0.3))
    assert chosen == ["d2", "d1"]


def test_the_menu_takes_the_mark_off(viewer: PageViewer, qtbot: QtBot) -> None:
    viewer.show_marks([LARGE])
    menu = viewer.menu_at(spot(viewer, 0, 0.5, 0.3))
    (unmark,) = [action for action in menu.actions() if "E11.42" in action.text()]
    with qtbot.waitSignal(viewer.mark_dropped) as dropped:
        unmark.trigger()
    assert dropped.args == [LARGE]
    elsewhere = viewer.menu_at(spot(viewer, 0, 0.95, 0.3))
    assert [action.text() for action in elsewhere.actions()] == [
        "Zoom in",
        "Zoom out",
        "Fit words",
        "Fit page",
    ]


def test_marks_and_frames_move_nothing(viewer: PageViewer) -> None:
    viewer.show_document("d1", [LETTER] * 12, first_page=3)
    value = viewer.verticalScrollBar().value()
    viewer.show_marks([LARGE])
    viewer.show_pending(PageRegion(9, 0, 0, 10, 10))
    viewer.set_night(True)
    viewer.restyle()
    viewer.viewport().repaint()
    assert viewer.verticalScrollBar().value() == value


def test_a_jump_brings_the_place_into_view_and_moves_nothing_already_there(
    viewer: PageViewer,
) -> None:
    far = PageRegion(7, 1000, 6000, 3000, 6200)
    viewer.jump_to(far)
    seen = viewer._seen()
    assert seen.contains(viewer._layout.area_of(far))
    value = viewer.verticalScrollBar().value()
    viewer.jump_to(far)
    assert viewer.verticalScrollBar().value() == value
    viewer.jump_to(PageRegion(40, 0, 0, 10, 10))  # no such page
    assert viewer.verticalScrollBar().value() == value


def test_found_places_are_shown_and_the_current_one_is_brought_into_view(
    viewer: PageViewer,
) -> None:
    places = [PageRegion(page, 1000, 3000, 4000, 3400) for page in (0, 5, 9)]
    viewer.show_found(places, 1)
    assert viewer._seen().contains(viewer._layout.area_of(places[1]))
    assert colour_at(viewer, spot(viewer, 5, 0.2, 0.32)) != (200, 200, 200)
    value = viewer.verticalScrollBar().value()
    viewer.show_found(())
    assert viewer.verticalScrollBar().value() == value
    assert colour_at(viewer, spot(viewer, 5, 0.2, 0.32)) == (200, 200, 200)


def test_it_has_a_name_for_those_who_do_not_see_it(viewer: PageViewer) -> None:
    assert viewer.accessibleName() == "Pages"
