"""The releases: what answers, what waits, and what each change of releases shows first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.ui.library.code_updates import CodeUpdates
from medcoder_desktop.ui.library.import_codes_dialog import ImportCodesDialog
from medcoder_desktop.ui.library.releases_panel import ReleasesPanel
from medcoder_desktop.ui.library.update_preview_dialog import UpdatePreviewDialog
from tests.ui.library.code_set_fakes import (
    FakeCodeSets,
    Import,
    import_endless,
    import_full_disk,
    import_refused,
    import_undated,
    import_waiting,
    with_code_sets,
)
from tests.ui.typist import Typist
from tests.unit.exports.previews import DERIVED, long_preview


class Office:
    """A person before the releases.

    Attributes:
        opened: Ids of visits that were opened.
        pages: Pages that were gone to.
        codes: Codes that were shown in the book, and for which day.
        said: Messages in the window.
    """

    def __init__(self, typist: Typist) -> None:
        self.typist = typist
        self.code_sets = FakeCodeSets()
        self.opened: list[str] = []
        self.pages: list[str] = []
        self.ran: list[str] = []
        self.codes: list[tuple[str, date]] = []
        self.said: list[str] = []
        self.context = replace(
            typist.context,
            services=with_code_sets(typist.services, self.code_sets),
            open_visit=self.opened.append,
            go_to=self.pages.append,
            open_code=self._open_code,
            changed=self._changed,
            run_action=self.ran.append,
            show_message=self.said.append,
        )
        self.panel = ReleasesPanel(self.context)
        typist.show(self.panel)
        self.panel.activated()
        self.settle()

    def _open_code(self, code: str, on: date) -> None:
        self.codes.append((code, on))

    def _changed(self, changes: Changes) -> None:
        self.typist.changes.append(changes)
        self.panel.refresh(changes)

    def settle(self) -> None:
        for _ in range(3):
            self.typist.settle()

    def cells(self, row: int) -> list[str]:
        model = self.panel.model
        return [str(model.index(row, column).data()) for column in range(6)]

    def choose(self, row: int) -> None:
        self.panel.view.table.choose(row)
        self.panel.view.table.setFocus()

    def enter(self, widget: QWidget) -> None:
        QTest.keyClick(widget, Qt.Key.Key_Return)
        self.settle()

    def import_dialog(self) -> ImportCodesDialog:
        (dialog,) = self.typist.window.findChildren(ImportCodesDialog)
        return dialog

    def preview_dialog(self) -> UpdatePreviewDialog:
        (dialog,) = self.typist.window.findChildren(UpdatePreviewDialog)
        return dialog

    def open_preview(self) -> UpdatePreviewDialog:
        self.choose(0)
        self.enter(self.panel.view.table)
        return self.preview_dialog()

    def close(self) -> None:
        updates = self.typist.window.findChild(CodeUpdates)
        if updates is not None:
            updates.close_up()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    typist = Typist(qtbot, tmp_path)
    made = Office(typist)
    yield made
    made.close()
    typist.close()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Import], None]:
    """Says what the files that are imported hold."""

    def use(reading: Import) -> None:
        monkeypatch.setattr("medcoder_desktop.ui.library.import_codes_dialog.import_codes", reading)

    return use


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers yes to every question, and keeps what was asked."""
    asked: list[str] = []

    def confirmed(parent: QWidget, title: str, question: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr("medcoder_desktop.ui.library.release_writing.confirmed", confirmed)
    return asked


def test_what_waits_stands_first_and_what_is_missing_last(office: Office) -> None:
    assert [office.cells(row) for row in range(3)] == [
        ["waiting", "ICD-10-CM", "FY2027", "2026-10-01", "2027-09-30", "official file"],
        ["in use", "ICD-10-CM", "FY2026", "2025-10-01", "2026-09-30", "comes with the program"],
        ["not installed", "Medically unlikely edits", "", "", "", ""],
    ]
    assert office.panel.view.count.text() == "1 waiting, 1 in use, 1 set not installed"


def test_a_set_says_who_publishes_it_and_where_to_get_it(office: Office) -> None:
    office.choose(2)
    words = office.panel.view.about.text()
    for part in ("How many units", "Published by CMS", "Changes every quarter.", "Public domain."):
        assert part in words
    assert "Download: https://www.cms.gov/ncci (files: MCR_MUE_*.zip)" in words


def test_only_a_waiting_release_can_be_put_in_use(office: Office) -> None:
    allowed = []
    for row in range(3):
        office.choose(row)
        view = office.panel.view
        allowed.append((view.preview_button.isEnabled(), view.use_button.isEnabled()))
    assert allowed == [(True, True), (True, False), (False, False)]


def test_what_comes_with_the_program_cannot_be_removed(office: Office, yes: list[str]) -> None:
    office.choose(1)
    assert not office.panel.view.remove_button.isEnabled()
    QTest.keyClick(office.panel.view.table, Qt.Key.Key_Delete)
    office.settle()
    assert (office.panel.model.rowCount(), yes) == (3, [])


def test_a_release_is_put_in_use_from_the_list(office: Office) -> None:
    office.choose(0)
    office.panel.put_in_use()
    office.settle()
    assert office.cells(0)[:3] == ["in use", "ICD-10-CM", "FY2027"]
    assert office.typist.changes[-1].what is Changed.CODE_SETS
    assert office.said == [
        "ICD-10-CM FY2027 is in use: it answers for dates of service 2026-10-01 to 2027-09-30."
    ]


def test_a_release_is_removed_after_asking_once(office: Office, yes: list[str]) -> None:
    office.choose(0)
    QTest.keyClick(office.panel.view.table, Qt.Key.Key_Delete)
    office.settle()
    assert office.panel.model.rowCount() == 2
    assert len(yes) == 1
    assert yes[0].startswith("Remove ICD-10-CM FY2027?")


def test_what_cannot_be_put_in_use_is_one_sentence(office: Office) -> None:
    office.code_sets.refusal = InputError("codeset.empty", file="list.txt")
    office.choose(0)
    office.panel.put_in_use()
    office.settle()
    (error,) = office.typist.errors
    assert isinstance(error, InputError)
    office.typist.errors.clear()
    assert office.cells(0)[0] == "waiting"


def test_enter_on_a_set_that_is_missing_asks_for_its_files(office: Office) -> None:
    office.choose(2)
    office.enter(office.panel.view.table)
    dialog = office.import_dialog()
    assert dialog.isVisible()
    assert not dialog.running
    dialog.reject()


def test_imported_files_wait_and_their_preview_opens(
    office: Office, reads: Callable[[Import], None], tmp_path: Path
) -> None:
    reads(import_waiting)
    office.panel.updates.import_files([tmp_path / "codes.zip"])
    office.settle()
    dialog = office.preview_dialog()
    assert dialog.isVisible()
    assert dialog.view.title.text() == "ICD-10-CM FY2027"
    assert Changed.CODE_SETS in office.typist.changes[0].what
    dialog.reject()


def test_files_dropped_on_the_dialog_are_read(
    office: Office, reads: Callable[[Import], None], tmp_path: Path
) -> None:
    reads(import_waiting)
    office.panel.choose_files()
    dialog = office.import_dialog()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / f"part{n}.zip")) for n in (1, 2)])
    dropped = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(dropped)
    assert dialog.view.headline.text() == "Reading 2 files"
    office.settle()
    office.preview_dialog().reject()


