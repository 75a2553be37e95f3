"""From the book of a visit to the code library and back, at the same code and day."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from PySide6.QtTest import QTest

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.ui.library.page import LibraryPage
from tests.ui.opened import ACTOR, OpenedWindow


def library(opened: OpenedWindow) -> LibraryPage:
    return cast("LibraryPage", opened.window.page("library"))


def open_okafor(opened: OpenedWindow) -> date:
    row = next(
        row
        for row in opened.work_list.rows
        if row.patient_name.startswith("Okafor") and row.encounter.number == "V1002"
    )
    opened.window.open_visit(row.encounter.id)
    opened.settle()
    return row.encounter.date_of_service


def test_the_library_opens_at_the_code_and_day_of_the_visit_and_leads_back(
    opened: OpenedWindow,
) -> None:
    opened.window.go_to("library")
    opened.type("I10")  # a search that was left there does not stand in the way
    day = open_okafor(opened)
    opened.workbench.view.codes.show_code("E11.42")
    opened.settle()
    opened.press("Ctrl+Shift+L")
    assert opened.window.current_page == "library"
    page = library(opened).book
    assert (page.book.code, page.book.day) == ("E11.42", day)
    page.book.turn_to("Z79.4")
    opened.settle()
    opened.press("Ctrl+Shift+L")
    assert opened.window.current_page == "workbench"
    assert opened.workbench.view.codes.book.code == "Z79.4"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_a_favorite_kept_at_a_visit_is_marked_in_both_books(opened: OpenedWindow) -> None:
    open_okafor(opened)
    book = opened.workbench.view.codes.book
    book.turn_to("I10")
    opened.settle()
    opened.press("Ctrl+D")
    QTest.keySequence(book.own.menu, "0")
    opened.settle()
    assert book.foot.star.text() == "★"
    opened.press("Ctrl+Shift+L")
    assert library(opened).book.book.foot.star.text() == "★"
    opened.press("Ctrl+D")
    assert book.foot.star.text() == "☆"


def test_a_note_written_by_another_program_appears_on_both_pages(opened: OpenedWindow) -> None:
    open_okafor(opened)
    opened.workbench.view.codes.show_code("I10")
    opened.settle()
    opened.press("Ctrl+Shift+L")
    other = opened.services
    from medcoder_desktop.domain.codes import CodeSystem

    other.book.save_note(ACTOR, CodeSystem.ICD10CM, "I10", "Ask for the readings")
    other.close()
    opened.window.changed(Changes(Changed.BOOK))
    opened.settle()
    for book in (opened.workbench.view.codes.book, library(opened).book.book):
        assert "Ask for the readings" in book.text.toPlainText()


def test_a_book_read_while_others_write_stays_where_it_is(opened: OpenedWindow) -> None:
    opened.window.go_to("library")
    page = library(opened).book
    page.book.turn_to("E11.42")
    opened.settle()
    page.book.turn_to("I10")
    opened.settle()
    opened.window.changed(Changes(~Changed.NOTHING))
    opened.settle()
    assert page.book.code == "I10"
    opened.press("Alt+Left")
    assert page.book.code == "E11.42"
