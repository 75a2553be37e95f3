"""Everything the workbench shows of one visit, read in one go outside the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.domain.documents import Chart
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.findings import Finding, Severity
from medcoder_desktop.domain.payment_rules import HccCategory
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.domain.samples import AnswerKey
from medcoder_desktop.domain.search import SearchContext
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.services.suite import Services


@dataclass(frozen=True, slots=True)
class PreviousVisit:
    """The patient's visit before this one.

    Attributes:
        codes: Diagnosis codes of its sheet, in order.
    """

    encounter_id: str
    date_of_service: date
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetState:
    """A sheet as it stands, with what its check found.

    Attributes:
        claim: The claim in force of a finished visit.
        categories: The risk categories (HCC) of its diagnoses, by code; most have none.
    """

    version: SheetVersion
    findings: tuple[Finding, ...]
    status: EncounterStatus
    claim: Claim | None = None
    categories: Mapping[str, tuple[HccCategory, ...]] = field(default_factory=dict)

    @property
    def sheet(self) -> CodingSheet:
        """The sheet itself."""
        return self.version.sheet

    @property
    def locked(self) -> bool:
        """Whether the visit is finished, so that its codes stand still."""
        return not self.status.can_be_coded

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the claim from being finished."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class OpenedVisit:
    """A visit with its chart, sheet and surroundings.

    Attributes:
        in_force: The code release that answers for the date of service; None while the code
            library is not built.
        answer_key: For a sample visit.
        fees: The fee schedule on the date of service, for completion.
        about: What a code search may know of the visit and its office.
        place: Where the coder read in this visit last; None when she read elsewhere since.
        last_opened: When a coder had it open before; None for never. Documents that came in since
            are new.
    """

    visit: Visit
    chart: Chart
    state: SheetState
    previous: PreviousVisit | None
    in_force: InForce | None
    answer_key: AnswerKey | None
    fees: tuple[FeeLine, ...]
    about: SearchContext
    place: ReadingPlace | None
    last_opened: datetime | None = None

    @property
    def encounter(self) -> Encounter:
        """The visit's own row."""
        return self.visit.encounter


def read_opened_visit(services: Services, encounter_id: str) -> OpenedVisit:
    """Read all the workbench shows of a visit."""
    visit = services.patients.visit(encounter_id)
    day = visit.encounter.date_of_service
    place = services.desk.place()
    return OpenedVisit(
        visit=visit,
        chart=services.records.chart(encounter_id),
        state=read_sheet_state(services, encounter_id),
        previous=_previous_visit(services, visit),
        in_force=services.library.in_force(day) if services.library.is_ready() else None,
        answer_key=services.records.answer_key(encounter_id),
        fees=services.office.fee_lines(on=day),
        about=services.search.context(visit),
        last_opened=services.records.last_opened(encounter_id),
        place=place if place is not None and place.encounter_id == encounter_id else None,
    )


def read_sheet_state(
    services: Services, encounter_id: str, version: SheetVersion | None = None
) -> SheetState:
    """Read the sheet with its findings.

    Args:
        version: The sheet as a write has just returned it, so that it is not read again.
    """
    encounter = services.patients.visit(encounter_id).encounter
    status = encounter.status
    shown = version or services.coding.sheet(encounter_id)
    return SheetState(
        version=shown,
        findings=_findings(services, encounter_id),
        categories=_categories(services, shown.sheet, encounter.date_of_service),
        status=status,
        claim=None if status.can_be_coded else services.claims.current_claim(encounter_id),
    )


def _categories(
    services: Services, sheet: CodingSheet, day: date
) -> Mapping[str, tuple[HccCategory, ...]]:
    if not services.library.is_ready():
        return {}
    codes = (diagnosis.code for diagnosis in sheet.diagnoses)
    found = {code: services.library.categories(code, day) for code in codes}
    return {code: categories for code, categories in found.items() if categories}


def _findings(services: Services, encounter_id: str) -> tuple[Finding, ...]:
    """The findings; none can be had while the code library is not built."""
    if not services.library.is_ready():
        return ()
    return services.coding.findings(encounter_id)


def _previous_visit(services: Services, visit: Visit) -> PreviousVisit | None:
    row = services.patients.previous_visit(visit.encounter)
    if row is None:
        return None
    encounter = row.encounter
    return PreviousVisit(encounter.id, encounter.date_of_service, row.diagnosis_codes)
