"""The visit that a C-CDA document is about: as its header states it, else as its sections do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lxml import etree

from medcoder_desktop.domain.documents import DocumentKind
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.domain.places import WITHOUT_FACILITY
from medcoder_desktop.domain.practice import Facility, Provider
from medcoder_desktop.records.ccda.coverage import Policies
from medcoder_desktop.records.ccda.facility import read_facility
from medcoder_desktop.records.ccda.narrative import sections
from medcoder_desktop.records.ccda.people import day_of, read_provider
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.safe_xml import attribute, first, inside, words_of

ENCOUNTERS = "46240-8"
"""The section that lists visits."""
_REASONS = frozenset(["10154-3", "46239-0", "29299-5"])
"""Sections of the chief complaint and the reason for the visit."""
_LONGEST_REASON = 160
_CPT = "2.16.840.1.113883.6.12"
_PLACES = {"AMB": "11", "EMER": "23", "IMP": "21", "ACUTE": "21", "NONAC": "21", "OBSENC": "22",
           "SS": "22", "HH": "12", "VR": "10"}  # fmt: skip
"""Classes of v3 ActCode to CMS place of service."""
_OF_ONE_VISIT = (
    DocumentKind.PROGRESS_NOTE,
    DocumentKind.HISTORY_AND_PHYSICAL,
    DocumentKind.CONSULTATION,
    DocumentKind.PROCEDURE_NOTE,
)
"""Kinds of documents that are written for one visit."""
_OVERNIGHT = timedelta(days=1)
_NOT_DONE = frozenset(["cancelled", "aborted", "nullified"])


@dataclass(frozen=True, slots=True)
class VisitOfDocument:
    """The visit, who saw the patient, and where.

    Attributes:
        is_stated: The header names the visit: all results of the document are of it.
    """

    encounter: Encounter
    provider: Provider | None
    is_stated: bool
    facility: Facility | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a document tells of its visit.

    Attributes:
        element: The encounter, or the service that was documented.
        performers: Who took part, the likeliest first.
    """

    element: etree._Element
    day: date
    performers: tuple[etree._Element | None, ...]


def read_visit(
    root: etree._Element,
    kind: DocumentKind,
    patient: Patient,
    policies: Policies,
    left_out: LeftOut,
) -> VisitOfDocument | None:
    """The visit that the document is about.

    The header's encounter comes first. Without one it is the only visit that the document lists,
    or the one it lists for the day on which it was written; else, in a note of one visit, the
    service it documents. Visits besides, and care over a time that is no visit, are told.

    Args:
        kind: Of the document.
    """
    header = first(root, "componentOf", "encompassingEncounter")
    listed = list(_listed(root, left_out))
    day = day_of(header, "effectiveTime")
    if header is not None and day is not None:
        told: _Told | None = _Told(header, day, ())
    else:
        told = _among(listed, root) or _service(root, kind)
    for each in listed:
        if told is None or each.day != told.day:
            left_out.count("left_out.listed_visit")
    if told is None:
        if not listed:
            _tell_of_care(root, left_out)
        return None
    same_day = [each for each in listed if each.day == told.day]
    performers = (
        first(header, "responsibleParty", "assignedEntity"),
        first(header, "encounterParticipant", "assignedEntity"),
        *told.performers,
        *(performer for each in same_day[:1] for performer in each.performers),
        *_who_performed(first(root, "documentationOf", "serviceEvent")),
        first(root, "author", "assignedAuthor"),
    )
    provider = next(filter(None, map(read_provider, performers)), None)
    encounter = _encounter(root, told, patient, policies, provider)
    places = (told.element, *(each.element for each in same_day[:1]))
    facility = next(filter(None, map(read_facility, places)), None)
    if facility is not None:
        place = facility.place_of_service or encounter.place_of_service
        facility = None if place in WITHOUT_FACILITY else facility
        named = facility.id if facility else None
        encounter = replace(encounter, facility_id=named, place_of_service=place)
    return VisitOfDocument(encounter, provider, is_stated=told.element is header, facility=facility)


def visits_in(section: etree._Element) -> Iterator[etree._Element]:
    """The visits of a section that took place, whatever they are wrapped in."""
    if attribute(section, "code", "code") != ENCOUNTERS:
        return
    found = [*inside(section, "entry", "encounter")]
    found += inside(section, "entry", "act", "entryRelationship", "encounter")
    yield from filter(_took_place, found)


def number_of(identifier: etree._Element | None) -> str:
    """An identifier as one text; empty where it has none."""
    if identifier is None or identifier.get("nullFlavor"):
        return ""
    parts = (attribute(identifier, "root"), attribute(identifier, "extension"))
    return "/".join(filter(None, parts))


