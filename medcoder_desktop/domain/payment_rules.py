"""What Medicare's published tables say of procedures and of pairs of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class ModifierIndicator(Enum):
    """Whether a modifier may bypass a procedure pair."""

    NOT_ALLOWED = "0"
    ALLOWED = "1"
    NOT_APPLICABLE = "9"


@dataclass(frozen=True, slots=True)
class PtpPair:
    """An NCCI procedure-to-procedure edit for practitioners.

    Attributes:
        column1: The code that is paid.
        column2: The code that is not, unless a modifier is allowed and justified.
        effective: First date of service.
        deleted: The date the edit ended, as published; None while it is in force. NCCI treats
            a deletion date equal to the effective date as an edit that never held.
        rationale: The publisher's reason, such as ``Misuse of column two code with column one``.
    """

    column1: str
    column2: str
    effective: date
    deleted: date | None
    indicator: ModifierIndicator
    rationale: str

    def holds_on(self, day: date) -> bool:
        """Whether the edit applies to a date of service."""
        return self.effective <= day and (self.deleted is None or day <= self.deleted)


class MueAdjudication(Enum):
    """How units beyond the limit are judged (MAI)."""

    CLAIM_LINE = 1
    DATE_OF_SERVICE_POLICY = 2
    DATE_OF_SERVICE_CLINICAL = 3


@dataclass(frozen=True, slots=True)
class UnitLimit:
    """A medically unlikely edit.

    Attributes:
        units: Most units that one patient plausibly gets on one day from one provider.
        rationale: The publisher's reason.
    """

    code: str
    units: int
    adjudication: MueAdjudication
    rationale: str


class AddOnType(Enum):
    """How the primary codes of an add-on code are told."""

    LISTED = 1
    CONTRACTOR = 2
    SOME_LISTED = 3


@dataclass(frozen=True, slots=True)
class AddOnRule:
    """An add-on code and what it may be added to.

    Attributes:
        primaries: Codes, or ranges written ``99202-99215``; empty when the contractor decides.
        effective: First date of service; None when the file does not tell.
        deleted: Last date of service; None while it is in force.
        instructions: The publisher's words about the primaries; may be empty.
    """

    code: str
    kind: AddOnType
    primaries: tuple[str, ...]
    effective: date | None = None
    deleted: date | None = None
    instructions: str = ""

    def may_be_added_to(self, primary: str) -> bool:
        """Whether a code is among the listed primaries."""
        for listed in self.primaries:
            first, _, last = listed.partition("-")
            if first <= primary <= (last or first):
                return True
        return False


@dataclass(frozen=True, slots=True)
class RelativeValues:
    """A line of the Medicare physician fee schedule's relative value file (PPRRVU).

    Indicators are the publisher's single characters; the properties say what they mean.

    Attributes:
        modifier: ``26``, ``TC``, ``53`` or empty for the whole service.
        status: Status code: A active, B bundled, C carrier-priced, I not valid for Medicare,
            N non-covered, R restricted, T paid when alone, X excluded by statute …
        work: Work RVU.
        practice_nonfacility: Practice-expense RVU outside a facility; None when not applicable.
        practice_facility: The same in a facility; None when not applicable.
        malpractice: Malpractice RVU.
        total_nonfacility: Their sum outside a facility; None when not applicable.
        total_facility: Their sum in a facility; None when not applicable.
        pc_tc: Professional/technical indicator, 0 to 9.
        global_days: ``000``, ``010``, ``090``, ``MMM``, ``XXX``, ``YYY``, ``ZZZ``.
        multiple: Multiple-procedure indicator, 0 to 7 or 9.
        bilateral: Bilateral indicator: 0, 1, 2, 3 or 9.
        assistant: Assistant-at-surgery indicator: 0, 1, 2 or 9.
        co_surgeons: Co-surgeon indicator: 0, 1, 2 or 9.
        team: Team-surgery indicator: 0, 1, 2 or 9.
        endoscopic_base: Base code of an endoscopy family; may be empty.
        conversion_factor: Dollars for each RVU; None when the line has none.
        pre_operative: Share of the global package before surgery, 0 to 1.
        intra_operative: Share of the surgery itself.
        post_operative: Share of the care after it.
    """

    code: str
    modifier: str
    status: str
    work: Decimal
    practice_nonfacility: Decimal | None
    practice_facility: Decimal | None
    malpractice: Decimal
    total_nonfacility: Decimal | None
    total_facility: Decimal | None
    pc_tc: str
    global_days: str
    multiple: str
    bilateral: str
    assistant: str
    co_surgeons: str
    team: str
    endoscopic_base: str = ""
    conversion_factor: Decimal | None = None
    pre_operative: Decimal = Decimal(0)
    intra_operative: Decimal = Decimal(0)
    post_operative: Decimal = Decimal(0)

    @property
    def splits_into_components(self) -> bool:
        """Whether modifiers 26 and TC apply (PC/TC indicator 1)."""
        return self.pc_tc == "1"

    @property
    def follow_up_days(self) -> int | None:
        """Days of the global period: 0, 10 or 90; None where the concept does not apply."""
        return int(self.global_days) if self.global_days in ("000", "010", "090") else None

    @property
    def bilateral_raises_payment(self) -> bool:
        """Whether modifier 50 is paid at 150 % (indicator 1) or each side in full (3)."""
        return self.bilateral in ("1", "3")


@dataclass(frozen=True, slots=True)
class WaivedTest:
    """A laboratory test a CLIA certificate of waiver allows.

    Attributes:
        needs_qw: Whether the line must carry modifier QW.
        name: The test or analyte; the file may name several devices under one code.
        effective: First date of service; None when the file does not tell.
    """

    code: str
    needs_qw: bool
    name: str
    effective: date | None = None


class PatientLimit(Enum):
    """Whom a diagnosis of the Medicare Code Editor's age and sex lists fits."""

    NEWBORN = "newborn"
    PEDIATRIC = "pediatric"
    MATERNITY = "maternity"
    ADULT = "adult"
    FEMALE = "female"
    MALE = "male"

    @property
    def ages(self) -> tuple[int, int] | None:
        """First and last year of age it fits; None for a limit by sex (MCE definitions)."""
        return {
            PatientLimit.NEWBORN: (0, 0),
            PatientLimit.PEDIATRIC: (0, 17),
            PatientLimit.MATERNITY: (9, 64),
            PatientLimit.ADULT: (15, 124),
        }.get(self)


@dataclass(frozen=True, slots=True)
class DiagnosisLimit:
    """A diagnosis that fits patients of an age or sex only.

    Attributes:
        code: With its dot.
    """

    code: str
    limit: PatientLimit


@dataclass(frozen=True, slots=True)
class HccCategory:
    """A risk category that a diagnosis counts toward.

    Attributes:
        diagnosis: ICD-10-CM code with its dot.
        model: ``V28``.
        payment_year: Year of payment; dates of service of the year before count.
        category: ``37``.
        label: What the category is called; may be empty.
    """

    diagnosis: str
    model: str
    payment_year: int
    category: str
    label: str