@pytest.mark.parametrize("reading", [import_refused, import_full_disk])
def test_a_file_that_cannot_be_read_is_one_sentence(
    office: Office, reads: Callable[[Import], None], reading: Import, tmp_path: Path
) -> None:
    reads(reading)
    office.panel.updates.import_files([tmp_path / "codes.zip"])
    office.settle()
    dialog = office.import_dialog()
    assert dialog.view.headline.text() == "Nothing was imported"
    assert dialog.view.refusal.text().count(". ") == 0
    assert dialog.view.choose_button.isVisible()
    dialog.reject()


def test_a_file_that_does_not_tell_its_dates_is_asked_for_them(
    office: Office, reads: Callable[[Import], None], tmp_path: Path
) -> None:
    reads(import_undated)
    office.panel.updates.import_files([tmp_path / "codes.txt"])
    office.settle()
    dialog = office.import_dialog()
    form = dialog.edition.form
    assert dialog.view.question.text().startswith("codes.txt does not say which release")
    dialog.try_again()
    assert office.typist.problems(form) == [
        "Write the name of the release, such as FY2027 or 2027-Q1.",
        "Write the first date of service it holds for.",
    ]
    office.typist.fill(form, name="FY 2027", effective_from="10/01/2026", effective_to="2025-01-01")
    assert office.typist.problems(form) == [
        "A release's name has no blanks: FY2027 or 2027-Q1.",
        "The release ends before it begins.",
    ]
    office.typist.fill(form, name="FY2027", effective_to="2027-09-30")
    assert office.typist.problems(form) == []
    office.enter(dialog.view.again_button)
    assert office.preview_dialog().release.name == "FY2027"
    office.preview_dialog().reject()


def test_escape_stops_an_import_and_nothing_is_left_of_it(
    office: Office, reads: Callable[[Import], None], tmp_path: Path
) -> None:
    reads(import_endless)
    office.panel.updates.import_files([tmp_path / "codes.zip"])
    dialog = office.import_dialog()
    office.typist.qtbot.waitUntil(lambda: "Reading on and on" in dialog.view.doing.text())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    office.settle()
    assert dialog.view.refusal.text() == "Stopped: nothing was imported."
    assert office.panel.model.rowCount() == 3
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not office.typist.window.findChildren(UpdatePreviewDialog)


def test_the_preview_counts_each_kind_and_lists_touched_things_first(office: Office) -> None:
    dialog = office.open_preview()
    chips = [chip.text() for chip in dialog.view.chips.buttons()]
    assert chips == [
        "All  6", "touched in this office  2", "added  2", "deleted  1", "no longer billable  1",
        "revised title  1", "changed notes  1",
    ]  # fmt: skip
    assert [row.where for row in dialog.model.rows[:3]] == [
        "Visit V1004 of 2026-10-03", "Favorite E66.81 in Weight", "",
    ]  # fmt: skip
    dialog.reject()


