"""What a reader could not take, told to the person in a few sentences."""

from __future__ import annotations

from collections import Counter

from medcoder_desktop.domain.messages import sentence

_MOST_SENTENCES = 40


class LeftOut:
    """Counts what is left out, by reason; like reasons become one sentence."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def count(self, message_id: str, **params: str) -> None:
        """Note one more thing left out.

        Args:
            message_id: Its sentence, which may name ``count`` and the parameters.
        """
        self._counts[message_id, tuple(params.items())] += 1

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each reason, in the order in which they came up."""
        told = [
            sentence(message_id, {**dict(params), "count": count})
            for (message_id, params), count in self._counts.items()
        ]
        if len(told) <= _MOST_SENTENCES:
            return tuple(told)
        rest = sentence("left_out.more", {"count": len(told) - _MOST_SENTENCES})
        return (*told[:_MOST_SENTENCES], rest)
