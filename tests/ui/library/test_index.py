"""The index is walked from main term to code, and its references are followed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.library.reader import ALT, SHIFT, Reader

INDEX, NEOPLASMS, DRUGS = 2, 3, 4


def test_main_term_subterm_and_code_are_reached_with_arrow_keys(indexed: Reader) -> None:
    indexed.go(INDEX)
    assert indexed.current == "Cough R05.9"
    indexed.press(Qt.Key.Key_Down)
    assert indexed.current == "Diabetes (sugar) E11.9"
    indexed.press(Qt.Key.Key_Right, times=2)
    assert indexed.current == "with"
    indexed.press(Qt.Key.Key_Right, times=2)
    assert indexed.current == "numb feet E11.42"
    indexed.press(Qt.Key.Key_Return)
    assert indexed.code == "E11.42"


def test_a_code_with_a_dash_opens_its_heading(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.find("retinopathy")
    indexed.press(Qt.Key.Key_Down)
    assert indexed.current == "Diabetes ▸ with ▸ retinopathy E11.31-"
    indexed.press(Qt.Key.Key_Return)
    assert indexed.code == "E11.31"


def test_shift_enter_opens_the_manifestation(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.find("memory")
    indexed.press(Qt.Key.Key_Down)
    assert indexed.current == "Diabetes ▸ memory loss in G30.9 [F02.80]"
    indexed.press(Qt.Key.Key_Return, SHIFT)
    assert indexed.code == "F02.80"


def test_what_is_typed_finds_main_terms_and_terms_with_their_path(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.find("di")
    found = indexed.page.book.navigator.index.found.tree
    assert indexed.lines(found)[:2] == [  # type: ignore[arg-type]  # a tree of any kind
        "Diabetes (sugar) E11.9",
        "Distress",
    ]
    indexed.find("numb feet")
    assert indexed.lines(found) == ["Diabetes ▸ with ▸ numb feet E11.42"]  # type: ignore[arg-type]  # same
    indexed.find("nothing so called")
    assert "has no term with “nothing so called”" in indexed.notice


def test_see_is_followed_with_enter_and_back_returns(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.press(Qt.Key.Key_Down, times=2)
    assert indexed.current == "Distress"
    indexed.press(Qt.Key.Key_Right, times=2)
    assert indexed.current == "chest see Pain, chest"
    indexed.press(Qt.Key.Key_Return)
    assert indexed.current == "chest R07.9"
    indexed.press(Qt.Key.Key_Return)
    assert indexed.code == "R07.9"
    indexed.press(Qt.Key.Key_Left, ALT)
    assert indexed.current == "chest R07.9"
    indexed.press(Qt.Key.Key_Left, ALT)
    assert indexed.current == "chest see Pain, chest"
    indexed.press(Qt.Key.Key_Right, ALT)
    assert indexed.current == "chest R07.9"


def test_see_also_stands_below_a_term_that_has_a_code_of_its_own(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.find("pain")
    indexed.press(Qt.Key.Key_Down)
    assert indexed.current == "Pain (any) see also Cough R52"
    indexed.press(Qt.Key.Key_Right, times=2)
    assert indexed.current == "→ see also Cough"
    indexed.press(Qt.Key.Key_Return)
    assert indexed.current == "Cough R05.9"


def test_a_category_named_in_place_of_a_term_opens_in_the_book(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.find("elsewhere")
    indexed.press(Qt.Key.Key_Return)
    assert indexed.code == "R10"


def test_a_reference_to_the_neoplasm_table_goes_there(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.find("growth")
    indexed.press(Qt.Key.Key_Return)
    assert indexed.view == "Neoplasms"
    assert indexed.current == "lung"


def test_the_external_cause_index_is_chosen_beside_the_alphabetic_one(indexed: Reader) -> None:
    indexed.go(INDEX)
    indexed.page.book.navigator.index.chooser.setCurrentIndex(1)
    indexed.settle()
    indexed.press(Qt.Key.Key_F4)
    assert indexed.current == "Fall W19"
    assert indexed.page.book.navigator.index.edition.text() == "FY2026 · in force on 2026-03-14"


def test_cells_of_a_table_are_walked_and_opened(indexed: Reader) -> None:
    indexed.go(NEOPLASMS)
    assert indexed.current == "Neoplasm"
    indexed.find("lung")
    indexed.press(Qt.Key.Key_Down)
    indexed.press(Qt.Key.Key_Right, times=2)
    assert indexed.current == "lung, Malignant Secondary: C78.0-"
    indexed.press(Qt.Key.Key_Return)
    assert indexed.code == "C78.0"
    indexed.press(Qt.Key.Key_Up)
    assert indexed.current == "bone, Malignant Secondary: C79.5-"


def test_a_book_that_is_not_installed_says_so_and_offers_the_search(indexed: Reader) -> None:
    indexed.go(DRUGS)
    missing = indexed.page.book.navigator.drugs.missing
    assert missing.isVisible()
    assert "Table of Drugs" in missing.words.text()
    assert "import the official file" in missing.words.text()
    assert indexed.focus is missing.search
    indexed.find("warfarin")
    indexed.press(Qt.Key.Key_Return)
    assert indexed.view == "Tabular"
    assert indexed.page.book.navigator.filter.text() == "warfarin"
    assert indexed.page.book.navigator.filter.hasFocus()


def test_without_any_index_the_way_leads_to_the_releases(reader: Reader) -> None:
    reader.go(INDEX)
    missing = reader.page.book.navigator.index.missing
    assert "Alphabetic Index" in missing.words.text()
    missing.releases.click()
    reader.settle()
    assert reader.page.tabs.currentWidget() is reader.page.releases
