"""Weighs all phrases of a release at once against a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from medcoder_desktop.library.search.arrays import UNSAID, PhraseArrays
from medcoder_desktop.library.search.contradictions import weigh_choices
from medcoder_desktop.library.search.forms import Forms
from medcoder_desktop.library.search.query import Asked, Query, Reading

if TYPE_CHECKING:
    from medcoder_desktop.library.search.arrays import Floats, Ints, Truths

FOR_THE_QUERY = 100.0
"""For a phrase that says all of the query; the unit of the others."""
FOR_THE_PHRASE = 40.0
"""For a phrase that says nothing else."""
FOR_COST = 0.28
"""Against a phrase, for each point that it is unlikely to be meant."""
FOR_BILLABLE = 12.0
FOR_DEFAULT = 25.0
"""For the code that a bare condition goes to, when the query says just that."""
FOR_EXACTNESS = 4.0
"""For a phrase of a billable code that says just what the query says."""
AROUND = 0.6
"""What a word counts that stands around a phrase, not in it."""
AROUND_AT_LEAST = 0.8
"""Only words that are so surely meant are looked for around a phrase."""
IMPOSSIBLE = 60.0
"""Against codes that cannot be this patient's."""

_UNSAID_IN_QUERY = 0.3
_NOBODY_KNOWS = 5.0
"""What a word counts that neither the book nor the tables have."""
_NEARLY_ALL = 0.97
_ALMOST_ALL = 0.93
_LEAST_OF_BEST = 0.45
"""Phrases that say less of the query than so much of what the best one says are left out."""


def score(
    arrays: PhraseArrays,
    query: Query,
    limit: int,
    impossible: Truths | None = None,
    lifts: Floats | None = None,
) -> tuple[tuple[int, float], ...]:
    """Places of the phrases that answer best with their points, one for each code.

    Args:
        limit: Codes wanted.
        impossible: Phrases whose codes cannot be this patient's.
        lifts: For each phrase how much the office's habits lift it.
    """
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    inside = np.zeros(arrays.count, np.float32)
    anywhere = np.zeros(arrays.count, np.float32)
    total = 0.0
    for asked in query.asked:
        answer = _best_of(arrays, asked)
        if answer is None:
            total += _NOBODY_KNOWS * asked.share
            continue
        inside += answer[0]
        anywhere += answer[1] * np.float32(asked.share)
        total += answer[2] * asked.share
    if not anywhere.any():
        return ()
    # All that follows looks only at phrases that may be shown: thousands, not a hundred thousand.
    near = anywhere >= np.float32(_LEAST_OF_BEST) * anywhere.max()
    places = np.flatnonzero(near).astype(np.int32)
    of_query = anywhere[places] / np.float32(total)
    of_phrase = np.minimum(inside[places] / np.maximum(arrays.weight[places], 0.1), 1)
    billable = arrays.billable[places]
    points = FOR_THE_QUERY * of_query
    points += FOR_THE_PHRASE * of_phrase * of_query
    points -= FOR_COST * arrays.cost[places]
    points += FOR_BILLABLE * billable
    says_it_all = (of_phrase > _NEARLY_ALL) & (of_query > _ALMOST_ALL)
    points += FOR_EXACTNESS * (billable & says_it_all & (of_query > _NEARLY_ALL))
    codes = arrays.code[places]
    defaults = np.unique(codes[arrays.default[places] & says_it_all])
    if len(defaults):
        points += FOR_DEFAULT * (says_it_all & np.isin(codes, defaults))
    weigh_choices(arrays, places, points, query.said)
    if impossible is not None:
        points[impossible[places]] -= IMPOSSIBLE
    if lifts is not None:
        _lift(points, lifts[places], billable & says_it_all & (of_query > _NEARLY_ALL))
    return _one_for_each_code(arrays, places, points, limit)


def _one_for_each_code(
    arrays: PhraseArrays, places: Ints, points: Floats, limit: int
) -> tuple[tuple[int, float], ...]:
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    most = 4 * limit + 100
    if len(places) > most:
        best = np.argpartition(-points, most)[:most]
        places, points = places[best], points[best]
    order = np.lexsort((arrays.code[places], -points))
    found: dict[int, tuple[int, float]] = {}
    for place, reached in zip(places[order].tolist(), points[order].tolist(), strict=True):
        found.setdefault(int(arrays.code[place]), (place, reached))
        if len(found) == limit:
            break
    return tuple(found.values())


def _lift(points: Floats, lifts: Floats, exact: Truths) -> None:
    """Lift what the office is used to, but nothing over an answer that says just what is asked."""
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    raised = points + lifts
    if exact.any():
        ceiling = np.maximum(points, points[exact].max() - np.float32(0.01))
        raised = np.where(exact, raised, np.minimum(raised, ceiling))
    np.copyto(points, raised)


def _best_of(arrays: PhraseArrays, asked: Asked) -> tuple[Floats, Floats, float] | None:
    """What each phrase has of what was asked, by the reading that it answers best.

    Returns:
        Inside the phrase, in the measure of its own words; anywhere, in the measure of the query;
        and what a full answer has of the latter.
    """
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    best: tuple[Floats, Floats, float] | None = None
    for reading in asked.readings:
        inside, anywhere, weight = _answers(arrays, reading)
        if best is None:
            best = inside, anywhere, weight
        else:
            anywhere *= np.float32(best[2] / weight)
            better = anywhere > best[1]
            np.copyto(best[0], inside, where=better)
            np.copyto(best[1], anywhere, where=better)
    return best


def _answers(arrays: PhraseArrays, reading: Reading) -> tuple[Floats, Floats, float]:
    import numpy as np  # noqa: PLC0415 - loaded with the first search

    inside = np.zeros(arrays.count, np.float32)
    anywhere = np.zeros(arrays.count, np.float32)
    total = 0.0
    for word, forms in zip(reading.words, reading.forms, strict=True):
        weight = _weight(arrays, word, forms)
        here = np.zeros(arrays.count, np.float32)
        for fit, vocabulary in _by_fit(forms):
            for each in vocabulary:
                here[arrays.own(each)] = fit * weight
        inside += here
        sure = tuple(each for each, fit in forms.items() if fit >= AROUND_AT_LEAST)
        anywhere += np.maximum(here, arrays.around(sure) * np.float32(AROUND * weight))
        total += weight
    fit32 = np.float32(reading.fit)
    inside *= fit32
    anywhere *= fit32
    return inside, anywhere, max(total, 0.01)


def _weight(arrays: PhraseArrays, word: str, forms: Forms) -> float:
    """How much a word says: as much as the commonest of its surest forms."""
    surest = max(forms.values())
    weight = min(float(arrays.rarity[each]) for each, fit in forms.items() if fit == surest)
    return weight * _UNSAID_IN_QUERY if word in UNSAID else weight


def _by_fit(forms: Forms) -> Iterator[tuple[float, Sequence[int]]]:
    """The less sure ones first, so that surer ones stand over them."""
    by_fit: dict[float, list[int]] = {}
    for each, fit in forms.items():
        by_fit.setdefault(fit, []).append(each)
    return iter(sorted(by_fit.items()))
