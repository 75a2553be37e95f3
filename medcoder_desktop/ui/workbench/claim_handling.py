"""From the finished sheet to the claim on paper: finish, save, reopen."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from medcoder_desktop.domain.claims import Claim, ExportKind
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.claim_card import ask_for_target
from medcoder_desktop.ui.workbench.locked_strip import LockedStrip
from medcoder_desktop.ui.workbench.opened_visit import SheetState
from medcoder_desktop.ui.workbench.sheet_panel import SheetPanel
from medcoder_desktop.ui.workbench.visit_desk import Exported, VisitDesk


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
        locked.reopen_wanted.connect(self.reopen)
        sheet.finish_bar.finish_wanted.connect(self.finish)
        sheet.claim_card.export_wanted.connect(self._export)
        sheet.claim_card.reopen_wanted.connect(self.reopen)
        desk.finished.connect(self._on_finished)
        desk.exported.connect(self._on_exported)

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
        self._export(ExportKind.SUMMARY, self._sheet.claim_card.with_evidence.isChecked())

    def save_json(self) -> None:
        """Ask where, and save the claim as JSON."""
        self._export(ExportKind.JSON, True)  # noqa: FBT003 - as the signal carries it

    def reopen(self) -> None:
        """Ask, and open a finished visit for coding again."""
        opened = self._desk.current
        if opened is None or not opened.state.locked:
            return
        claim = opened.state.claim
        number = f"Claim {claim.number}" if claim else "Its claim"
        question = (
            f"Reopen visit {opened.encounter.number}? {number} is withdrawn and kept in the list "
            "of claims; finishing again makes a new one."
        )
        if confirm(self._sheet, "Reopen visit", question):
            self._desk.reopen()

    def show_state(self, state: SheetState) -> None:
        """After finishing, put the keyboard where the next step is."""
        if self._finishing and state.locked:
            self._finishing = False
            self._sheet.claim_card.save_summary.setFocus()

    def _export(self, kind: ExportKind, with_evidence: bool) -> None:
        state = self._sheet.state
        if state is None or state.claim is None:
            return
        target = ask_for_target(self._sheet, state.claim, kind)
        if target is not None:
            self._desk.export(state.claim, kind, target, with_evidence=with_evidence)

    def _on_finished(self, claim: Claim) -> None:
        self._finishing = True
        self._context.show_message(
            f"Claim {claim.number} is finished: {format_cents(claim.total)}."
        )

    def _on_exported(self, exported: Exported) -> None:
        self._sheet.claim_card.show_saved(exported.path)
        self._context.show_message(f"Saved {exported.path.name}.")


def confirm(parent: QWidget, title: str, question: str) -> bool:
    """Ask before something that cannot simply be undone."""
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, question, yes | no, yes) is yes
