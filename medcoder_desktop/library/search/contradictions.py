"""Phrases that say something else than the query about the same thing: another side or stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medcoder_desktop.library.search.arrays import PhraseArrays

if TYPE_CHECKING:
    from medcoder_desktop.library.search.arrays import Floats, Ints, Truths

_GRAVE = 1000.0
"""More than all else together: nobody means the other side."""
_PLAIN = 20.0
_SLIGHT = 8.0
_FOR_AGREEING = 10.0
"""For what says the side, encounter or trimester that the query says."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """Words of which a phrase has one.

    Attributes:
        penalty: Against a phrase that has another one than the query.
        words: For each choice the words that say it.
    """

    penalty: float
    words: tuple[tuple[str, ...], ...]


_SIDES = _Choice(_GRAVE, (("right",), ("left",), ("bilateral", "both")))
_CHOICES = (
    _SIDES,
    _Choice(_GRAVE, (("initial",), ("subsequent",), ("sequela", "sequelae"))),
    _Choice(_GRAVE, (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"),
                     ("fifth", "5th"), ("sixth",), ("seventh",), ("eighth",), ("ninth",),
                     ("tenth",))),
    _Choice(_PLAIN, (("1", "i"), ("2", "ii"), ("3", "iii", "3a", "3b"), ("4", "iv"), ("5", "v"),
                     ("6", "vi"))),
    _Choice(_PLAIN, (("3a",), ("3b",))),
    _Choice(_PLAIN, (("acute",), ("chronic",), ("subacute",))),
    _Choice(_PLAIN, (("open",), ("closed",))),
    _Choice(_PLAIN, (("displaced",), ("nondisplaced",))),
    _Choice(_PLAIN, (("benign",), ("malignant",))),
    _Choice(_PLAIN, (("upper", "superior"), ("lower", "inferior"))),
    _Choice(_PLAIN, (("mild",), ("moderate",), ("severe",))),
    _Choice(_PLAIN, (("primary",), ("secondary",))),
    _Choice(_PLAIN, (("recurrent",), ("single",))),
    _Choice(_PLAIN, (("male",), ("female",))),
    _Choice(_PLAIN, (("anterior",), ("posterior",))),
    _Choice(_PLAIN, (("medial",), ("lateral",))),
    _Choice(_PLAIN, (("internal",), ("external",))),
    _Choice(_PLAIN, (("congenital",), ("acquired",))),
    _Choice(_PLAIN, (("systolic",), ("diastolic",))),
    _Choice(_PLAIN, (("manic",), ("depressed",))),
    _Choice(_SLIGHT, (("unspecified", "nos"), ("other",))),
    _Choice(_PLAIN, (("hyperthyroidism",), ("hypothyroidism",))),
)  # fmt: skip


def weigh_choices(arrays: PhraseArrays, places: Ints, points: Floats, said: frozenset[str]) -> None:
    """Take points from phrases that contradict the query, and give some to those that agree.

    A phrase that says all choices alike ("acute and chronic") contradicts none of them. A term is
    held to what the title of its code says.

    Args:
        places: The phrases to weigh.
        points: Of each of them; changed.
        said: Words that the query certainly says.
    """
    titles = arrays.title[places]
    for choice in _CHOICES:
        chosen = [not said.isdisjoint(words) for words in choice.words]
        if not any(chosen) or all(chosen):
            continue
        agrees = _having(arrays, choice, chosen, wanted=True)
        differs = _having(arrays, choice, chosen, wanted=False)
        agrees = agrees[places] | agrees[titles]
        differs = (differs[places] | differs[titles]) & ~agrees
        # Where the book has no code for both sides, both are coded: one of each.
        asks_for_both = choice is _SIDES and chosen == [False, False, True]
        points[differs] -= _SLIGHT if asks_for_both else choice.penalty
        if choice.penalty >= _GRAVE:
            points[agrees] += _FOR_AGREEING


def _having(arrays: PhraseArrays, choice: _Choice, chosen: list[bool], *, wanted: bool) -> Truths:
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    found = np.zeros(arrays.count, np.bool_)
    for words, is_chosen in zip(choice.words, chosen, strict=True):
        if is_chosen is wanted:
            for word in words:
                if word in arrays.place:
                    found[arrays.own(arrays.place[word])] = True
    return found
