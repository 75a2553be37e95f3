"""The work list: visits to choose from, records brought in, documents filed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.work_list import STANDARD_VIEWS, WorkList
from medcoder_desktop.ui.forms.visit_dialog import NewVisitDialog
from medcoder_desktop.ui.pages.visits_model import VisitsModel
from medcoder_desktop.ui.pages.worklist_view import COLUMNS
from tests.ui.opened import OpenedWindow


def shown(opened: OpenedWindow, column: int) -> list[str]:
    model = opened.work_list.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_every_visit_is_listed_with_what_one_chooses_by(opened: OpenedWindow) -> None:
    row = shown(opened, 0).index("V1002")
    model = opened.work_list.model
    cells = [str(model.index(row, column).data()) for column in range(10)]
    assert cells[:5] == [
        "V1002", "2026-03-14", "Okafor, Adaeze N", "Hanna Lindqvist, MD", "Blue Plan PPO",
    ]  # fmt: skip
    assert cells[-1] == "new"


def test_the_list_narrows_as_one_types(opened: OpenedWindow) -> None:
    opened.press("Ctrl+F", opened.window)
    opened.type("okaf")
    assert set(shown(opened, 2)) == {"Okafor, Adaeze N"}
    opened.press("Esc")
    assert len(shown(opened, 2)) == 11


def test_a_filter_that_fits_nothing_says_so(opened: OpenedWindow) -> None:
    opened.work_list.view.filter.setText("zzzz")
    opened.settle()
    view = opened.work_list.view
    assert view.stack.currentWidget() is view.none_found


def test_down_and_enter_open_the_visit_found(opened: OpenedWindow) -> None:
    opened.press("Ctrl+F", opened.window)
    opened.type("tanaka")
    opened.press("Down")
    opened.enter()
    assert opened.window.current_page == "workbench"


def test_a_click_on_a_heading_sorts_and_keeps_the_chosen_visit(opened: OpenedWindow) -> None:
    table, model = opened.work_list.view.table, opened.work_list.model
    chosen = model.identity(table.currentIndex().row())
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    opened.settle()
    names = shown(opened, 2)
    assert names == sorted(names)
    assert model.identity(table.currentIndex().row()) == chosen


def test_the_list_keeps_the_chosen_visit_when_something_changes(opened: OpenedWindow) -> None:
    table, model = opened.work_list.view.table, opened.work_list.model
    table.choose(4)
    chosen = model.identity(4)
    opened.work_list.reload()
    opened.settle()
    assert model.identity(table.currentIndex().row()) == chosen


def test_cells_never_fail_whatever_they_are_asked(opened: OpenedWindow) -> None:
    model = opened.work_list.model
    for role in range(20):
        assert model.data(model.createIndex(999, 0), role) is None
        assert model.data(model.createIndex(0, 999), role) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


def test_an_empty_list_offers_three_ways_to_begin(
    open_on: Callable[[Path], OpenedWindow], empty_folder: Path
) -> None:
    opened = open_on(empty_folder)
    opened.start()
    opened.window.go_to("worklist")
    opened.settle()
    view = opened.work_list.view
    assert view.stack.currentWidget() is view.empty
    assert [b.accessibleName() for b in view.empty.findChildren(QPushButton)] == [
        "Import records…",
        "New patient and visit…",
        "Add the sample patients",
    ]


def test_new_visit_opens_its_form(opened: OpenedWindow) -> None:
    opened.press("Ctrl+N", opened.window)
    (dialog,) = opened.window.findChildren(NewVisitDialog)
    assert dialog.isVisible()
    dialog.reject()
    opened.settle()


def test_states_are_chosen_with_their_counts_and_a_view_is_kept(opened: OpenedWindow) -> None:
    page, view = opened.work_list, opened.work_list.view
    assert view.chips.all.text() == "All 11"
    view.table.choose(0)
    page._bulk.move(page._chosen(), EncounterStatus.CODED)
    opened.settle()
    view.chips.buttons[EncounterStatus.CODED].click()
    opened.settle()
    assert len(shown(opened, 0)) == 1
    page._save_view("Ready for review")
    opened.settle()
    assert view.views.currentText() == "Ready for review"
    page.show_view(STANDARD_VIEWS[0])
    opened.settle()
    assert (len(shown(opened, 0)), view.views.currentText()) == (11, "All visits")
    page.show_view(page._choices.views[-1])
    opened.settle()
    assert len(shown(opened, 0)) == 1
    page.remove_view()
    opened.settle()
    assert view.views.findText("Ready for review") == -1


def test_the_fields_of_the_filter_narrow_the_list_and_say_what_is_wrong(
    opened: OpenedWindow,
) -> None:
    view = opened.work_list.view
    opened.press("Ctrl+Shift+F", opened.window)
    assert view.panel.isVisible()
    view.panel.payer.setCurrentIndex(view.panel.payer.findText("Self-pay"))
    opened.settle()
    assert set(shown(opened, 4)) == {"Self-pay"}
    view.panel.age.setText("soon")
    opened.settle()
    assert view.panel.age.toolTip() == "Write the age in whole days, for example 30."
    view.panel.clear_button.click()
    opened.settle()
    assert len(shown(opened, 0)) == 11


def test_the_chosen_visits_become_one_coders_work(opened: OpenedWindow) -> None:
    page, table = opened.work_list, opened.work_list.view.table
    table.choose(0)
    table.selectAll()
    assert opened.work_list.view.assign_button.text() == "Assign 11…"
    page._bulk._assign(page._chosen(), "dev")
    opened.settle()
    assert set(shown(opened, 8)) == {"dev"}
    assert opened.window.view.messages.words.text() == "11 visits assigned."
    assert page.view.panel.coder.findText("dev") > 0


def test_a_visit_cannot_be_moved_where_its_state_does_not_lead(opened: OpenedWindow) -> None:
    page, table = opened.work_list, opened.work_list.view.table
    table.choose(0)
    page._bulk._move(page._chosen(), EncounterStatus.IN_REVIEW, "")
    opened.settle()
    assert "is new and cannot become in review" in opened.window.view.messages.words.text()
    menu = page._bulk.menu_of_states(page._chosen(), EncounterStatus.NEW)
    assert [action.text() for action in menu.actions()] == [
        "In progress", "On hold", "Query out", "Coded",
    ]  # fmt: skip


def test_the_chosen_visits_stay_those_when_the_list_is_read_anew(opened: OpenedWindow) -> None:
    page, table = opened.work_list, opened.work_list.view.table
    table.choose_several(7, (1, 2, 3))
    before = set(page._chosen())
    assert len(before) == 3
    page.reload()
    opened.settle()
    assert set(page._chosen()) == before
    assert table.currentIndex().row() == 7


def test_a_visit_on_hold_says_what_it_waits_for(opened: OpenedWindow) -> None:
    page, table = opened.work_list, opened.work_list.view.table
    table.choose(0)
    page._bulk._move(page._chosen(), EncounterStatus.ON_HOLD, " the referral letter ")
    opened.settle()
    assert shown(opened, 9)[0] == "on hold: the referral letter"
    opened.enter()
    status = opened.workbench.view.banner.status
    assert status.toolTip() == "on hold: the referral letter"
    assert status.text().startswith("On hold: the")


def test_lines_far_down_are_read_when_they_come_into_sight(opened: OpenedWindow) -> None:
    asked: list[tuple[int, tuple[int, ...]]] = []
    model = VisitsModel(
        COLUMNS, lambda page, serials: asked.append((page, serials)), opened.window.theme
    )
    model.show(WorkList(tuple(range(100_000))), opened.work_list.rows)
    assert model.rowCount() == 100_000
    assert model.index(3, 0).data() is not None
    assert model.index(50_000, 0).data() is None
    assert model.index(50_001, 1).data() is None
    assert asked == [(500, tuple(range(50_000, 50_100)))]
    model.take(500, asked[0][1], opened.work_list.rows)
    assert model.index(50_000, 0).data() == opened.work_list.rows[0].encounter.number
    for page in range(600, 700):
        model.index(page * 100, 0).data()
        model.take(*asked[-1], opened.work_list.rows)
    assert len(model.rows) < 100 * 11
