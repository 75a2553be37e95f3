"""A table of visits asks for its columns in a dialog, once."""

from __future__ import annotations

from pathlib import Path

from medcoder_desktop.domain.visit_tables import VisitField
from medcoder_desktop.ui.importing.columns_dialog import VisitColumnsDialog
from medcoder_desktop.ui.importing.dialog import ImportDialog
from tests.ui.opened import OpenedWindow

TABLE = "Patient,DOB,Sex,Seen on,Booked\nPike Ann,1/2/1980,F,3/15/2026,2/1/2026\n"


def brought_in(opened: OpenedWindow, path: Path) -> ImportDialog:
    opened.work_list.bring_in((path,))
    opened.qtbot.waitUntil(
        lambda: any(
            d.isVisible() and (d.store_button.isVisible() or d.findChild(VisitColumnsDialog))
            for d in opened.window.findChildren(ImportDialog)
        )
    )
    opened.settle()
    return opened.window.findChildren(ImportDialog)[-1]


def question(dialog: ImportDialog) -> VisitColumnsDialog:
    found = dialog.findChild(VisitColumnsDialog)
    assert isinstance(found, VisitColumnsDialog)
    return found


def table(folder: Path, text: str = TABLE) -> Path:
    path = folder / "visits.csv"
    path.write_text(text, "utf-8")
    return path


def test_columns_are_asked_for_and_the_visits_come_in(opened: OpenedWindow, tmp_path: Path) -> None:
    dialog = brought_in(opened, table(tmp_path))
    asked = question(dialog)
    assert asked.combos["DOB"].currentData() is VisitField.BIRTH_DATE
    assert asked.model.rows[0].day == "2026-03-15"
    opened.press("Ctrl+Return", asked)
    opened.qtbot.waitUntil(dialog.store_button.isVisible)
    dialog.store_button.click()
    opened.settle()
    assert "1 visit added" in dialog.headline.text()
    dialog.reject()
    opened.settle()
    again = brought_in(opened, table(tmp_path, TABLE.replace("3/15", "3/16")))
    assert again.findChild(VisitColumnsDialog) is None
    again.reject()


def test_a_field_stands_in_one_column_and_the_needed_ones_are_asked(
    opened: OpenedWindow, tmp_path: Path
) -> None:
    dialog = brought_in(opened, table(tmp_path))
    asked = question(dialog)
    fields = list(VisitField)
    asked.combos["Booked"].setCurrentIndex(fields.index(VisitField.DATE_OF_SERVICE) + 1)
    assert asked.combos["Seen on"].currentData() is VisitField.DATE_OF_SERVICE
    assert not asked.use_button.isEnabled()
    assert "Both “" in asked.said.text()
    asked.combos["Seen on"].setCurrentIndex(0)
    assert asked.use_button.isEnabled()
    assert asked.model.rows[0].day == "2026-02-01"
    asked.combos["Booked"].setCurrentIndex(0)
    assert not asked.use_button.isEnabled()
    assert "date of service" in asked.said.text()
    opened.press("Escape", asked)
    opened.settle()
    assert "columns were not chosen" in dialog.results.topLevelItem(0).text(2)  # type: ignore[union-attr]
    dialog.reject()


def test_columns_can_be_changed_from_the_preview(opened: OpenedWindow, tmp_path: Path) -> None:
    dialog = brought_in(opened, table(tmp_path))
    question(dialog).use()
    opened.qtbot.waitUntil(dialog.store_button.isVisible)
    dialog.columns_button.click()
    opened.qtbot.waitUntil(lambda: dialog.findChild(VisitColumnsDialog) is not None)
    asked = question(dialog)
    assert asked.columns[VisitField.DATE_OF_SERVICE] == "Seen on"
    asked.use()
    opened.qtbot.waitUntil(dialog.store_button.isVisible)
    dialog.reject()
    opened.settle()
