"""What may be typed into the cells of a service line, and the line that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.line_entry import parse_line
from medcoder_desktop.domain.money import MOST_CENTS, format_cents, parse_cents
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.sheet import CodingSheet, ServiceLine

_DASH = "–"


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One column of the service table.

    Attributes:
        box: CMS-1500 box it stands for, to which findings point.
        shown: What the cell shows.
        typed: What the editor starts with.
        changed: The line after typing; raises ``InputError`` with the sentence to say.
    """

    heading: str
    box: str
    shown: Callable[[CodingSheet, ServiceLine], str]
    typed: Callable[[CodingSheet, ServiceLine], str]
    changed: Callable[[CodingSheet, ServiceLine, str, Sequence[FeeLine]], ServiceLine]
    right: bool = False


def with_procedure(
    _: CodingSheet, line: ServiceLine, text: str, fees: Sequence[FeeLine]
) -> ServiceLine:
    """The line with another procedure, and the modifiers typed behind it if any.

    Charge and description follow the fee schedule where it has the new procedure; else the
    charge stays and the description goes.

    Raises:
        InputError: The text is no procedure code.
    """
    entry = parse_line(text)
    modifiers = entry.modifiers or line.modifiers
    if entry.procedure == line.procedure and modifiers == line.modifiers:
        return line
    changed = replace(line, procedure=entry.procedure, modifiers=modifiers)
    if entry.procedure == line.procedure:
        return changed
    fee = fee_for(fees, entry.procedure, modifiers)
    if fee is None:
        return replace(changed, description="")
    return replace(changed, description=fee.description, charge=fee.charge * line.units)


def with_modifiers(
    _: CodingSheet, line: ServiceLine, text: str, __: Sequence[FeeLine]
) -> ServiceLine:
    """The line with other modifiers: ``25``, ``25 59``, ``25, LT``; nothing takes them all off.

    Raises:
        InputError: One is not a modifier, or there are more than four.
    """
    typed = text.replace(",", " ").replace(_DASH, " ").replace("-", " ").split()
    if not typed:
        return replace(line, modifiers=())
    return replace(line, modifiers=parse_line("-".join([line.procedure, *typed])).modifiers)


def with_pointers(
    sheet: CodingSheet, line: ServiceLine, text: str, _: Sequence[FeeLine]
) -> ServiceLine:
    """The line pointing elsewhere: ``AB`` or ``A, B``.

    Raises:
        InputError: A letter names no diagnosis, one comes twice, or there are over four.
    """
    return replace(line, pointers=sheet.pointers_for(text))


def with_units(_: CodingSheet, line: ServiceLine, text: str, __: Sequence[FeeLine]) -> ServiceLine:
    """The line with other units; its charge keeps the price of one unit.

    Raises:
        InputError: The text is not a whole number from 1 to 9,999.
    """
    typed = text.strip().lstrip("xX×")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
        raise InputError("line.not_units", text=text)
    units = int(typed)
    if units == 0:
        raise InputError("line.no_units")
    charge = line.charge
    if line.charge % line.units == 0:
        charge = line.charge // line.units * units
    if charge > MOST_CENTS:
        raise InputError("line.charge_too_large", procedure=line.procedure)
    return replace(line, units=units, charge=charge)


def with_charge(_: CodingSheet, line: ServiceLine, text: str, __: Sequence[FeeLine]) -> ServiceLine:
    """The line with another charge for all its units.

    Raises:
        InputError: The text is not an amount.
    """
    return replace(line, charge=parse_cents(text))


def fee_for(fees: Sequence[FeeLine], procedure: str, modifiers: Sequence[str]) -> FeeLine | None:
    """The fee of a procedure; a line for one of its modifiers comes first."""
    of_code = [fee for fee in fees if fee.procedure == procedure]
    for fee in of_code:
        if fee.modifier and fee.modifier in modifiers:
            return fee
    return next((fee for fee in of_code if not fee.modifier), None)


LINE_COLUMNS: tuple[LineColumn, ...] = (
    LineColumn(
        "Service",
        "24D",
        lambda _, line: f"{line.procedure}  {line.description}".rstrip(),
        lambda _, line: line.procedure,
        with_procedure,
    ),
    LineColumn(
        "Mod",
        "24D",
        lambda _, line: " ".join(line.modifiers) or _DASH,
        lambda _, line: " ".join(line.modifiers),
        with_modifiers,
    ),
    LineColumn(
        "Pointers",
        "24E",
        lambda sheet, line: " ".join(sheet.letters_of(line)) or "none",
        lambda sheet, line: sheet.letters_of(line),
        with_pointers,
    ),
    LineColumn(
        "Units",
        "24G",
        lambda _, line: str(line.units),
        lambda _, line: str(line.units),
        with_units,
        right=True,
    ),
    LineColumn(
        "Charge",
        "24F",
        lambda _, line: format_cents(line.charge),
        lambda _, line: format_cents(line.charge),
        with_charge,
        right=True,
    ),
)
"""Box 24 from left to right, as far as a line differs from its visit."""


def column_of_box(box: str) -> int:
    """The column a finding about a box points to; modifiers for 24D."""
    columns = {"24E": 2, "24G": 3, "24F": 4, "24D": 1}
    return columns.get(box, 0)
