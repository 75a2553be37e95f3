"""Which actions a few typed letters mean, best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from medcoder_desktop.ui.actions import Choice

_Scored = tuple[bool, int, int, Choice]
_STARTS, _MORE_STARTS, _INSIDE, _IN_ORDER = 8, 5, 3, 1


@dataclass(frozen=True, slots=True)
class Ranked:
    """The actions that fit.

    Attributes:
        meant: Can be used now, and every typed word begins one of theirs.
        perhaps: Fit less well, or cannot be used now; names of people come before them.
    """

    meant: tuple[Choice, ...]
    perhaps: tuple[Choice, ...]


def ranked(choices: Iterable[Choice], typed: str) -> Ranked:
    """The choices every typed word fits, what can be used now and fits best first.

    A word fits where a word begins with it, less well inside one, least as letters in order. Of
    those that fit alike, an action that begins with what was typed comes first.
    """
    words = typed.lower().split()
    beginning = " ".join(words)
    meant: list[_Scored] = []
    perhaps: list[_Scored] = []
    for place, choice in enumerate(choices):
        scores = [_score(word, choice) for word in words]
        if not all(scores):
            continue
        sure = choice.enabled and min(scores, default=_STARTS) >= _MORE_STARTS
        score = sum(scores) + choice.text.lower().startswith(beginning)
        (meant if sure else perhaps).append((not choice.enabled, -score, place, choice))
    return Ranked(_choices_of(meant), _choices_of(perhaps))


def _choices_of(scored: list[_Scored]) -> tuple[Choice, ...]:
    return tuple(choice for *_, choice in sorted(scored, key=lambda found: found[:3]))


def _score(word: str, choice: Choice) -> int:
    text = choice.text.lower()
    more = f"{choice.section} {choice.words}".lower()
    if any(part.startswith(word) for part in text.split()):
        return _STARTS
    if any(part.startswith(word) for part in more.split()):
        return _MORE_STARTS
    if word in text:
        return _INSIDE
    return _IN_ORDER if len(word) > 1 and _in_order(word, text) else 0


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
