"""Visits of HL7 version 2 messages: which message tells of one, of which day, and which it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from medcoder_desktop.domain.encounters import BY_DAY, Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.hl7.segments import Message, Segment

_PLACES = {"I": "21", "E": "23", "B": "21"}
"""Patient classes (table 0004) of visits that are not to an office."""
_PLANS = frozenset(["A05", "A11", "A12", "A13", "A14", "A15", "A16", "A25", "A26", "A27", "A38"])
"""Events that plan a visit, or take back something about one."""
_ABOUT_PEOPLE = frozenset(["A28", "A31"])
"""Events about a person, whatever stands in PV1."""
_ARRIVALS = frozenset(["A01", "A04", "A06", "A07", "A10"])
"""Events that happen on the day of the visit."""
_RECURRING = "R"
"""The patient class under whose account number many visits are kept."""
_DAYS_OF_CONTENT = {"MDM": ("TXA", 4), "DFT": ("FT1", 4)}
"""Where messages about a note or a charge say of which day it is."""


def plans_a_visit(pv1: Segment, message: Message) -> bool:
    """Whether the visit is yet to come, or is taken back."""
    return message.event in _PLANS or message.kind == "SIU" or pv1.text(2).upper() == "P"


def tells_of_no_visit(pv1: Segment, message: Message) -> bool:
    """Whether the message is about a person alone."""
    return message.event in _ABOUT_PEOPLE or pv1.text(2).upper() == "N"


def number_of(pv1: Segment) -> str:
    """What the sender calls the visit; empty where it does not say."""
    return pv1.text(19) or pv1.text(50)


def day_of_visit(pv1: Segment, message: Message) -> date | None:
    """The day of admission; where it is not given, what the message tells of the visit's day.

    An update, a discharge or an order says when it was written, which is not when the patient
    came. Results without a visit number were taken on a day of their own.
    """
    stated = pv1.day(44)
    if stated is not None:
        return stated
    if message.kind == "ADT":
        found = [("EVN", 6), ("EVN", 2), ("MSH", 7)] if message.event in _ARRIVALS else []
    elif message.kind in _DAYS_OF_CONTENT:
        found = [_DAYS_OF_CONTENT[message.kind]]
    else:
        found = [("OBR", 7)] if message.kind == "ORU" and number_of(pv1) else []
    days = (s.day(at) for name, at in found for s in message.segments if s.name == name)
    return next(filter(None, days), None)


def key_of_visit(pv1: Segment, day: date) -> str:
    """What a visit is called in every message about it."""
    number = number_of(pv1)
    if not number:
        return f"{BY_DAY}{day}"
    return f"hl7/{number}/{day}" if pv1.text(2).upper() == _RECURRING else f"hl7/{number}"


def new_visit(pv1: Segment, message: Message, day: date) -> Encounter:
    """A visit as its message tells of it; patient, clinician and policy are still to be named."""
    return Encounter(
        id=new_id(),
        number="",
        patient_id="",
        date_of_service=day,
        place_of_service=_PLACES.get(pv1.text(2).upper(), "11"),
        reason=_reason(message),
        source_key=key_of_visit(pv1, day),
    )


def renewed(visit: Encounter, later: Encounter, *, corrects: bool) -> Encounter:
    """A visit after another message about it.

    Args:
        corrects: The later message is about the visit itself, so what it says replaces what was
            said before; else it only fills what was left open.
    """
    first, second = (later, visit) if corrects else (visit, later)
    return replace(
        visit,
        date_of_service=first.date_of_service,
        place_of_service=first.place_of_service,
        provider_id=first.provider_id or second.provider_id,
        coverage_id=first.coverage_id or second.coverage_id,
        reason=first.reason or second.reason,
    )


def _reason(message: Message) -> str:
    for segment in message.segments:
        if segment.name == "PV2":
            return segment.text(3, 2) or segment.text(3, 1)
    return ""
