"""Which actions a few typed letters mean, best first."""

from __future__ import annotations

from collections.abc import Iterable

from medcoder_desktop.ui.actions import Choice


def ranked(choices: Iterable[Choice], typed: str) -> tuple[Choice, ...]:
    """The choices every typed word fits, what can be used now and fits best first.

    A word fits where a word begins with it, less well inside one, least as letters in order.
    """
    words = typed.lower().split()
    scored = []
    for place, choice in enumerate(choices):
        scores = [_score(word, choice) for word in words]
        if all(scores):
            scored.append((not choice.enabled, -sum(scores), place, choice))
    return tuple(choice for *_, choice in sorted(scored, key=lambda s: s[:3]))


def _score(word: str, choice: Choice) -> int:
    text = choice.text.lower()
    more = f"{choice.section} {choice.words}".lower()
    if any(part.startswith(word) for part in text.split()):
        return 8
    if word in text:
        return 5
    if any(part.startswith(word) for part in more.split()):
        return 4
    return 1 if len(word) > 1 and _in_order(word, text) else 0


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
