"""Service lines as coders jot them: ``99213-25 x1 @125.00 AB``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.money import parse_cents
from medcoder_desktop.domain.sheet import MOST_MODIFIERS, POINTER_LETTERS

_MODIFIER = re.compile(r"[0-9A-Z]{2}", re.ASCII)
_UNITS = re.compile(r"[xX×](\d{1,4})")
_POINTERS = re.compile(rf"[{POINTER_LETTERS}{POINTER_LETTERS.lower()}]+(?:,[A-La-l]+)*")


@dataclass(frozen=True, slots=True)
class LineEntry:
    """What a jotted line says, before the sheet and the fee schedule fill the rest.

    Attributes:
        units: 1 when not said.
        unit_charge: Cents for one unit; None when not said (the fee schedule answers).
        letters: Pointer letters; empty when not said.
    """

    procedure: str
    modifiers: tuple[str, ...]
    units: int
    unit_charge: int | None
    letters: str


def parse_line(text: str) -> LineEntry:
    """Read a jotted service line.

    The procedure comes first, its modifiers behind dashes or blanks; then in any order
    ``x2`` (units), ``@60.00`` (charge for each unit) and pointer letters ``AB`` or ``A,B``.

    Raises:
        InputError: A part cannot be read; the sentence names it.
    """
    words = text.replace(", ", ",").split()
    if not words:
        raise InputError("line.empty")
    procedure, *modifiers = words[0].upper().split("-")
    if not looks_like_procedure(procedure):
        raise InputError("line.not_a_procedure", text=words[0])
    units: int | None = None
    unit_charge: int | None = None
    letters = ""
    for word in words[1:]:
        if match := _UNITS.fullmatch(word):
            units = int(match[1])
        elif word.startswith("@"):
            unit_charge = parse_cents(word[1:])
        elif _is_modifier(word, before_rest=units is None and unit_charge is None and not letters):
            modifiers.extend(word.upper().strip("-").split("-"))
        elif _POINTERS.fullmatch(word):
            letters += word.replace(",", "").upper()
        else:
            raise InputError("line.part_unknown", text=word)
    for modifier in modifiers:
        if not _MODIFIER.fullmatch(modifier):
            raise InputError("line.not_a_modifier", text=modifier)
    if len(modifiers) > MOST_MODIFIERS:
        raise InputError("line.too_many_modifiers", most=MOST_MODIFIERS)
    if units == 0:
        raise InputError("line.no_units")
    return LineEntry(procedure, tuple(modifiers), units or 1, unit_charge, letters)


def _is_modifier(word: str, *, before_rest: bool) -> bool:
    """A bare word right behind the procedure is a modifier if it cannot be pointer letters."""
    if word.startswith("-"):
        return True
    return before_rest and bool(_MODIFIER.fullmatch(word.upper())) and not _POINTERS.fullmatch(word)
