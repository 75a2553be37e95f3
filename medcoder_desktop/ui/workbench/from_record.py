"""What is taken from the record to the codes: selected words, regions, charges, problems."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import PriorCondition
from medcoder_desktop.domain.earlier_codes import PROBLEM_LIST
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.pages import PageRegion
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.page_view import WorkbenchView
from medcoder_desktop.ui.workbench.visit_desk import VisitDesk


class FromRecord(QObject):
    """Carries what the coder points at in the record over to search and sheet."""

    def __init__(self, context: AppContext, view: WorkbenchView, desk: VisitDesk) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._desk = desk
        view.record.charge_wanted.connect(self._on_charge)
        view.record.condition_wanted.connect(self._on_condition)

    def search_selection(self) -> None:
        """Search the words selected in the note, and keep them as evidence."""
        record, codes = self._view.record, self._view.codes
        chosen = record.selected()
        if isinstance(chosen, PageRegion):
            document_id = record.viewer.document_id
            read = partial(_evidence_on_page, self._context.services, document_id, chosen)
            self._context.tasks.read(read, codes.search_words, topic="workbench.region")
        elif chosen is None:
            codes.refuse("Select words in the note first, then press Ctrl+Enter.")
        else:
            codes.search_words(chosen)

    def _can_code(self) -> bool:
        return self._desk.current is not None and not self._desk.current.state.locked

    def _on_charge(self, charge: RecordedCharge) -> None:
        if self._can_code():
            self._desk.take_charge(charge)

    def _on_condition(self, condition: PriorCondition) -> None:
        """Carry a problem forward by its code; one without is searched by its words."""
        if condition.icd10cm and self._can_code():
            self._desk.carry_forward(condition.icd10cm, PROBLEM_LIST)
        else:
            self._view.codes.search_for(condition.icd10cm or condition.text)
            self._view.codes.focus_search()


def _evidence_on_page(services: Services, document_id: str, region: PageRegion) -> Evidence:
    """A region as evidence, with the words that stand in it."""
    return Evidence(document_id, 0, 0, services.pages.words_within(document_id, region), region)
