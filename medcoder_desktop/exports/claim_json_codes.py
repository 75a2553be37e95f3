"""The codes of a claim file: diagnoses with their evidence, service lines, amounts."""

from __future__ import annotations

from medcoder_desktop.domain.claims import ClaimDiagnosis, ClaimEvidence, ClaimLine
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.sheet import (
    MOST_DIAGNOSES,
    MOST_LINES,
    MOST_MODIFIERS,
    MOST_POINTERS,
    POINTER_LETTERS,
)
from medcoder_desktop.exports.json_fields import Fields

_DIAGNOSIS = ("letter", "code", "title", "evidence")
_EVIDENCE = ("document_title", "written_on", "quote")
_LINE = (
    "number",
    "date_of_service",
    "place_of_service",
    "procedure",
    "modifiers",
    "description",
    "pointers",
    "units",
    "charge",
)

_PRESENT = ("(?s:.+)", "text that is not empty")
_PLACE = ("[0-9]{2}", "a place of service of two digits")
_DIAGNOSIS_CODE = (
    r"(?:[A-Z][0-9]|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?",
    "an ICD-10-CM code with its dot, such as E11.42",
)
_PROCEDURE = ("[0-9]{4}[0-9A-Z]|[A-Z][0-9]{4}", "a procedure code such as 99213 or G0439")
_MODIFIER = ("[0-9A-Z]{2}", "a modifier of two characters")
_LETTER = ("[A-L]", "a letter from A to L")


def diagnosis_json(diagnosis: ClaimDiagnosis) -> dict[str, object]:
    """A diagnosis with its evidence as JSON values."""
    return {
        "letter": diagnosis.letter,
        "code": diagnosis.code,
        "title": diagnosis.title,
        "evidence": [
            {
                "document_title": evidence.document_title,
                "written_on": evidence.written_on.isoformat() if evidence.written_on else None,
                "quote": evidence.quote,
            }
            for evidence in diagnosis.evidence
        ],
    }


def line_json(line: ClaimLine) -> dict[str, object]:
    """A service line as JSON values."""
    return {
        "number": line.number,
        "date_of_service": line.date_of_service.isoformat(),
        "place_of_service": line.place_of_service,
        "procedure": line.procedure,
        "modifiers": list(line.modifiers),
        "description": line.description,
        "pointers": list(line.pointers),
        "units": line.units,
        "charge": amount_text(line.charge),
    }


def diagnoses_of(claim: Fields) -> tuple[ClaimDiagnosis, ...]:
    """The diagnoses of a claim file, lettered in order from A."""
    listed = claim.parts("diagnoses", _DIAGNOSIS, least=1, most=MOST_DIAGNOSES)
    return tuple(
        _diagnosis_of(diagnosis, letter)
        for letter, diagnosis in zip(POINTER_LETTERS, listed, strict=False)
    )


def lines_of(claim: Fields, diagnoses: tuple[ClaimDiagnosis, ...]) -> tuple[ClaimLine, ...]:
    """The service lines of a claim file, numbered from 1.

    Raises:
        InputError: A field is wrong, or a pointer names none of ``diagnoses``.
    """
    letters = {diagnosis.letter for diagnosis in diagnoses}
    listed = claim.parts("service_lines", _LINE, least=1, most=MOST_LINES)
    return tuple(_line_of(line, position, letters) for position, line in enumerate(listed, start=1))


def amount_text(cents: int) -> str:
    """Dollars with two decimals and nothing between the thousands: exact in every language."""
    return format_cents(cents).replace(",", "")


def _diagnosis_of(diagnosis: Fields, letter: str) -> ClaimDiagnosis:
    return ClaimDiagnosis(
        letter=diagnosis.text("letter", letter, f"“{letter}”, the letter of its place"),
        code=diagnosis.text("code", *_DIAGNOSIS_CODE),
        title=diagnosis.text("title"),
        evidence=tuple(
            ClaimEvidence(
                evidence.text("document_title"),
                evidence.day_or_none("written_on"),
                evidence.text("quote", *_PRESENT),
            )
            for evidence in diagnosis.parts("evidence", _EVIDENCE)
        ),
    )


def _line_of(line: Fields, position: int, letters: set[str]) -> ClaimLine:
    if line.whole("number", least=1) != position:
        raise line.wrong("number", f"{position}, the number of its place")
    pointers = line.texts("pointers", *_LETTER, least=1, most=MOST_POINTERS)
    for place, letter in enumerate(pointers):
        path = f"{line.at('pointers')}[{place}]"
        if letter not in letters:
            raise InputError(
                "claim_json.pointer_unknown", source=line.source, path=path, letter=letter
            )
        if letter in pointers[:place]:
            raise InputError(
                "claim_json.pointer_twice", source=line.source, path=path, letter=letter
            )
    return ClaimLine(
        number=position,
        date_of_service=line.day("date_of_service"),
        place_of_service=line.text("place_of_service", *_PLACE),
        procedure=line.text("procedure", *_PROCEDURE),
        description=line.text("description"),
        modifiers=line.texts("modifiers", *_MODIFIER, most=MOST_MODIFIERS),
        pointers="".join(pointers),
        units=line.whole("units", least=1),
        charge=line.cents("charge"),
    )
