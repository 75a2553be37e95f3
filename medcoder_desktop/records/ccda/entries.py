"""What the coded entries of a C-CDA document say: problems, results, vital signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree

from medcoder_desktop.domain.documents import AbnormalFlag, LabResult, PriorCondition
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.records.ccda.people import day_of
from medcoder_desktop.records.ccda.visit import visits_in
from medcoder_desktop.records.concepts import without_semantic_tag
from medcoder_desktop.records.lab_values import (
    Limits,
    limits_from_text,
    number,
    readable_number,
    readable_unit,
    stated_flag,
)
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.limits import LONGEST_VALUE
from medcoder_desktop.records.safe_xml import attribute, first, inside, local_name, words_of

ICD10CM = "2.16.840.1.113883.6.90"
SNOMED = "2.16.840.1.113883.6.96"
_SYSTEMS = {
    ICD10CM: "http://hl7.org/fhir/sid/icd-10-cm",
    SNOMED: "http://snomed.info/sct",
    "2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "2.16.840.1.113883.12.292": "http://hl7.org/fhir/sid/cvx",
    "2.16.840.1.113883.6.12": "http://www.ama-assn.org/go/cpt",
    "2.16.840.1.113883.6.103": "http://hl7.org/fhir/sid/icd-9-cm",
}
"""Object identifiers of code systems, by the names the chart uses for them."""
_LOINC = "2.16.840.1.113883.6.1"
_PROBLEM_SECTIONS = frozenset(["11450-4", "11348-0", "46241-6", "42347-5", "11535-2", "10219-4",
                               "10218-6", "59769-0", "C-CDAV2-DDN"])  # fmt: skip
_HEALTH_STATUS = "11323-3"
"""How well the patient is in all, which stands among the problems but is none."""
_DIAGNOSIS = frozenset(["29308-4", "282291009"])
"""LOINC and SNOMED codes of a diagnosis of a visit; other observations say why it took place."""
_RESULT_SECTIONS = frozenset(["30954-2", "8716-3"])
_NO_VALUE = frozenset(["cancelled", "aborted", "nullified", "held", "suspended"])
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@dataclass(frozen=True, slots=True)
class Whose:
    """To whom and to which visit entries belong, and where what is left out is counted.

    Attributes:
        is_of_visit: Whether the whole document is of the visit, not only what is of its day.
    """

    patient: Patient
    encounter: Encounter | None
    document: str
    left_out: LeftOut
    is_of_visit: bool = True

    def visit_on(self, day: date | None) -> str | None:
        """The id of the visit to which something of a day belongs."""
        visit = self.encounter
        if visit is None or not (self.is_of_visit or day == visit.date_of_service):
            return None
        return visit.id


def read_conditions(section: etree._Element, whose: Whose) -> Iterator[PriorCondition]:
    """The conditions of a section of problems or diagnoses, in a concern or by themselves."""
    if attribute(section, "code", "code") not in _PROBLEM_SECTIONS:
        return
    for act in _acts(section, "act"):
        state = attribute(act, "code", "statusCode")
        for observation in inside(act, "entryRelationship", "observation"):
            yield from _condition(observation, section, whose, state)
    for observation in _acts(section, "observation"):
        if attribute(observation, "code", "code") != _HEALTH_STATUS:
            yield from _condition(observation, section, whose, "")


def read_diagnoses_of_visits(section: etree._Element, whose: Whose) -> Iterator[PriorCondition]:
    """The diagnoses of the visits that a section lists; those of the document's own are of it."""
    for visit in visits_in(section):
        day = day_of(visit, "effectiveTime")
        own = whose.encounter is not None and day == whose.encounter.date_of_service
        wrapped = inside(visit, "entryRelationship", "act", "entryRelationship", "observation")
        plain = (
            observation
            for observation in inside(visit, "entryRelationship", "observation")
            if attribute(observation, "code", "code") in _DIAGNOSIS
        )
        for observation in (*wrapped, *plain):
            for condition in _condition(observation, section, whose, ""):
                visit_id = whose.encounter.id if whose.encounter and own else None
                yield replace(condition, encounter_id=visit_id)


def _condition(
    observation: etree._Element, section: etree._Element, whose: Whose, state: str
) -> Iterator[PriorCondition]:
    """The condition of an observation; nothing for one that is denied.

    Args:
        state: Of the concern that it stands in.
    """
    value = first(observation, "value")
    if value is None or observation.get("negationInd") == "true":
        return
    said = described(value, section)
    if not said:
        whose.left_out.count("left_out.condition_unnamed")
        return
    code, system = coded(value)
    ended = day_of(observation, "effectiveTime", "high") is not None
    yield PriorCondition(
        id=new_id(),
        patient_id=whose.patient.id,
        encounter_id=None,
        text=said,
        code=code,
        code_system=system,
        onset=day_of(observation, "effectiveTime"),
        status="resolved" if ended else state,
        source_key=entry_key(observation, whose, f"{system}|{code}|{said}"),
    )


def read_results(section: etree._Element, whose: Whose) -> Iterator[LabResult]:
    """The laboratory values or vital signs of a section, in panels or by themselves."""
    if attribute(section, "code", "code") not in _RESULT_SECTIONS:
        return
    is_vitals = attribute(section, "code", "code") == "8716-3"
    for organizer in _organizers(section):
        panel = "Vital signs" if is_vitals else named(first(organizer, "code"), section)
        day = day_of(organizer, "effectiveTime")
        for observation in inside(organizer, "component", "observation"):
            yield from _measured(observation, section, whose, panel, day)
    for observation in _acts(section, "observation"):
        yield from _measured(observation, section, whose, "Vital signs" if is_vitals else "", None)


