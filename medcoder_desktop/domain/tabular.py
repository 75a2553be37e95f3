"""What a reader of a tabular list hands over: entries in book order, ready to be stored."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.codes import Code, CodeNote, SeventhCharacter


@dataclass(frozen=True, slots=True)
class TabularEntry:
    """One entry of a tabular list with what stands under it, parents before children.

    Attributes:
        notes: Only those that stand under this very entry; children inherit by walking up.
        seventh_characters: Those defined under this very entry.
    """

    code: Code
    notes: tuple[CodeNote, ...] = ()
    seventh_characters: tuple[SeventhCharacter, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeTitle:
    """One line of a plain list of codes that may stand on a claim.

    Attributes:
        code: As the code set shows it (``E11.42``).
        title: The full title.
    """

    code: str
    title: str
