"""What an office writes into its book: favorites in folders, notes, pages as text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from medcoder_desktop.domain.codes import CodeSystem
from tests.ui.library.reader import ACTOR, CONTROL, SHIFT, Reader

# The platform without a screen says so of every menu that opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")

ICD = CodeSystem.ICD10CM
FAVOURITES, RECENT, NOTES = 5, 6, 7


def kept(reader: Reader) -> list[tuple[str, str]]:
    return [(each.folder, each.code) for each in reader.services.book.favourites()]


def keep(reader: Reader, code: str, folder: str = "") -> None:
    reader.services.book.add_favourite(ACTOR, ICD, code, folder)


def press_in_menu(reader: Reader, menu: QMenu, key: Qt.Key) -> None:
    assert menu.isVisible()
    QTest.keyClick(menu, key)
    reader.settle()


def test_ctrl_d_asks_for_a_folder_and_keeps_the_code(reader: Reader) -> None:
    keep(reader, "I10", "Circulation")
    reader.open("E11.42")
    book = reader.page.book.book
    reader.press(Qt.Key.Key_D, CONTROL)
    menu = book.own.menu
    assert [action.text() for action in menu.actions() if action.text()] == [
        "&0  No folder",
        "&1  Circulation",
        "&New folder…",
    ]
    press_in_menu(reader, menu, Qt.Key.Key_1)
    assert kept(reader) == [("Circulation", "I10"), ("Circulation", "E11.42")]
    assert book.foot.star.text() == "★"
    reader.press(Qt.Key.Key_D, CONTROL)
    assert kept(reader) == [("Circulation", "I10")]
    assert book.foot.star.text() == "☆"


def test_a_new_folder_gets_its_name_from_the_keyboard(reader: Reader) -> None:
    reader.open("E11.42")
    reader.press(Qt.Key.Key_D, CONTROL)
    own = reader.page.book.book.own
    press_in_menu(reader, own.menu, Qt.Key.Key_N)
    assert own.name_dialog is not None
    own.name_dialog.activateWindow()
    QApplication.processEvents()
    reader.type("Diabetes")
    reader.press(Qt.Key.Key_Return)
    assert kept(reader) == [("Diabetes", "E11.42")]


def test_favorites_are_walked_and_opened_by_folder(reader: Reader) -> None:
    keep(reader, "I10")
    keep(reader, "E11.9", "Diabetes")
    reader.go(FAVOURITES)
    assert reader.current == "No folder 1"
    reader.press(Qt.Key.Key_Down, times=3)
    assert reader.current == "E11.9 Type 2 diabetes mellitus without complications"
    assert reader.code == "E11.9"
    reader.press(Qt.Key.Key_Up, times=2)
    reader.press(Qt.Key.Key_Return)
    assert reader.code == "I10"


def test_favorites_are_moved_and_removed_with_keys(reader: Reader) -> None:
    for code in ("I10", "I11.9", "I48.91"):
        keep(reader, code, "Heart")
    reader.go(FAVOURITES)
    reader.press(Qt.Key.Key_Down)
    reader.press(Qt.Key.Key_Down, CONTROL)
    assert kept(reader) == [("Heart", "I11.9"), ("Heart", "I10"), ("Heart", "I48.91")]
    assert reader.current.startswith("I10 ")
    reader.press(Qt.Key.Key_M, CONTROL)
    press_in_menu(reader, reader.page.book.navigator.favourites.own.menu, Qt.Key.Key_0)
    assert kept(reader) == [("", "I10"), ("Heart", "I11.9"), ("Heart", "I48.91")]
    assert reader.current.startswith("I10 ")
    reader.press(Qt.Key.Key_Delete)
    assert kept(reader) == [("Heart", "I11.9"), ("Heart", "I48.91")]


def test_a_folder_is_renamed_with_f2(reader: Reader) -> None:
    keep(reader, "I10", "Heart")
    reader.go(FAVOURITES)
    reader.press(Qt.Key.Key_F2)
    dialog = reader.page.book.navigator.favourites.own.name_dialog
    assert dialog is not None
    dialog.activateWindow()
    QApplication.processEvents()
    assert dialog.textValue() == "Heart"
    reader.press(Qt.Key.Key_A, CONTROL)
    reader.type("Circulation")
    reader.press(Qt.Key.Key_Return)
    assert kept(reader) == [("Circulation", "I10")]
    row = reader.page.book.navigator.favourites.current
    assert row is not None
    assert row.folder == "Circulation"


def test_the_filter_narrows_the_list(reader: Reader) -> None:
    keep(reader, "I10", "Heart")
    keep(reader, "E11.9", "Diabetes")
    reader.go(FAVOURITES)
    reader.type("hyp")
    assert [row.code for row in reader.page.book.navigator.favourites.model.rows] == ["I10"]
    assert reader.page.book.navigator.filter.remark == "1 of 2"
    reader.press(Qt.Key.Key_Return)
    assert reader.code == "I10"


def test_a_note_is_written_in_place_and_stands_at_the_top(reader: Reader) -> None:
    reader.open("E11.42")
    reader.press(Qt.Key.Key_O, CONTROL | SHIFT)
    reader.type("Quote the foot exam")
    reader.press(Qt.Key.Key_Return, CONTROL)
    note = reader.services.book.note(ICD, "E11.42")
    assert note is not None
    assert note.text == "Quote the foot exam"
    assert note.changed_by == "M. Reyes"
    assert reader.text.index("OFFICE NOTE · M. Reyes") < reader.text.index("INCLUSION TERM")
    reader.go(NOTES)
    assert reader.current.startswith("E11.42 Type 2 diabetes mellitus with diabetic poly")
    assert reader.current.endswith("· Quote the foot exam")


def test_escape_leaves_a_note_as_it_was(reader: Reader) -> None:
    reader.services.book.save_note(ACTOR, ICD, "I10", "Before")
    reader.open("I10")
    reader.press(Qt.Key.Key_O, CONTROL | SHIFT)
    reader.type(" and after")
    reader.press(Qt.Key.Key_Escape)
    note = reader.services.book.note(ICD, "I10")
    assert note is not None
    assert note.text == "Before"
    assert reader.focus is reader.page.book.book.text


def test_a_note_begun_is_kept_when_the_page_is_turned(reader: Reader) -> None:
    reader.open("I10")
    reader.press(Qt.Key.Key_O, CONTROL | SHIFT)
    reader.type("Begun")
    reader.page.book.book.turn_to("E11.42")
    reader.settle()
    note = reader.services.book.note(ICD, "I10")
    assert note is not None
    assert note.text == "Begun"
    assert reader.code == "E11.42"


def test_an_emptied_note_is_gone(reader: Reader) -> None:
    reader.services.book.save_note(ACTOR, ICD, "I10", "Before")
    reader.open("I10")
    reader.press(Qt.Key.Key_O, CONTROL | SHIFT)
    reader.press(Qt.Key.Key_A, CONTROL)
    reader.press(Qt.Key.Key_Delete)
    reader.press(Qt.Key.Key_Return, CONTROL)
    assert reader.services.book.note(ICD, "I10") is None
    assert "OFFICE NOTE" not in reader.text


def test_a_page_is_copied_as_plain_text(reader: Reader) -> None:
    reader.services.book.save_note(ACTOR, ICD, "E11.42", "Quote the foot exam")
    reader.open("E11.42")
    reader.press(Qt.Key.Key_C, CONTROL | SHIFT)
    copied = QApplication.clipboard().text()
    assert copied.startswith(
        "E11.42  Type 2 diabetes mellitus with diabetic polyneuropathy\n"
        "ICD-10-CM FY2026, as of 2026-03-14: billable\n"
    )
    assert "Office note\n  Quote the foot exam\n" in copied
    assert "Use additional code (from E11)\n" in copied
    assert "<" not in copied
    assert reader.messages == ["E11.42 is copied as text."]


def test_chapters_are_neither_favorites_nor_noted(reader: Reader) -> None:
    reader.go(1)
    reader.press(Qt.Key.Key_Return)
    assert reader.code == "1"
    reader.press(Qt.Key.Key_D, CONTROL)
    reader.press(Qt.Key.Key_O, CONTROL | SHIFT)
    assert kept(reader) == []
    assert not reader.page.book.book.note.is_open
    assert reader.services.book.recent() == ()


def test_empty_lists_say_how_they_are_filled(reader: Reader) -> None:
    for view, words in ((FAVOURITES, "Ctrl+D"), (RECENT, "pages you turn to"), (NOTES, "Ctrl+Sh")):
        reader.go(view)
        side = (
            reader.page.book.navigator.favourites,
            reader.page.book.navigator.recent,
            reader.page.book.navigator.notes,
        )[view - FAVOURITES]
        assert words in side.empty.text()


def test_a_procedure_has_a_page_and_can_be_kept(reader: Reader) -> None:
    reader.open("G0439")
    reader.press(Qt.Key.Key_D, CONTROL)
    press_in_menu(reader, reader.page.book.book.own.menu, Qt.Key.Key_0)
    assert [each.system for each in reader.services.book.favourites()] == [CodeSystem.HCPCS]
    reader.go(FAVOURITES)
    assert reader.current.startswith("G0439 ")


def test_ctrl_shift_l_goes_back_to_the_visit_at_the_code(reader: Reader) -> None:
    reader.open("I10")
    reader.press(Qt.Key.Key_L, CONTROL | SHIFT)
    assert reader.visited == ["I10"]
