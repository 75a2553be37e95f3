"""The window as a whole: pages, palette, status, messages, other programs, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.changes import Changes
from medcoder_desktop.domain.errors import Cancelled, InputError
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.ui.theme import ThemeChoice
from tests.ui.opened import ACTOR, OpenedWindow


def okafor(opened: OpenedWindow) -> str:
    return next(
        row.encounter.id
        for row in opened.work_list.rows
        if row.patient_name.startswith("Okafor") and row.encounter.number == "V1002"
    )


def test_pages_are_reached_by_number(opened: OpenedWindow) -> None:
    reached = []
    for number in (2, 3, 4, 5, 1):
        opened.press(f"Ctrl+{number}", opened.window)
        reached.append(opened.window.current_page)
    assert reached == ["workbench", "claims", "library", "practice", "worklist"]


def test_enter_opens_the_chosen_visit_and_the_status_line_says_where_it_stands(
    opened: OpenedWindow,
) -> None:
    opened.work_list.show_patient("Okafor")
    opened.settle()
    opened.work_list.view.table.setFocus()
    opened.enter()
    assert opened.window.current_page == "workbench"
    status = opened.window.view.status
    assert status.release.text().startswith("ICD-10-CM FY2026 in force on ")
    assert status.place.text().endswith(" of 2 · next")


def test_a_date_outside_the_release_is_said_in_words(opened: OpenedWindow) -> None:
    other = opened.services
    library = other.library.in_force(other.patients.encounter_rows()[0].encounter.date_of_service)
    late = other.library.in_force(library.release.effective_to or library.day)
    outside = other.library.in_force(late.day.replace(year=2028))
    other.close()
    status = opened.window.view.status
    status.show_in_force(outside)
    assert "is not in force on 2028-09-30" in status.release.text()
    assert status.release.property("role") == "warning"


def test_the_next_unfinished_visit_is_two_keys_away(opened: OpenedWindow) -> None:
    opened.window.open_visit(okafor(opened))
    opened.settle()
    ids = [row.encounter.id for row in opened.work_list.rows]
    opened.press("Alt+N", opened.window)
    following = ids[(ids.index(okafor(opened)) + 1) % len(ids)]
    assert opened.workbench.encounter_id == following


def test_the_palette_runs_an_action_found_by_a_few_letters(opened: OpenedWindow) -> None:
    opened.press("Ctrl+K", opened.window)
    opened.type("dark col")
    opened.enter()
    assert opened.window.theme.choice is ThemeChoice.DARK
    assert not opened.window.palette_overlay.isVisible()


def test_the_palette_finds_a_visit_by_the_patient_name(opened: OpenedWindow, qtbot: QtBot) -> None:
    palette = opened.window.palette_overlay
    opened.press("Ctrl+K", opened.window)
    opened.type("tanaka")
    qtbot.waitUntil(lambda: any(e.kind == "Visit" for e in palette.model.entries))
    opened.settle()
    opened.enter()
    assert opened.window.current_page == "workbench"
    assert opened.workbench.desk.current is not None
    assert opened.workbench.desk.current.visit.patient.name.family == "Tanaka"


def test_the_palette_lists_every_action_with_its_keys(opened: OpenedWindow) -> None:
    opened.press("Ctrl+K", opened.window)
    listed = {(e.text, e.keys) for e in opened.window.palette_overlay.model.entries}
    known = {(c.text, c.shortcut) for c in opened.window.actions_table.choices()}
    assert listed == known


def test_escape_leaves_the_palette_where_one_was(opened: OpenedWindow) -> None:
    opened.work_list.focus_filter()
    opened.press("Ctrl+K", opened.window)
    opened.press("Esc")
    assert not opened.window.palette_overlay.isVisible()
    assert QApplication.focusWidget() is opened.work_list.view.filter


def test_an_error_is_one_sentence_that_stays_until_dismissed(opened: OpenedWindow) -> None:
    bar = opened.window.view.messages
    opened.window.show_error(InputError("sheet.nothing_to_undo"))
    assert bar.isVisible()
    assert bar.words.text() == InputError("sheet.nothing_to_undo").sentence
    assert bar.accessibleDescription().startswith("Error: ")
    opened.press("Alt+M", opened.window)
    assert not bar.isVisible()


def test_a_mistake_of_the_program_shows_no_traceback(
    opened: OpenedWindow, caplog: pytest.LogCaptureFixture
) -> None:
    opened.window.show_error(ZeroDivisionError("Okafor, Adaeze"))
    words = opened.window.view.messages.words.text()
    assert "Okafor" not in words
    assert words.endswith("report it with the log file if it stays.")
    assert "a mistake in the program" in caplog.text


def test_what_a_person_cancelled_is_no_error(opened: OpenedWindow) -> None:
    opened.window.show_error(Cancelled())
    assert not opened.window.view.messages.isVisible()


def test_what_another_program_writes_appears_by_itself(opened: OpenedWindow, qtbot: QtBot) -> None:
    other = opened.services
    patient = next(p for p in other.patients.patients() if p.name.family == "Tanaka")
    changed = patient.__class__(
        **{name: getattr(patient, name) for name in patient.__slots__}
        | {"name": PersonName("Tanaka-Reyes", "Priscilla")}
    )
    other.patients.save_patient(ACTOR, changed)
    other.close()
    qtbot.waitUntil(
        lambda: any("Tanaka-Reyes" in r.patient_name for r in opened.work_list.rows), timeout=8000
    )


def test_the_window_reopens_on_the_page_where_it_was(
    opened: OpenedWindow, open_on: Callable[[Path], OpenedWindow]
) -> None:
    opened.window.go_to("claims")
    opened.close()
    again = open_on(opened.folder)
    again.start()
    assert again.window.current_page == "claims"


def test_every_widget_that_takes_keys_has_a_name(opened: OpenedWindow) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QWidget

    nameless = []
    for page_id in ("worklist", "claims", "library"):
        opened.window.go_to(page_id)
        opened.settle()
        for widget in opened.window.page(page_id).widget.findChildren(QWidget):
            takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            inside = isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
            has_words = isinstance(widget, QAbstractButton) and bool(widget.text())
            if takes_keys and not inside and not has_words and not widget.accessibleName():
                nameless.append(f"{page_id}: {type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_a_change_reaches_every_page(opened: OpenedWindow) -> None:
    from medcoder_desktop.domain.changes import Changed

    opened.window.changed(Changes(~Changed.NOTHING))
    opened.settle()
    assert len(opened.work_list.rows) == 11


def test_tab_walks_from_the_navigation_into_the_page(opened: OpenedWindow) -> None:
    opened.window.go_to("worklist")
    opened.work_list.focus_filter()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    opened.press("Tab")
    assert QApplication.focusWidget() is opened.work_list.view.more_button