def _organizers(section: etree._Element) -> Iterator[etree._Element]:
    """The panels of a section and those inside them, whatever they are wrapped in."""
    waiting = [*_acts(section, "organizer")]
    waiting += inside(section, "entry", "act", "entryRelationship", "organizer")
    while waiting:
        organizer = waiting.pop(0)
        yield organizer
        waiting = [*inside(organizer, "component", "organizer"), *waiting]


def _measured(
    observation: etree._Element,
    section: etree._Element,
    whose: Whose,
    panel: str,
    day: date | None,
) -> Iterator[LabResult]:
    """The value of an observation, taken on the day of its panel where it has none of its own."""
    if attribute(observation, "code", "statusCode") in _NO_VALUE:
        whose.left_out.count("left_out.result_status")
        return
    result = _result(observation, section, whose, panel)
    if result is None:
        whose.left_out.count("left_out.result_empty")
        return
    taken = result.taken_on or day
    yield replace(result, taken_on=taken, encounter_id=whose.visit_on(taken))


def _result(
    observation: etree._Element, section: etree._Element, whose: Whose, panel: str
) -> LabResult | None:
    value = first(observation, "value")
    shown, unit = _value(value, section)
    code = first(observation, "code")
    name = named(code, section) or panel
    if not shown or not name:
        return None
    loinc = attribute(code, "code") if attribute(code, "codeSystem") == _LOINC else ""
    written, limits = _range(observation)
    return LabResult(
        id=new_id(),
        patient_id=whose.patient.id,
        encounter_id=None,
        code=loinc,
        name=name,
        value=shown,
        unit=unit,
        reference_range=written,
        flag=_flag(observation, shown, limits),
        taken_on=day_of(observation, "effectiveTime"),
        panel=panel,
        source_key=entry_key(observation, whose, f"{panel}|{name}|{shown}"),
    )


def _acts(section: etree._Element, kind: str) -> Iterator[etree._Element]:
    return inside(section, "entry", kind)


def _value(value: etree._Element | None, section: etree._Element) -> tuple[str, str]:
    """What was measured, and its unit."""
    if value is None or value.get("nullFlavor"):
        return "", ""
    kind = (value.get(_TYPE) or "").rpartition(":")[2]
    if kind == "PQ" or (value.get("value") and not kind):
        measured = number(value.get("value") or "")
        shown = readable_number(measured) if measured is not None else value.get("value") or ""
        return shown, readable_unit(value.get("unit") or "")
    if kind.startswith("IVL"):
        low, high = first(value, "low"), first(value, "high")
        unit = readable_unit(attribute(low, "unit") or attribute(high, "unit"))
        between = "–".join(filter(None, (attribute(low, "value"), attribute(high, "value"))))
        return between, unit
    said = described(value, section) or attribute(value, "value")
    return (said if len(said) <= LONGEST_VALUE else "see document"), ""


def _range(observation: etree._Element) -> tuple[str, Limits | None]:
    """The reference range as reported, and as numbers where it has any."""
    reference = first(observation, "referenceRange", "observationRange")
    written = words_of(reference, "text")
    value = first(reference, "value")
    low, high = attribute(value, "value", "low"), attribute(value, "value", "high")
    if low or high:
        limits = Limits(number(low), number(high))
        shown = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
        return written or shown, limits
    return written, limits_from_text(written)


def _flag(observation: etree._Element, shown: str, limits: Limits | None) -> AbnormalFlag:
    for interpretation in inside(observation, "interpretationCode"):
        stated = stated_flag(interpretation.get("code") or "")
        if stated is not None:
            return stated
    measured = number(shown)
    return limits.flag(measured) if limits and measured is not None else AbnormalFlag.NORMAL


def coded(value: etree._Element) -> tuple[str, str]:
    """The code and its system: ICD-10-CM where any translation is of it, else as stated."""
    choices = [value, *inside(value, "translation")]
    for wanted in (ICD10CM, SNOMED):
        for choice in choices:
            if choice.get("codeSystem") == wanted and choice.get("code"):
                return attribute(choice, "code"), _SYSTEMS[wanted]
    system = value.get("codeSystem") or ""
    return attribute(value, "code"), _SYSTEMS.get(system, f"urn:oid:{system}" if system else "")


def named(code: etree._Element | None, section: etree._Element) -> str:
    """The words of a code: its display name, else the text it was made from."""
    return attribute(code, "displayName") or (described(code, section) if code is not None else "")


def described(value: etree._Element, section: etree._Element) -> str:
    """What a person reads: the original text, where it points to, else a display name."""
    original = first(value, "originalText")
    target = attribute(original, "value", "reference").removeprefix("#")
    words = words_of(original)
    if target and not words:
        pointed_at = (each for each in section.iter() if target in (each.get("ID"), each.get("id")))
        words = next(map(words_of, pointed_at), "")
    named = without_semantic_tag(attribute(value, "displayName"))
    translated = (attribute(each, "displayName") for each in inside(value, "translation"))
    inner = without_semantic_tag(next(filter(None, translated), ""))
    plain = words_of(value) if local_name(value) == "value" and not len(value) else ""
    return named or words or inner or plain


def entry_key(observation: etree._Element, whose: Whose, content: str) -> str:
    """What the source calls an entry; where it has no name for it, what it says."""
    number_ = first(observation, "id")
    root, extension = attribute(number_, "root"), attribute(number_, "extension")
    if root and not (number_ is not None and number_.get("nullFlavor")):
        return f"ccda/{root}/{extension}/{content}"[:300]
    return f"ccda/{whose.document}/{content}"[:300]
