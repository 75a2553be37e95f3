"""The coding sheet: diagnoses in order, service lines, and what may be done to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from medcoder_desktop.domain.codes import compact
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import Evidence

MOST_DIAGNOSES = 12
"""Box 21 and HI hold twelve diagnoses, A to L."""
MOST_LINES = 50
"""An 837P claim holds fifty service lines."""
MOST_POINTERS = 4
"""Box 24E and SV107 hold four pointers."""
MOST_MODIFIERS = 4
"""Box 24D and SV101 hold four modifiers."""
POINTER_LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """An assigned diagnosis.

    Attributes:
        code: ICD-10-CM with its dot.
        title: As the release in force had it when it was assigned.
        evidence: The words that support it; may be empty.
        carried_from: Where it was carried forward from, as long as nobody verified it against
            today's record; empty for a code assigned or verified today.
    """

    id: str
    code: str
    title: str
    evidence: tuple[Evidence, ...] = ()
    carried_from: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One line of box 24.

    Attributes:
        procedure: CPT or HCPCS Level II code.
        description: The office's own wording, from its fee schedule; may be empty.
        modifiers: At most four, two characters each.
        pointers: Ids of the diagnoses it was done for, the first is the main one.
        units: Whole units, at least 1.
        charge: Cents for the whole line (box 24F), not for one unit.
        date_of_service: None means the visit's own date.
        place_of_service: Empty means the visit's own place.
    """

    id: str
    procedure: str
    description: str
    modifiers: tuple[str, ...]
    pointers: tuple[str, ...]
    units: int
    charge: int
    date_of_service: date | None = None
    place_of_service: str = ""


