"""Codes that can hardly be a patient's, by age and sex, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medcoder_desktop.domain.patients import Sex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from medcoder_desktop.library.search.arrays import Truths

_WOMEN = (("C51", "C58"), ("D06", "D06"), ("D25", "D28"), ("E28", "E28"), ("N70", "N77"),
          ("N80", "N98"), ("O00", "O9A"), ("Z32", "Z34"), ("Z36", "Z37"), ("Z39", "Z39"),
          ("Z3A", "Z3A"))  # fmt: skip
_MEN = (("C60", "C63"), ("D29", "D29"), ("D40", "D40"), ("E29", "E29"), ("N40", "N53"))
_CHILD_EXAMINATION = (("Z001", "Z001"),)
_ADULT_EXAMINATION = (("Z000", "Z000"),)
_NEWBORN = (("P00", "P96"), ("Z38", "Z38"))

_ADULT = 18
_NEWBORN_UP_TO = 1
_CHILDBEARING = (9, 64)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Ranges of codes and the sentence for them."""

    ranges: tuple[tuple[str, str], ...]
    caution: str


class Impossible:
    """The phrases whose codes can hardly be one patient's.

    Attributes:
        together: All of them; None when there is none.
    """

    def __init__(self, by_rule: list[tuple[Truths, str]]) -> None:
        self._by_rule = by_rule
        self.together: Truths | None = None
        for which, _ in by_rule:
            self.together = which if self.together is None else self.together | which

    def caution(self, place: int) -> str:
        """Why a phrase is among them; empty when it is not."""
        return next((caution for which, caution in self._by_rule if which[place]), "")


def impossible_for(beginnings: NDArray[np.bytes_], age: int | None, sex: Sex | None) -> Impossible:
    """Weigh all codes against a patient.

    Args:
        beginnings: The first four characters of the code of each phrase.
        age: Completed years.
    """
    by_rule: list[tuple[Truths, str]] = []
    for rule in _rules(age, sex):
        which: Truths | None = None
        for first, last in rule.ranges:
            inside = (beginnings >= first.encode()) & (beginnings <= last.encode() + b"~")
            which = inside if which is None else which | inside
        if which is not None:
            by_rule.append((which, rule.caution))
    return Impossible(by_rule)


def _rules(age: int | None, sex: Sex | None) -> list[_Rule]:
    rules: list[_Rule] = []
    if sex is Sex.MALE:
        rules.append(_Rule(_WOMEN, "For female patients; this patient's sex is male."))
    if sex is Sex.FEMALE:
        rules.append(_Rule(_MEN, "For male patients; this patient's sex is female."))
    if age is None:
        return rules
    if age >= _ADULT:
        caution = f"An examination of children; this patient is {age}."
        rules.append(_Rule(_CHILD_EXAMINATION, caution))
    else:
        caution = f"An examination of adults; this patient is {age}."
        rules.append(_Rule(_ADULT_EXAMINATION, caution))
    if age >= _NEWBORN_UP_TO:
        caution = f"Arises in the time around birth; this patient is {age}. Check that it persists."
        rules.append(_Rule(_NEWBORN, caution))
    if not _CHILDBEARING[0] <= age <= _CHILDBEARING[1]:
        rules.append(_Rule((("O00", "O9A"), ("Z3A", "Z3A")), f"Pregnancy; this patient is {age}."))
    return rules