def _listed(root: etree._Element, left_out: LeftOut) -> Iterator[_Told]:
    """The visits of the sections that took place on a known day."""
    for section in sections(first(root, "component", "structuredBody")):
        for visit in visits_in(section):
            day = day_of(visit, "effectiveTime")
            if day is None:
                left_out.count("left_out.visit_undated")
            else:
                yield _Told(visit, day, _who_performed(visit))


def _took_place(visit: etree._Element) -> bool:
    return (
        (visit.get("moodCode") or "EVN") == "EVN"
        and visit.get("negationInd") != "true"
        and not visit.get("nullFlavor")
        and attribute(visit, "code", "statusCode") not in _NOT_DONE
    )


def _among(listed: list[_Told], root: etree._Element) -> _Told | None:
    """The only visit, or the only one on the day of the document or of what it documents."""
    if len(listed) == 1:
        return listed[0]
    event = first(root, "documentationOf", "serviceEvent")
    for day in (_single_day(event), day_of(root, "effectiveTime")):
        on_it = [each for each in listed if each.day == day]
        if len(on_it) == 1:
            return on_it[0]
    return None


def _service(root: etree._Element, kind: DocumentKind) -> _Told | None:
    """What a note of one visit documents, where that is of one day."""
    event = first(root, "documentationOf", "serviceEvent")
    if event is None or kind not in _OF_ONE_VISIT:
        return None
    day, begun = _single_day(event), day_of(event, "effectiveTime")
    ended = day_of(event, "effectiveTime", "high")
    if day is None and begun and ended is None:  # a procedure states when it began, at least
        is_its_day = begun == day_of(root, "effectiveTime")
        day = begun if kind is DocumentKind.PROCEDURE_NOTE or is_its_day else None
    elif day is None and begun and ended and kind is DocumentKind.PROCEDURE_NOTE:
        day = begun if ended - begun <= _OVERNIGHT else None
    return None if day is None else _Told(event, day, _who_performed(event))


def _single_day(event: etree._Element | None) -> date | None:
    """The day of a service; None for care over a time, or since a day."""
    if attribute(event, "value", "effectiveTime"):
        return day_of(event, "effectiveTime")
    begun, ended = day_of(event, "effectiveTime", "low"), day_of(event, "effectiveTime", "high")
    return begun if begun == ended else None


def _tell_of_care(root: etree._Element, left_out: LeftOut) -> None:
    event = first(root, "documentationOf", "serviceEvent")
    begun, ended = day_of(event, "effectiveTime"), day_of(event, "effectiveTime", "high")
    if begun is not None:
        until = f" to {ended}" if ended and ended != begun else ""
        left_out.count("left_out.care", time=f"{begun}{until}")


def _who_performed(act: etree._Element | None) -> tuple[etree._Element | None, ...]:
    """The clinicians of a visit or a service, the primary performer first."""
    performers = sorted(inside(act, "performer"), key=lambda each: each.get("typeCode") != "PPRF")
    return tuple(first(each, "assignedEntity") for each in performers)


def _encounter(
    root: etree._Element,
    told: _Told,
    patient: Patient,
    policies: Policies,
    provider: Provider | None,
) -> Encounter:
    number = number_of(first(told.element, "id")) or number_of(first(root, "id"))
    code = first(told.element, "code")
    return Encounter(
        id=new_id(),
        number="",
        patient_id=patient.id,
        date_of_service=told.day,
        place_of_service=_place(code),
        provider_id=provider.id if provider else None,
        coverage_id=policies.coverages[0].id if policies.coverages else None,
        reason=_reason(root, code),
        # The day too: some programs number the visits of each patient from one again.
        source_key=f"ccda/{number}/{told.day}"[:300],
    )


def _place(code: etree._Element | None) -> str:
    """The place of service of a class of visits, stated as the code or as a translation of it."""
    stated = (attribute(each, "code").upper() for each in (code, *inside(code, "translation")))
    return next((_PLACES[each] for each in stated if each in _PLACES), "11")


def _reason(root: etree._Element, code: etree._Element | None) -> str:
    """Why the patient came, as its section says; else what kind of visit it was.

    A visit coded in CPT has the AMA's words for its kind, which are no reason and not ours to keep.
    """
    for section in sections(first(root, "component", "structuredBody")):
        if attribute(section, "code", "code") in _REASONS:
            said = words_of(section, "text")
            return said if len(said) <= _LONGEST_REASON else said[:_LONGEST_REASON] + "…"
    return "" if attribute(code, "codeSystem") == _CPT else attribute(code, "displayName")
