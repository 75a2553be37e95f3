"""Phrases that say something else than the query about the same thing: another side or stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medcoder_desktop.library.search.arrays import PhraseArrays

if TYPE_CHECKING:
    from medcoder_desktop.library.search.arrays import Ints

_GRAVE = 60.0
_PLAIN = 20.0
_SLIGHT = 8.0


@dataclass(frozen=True, slots=True)
class _Choice:
    """Words of which a phrase has one.

    Attributes:
        penalty: Against a phrase that has another one than the query.
        words: For each choice the words that say it.
    """

    penalty: float
    words: tuple[tuple[str, ...], ...]


_CHOICES = (
    _Choice(_GRAVE, (("right",), ("left",), ("bilateral", "both"))),
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


def contradicting(arrays: PhraseArrays, said: frozenset[str]) -> Iterator[tuple[Ints, float]]:
    """Places of phrases that contradict the query, and how gravely.

    A phrase that says all choices alike ("acute and chronic") contradicts none of them.

    Args:
        said: Words that the query certainly says.
    """
    for choice in _CHOICES:
        chosen = [not said.isdisjoint(words) for words in choice.words]
        if any(chosen) and not all(chosen):
            others = _having(arrays, choice, chosen, wanted=False)
            if len(others):
                yield _without(others, _having(arrays, choice, chosen, wanted=True)), choice.penalty
    if "with" in said and "without" not in said and "without" in arrays.place:
        yield arrays.own(arrays.place["without"]), _SLIGHT


def _having(arrays: PhraseArrays, choice: _Choice, chosen: list[bool], *, wanted: bool) -> Ints:
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    found = [
        arrays.own(arrays.place[word])
        for words, is_chosen in zip(choice.words, chosen, strict=True)
        if is_chosen is wanted
        for word in words
        if word in arrays.place
    ]
    return np.concatenate(found) if found else np.zeros(0, np.int32)


def _without(places: Ints, spared: Ints) -> Ints:
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    return np.setdiff1d(places, spared)
