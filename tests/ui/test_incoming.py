"""Files dropped on the window find their way by what is in them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.domain.updates import Touched
from medcoder_desktop.services.fee_checking import looks_like_fees
from medcoder_desktop.ui.importing.columns_dialog import VisitColumnsDialog
from medcoder_desktop.ui.importing.dialog import ImportDialog
from medcoder_desktop.ui.library.import_codes_dialog import ImportCodesDialog
from medcoder_desktop.ui.library.update_preview_dialog import UpdatePreviewDialog
from medcoder_desktop.ui.office.fee_import_dialog import FeeImportDialog
from tests.ui.opened import OpenedWindow

CODES = """\
A000    Cholera due to Vibrio cholerae 01, biovar cholerae
A001    Cholera due to Vibrio cholerae 01, biovar eltor
A009    Cholera, unspecified
"""


@pytest.fixture
def own(
    open_on: Callable[[Path], OpenedWindow], sample_folder: Path, library_path: Path
) -> OpenedWindow:
    """The window on a code library of its own, which may be written."""
    (sample_folder / "library.db").unlink()
    shutil.copy(library_path, sample_folder / "library.db")
    window = open_on(sample_folder)
    window.start()
    return window


@pytest.fixture
def code_file(tmp_path: Path) -> Path:
    """A list of codes in an official layout, of a year long gone."""
    path = tmp_path / "icd10cm_codes_2019.txt"
    path.write_text(CODES, encoding="ascii")
    return path


@pytest.fixture
def fee_file(tmp_path: Path) -> Path:
    path = tmp_path / "prices.csv"
    path.write_text("CPT,Description,Fee\n99213,Office visit,125.00\n99214,Longer,185.00\n")
    return path


def drop(opened: OpenedWindow, *paths: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    opened.window.dropEvent(
        QDropEvent(
            QPointF(99, 99),
            Qt.DropAction.CopyAction,
            files,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    opened.settle()


def test_a_code_list_goes_to_the_library_and_waits_with_its_preview(
    own: OpenedWindow, code_file: Path
) -> None:
    drop(own, code_file)
    (preview,) = own.window.findChildren(UpdatePreviewDialog)
    assert preview.release.code_set is CodeSet.ICD10CM
    assert preview.release.name == "FY2019"
    assert not preview.release.in_use
    assert preview.preview is not None
    assert preview.preview.old is None  # those installed begin later
    assert [row.code for row in preview.model.rows if row.billable] == ["A00.0", "A00.1", "A00.9"]
    preview.put_in_use()
    own.settle()
    other = own.services
    used = [release.name for release in other.code_sets.releases() if release.in_use]
    other.close()
    assert "FY2019" in used
    assert own.window.view.messages.words.text().startswith("ICD-10-CM FY2019 is in use")


def test_a_diagnosis_never_touches_a_procedure_that_looks_alike(
    own: OpenedWindow, code_file: Path
) -> None:
    """G04.02 is a diagnosis the small list has not; G0402 is a service with a fee."""
    drop(own, code_file)
    (preview,) = own.window.findChildren(UpdatePreviewDialog)
    assert preview.preview is not None
    assert not [thing for thing in preview.preview.touched if thing.kind is Touched.FEE]
    preview.reject()


def test_the_fee_schedule_goes_to_the_practice(opened: OpenedWindow, fee_file: Path) -> None:
    drop(opened, fee_file)
    assert opened.window.current_page == "practice"
    (dialog,) = opened.window.findChildren(FeeImportDialog)
    assert dialog.view.said.text() == "2 fees to import."
    dialog.reject()


def test_a_mixed_drop_does_both(own: OpenedWindow, code_file: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Patient: Somebody Unknown\n\nFollow-up of blood pressure.\n")
    drop(own, note, code_file)
    assert own.window.findChildren(ImportDialog)
    (preview,) = own.window.findChildren(UpdatePreviewDialog)
    preview.reject()
    for dialog in own.window.findChildren(ImportDialog):
        dialog.reject()


def test_a_record_is_imported_as_before(opened: OpenedWindow, tmp_path: Path) -> None:
    record = tmp_path / "bundle.json"
    record.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": []}))
    drop(opened, record)
    assert opened.window.current_page == "worklist"
    assert not opened.window.findChildren(ImportCodesDialog)
    (dialog,) = opened.window.findChildren(ImportDialog)
    dialog.reject()


def test_code_sets_are_imported_by_a_key_from_every_page(opened: OpenedWindow) -> None:
    opened.press("Ctrl+Shift+I", opened.window)
    (dialog,) = opened.window.findChildren(ImportCodesDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_the_releases_stand_beside_the_book(opened: OpenedWindow) -> None:
    opened.window.go_to("library")
    opened.window.actions_table.run("library.releases")
    opened.settle()
    page = opened.window.page("library")
    panel = page.releases  # type: ignore[attr-defined] # the code library's own
    assert panel.isVisible()
    states = {row.id: row.state.value for row in panel.model.rows}
    assert states["ncci-mue"] == "not installed"
    assert any(row.release and row.release.name == "FY2026" for row in panel.model.rows)


def test_a_table_of_visits_with_charges_is_no_fee_schedule(
    own: OpenedWindow, tmp_path: Path
) -> None:
    table = tmp_path / "visits.csv"
    table.write_text(
        "Last,First,DOB,DOS,CPT,Charge,Dx\n"
        "Able,Ann,01/02/1980,06/01/2026,99213,100,I10\n"
        "Baker,Bob,03/31/1980,06/02/2026,99214,150,I10\n"
    )
    fees = tmp_path / "fees.csv"
    fees.write_text("Code,Description,Fee\n99213,Office visit,100\n99214,Longer visit,150\n")
    assert not looks_like_fees(table)
    assert looks_like_fees(fees)
    drop(own, table)
    own.qtbot.waitUntil(lambda: bool(own.window.findChildren(VisitColumnsDialog)))
    own.window.findChildren(VisitColumnsDialog)[0].reject()
    own.settle()
