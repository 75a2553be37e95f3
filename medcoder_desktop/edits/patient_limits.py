"""Edits over whom a diagnosis fits (box 21, HI), from the Medicare Code Editor's lists.

The editor is for inpatient claims; for an office its lists of age and sex are a reason to look
again, never an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from medcoder_desktop.domain.findings import Finding, Part, Severity
from medcoder_desktop.domain.patients import Sex
from medcoder_desktop.domain.payment_rules import PatientLimit
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.edits.lookup import CodeLookup

_SEXES = {PatientLimit.FEMALE: Sex.FEMALE, PatientLimit.MALE: Sex.MALE}


def check_patient_limits(visit: Visit, sheet: CodingSheet, lookup: CodeLookup) -> Iterator[Finding]:
    """Diagnoses that do not fit the patient's age or sex."""
    age = visit.patient.age_on(visit.encounter.date_of_service)
    sex = visit.patient.sex
    for diagnosis in sheet.diagnoses:
        for each in lookup.limits(diagnosis.code):
            ages = each.limit.ages
            wrong_age = age is not None and ages is not None and not ages[0] <= age <= ages[1]
            wanted = _SEXES.get(each.limit)
            wrong_sex = wanted is not None and sex in _SEXES.values() and sex is not wanted
            if wrong_age or wrong_sex:
                params = {"code": diagnosis.code, "whom": each.limit.value}
                yield Finding(
                    "fits_others",
                    Severity.WARNING,
                    Part.DIAGNOSIS,
                    "21",
                    "HI",
                    subject_id=diagnosis.id,
                    params=MappingProxyType(params),
                )
