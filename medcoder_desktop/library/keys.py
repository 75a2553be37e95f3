"""Numbers that are the same for the same content, to find again what a release shares."""

from __future__ import annotations

from hashlib import blake2b

from medcoder_desktop.domain.tabular import TabularEntry

_ALL_BITS = 2**64 - 1
_SIGN = 2**63
_FACTOR = 0x9E3779B97F4A7C15
"""Odd, so that multiplying by it loses nothing, and without any pattern in its bits."""


def key_of(*parts: object) -> int:
    """A signed number of 64 bits for content.

    That two contents among a million share it by luck has one chance in thirty million.
    """
    return _key("\x1f".join(map(str, parts)))


def key_of_entry(entry: TabularEntry) -> int:
    """The number for an entry of a tabular list with its notes and seventh characters."""
    code = entry.code
    text = f"{code.code}\x1f{code.title}\x1f{code.level.value}\x1f{code.billable}\x1f{code.parent}"
    if entry.notes:
        text += "".join([f"\x1f{note.kind.name}:{note.text}" for note in entry.notes])
    if entry.seventh_characters:
        choices = entry.seventh_characters
        text += "".join([f"\x1f{choice.character}={choice.meaning}" for choice in choices])
    return _key(text)


def key_inside(key: int, *numbers: int) -> int:
    """The number for what small numbers tell apart from all else that has a content in common.

    Several times as fast as :func:`key_of`, for a hundred thousand of them.

    Args:
        key: What :func:`key_of` says of the content.
    """
    for number in numbers:
        key = (key + number) * _FACTOR & _ALL_BITS
    return key - _SIGN


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
