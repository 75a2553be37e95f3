"""What HL7 messages list: history, charges, and the segments that a sender adds of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.history import HistoryEntry, HistoryKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.hl7.segments import Segment
from medcoder_desktop.records.limits import LONGEST_VALUE

_SYSTEMS = {
    "CVX": "http://hl7.org/fhir/sid/cvx",
    "RXNORM": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "SCT": "http://snomed.info/sct",
    "SNM": "http://snomed.info/sct",
    "C4": "http://www.ama-assn.org/go/cpt",
    "CPT": "http://www.ama-assn.org/go/cpt",
    "CPT4": "http://www.ama-assn.org/go/cpt",
}
_MEDICATION_AT = {"RXE": 2, "RXO": 1, "RXD": 2}
"""Where the segments of a pharmacy name the medication."""
_SEVERITIES = {"SV": "severe", "MO": "moderate", "MI": "mild"}
_AMA = frozenset(["C4", "CPT", "CPT4", "CPT-4"])
_DIAGNOSIS = re.compile(r"[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?", re.IGNORECASE)
_MOST_UNITS = 9_999


def read_history(segment: Segment, patient_id: str, encounter_id: str | None) -> HistoryEntry | str:
    """The line of an AL1, PR1, RXA or a pharmacy's segment.

    Returns:
        The id of the sentence that says why there is none, where it names nothing or denies it.
    """
    at, day_at, kind = _PLACES[segment.name]
    words = segment.text(at, 2) or segment.text(at, 5) or segment.text(at, 1)
    code = segment.text(at, 1)
    if segment.name == "PR1":
        words = segment.text(3, 2) or segment.text(4) or code
    if not words:
        return "left_out.history_unnamed"
    if _denies(segment, words):
        return "left_out.history_status"
    day = segment.day(day_at) if day_at else None
    system = segment.text(at, 3).upper()
    return HistoryEntry(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=encounter_id,
        kind=kind,
        text=words,
        code=code if code != words else "",
        code_system=_SYSTEMS.get(system, system),
        on=day,
        detail=_detail(segment)[:LONGEST_VALUE],
        source_key=f"hl7/{segment.name}/{code}/{words}/{day}"[:300],
    )


_PLACES: dict[str, tuple[int, int, HistoryKind]] = {
    "AL1": (3, 6, HistoryKind.ALLERGY),
    "PR1": (3, 5, HistoryKind.PROCEDURE),
    "RXA": (5, 3, HistoryKind.IMMUNIZATION),
    **{name: (at, 0, HistoryKind.MEDICATION) for name, at in _MEDICATION_AT.items()},
}
HISTORY_SEGMENTS = frozenset(_PLACES)
"""Segments that are read here."""


def _denies(segment: Segment, words: str) -> bool:
    """Whether nothing was given: refused, taken back, or "no vaccine administered"."""
    if segment.name != "RXA":
        return False
    taken_back = segment.text(20).upper() in ("RE", "NA") or segment.text(21).upper() == "D"
    return taken_back or words.lower() == "no vaccine administered"


def _detail(segment: Segment) -> str:
    if segment.name == "AL1":
        reactions = [segment.component_of(each, 1) for each in segment.repetitions(5)]
        severity = segment.text(4, 2) or _SEVERITIES.get(segment.text(4).upper(), "")
        return ", ".join(filter(None, (*reactions, severity)))
    if segment.name == "RXA":
        lot = segment.text(15)
        return f"lot {lot}" if lot else ""
    if segment.name == "RXE":
        return " ".join(filter(None, (segment.text(3), segment.text(5, 2) or segment.text(5))))
    return ""


def read_charge(ft1: Segment, patient_id: str, encounter_id: str | None) -> RecordedCharge | str:
    """The charge of an FT1, or the id of the sentence that says why there is none."""
    if ft1.text(6).upper() in ("CR", "PY", "AJ"):  # a credit, payment or adjustment
        return "left_out.no_charge"
    coded = 25 if ft1.text(25) else 7
    procedure = ft1.text(coded).upper()
    system = ft1.text(coded, 3).upper()
    words = ft1.text(8) or ("" if system in _AMA else ft1.text(coded, 2))
    if not procedure and not words:
        return "left_out.charge_uncoded"
    units = _number(ft1.text(10))
    whole, single = _cents(ft1.text(11)), _cents(ft1.text(12))
    count = min(max(int(units or 1), 1), _MOST_UNITS)
    charge = whole if whole is not None else single * count if single is not None else None
    day = ft1.day(4)
    modifiers = tuple(
        filter(None, (ft1.component_of(each, 1).upper() for each in ft1.repetitions(26)))
    )
    own = ft1.text(2)
    return RecordedCharge(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=encounter_id,
        procedure=procedure,
        modifiers=modifiers,
        units=count,
        charge=charge,
        diagnoses=_diagnoses(ft1),
        on=day,
        description=words,
        source_key=f"hl7/FT1/{own or ft1.text(1)}/{day}/{procedure}/{'-'.join(modifiers)}/{charge}"[
            :300
        ],
    )


def _diagnoses(ft1: Segment) -> tuple[str, ...]:
    """Codes of ICD-10-CM with their dots, in order."""
    stated = (ft1.component_of(each, 1).upper() for each in ft1.repetitions(19))
    plain = (code.replace(".", "") for code in stated if _DIAGNOSIS.fullmatch(code))
    return tuple(f"{code[:3]}.{code[3:]}" if len(code) > 3 else code for code in plain)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10_000_000 else None


def _cents(text: str) -> int | None:
    amount = _number(text.removeprefix("$").replace(",", ""))
    return None if amount is None or amount <= 0 else int((amount * 100).to_integral_value())


def own_segments(
    segments: Sequence[Segment], patient_id: str, encounter_id: str | None, source: str
) -> tuple[ClinicalDocument, str] | None:
    """What a sender adds in segments of its own, as a document to be read; None for nothing."""
    lines = [
        f"{segment.name}-{number}: {words}"
        for segment in segments
        for number in range(1, len(segment.fields))
        if (words := segment.words(number).replace(segment.signs.component, " ").strip())
    ]
    if not lines:
        return None
    text = "\n".join(lines)
    names = ", ".join(dict.fromkeys(segment.name for segment in segments))
    document = ClinicalDocument(
        id=new_id(),
        patient_id=patient_id,
        encounter_id=encounter_id,
        kind=DocumentKind.OTHER,
        title=f"The sender’s own segments ({names})",
        written_on=None,
        source=source,
        source_key=f"hl7/Z/{hashlib.sha256(text.encode()).hexdigest()[:32]}",
        length=len(text),
    )
    return document, text
