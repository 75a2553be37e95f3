"""Visits of a FHIR import: day, place, reason and who saw the patient."""

from __future__ import annotations

import re

from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import Provider
from medcoder_desktop.records.concepts import codes, codings, words
from medcoder_desktop.records.fhir.coverage import CoverageBook
from medcoder_desktop.records.fhir.facilities import FacilityBook
from medcoder_desktop.records.fhir.nodes import Node, at, first_day, nodes, text
from medcoder_desktop.records.fhir.people import ProviderBook
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading

_DID_NOT_HAPPEN = frozenset(["planned", "cancelled", "noshow", "no-show", "entered-in-error"])

_SEEN = (("period", "start"), ("actualPeriod", "start"), ("period", "end"), ("actualPeriod", "end"))
"""Where the day of a visit stands; as the actual period in FHIR R5."""
_PLACE_BY_CLASS = {
    "AMB": "11", "EMER": "23", "IMP": "21", "ACUTE": "21", "NONAC": "21",
    "OBSENC": "22", "SS": "22", "HH": "12", "VR": "10",
}  # fmt: skip
"""Classes of v3 ActCode to CMS place of service. A virtual visit counts as at home (10) unless
its location says otherwise (02)."""
_PLACE_BY_TYPE = (
    ("20", r"urgent care"),
    ("23", r"emergency (?:room|department)"),
    ("31", r"skilled nursing"),
    ("34", r"hospice"),
    ("12", r"\bhome visit"),
    ("10", r"tele(?:health|medicine|phone)|\bvideo visit|virtual visit"),
)
"""Words of the type of visit that say more than its class."""
_PLACE_BY_CLASS_WORDS = (
    ("23", "emergency"),
    ("21", "inpatient"),
    ("12", r"\bhome\b"),
    ("10", "virtual|tele|video"),
)
"""Words of a class in a vendor's own codes."""
_ROLES = ("PPRF", "ATND", "", "SPRF", "CON", "PART")
"""Kinds of participants who render a service, the first-named most likely."""
_NEVER_RENDER = frozenset(["REF", "ADM", "DIS", "ESC", "translator", "emergency"])


def read_encounters(
    reading: Reading,
    providers: ProviderBook,
    coverages: CoverageBook,
    facilities: FacilityBook,
) -> None:
    """Add the visits that took place, each with its coverage, provider and facility."""
    for resource in reading.pool.of_kind("Encounter"):
        body = resource.body
        if text(body, "status") in _DID_NOT_HAPPEN:
            reading.left_out.count("left_out.visit_status")
            continue
        patient = reading.patient_of(resource)
        if patient is None:
            continue
        seen_on = first_day(body, *_SEEN)
        if seen_on is None:
            reading.left_out.count("left_out.visit_undated")
            continue
        provider = _rendering(resource, providers)
        coverage = coverages.of_visit(resource.name, patient.id, seen_on)
        place = _place(reading, resource)
        facility = facilities.of_visit(resource, place)
        reading.encounters[resource.name] = Encounter(
            id=new_id(),
            number="",
            patient_id=patient.id,
            date_of_service=seen_on,
            place_of_service=place,
            provider_id=provider.id if provider else None,
            coverage_id=coverage.id if coverage else None,
            reason=_reason(reading, resource),
            source_key=resource.name,
            facility_id=facility.id if facility else None,
        )


def _rendering(resource: Resource, providers: ProviderBook) -> Provider | None:
    """The clinician who saw the patient: the primary performer where the record names one."""
    ranked: list[tuple[int, Provider]] = []
    for participant in nodes(resource.body, "participant"):
        kinds = set(codes(participant, "type"))
        if kinds and kinds <= _NEVER_RENDER:
            continue
        who = at(participant, "individual") or at(participant, "actor")
        provider = providers.provider_of(who, resource)
        if provider:
            ranks = [_ROLES.index(kind) for kind in (kinds or {""}) if kind in _ROLES]
            ranked.append((min(ranks, default=len(_ROLES)), provider))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _place(reading: Reading, resource: Resource) -> str:
    """A place-of-service code the location states, else what type and class say."""
    body = resource.body
    for node in nodes(body, "location"):
        location = reading.pool.resolve(at(node, "location"), resource)
        if location and (stated := _stated_place(location.body)):
            return stated
    kind_of_visit = " ".join(words(concept) for concept in nodes(body, "type"))
    coded_class = next(codes(body, "class"), "").upper()
    class_words = next((coding.display for coding in codings(at(body, "class"))), "")
    return (
        _place_said(kind_of_visit, _PLACE_BY_TYPE)
        or _PLACE_BY_CLASS.get(coded_class)
        or _place_said(class_words or coded_class, _PLACE_BY_CLASS_WORDS)
        or "11"
    )


def _place_said(said: str, patterns: tuple[tuple[str, str], ...]) -> str:
    for place, pattern in patterns:
        if re.search(pattern, said, re.IGNORECASE):
            return place
    return ""


def _stated_place(location: Node) -> str:
    for kind in nodes(location, "type"):
        for coding in codings(kind):
            system = coding.system.lower().replace("_", "-")
            if "place-of-service" in system and coding.code in PLACES_OF_SERVICE:
                return coding.code
    return ""


def _reason(reading: Reading, resource: Resource) -> str:
    """Why the patient came; where the record gives no reason, what kind of visit it was."""
    body = resource.body
    reasons = [words(concept) for concept in nodes(body, "reasonCode")]
    references = list(nodes(body, "reasonReference"))
    for reason in nodes(body, "reason"):  # FHIR STU3: concepts; R5: concepts and references
        reasons += [words(at(each, "concept")) for each in nodes(reason, "value")]
        references += [ref for each in nodes(reason, "value") for ref in nodes(each, "reference")]
        reasons.append(words(reason))
    for reference in references:
        target = reading.pool.resolve(reference, resource)
        reasons.append(words(at(target.body, "code")) if target else text(reference, "display"))
    stated = "; ".join(dict.fromkeys(reason for reason in reasons if reason))
    return stated or next((words(concept) for concept in nodes(body, "type")), "")
