"""The tabular list is walked and searched with keys."""

from __future__ import annotations

from datetime import date
from time import perf_counter

from PySide6.QtCore import QDate, Qt

from medcoder_desktop.ui.library.lines import LINE_ROLE
from tests.ui.library.reader import CONTROL, NO_KEY, Reader


def test_the_tree_is_walked_from_a_chapter_to_a_code_with_arrow_keys(reader: Reader) -> None:
    reader.go(1)
    assert reader.current == "1 Certain infectious and parasitic diseases"
    reader.press(Qt.Key.Key_Right, times=2)
    assert reader.current.startswith("A00-A09 ")
    reader.press(Qt.Key.Key_Right, times=2)
    assert reader.current == "A00 Cholera"
    reader.press(Qt.Key.Key_Right, times=2)
    assert reader.current == "A00.0 Cholera due to Vibrio cholerae 01, biovar cholerae, billable"
    assert reader.code == "A00.0"
    reader.press(Qt.Key.Key_Left)
    assert reader.code == "A00"


def test_a_page_shown_in_passing_is_not_remembered_and_one_opened_with_enter_is(
    reader: Reader,
) -> None:
    reader.go(1)
    reader.press(Qt.Key.Key_Right, times=4)
    assert reader.code == "A00"
    assert reader.services.book.recent() == ()
    reader.press(Qt.Key.Key_Return)
    assert [each.code for each in reader.services.book.recent()] == ["A00"]
    reader.go(6)
    assert reader.current.startswith("A00 Cholera")


def test_the_tree_shows_where_the_code_stands_that_a_link_leads_to(reader: Reader) -> None:
    reader.open("E11.42")
    reader.press(Qt.Key.Key_Escape)
    reader.page.book.book.turn_to("Z79.4")
    reader.settle()
    current = reader.page.book.navigator.tabular.tree.current
    assert current is not None
    assert current.code == "Z79.4"


def test_words_find_codes_and_enter_opens_the_best(reader: Reader) -> None:
    reader.type("type 2 diabetes with hyperglycemia")
    reader.press(Qt.Key.Key_Return)
    assert reader.code == "E11.65"
    assert reader.page.book.navigator.filter.remark.endswith("results")
    reader.press(Qt.Key.Key_Down, times=2)
    assert reader.code != "E11.65"


def test_nothing_found_is_said(reader: Reader) -> None:
    reader.type("zzqx")
    assert "No code matches “zzqx”" in reader.page.book.navigator.tabular.nothing.text()


def test_letters_typed_in_the_tree_begin_a_search(reader: Reader) -> None:
    reader.go(1)
    reader.type("I10")
    assert reader.page.book.navigator.filter.text() == "I10"
    assert reader.code == "I10"


def test_a_procedure_typed_as_it_is_written_comes_before_a_diagnosis_without_its_dot(
    reader: Reader,
) -> None:
    reader.type("G0439")
    reader.press(Qt.Key.Key_Return)
    assert reader.code == "G0439"
    assert "HCPCS" in reader.text


def test_back_and_forward_go_through_the_pages(reader: Reader) -> None:
    reader.open("E11.42")
    reader.open("I10")
    reader.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.code == "E11.42"
    reader.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert reader.code == "I10"


def test_another_date_reads_the_open_code_anew_and_says_which_release_answers(
    reader: Reader,
) -> None:
    reader.open("E11.42")
    book = reader.page.book
    assert book.release.text() == "ICD-10-CM FY2026 · in force on 2026-03-14"
    assert book.warning.sentence == ""
    reader.press(Qt.Key.Key_F6)
    reader.type("2026-10-01")
    reader.press(Qt.Key.Key_Return)
    assert book.day.date() == QDate(2026, 10, 1)
    assert reader.code == "E11.42"
    assert "ICD-10-CM FY2027 · in force on 2026-10-01 · " in book.release.text()
    assert "until the official file is imported" in reader.text
    reader.press(Qt.Key.Key_F6)
    reader.type("2019-05-01")
    reader.press(Qt.Key.Key_Return)
    assert "No installed release is in force on 2019-05-01" in book.warning.sentence
    assert "not in force on 2019-05-01" in reader.text


def test_a_code_that_a_day_does_not_have_is_explained(reader: Reader) -> None:
    reader.page.open_code("E11.99", date(2026, 3, 14))
    reader.settle()
    assert "E11.99" in reader.page.book.notice.sentence


def test_every_branch_opens_in_less_than_ten_milliseconds(reader: Reader) -> None:
    side = reader.page.book.navigator.tabular
    reader.go(1)
    tree, seen = side.tree.tree, []
    for row in range(tree.rowCount()):
        chapter = tree.value(tree.index(row, 0))
        assert chapter is not None
        began = perf_counter()
        below = reader.services.library.children(chapter.code, date(2026, 3, 14))
        seen.append(perf_counter() - began)
        assert below
    assert sorted(seen)[len(seen) // 2] < 0.01


def test_no_role_of_a_line_fails_outside_the_tree(reader: Reader) -> None:
    tree = reader.page.book.navigator.tabular.tree.tree
    for role in range(30):
        assert tree.data(tree.index(999, 0), role) is None
    gone = tree.index(0, 0)
    tree.show(())
    assert tree.data(gone, LINE_ROLE) is None
    assert tree.rowCount() == 0


def test_the_keyboard_reaches_every_part_by_one_key(reader: Reader) -> None:
    book = reader.page.book
    for key, wanted in (
        (Qt.Key.Key_F3, book.navigator.filter),
        (Qt.Key.Key_F4, book.navigator.tabular.tree),
        (Qt.Key.Key_F5, book.book.text),
        (Qt.Key.Key_F6, book.day),
    ):
        reader.press(key, NO_KEY)
        assert reader.focus is wanted
    reader.press(Qt.Key.Key_F, CONTROL)
    assert reader.focus is book.navigator.filter
