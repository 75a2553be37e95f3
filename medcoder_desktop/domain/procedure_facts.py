"""Everything the library knows of one procedure on one day."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.codes import CodeSystem
from medcoder_desktop.domain.coverage_policies import CoveragePolicy
from medcoder_desktop.domain.payment_rules import AddOnRule, RelativeValues, UnitLimit, WaivedTest
from medcoder_desktop.domain.procedures import CPT_NOTICE, ProcedureEntry
from medcoder_desktop.domain.releases import InForce


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """A procedure with what Medicare's tables say of it; each table only where installed.

    Attributes:
        entry: From HCPCS Level II or the office's CPT file; None when no installed list has it,
            which for a CPT-shaped code is no fault.
        in_force: The release ``entry`` was read from, or would have been; None when the office
            has no list of that kind.
        values: Relative values of the whole service and of its components by modifier.
        pairs: How many procedures may not be billed beside it (as the paid code of a pair).
        nearest: The tables that answered although they are not in force on the day.
    """

    code: str
    system: CodeSystem
    entry: ProcedureEntry | None
    in_force: InForce | None
    values: tuple[RelativeValues, ...] = ()
    unit_limit: UnitLimit | None = None
    add_on: AddOnRule | None = None
    waived: WaivedTest | None = None
    policies: tuple[CoveragePolicy, ...] = ()
    pairs: int = 0
    unlisted: bool = False
    nearest: tuple[InForce, ...] = ()

    @property
    def title(self) -> str:
        """The fullest description there is; empty where no installed list has the code."""
        return self.entry.title if self.entry else ""

    @property
    def notice(self) -> str:
        """What must stand beside a CPT descriptor; empty for any other code."""
        if self.system is not CodeSystem.CPT or self.entry is None or self.in_force is None:
            return ""
        return CPT_NOTICE.format(year=self.in_force.release.effective_from.year)
