"""Results on their way, from several lists into one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from medcoder_desktop.domain.search import SearchResult


@dataclass(frozen=True, slots=True)
class Candidate:
    """A result on its way, made only when it is wanted.

    Attributes:
        code: As its set shows it, to tell repeats from several lists.
        says_typed: Whether it says word for word what was typed.
    """

    code: str
    points: float
    says_typed: bool
    make: Callable[[], SearchResult]


def best_first(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """What says the typed words first, then by points; each code once, equals as they came."""
    seen = set[str]()
    for each in sorted(candidates, key=lambda each: (not each.says_typed, -each.points)):
        if each.code not in seen:
            seen.add(each.code)
            yield each
