"""From the finished sheet to the claim on paper: finish, save, open, print, reopen."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from medcoder_desktop.domain.claims import Claim, ExportKind
from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.printing.job import PrintJob
from medcoder_desktop.ui.workbench.desk_values import Exported, Purpose
from medcoder_desktop.ui.workbench.locked_strip import LockedStrip
from medcoder_desktop.ui.workbench.opened_visit import SheetState
from medcoder_desktop.ui.workbench.sheet_panel import SheetPanel
from medcoder_desktop.ui.workbench.visit_desk import VisitDesk

_FILTERS = {ExportKind.SUMMARY: "PDF (*.pdf)", ExportKind.JSON: "JSON (*.json)"}
_ENDINGS = {ExportKind.SUMMARY: "pdf", ExportKind.JSON: "json"}


class ClaimHandling(QObject):
    """What the coder may do with the claim of the open visit.

    Args:
        sheet: Where the buttons are, and refusals are said.
        locked: The strip above the panels of a finished visit.
    """

    def __init__(
        self, context: AppContext, desk: VisitDesk, sheet: SheetPanel, locked: LockedStrip
    ) -> None:
        super().__init__(sheet)
        self._context = context
        self._desk = desk
        self._sheet = sheet
        self._finishing = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        card = sheet.claim_card
        for clicked, act in (
            (locked.reopen.clicked, self.reopen),
            (sheet.finish_bar.finish.clicked, self.finish),
            (card.save_summary.clicked, self.save_summary),
            (card.save_json.clicked, self.save_json),
            (card.open_pdf.clicked, self.open_pdf),
            (card.print_out.clicked, self.print_out),
            (card.reopen.clicked, self.reopen),
        ):
            clicked.connect(act)
        desk.finished.connect(self._on_finished)
        desk.exported.connect(self._on_exported)

    @property
    def claim(self) -> Claim | None:
        """The claim of the open visit; None while it is not finished."""
        return self._sheet.state.claim if self._sheet.state else None

    def finish(self) -> None:
        """Finish the claim, or show what stands in the way."""
        state = self._sheet.state
        if state is None:
            return
        if state.locked:
            self._sheet.claim_card.save_summary.setFocus()
        elif state.errors:
            self._sheet.notice.say(f"Not finished yet: {state.errors[0].sentence}")
            self._sheet.focus_findings()
        else:
            self._desk.finish()

    def save_summary(self) -> None:
        """Ask where, and save the claim summary as a PDF."""
        self._ask_and_save(ExportKind.SUMMARY)

    def save_json(self) -> None:
        """Ask where, and save the claim as JSON."""
        self._ask_and_save(ExportKind.JSON)

    def open_pdf(self) -> None:
        """Show the claim summary in the system's own viewer."""
        self._write_aside(Purpose.OPEN)

    def print_out(self) -> None:
        """Print the claim summary."""
        self._write_aside(Purpose.PRINT)

    def save(self, claim: Claim, kind: ExportKind, target: Path) -> None:
        """Write a claim to a file the coder chose."""
        self._export(claim, kind, target, Purpose.KEEP)

    def reopen(self) -> None:
        """Ask, and open a finished visit for coding again."""
        opened = self._desk.current
        if opened is None or not opened.state.locked:
            return
        number = f"Claim {self.claim.number}" if self.claim else "Its claim"
        question = QMessageBox(self._sheet.window())
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("Reopen visit")
        question.setText(f"Reopen visit {opened.encounter.number}?")
        question.setInformativeText(
            f"{number} is withdrawn and kept in the list of claims. "
            "Finishing again makes a new one."
        )
        yes = question.addButton("Reopen visit", QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(yes)
        yes.clicked.connect(self._desk.reopen)
        question.open()

    def show_state(self, state: SheetState) -> None:
        """After finishing, put the keyboard where the next step is."""
        if self._finishing and state.locked:
            self._finishing = False
            self._sheet.claim_card.save_summary.setFocus()

    def close_up(self) -> None:
        """Remove what was written for the viewer and the printer."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _ask_and_save(self, kind: ExportKind) -> None:
        claim = self.claim
        if claim is None:
            return
        dialog = QFileDialog(self._sheet.window(), "Save claim")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTERS[kind])
        dialog.setDefaultSuffix(_ENDINGS[kind])
        dialog.selectFile(f"claim-{claim.number}.{_ENDINGS[kind]}")
        dialog.fileSelected.connect(partial(self._on_target, claim, kind))
        dialog.open()

    def _on_target(self, claim: Claim, kind: ExportKind, name: str) -> None:
        self.save(claim, kind, Path(name))

    def _write_aside(self, purpose: Purpose) -> None:
        """Write the summary into a folder of our own, removed when the window closes."""
        claim = self.claim
        if claim is None:
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="medcoder-")
        target = Path(self._folder.name) / f"claim-{claim.number}.pdf"
        self._export(claim, ExportKind.SUMMARY, target, purpose)

    def _export(self, claim: Claim, kind: ExportKind, target: Path, purpose: Purpose) -> None:
        evidence = self._sheet.claim_card.with_evidence.isChecked()
        self._desk.export(claim, kind, target, purpose, with_evidence=evidence)

    def _on_finished(self, claim: Claim) -> None:
        self._finishing = True
        total = format_cents(claim.total)
        self._context.show_message(f"Claim {claim.number} is finished: {total}.")

    def _on_exported(self, exported: Exported) -> None:
        if exported.purpose is Purpose.KEEP:
            self._sheet.claim_card.show_saved(exported.path)
            self._context.show_message(f"The claim is saved as {exported.path.name}.")
        elif exported.purpose is Purpose.PRINT:
            PrintJob(self._context, self._sheet.window()).start(exported.path)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(exported.path))):
            self._context.show_error(
                EnvironmentError_("window.not_opened", file=exported.path.name)
            )
