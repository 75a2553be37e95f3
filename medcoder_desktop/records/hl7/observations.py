"""Results and diagnoses of HL7 version 2 segments."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from medcoder_desktop.domain.documents import AbnormalFlag, LabResult, PriorCondition
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.hl7.segments import Segment
from medcoder_desktop.records.lab_values import (
    limits_from_text,
    number,
    readable_unit,
    stated_flag,
)
from medcoder_desktop.records.wording import one_line

_SYSTEMS = {
    "I10": "http://hl7.org/fhir/sid/icd-10-cm", "I10C": "http://hl7.org/fhir/sid/icd-10-cm",
    "ICD-10": "http://hl7.org/fhir/sid/icd-10-cm", "ICD10": "http://hl7.org/fhir/sid/icd-10-cm",
    "10": "http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "I9": "http://hl7.org/fhir/sid/icd-9-cm", "I9C": "http://hl7.org/fhir/sid/icd-9-cm",
    "SCT": "http://snomed.info/sct", "SNM": "http://snomed.info/sct",
}  # fmt: skip
"""Names of code systems (table 0396) by those the chart uses."""
_NOT_A_RESULT = frozenset(["X", "N", "I"])
_WITHDRAWN = frozenset(["D", "W"])
_CODED_TYPES = frozenset(["CE", "CWE", "CNE", "CF"])
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?")
_CODE_SYSTEM = re.compile(r"L|99\w+|LN|SCT|SNM\d?|I9C?|I10C?|C4|CPT\d?|HL7\d+|RXNORM|CVX")


@dataclass(slots=True)
class OrderedValues:
    """Tells the values of one order apart: a series has many under one code.

    Attributes:
        order: The OBR they stand under; None for values without one.
    """

    order: Segment | None = None
    _met: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def key(self, obx: Segment, value: str) -> str:
        """What a value is called in every message about it, whatever has become of it."""
        order = self.order
        number = (order.text(3) or order.text(2)) if order else ""
        moment = (obx.text(14) or (order.text(7) if order else ""))[:12]
        what = (number, panel_of(order), obx.text(3), obx.text(4), moment)
        self._met[what] += 1
        coded = obx.text(2).upper() in _CODED_TYPES and self._met[what] > 1
        # a day alone, without an order, may have had several values
        told = value if coded or not (number or len(moment) > len("20260314")) else ""
        return ("hl7/" + "/".join((*what, str(self._met[what]), told)))[:300]


def panel_of(obr: Segment | None) -> str:
    """What an order asks for."""
    return (obr.text(4, 2) or obr.text(4, 5) or obr.text(4, 1)) if obr else ""


def is_withdrawn(obx: Segment) -> bool:
    """Whether the sender takes back what it sent before."""
    return obx.text(11).upper() in _WITHDRAWN


def name_of(obx: Segment) -> str:
    """What was looked at."""
    return obx.text(3, 2) or obx.text(3, 5) or obx.text(3, 1)


def read_result(
    obx: Segment, values: OrderedValues, patient_id: str, encounter_id: str | None
) -> LabResult | str:
    """The value of an OBX, or the id of the sentence that says why there is none."""
    if obx.text(11).upper() in _NOT_A_RESULT:
        return "left_out.result_status"
    value, name = _value(obx), name_of(obx)
    if not value or not name:
        return "left_out.result_empty"
    written = obx.text(7)
    return LabResult(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=encounter_id,
        code=_loinc(obx),
        name=name,
        value=value,
        unit=readable_unit(obx.text(6)),
        reference_range=written,
        flag=_flag(obx, value, written),
        taken_on=obx.day(14) or (values.order.day(7) if values.order else None),
        panel=panel_of(values.order),
        source_key=values.key(obx, value),
    )


def read_condition(segment: Segment, patient_id: str) -> PriorCondition | None:
    """The diagnosis of a DG1, or the problem of a PRB; None where it is not named."""
    described = segment.text(3, 2) or (segment.text(4) if segment.name == "DG1" else "")
    code = segment.text(3, 1)
    if not described and not code:
        return None
    stated, state = segment.text(3, 3).upper(), ""
    if segment.name == "DG1":
        stated = stated or segment.text(2).upper()
        onset = segment.day(5)
    else:
        onset = segment.day(16) or segment.day(7)
        state = segment.text(14, 2) or segment.text(14)
    return PriorCondition(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=None,
        text=described or code,
        code=code,
        code_system=_SYSTEMS.get(stated, stated),
        onset=onset,
        status=state,
        source_key=f"hl7/{segment.name}/{stated}/{code}/{described}/{onset}"[:300],
    )


def _value(obx: Segment) -> str:
    kind = obx.text(2).upper()
    if kind == "SN":
        return "".join(obx.text(5, each) for each in (1, 2, 3, 4))
    if kind in _CODED_TYPES:
        return obx.text(5, 2) or obx.text(5, 9) or obx.text(5, 1)
    if kind in ("ST", "TX", "FT", ""):
        return "; ".join(filter(None, (_words(obx, each) for each in obx.repetitions(5))))
    written = (obx.component_of(each, 1) for each in obx.repetitions(5))
    shown = map(_moment, written) if kind in ("DT", "TS", "DTM") else written
    return "; ".join(filter(None, shown))


def _moment(written: str) -> str:
    """``202603121015`` as people read it; what is no moment stays."""
    found = _MOMENT.match(written)
    if found is None:
        return written
    day, hour, minute = "-".join(found.group(1, 2, 3)), found[4], found[5]
    return f"{day} {hour}:{minute}" if hour else day


def _words(obx: Segment, repetition: str) -> str:
    """A string as written, signs of the syntax included, unless it is a coded value after all."""
    if _CODE_SYSTEM.fullmatch(obx.component_of(repetition, 3).upper()):
        return obx.component_of(repetition, 2) or obx.component_of(repetition, 1)
    return one_line(obx.signs.unescaped(repetition))


def _loinc(obx: Segment) -> str:
    for first, system in ((1, 3), (4, 6)):
        if obx.text(3, system).upper() in ("LN", "LNC", "LOINC"):
            return obx.text(3, first)
    return ""


def _flag(obx: Segment, value: str, written: str) -> AbnormalFlag:
    for at in range(len(obx.repetitions(8))):
        stated = stated_flag(obx.text(8, 1, at))
        if stated is not None:
            return stated
    limits, measured = limits_from_text(written), number(value)
    return limits.flag(measured) if limits and measured is not None else AbnormalFlag.NORMAL
