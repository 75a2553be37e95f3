"""What a C-CDA document lists as done, taken, given or not tolerated."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from medcoder_desktop.domain.history import HistoryEntry, HistoryKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.ccda.entries import Whose, coded, described, entry_key, named
from medcoder_desktop.records.ccda.people import day_of
from medcoder_desktop.records.limits import LONGEST_VALUE
from medcoder_desktop.records.safe_xml import attribute, first, inside, words_of

_SECTIONS = {
    "47519-4": HistoryKind.PROCEDURE,
    "29554-3": HistoryKind.PROCEDURE,
    "10160-0": HistoryKind.MEDICATION,
    "29549-3": HistoryKind.MEDICATION,
    "10183-2": HistoryKind.MEDICATION,
    "42346-7": HistoryKind.MEDICATION,
    "48765-2": HistoryKind.ALLERGY,
    "11369-6": HistoryKind.IMMUNIZATION,
}
"""LOINC codes of the sections that are read here."""
_WITHDRAWN = frozenset(["cancelled", "aborted", "nullified"])


def read_history(section: etree._Element, whose: Whose) -> Iterator[HistoryEntry]:
    """The lines of a section of procedures, medications, allergies or immunizations.

    An entry that says something did not happen, or that there is nothing to list, makes no line:
    the narrative says so.
    """
    kind = _SECTIONS.get(attribute(section, "code", "code"))
    if kind is None:
        return
    for statement in _statements(section, kind):
        if _denied(statement):
            continue
        about = _about(statement, kind)
        text = "" if about is None else _worded(about, section)
        if not text:
            whose.left_out.count("left_out.history_unnamed", kind=kind.value.capitalize())
            continue
        code, system = coded(about) if about is not None else ("", "")
        day = day_of(statement, "effectiveTime")
        yield HistoryEntry(
            id=new_id(),
            patient_id=whose.patient.id,
            encounter_id=None,
            kind=kind,
            text=text,
            code=code,
            code_system=system,
            on=day,
            status=attribute(statement, "code", "statusCode"),
            detail=_detail(statement, kind, section)[:LONGEST_VALUE],
            source_key=entry_key(statement, whose, f"{kind.value}|{code}|{text}|{day}"),
        )


def _statements(section: etree._Element, kind: HistoryKind) -> Iterator[etree._Element]:
    """The elements that state something, whatever they are wrapped in."""
    if kind is HistoryKind.PROCEDURE:
        for name in ("procedure", "act", "observation"):
            yield from inside(section, "entry", name)
    elif kind is HistoryKind.ALLERGY:
        for act in inside(section, "entry", "act"):
            yield from inside(act, "entryRelationship", "observation")
        yield from inside(section, "entry", "observation")
    else:
        yield from inside(section, "entry", "substanceAdministration")
        for act in inside(section, "entry", "act"):
            yield from inside(act, "entryRelationship", "substanceAdministration")


def _denied(statement: etree._Element) -> bool:
    return (
        statement.get("negationInd") == "true"
        or bool(statement.get("nullFlavor"))
        or attribute(statement, "code", "statusCode") in _WITHDRAWN
    )


def _about(statement: etree._Element, kind: HistoryKind) -> etree._Element | None:
    """The coded element that names the thing."""
    if kind is HistoryKind.PROCEDURE:
        return first(statement, "code")
    if kind is HistoryKind.ALLERGY:
        agent = first(statement, "participant", "participantRole", "playingEntity", "code")
        return agent if agent is not None else first(statement, "value")
    return first(statement, "consumable", "manufacturedProduct", "manufacturedMaterial", "code")


def _worded(about: etree._Element, section: etree._Element) -> str:
    if about.get("nullFlavor") and not words_of(about, "originalText"):
        return described(about, section)
    return named(about, section)


def _detail(statement: etree._Element, kind: HistoryKind, section: etree._Element) -> str:
    """Dose, reaction or lot, as far as the entry states it."""
    if kind is HistoryKind.MEDICATION:
        dose = first(statement, "doseQuantity")
        amount = " ".join(filter(None, (attribute(dose, "value"), attribute(dose, "unit"))))
        route = attribute(statement, "displayName", "routeCode")
        return ", ".join(filter(None, (amount, route)))
    if kind is HistoryKind.ALLERGY:
        reactions = (
            described(value, section)
            for reaction in inside(statement, "entryRelationship", "observation")
            if (value := first(reaction, "value")) is not None
            and first(reaction, "code") is not None
            and attribute(reaction, "code", "code") == "ASSERTION"
        )
        return ", ".join(filter(None, reactions))
    if kind is HistoryKind.IMMUNIZATION:
        lot = words_of(
            first(statement, "consumable", "manufacturedProduct", "manufacturedMaterial"),
            "lotNumberText",
        )
        return f"lot {lot}" if lot else ""
    return attribute(statement, "displayName", "targetSiteCode")