def test_a_chip_and_the_filter_narrow_the_list(office: Office) -> None:
    dialog = office.open_preview()
    chip = next(c for c in dialog.view.chips.buttons() if c.text().startswith("added"))
    chip.click()
    assert [row.code for row in dialog.model.rows] == ["G35.A", "G35.B"]
    dialog.focus_filter()
    QTest.keyClicks(dialog.view.filter, "PRIMARY")
    assert [row.code for row in dialog.model.rows] == ["G35.B"]
    assert "a heading, not billable" in dialog.view.detail.text()
    QTest.keyClicks(dialog.view.filter, " nothing")
    assert dialog.view.none_found.text() == "Nothing here matches the filter."
    dialog.reject()


def test_enter_on_a_touched_visit_opens_it_and_the_preview_comes_back(office: Office) -> None:
    dialog = office.open_preview()
    office.enter(dialog.view.table)
    assert office.opened == ["e1"]
    assert not dialog.isVisible()
    updates = office.panel.updates
    assert updates.has_preview()
    updates.go_back()
    assert dialog.isVisible()
    assert dialog.view.table.currentIndex().row() == 0
    dialog.reject()
    assert not updates.has_preview()


def test_a_touched_favourite_is_shown_in_the_book(office: Office) -> None:
    dialog = office.open_preview()
    dialog.view.table.choose(1)
    office.enter(dialog.view.table)
    assert office.codes == [("E66.81", date(2026, 9, 30))]


def test_a_difference_alone_opens_nothing(office: Office) -> None:
    dialog = office.open_preview()
    dialog.view.table.choose(3)
    office.enter(dialog.view.table)
    assert dialog.isVisible()
    dialog.reject()


def test_the_release_is_put_in_use_from_its_preview(office: Office) -> None:
    dialog = office.open_preview()
    office.enter(dialog.view.use_button)
    assert not office.panel.updates.has_preview()
    assert office.code_sets.releases()[0].in_use
    assert office.cells(0)[0] == "in use"


def test_what_stands_against_its_use_is_said_in_the_preview(office: Office) -> None:
    office.code_sets.refusal = InputError("codeset.empty", file="list.txt")
    dialog = office.open_preview()
    office.enter(dialog.view.use_button)
    assert dialog.view.said.text() == InputError("codeset.empty", file="list.txt").sentence
    assert dialog.view.use_button.isEnabled()
    dialog.reject()


def test_the_release_is_removed_from_its_preview(office: Office, yes: list[str]) -> None:
    dialog = office.open_preview()
    office.enter(dialog.view.remove_button)
    assert not office.panel.updates.has_preview()
    assert [release.name for release in office.code_sets.releases()] == ["FY2026"]


def test_a_release_that_is_not_whole_says_so_above_its_changes(office: Office) -> None:
    office.code_sets._releases = [replace(DERIVED, in_use=False)]
    office.panel.reload()
    office.settle()
    dialog = office.open_preview()
    assert dialog.view.remark.text().startswith("▲ codes and titles complete")
    dialog.reject()


def test_the_preview_is_saved_as_pages_and_as_a_table(office: Office, tmp_path: Path) -> None:
    dialog = office.open_preview()
    assert dialog.preview is not None
    for ending in ("pdf", "csv"):
        dialog._output.save(dialog.preview, ending, tmp_path / f"preview.{ending}")
        office.settle()
        assert dialog.view.said.text() == f"The preview is saved as preview.{ending}."
    assert (tmp_path / "preview.pdf").read_bytes().startswith(b"%PDF")
    assert "G35.A" in (tmp_path / "preview.csv").read_text(encoding="utf-8-sig")
    dialog._output.save(dialog.preview, "csv", tmp_path / "none" / "preview.csv")
    office.settle()
    assert dialog.view.said.property("role") == "error"
    dialog.reject()


def test_without_a_printer_printing_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    dialog = office.open_preview()
    dialog.print_out()
    office.settle()
    assert dialog.view.said.text().startswith("There is no printer")
    dialog.reject()


def test_tens_of_thousands_of_differences_are_filtered_at_once(office: Office) -> None:
    office.code_sets.shown = long_preview(30_000)
    dialog = office.open_preview()
    dialog.view.filter.setText("s29999")
    assert [row.code for row in dialog.model.rows] == ["S29999"]
    dialog.reject()


def test_every_widget_that_takes_keys_has_a_name(office: Office) -> None:
    dialog = office.open_preview()
    nameless = []
    for widget in (*office.panel.findChildren(QWidget), *dialog.findChildren(QWidget)):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inside = isinstance(widget.parent(), QComboBox)
        has_words = isinstance(widget, QAbstractButton) and bool(widget.text())
        if takes_keys and not inside and not has_words and not widget.accessibleName():
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []
    dialog.reject()
