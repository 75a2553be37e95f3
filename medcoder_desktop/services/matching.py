"""Who in the office's books may be the patient of a file: near matches, for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rapidfuzz.distance import JaroWinkler

from medcoder_desktop.domain.import_batches import Lookalike
from medcoder_desktop.domain.patients import Patient, Sex

_SIMILAR = 0.88
"""From here on two spellings may be one name: Katherine and Catherine have 0.93, Maria and
Marisol 0.85."""


def lookalikes(patient: Patient, known: Iterable[Patient]) -> tuple[Lookalike, ...]:
    """Those of ``known`` who may be ``patient``, the nearest first.

    Near is: the same day of birth and a similar name, or the same name and a day of birth that
    may be a slip (one figure, month and day exchanged), or one of the two not stated.
    """
    found: list[tuple[float, Lookalike]] = []
    for other in known:
        likeness = _name_likeness(patient, other)
        birth = _birth_likeness(patient.birth_date, other.birth_date)
        if likeness < _SIMILAR or not birth:
            continue
        if birth != "same birth date" and likeness < 1:
            continue
        found.append((-likeness, Lookalike(other, _reason(patient, other, likeness, birth))))
    found.sort(key=lambda each: (each[0], each[1].patient.id))
    return tuple(lookalike for _, lookalike in found)


def _name_likeness(one: Patient, other: Patient) -> float:
    """1 for the same family and given name, less for similar ones; exchanged names count."""
    a, b = _folded(one), _folded(other)
    straight = min(map(JaroWinkler.similarity, a, b))
    crossed = min(map(JaroWinkler.similarity, a, reversed(b)))
    return float(max(straight, crossed))


def _folded(patient: Patient) -> tuple[str, str]:
    return patient.name.family.casefold().strip(), patient.name.given.casefold().strip()


def _birth_likeness(one: date | None, other: date | None) -> str:
    """How two days of birth may be one, in words; empty when they may not."""
    if one is None or other is None:
        return "birth date not stated"
    if one == other:
        return "same birth date"
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return "birth date with month and day exchanged"
    differing = sum(
        a != b for a, b in zip(one.strftime("%Y%m%d"), other.strftime("%Y%m%d"), strict=True)
    )
    return "birth date differs in one figure" if differing == 1 else ""


def _reason(one: Patient, other: Patient, likeness: float, birth: str) -> str:
    words = ["same name" if likeness == 1 else "similar name", birth]
    if Sex.UNKNOWN not in (one.sex, other.sex) and one.sex is not other.sex:
        words.append("other sex")
    if one.record_numbers and other.record_numbers:
        words.append("other record number")
    return ", ".join(words)
