"""All edits over one visit, worst first."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.findings import Finding, Severity
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.edits.diagnoses import check_diagnoses
from medcoder_desktop.edits.lines import check_lines
from medcoder_desktop.edits.lookup import CodeLookup
from medcoder_desktop.edits.parties import check_parties
from medcoder_desktop.edits.patient_limits import check_patient_limits
from medcoder_desktop.edits.procedures import check_procedures

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


def check_sheet(
    visit: Visit,
    sheet: CodingSheet,
    lookup: CodeLookup,
    today: date,
    amended: frozenset[str] = frozenset(),
    *,
    evidence_needed: bool = False,
) -> tuple[Finding, ...]:
    """Everything that stands in the way of this visit's claim or deserves a look.

    Args:
        lookup: The code sets on the date of service.
        today: For dates that must not lie in the future.
        amended: Ids of diagnoses with a quote that no longer stands in its document.
        evidence_needed: Whether the office finishes no claim with a code without evidence.

    Returns:
        Findings, errors before warnings before information; else in the order of the form.
    """
    findings = (
        *check_parties(visit, today),
        *check_diagnoses(sheet, lookup, amended, evidence_needed=evidence_needed),
        *check_patient_limits(visit, sheet, lookup),
        *check_lines(visit, sheet),
        *check_procedures(visit, sheet, lookup),
    )
    return tuple(sorted(findings, key=lambda finding: _WEIGHT[finding.severity]))
