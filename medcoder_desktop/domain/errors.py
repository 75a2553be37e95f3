"""The three kinds of things that go wrong, each with an id and the sentence a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from medcoder_desktop.domain.messages import sentence


class MedCoderError(Exception):
    """Base of every error this program raises on purpose.

    Args:
        message_id: Key into :data:`medcoder_desktop.domain.messages.MESSAGES`.
        **params: Values the sentence names. They are shown to the person and never logged,
            because they may hold patient data.
    """

    def __init__(self, message_id: str, /, **params: object) -> None:
        self.message_id = message_id
        self.params: Mapping[str, object] = MappingProxyType(dict(params))
        super().__init__(message_id)

    @property
    def sentence(self) -> str:
        """The one plain sentence that says what, where and what to do."""
        return sentence(self.message_id, self.params)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message_id, dict(self.params)))


def _rebuild(
    kind: type[MedCoderError], message_id: str, params: dict[str, object]
) -> MedCoderError:
    """Let an error raised in a child process arrive whole in the parent."""
    return kind(message_id, **params)


class InputError(MedCoderError):
    """The person's file or entry cannot be used; the sentence says where and what to do."""


class EnvironmentError_(MedCoderError):  # noqa: N801, N818 - the builtin has the plain name
    """The machine refuses: disk full, file locked, no permission, another window open."""


class Defect(MedCoderError):  # noqa: N818 - the word people use for it
    """Our own mistake. The only kind whose traceback goes to the log."""


class Cancelled(Exception):  # noqa: N818 - a wish of the person, not an error
    """Raised by a progress callback to stop long work; nothing is kept of it."""