@dataclass(frozen=True, slots=True)
class CodingSheet:
    """The codes of one visit. Every change makes a new sheet.

    Attributes:
        diagnoses: The first is first-listed; position gives the pointer letter.
        lines: In claim order.
    """

    encounter_id: str
    diagnoses: tuple[Diagnosis, ...] = ()
    lines: tuple[ServiceLine, ...] = ()

    @property
    def total(self) -> int:
        """Sum of the line charges, in cents (box 28)."""
        return sum(line.charge for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is coded yet."""
        return not self.diagnoses and not self.lines

    def letter_of(self, diagnosis_id: str) -> str:
        """The pointer letter of a diagnosis on this sheet.

        Raises:
            KeyError: It is not on the sheet.
        """
        for letter, diagnosis in zip(POINTER_LETTERS, self.diagnoses, strict=False):
            if diagnosis.id == diagnosis_id:
                return letter
        raise KeyError(diagnosis_id)

    def letters_of(self, line: ServiceLine) -> str:
        """The pointers of a line as letters in their order, ``AB``."""
        return "".join(self.letter_of(pointer) for pointer in line.pointers)

    def pointers_for(self, letters: str) -> tuple[str, ...]:
        """Diagnosis ids for pointer letters such as ``AB`` or ``a, b``.

        Raises:
            InputError: A letter names no diagnosis, one comes twice, or there are over four.
        """
        wanted = [letter for letter in letters.upper() if letter not in " ,;"]
        if len(wanted) > MOST_POINTERS:
            raise InputError("line.too_many_pointers", most=MOST_POINTERS)
        if len(set(wanted)) < len(wanted):
            raise InputError("line.pointer_twice", letters=letters)
        for letter in wanted:
            position = POINTER_LETTERS.find(letter)
            if not 0 <= position < len(self.diagnoses):
                raise InputError("line.pointer_unknown", letter=letter)
        return tuple(self.diagnoses[POINTER_LETTERS.index(letter)].id for letter in wanted)

    def diagnosis(self, diagnosis_id: str) -> Diagnosis:
        """The diagnosis with this id.

        Raises:
            KeyError: It is not on the sheet.
        """
        for diagnosis in self.diagnoses:
            if diagnosis.id == diagnosis_id:
                return diagnosis
        raise KeyError(diagnosis_id)

    def line(self, line_id: str) -> ServiceLine:
        """The service line with this id.

        Raises:
            KeyError: It is not on the sheet.
        """
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    def diagnosis_with_code(self, code: str) -> Diagnosis | None:
        """The diagnosis that carries ``code``, or None."""
        wanted = compact(code)
        return next((d for d in self.diagnoses if compact(d.code) == wanted), None)


def with_diagnosis(sheet: CodingSheet, diagnosis: Diagnosis) -> CodingSheet:
    """Put a diagnosis last; one already there gains the evidence instead.

    One that was carried forward and is now assigned anew counts as verified.

    Raises:
        InputError: The sheet holds twelve already, or the code with this evidence is there.
    """
    present = sheet.diagnosis_with_code(diagnosis.code)
    if present is not None:
        fresh = tuple(e for e in diagnosis.evidence if e not in present.evidence)
        carried = present.carried_from if diagnosis.carried_from else ""
        if not fresh and carried == present.carried_from:
            raise InputError("sheet.diagnosis_there", code=present.code)
        evidence = tuple(sorted(present.evidence + fresh))
        return _replace_diagnosis(sheet, replace(present, evidence=evidence, carried_from=carried))
    if len(sheet.diagnoses) >= MOST_DIAGNOSES:
        raise InputError("sheet.diagnoses_full", most=MOST_DIAGNOSES)
    return replace(sheet, diagnoses=(*sheet.diagnoses, diagnosis))


def with_diagnosis_verified(sheet: CodingSheet, diagnosis_id: str) -> CodingSheet:
    """Take the mark off a diagnosis that was carried forward: today's record supports it."""
    return _replace_diagnosis(sheet, replace(sheet.diagnosis(diagnosis_id), carried_from=""))


def without_diagnosis(sheet: CodingSheet, diagnosis_id: str) -> CodingSheet:
    """Take a diagnosis off, and every pointer to it."""
    return replace(
        sheet,
        diagnoses=tuple(d for d in sheet.diagnoses if d.id != diagnosis_id),
        lines=tuple(
            replace(line, pointers=tuple(p for p in line.pointers if p != diagnosis_id))
            for line in sheet.lines
        ),
    )


def with_diagnosis_moved(sheet: CodingSheet, diagnosis_id: str, position: int) -> CodingSheet:
    """Move a diagnosis to ``position`` (0 is first-listed); pointers follow their diagnosis."""
    moving = sheet.diagnosis(diagnosis_id)
    others = [d for d in sheet.diagnoses if d.id != diagnosis_id]
    others.insert(max(0, min(position, len(others))), moving)
    return replace(sheet, diagnoses=tuple(others))


def without_evidence(sheet: CodingSheet, diagnosis_id: str, evidence: Evidence) -> CodingSheet:
    """Take one quote off a diagnosis."""
    diagnosis = sheet.diagnosis(diagnosis_id)
    kept = tuple(e for e in diagnosis.evidence if e != evidence)
    return _replace_diagnosis(sheet, replace(diagnosis, evidence=kept))


def with_line(sheet: CodingSheet, line: ServiceLine) -> CodingSheet:
    """Put a service line last.

    Raises:
        InputError: The sheet holds fifty lines already, or the line itself cannot stand.
    """
    if len(sheet.lines) >= MOST_LINES:
        raise InputError("sheet.lines_full", most=MOST_LINES)
    _check_line(sheet, line)
    return replace(sheet, lines=(*sheet.lines, line))


def with_line_changed(sheet: CodingSheet, line: ServiceLine) -> CodingSheet:
    """Put ``line`` in the place of the one with the same id.

    Raises:
        InputError: The line itself cannot stand.
        KeyError: No line has this id.
    """
    sheet.line(line.id)
    _check_line(sheet, line)
    return replace(sheet, lines=tuple(line if old.id == line.id else old for old in sheet.lines))


def without_line(sheet: CodingSheet, line_id: str) -> CodingSheet:
    """Take a service line off."""
    return replace(sheet, lines=tuple(line for line in sheet.lines if line.id != line_id))


def with_line_moved(sheet: CodingSheet, line_id: str, position: int) -> CodingSheet:
    """Move a service line to ``position`` (0 is first)."""
    moving = sheet.line(line_id)
    others = [line for line in sheet.lines if line.id != line_id]
    others.insert(max(0, min(position, len(others))), moving)
    return replace(sheet, lines=tuple(others))


def _replace_diagnosis(sheet: CodingSheet, diagnosis: Diagnosis) -> CodingSheet:
    return replace(
        sheet,
        diagnoses=tuple(diagnosis if d.id == diagnosis.id else d for d in sheet.diagnoses),
    )


def _check_line(sheet: CodingSheet, line: ServiceLine) -> None:
    known = {d.id for d in sheet.diagnoses}
    if line.units < 1:
        raise InputError("line.no_units")
    if line.charge < 0:
        raise InputError("money.not_an_amount", text=str(line.charge))
    if len(line.modifiers) > MOST_MODIFIERS:
        raise InputError("line.too_many_modifiers", most=MOST_MODIFIERS)
    if len(line.pointers) > MOST_POINTERS:
        raise InputError("line.too_many_pointers", most=MOST_POINTERS)
    if not set(line.pointers) <= known:
        raise InputError("line.pointer_unknown", letter="?")
