"""Numbers that are the same for the same content, to find again what a release shares."""

from __future__ import annotations

from hashlib import blake2b

from medcoder_desktop.domain.tabular import TabularEntry


def key_of(*parts: object) -> int:
    """A signed number of 64 bits for content.

    That two contents among a million share it by luck has one chance in thirty million.
    """
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def key_of_entry(entry: TabularEntry) -> int:
    """The number for an entry of a tabular list with its notes and seventh characters."""
    code = entry.code
    return key_of(
        code.code,
        code.title,
        code.level.value,
        code.billable,
        code.parent,
        *(f"{note.kind.name}:{note.text}" for note in entry.notes),
        *(f"{choice.character}={choice.meaning}" for choice in entry.seventh_characters),
    )
