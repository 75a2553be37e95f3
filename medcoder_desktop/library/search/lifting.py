"""How much the office's habits lift a code: a little, and never over an exact answer."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from medcoder_desktop.domain.codes import compact
from medcoder_desktop.domain.office_habits import OfficeHabits

if TYPE_CHECKING:
    from medcoder_desktop.library.search.arrays import Floats, PhraseArrays

_FOR_A_FAVOURITE = 5.0
_FOR_A_PROBLEM = 4.0
_FOR_A_DOUBLING = 1.2
"""For each doubling of the visits on which a code stands."""
_MOST = 9.0
"""Less than what a word of the query counts for among others."""


def lift_of(habits: OfficeHabits) -> dict[str, float]:
    """The lift of each code the office knows, by the code without its dot."""
    lifts: dict[str, float] = {}

    def lift(code: str, points: float) -> None:
        plain = compact(code)
        lifts[plain] = min(lifts.get(plain, 0.0) + points, _MOST)

    for code in habits.favourites:
        lift(code, _FOR_A_FAVOURITE)
    for code in habits.problems:
        lift(code, _FOR_A_PROBLEM)
    for pairs in (habits.used, habits.used_by_provider):
        for code, count in pairs:
            lift(code, _FOR_A_DOUBLING * log2(1 + count))
    return lifts


def lifted(arrays: PhraseArrays, by_code: dict[int, float]) -> Floats | None:
    """The lift of each phrase; None where no phrase has one.

    Args:
        by_code: Lift by the number of the code, as the arrays name it.
    """
    if not by_code:
        return None
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    lifts = np.zeros(int(arrays.code.max(initial=0)) + 1, np.float32)
    for number, points in by_code.items():
        if number < len(lifts):
            lifts[number] = points
    found: Floats = lifts[arrays.code]
    return found if found.any() else None
