"""A claim as a JSON file, and back; ``docs/claim.schema.json`` is the published description."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from medcoder_desktop.domain.claims import Claim, ClaimStatus
from medcoder_desktop.domain.errors import Defect, EnvironmentError_, InputError
from medcoder_desktop.exports.atomic_file import replace_file
from medcoder_desktop.exports.claim_json_codes import (
    amount_text,
    diagnoses_of,
    diagnosis_json,
    line_json,
    lines_of,
)
from medcoder_desktop.exports.claim_json_parties import (
    coverage_json,
    coverage_of,
    facility_json,
    facility_of,
    patient_json,
    patient_of,
    payer_json,
    payer_of,
    practice_json,
    practice_of,
    provider_json,
    provider_of,
)
from medcoder_desktop.exports.json_fields import Fields

FORMAT = "medcoder-claim"
"""What the field ``format`` says in every claim file."""
VERSION = 2
"""Raise it with any change that a reader of the former version would refuse or misread.

Version 1 knew no facility; it is read as before.
"""
MOST_BYTES = 32 * 1024 * 1024
"""A claim with fifty lines and whole notes as evidence stays far below; more is no claim."""

_CLAIM = (
    "format",
    "version",
    "id",
    "number",
    "status",
    "finished_at",
    "finished_by",
    "encounter_id",
    "encounter_number",
    "date_of_service",
    "place_of_service",
    "code_release",
    "in_force",
    "practice",
    "provider",
    "facility",
    "patient",
    "payer",
    "coverage",
    "diagnoses",
    "service_lines",
    "total",
)
_PRESENT = ("(?s:.+)", "text that is not empty")
_PLACE = ("[0-9]{2}", "a place of service of two digits")


def write_claim_json(claim: Claim, target: Path) -> None:
    """Write a claim to a file that other programs, and this one, can read.

    Before anything is written the text is read back and compared, so that every file that leaves
    follows the published schema and loses nothing.

    Args:
        claim: The claim; its evidence goes along.
        target: The file; what stood there is replaced in one step.

    Raises:
        InputError: A field of the claim cannot be said in the format, such as a wrong NPI.
        EnvironmentError_: The file cannot be written.
        Defect: The text would not read back as the same claim.
    """
    content = _encoded(claim)
    if _decoded(content, f"Claim {claim.number}") != claim:
        raise Defect("claim_json.not_faithful", number=claim.number)
    replace_file(target, content)


def read_claim_json(source: Path | bytes, name: str = "The claim file") -> Claim:
    """Read a claim that :func:`write_claim_json` wrote.

    Args:
        source: The file, or its content.
        name: What sentences call the content.

    Returns:
        A claim equal to the one that was written.

    Raises:
        InputError: It is no claim file, is cut off, or a field is wrong; the sentence names the
            field by its path, such as ``$.service_lines[0].charge``.
        EnvironmentError_: The file cannot be opened.
    """
    if isinstance(source, bytes):
        return _decoded(source, name)
    try:
        with source.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as failure:
        raise EnvironmentError_(
            "export.unreadable", file=source.name, reason=failure.strerror or str(failure)
        ) from failure
    return _decoded(content, source.name)


def _encoded(claim: Claim) -> bytes:
    text = json.dumps(_claim_json(claim), ensure_ascii=False, indent=2, allow_nan=False)
    # Half of a surrogate pair cannot be UTF-8; its backslash form is a JSON escape and comes back.
    return f"{text}\n".encode(errors="backslashreplace")


def _claim_json(claim: Claim) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": claim.id,
        "number": claim.number,
        "status": claim.status.value,
        "finished_at": _moment_text(claim.finished_at),
        "finished_by": claim.finished_by,
        "encounter_id": claim.encounter_id,
        "encounter_number": claim.encounter_number,
        "date_of_service": claim.date_of_service.isoformat(),
        "place_of_service": claim.place_of_service,
        "code_release": claim.code_release,
        "in_force": claim.in_force,
        "practice": practice_json(claim.practice),
        "provider": provider_json(claim.provider),
        "facility": facility_json(claim.facility),
        "patient": patient_json(claim.patient),
        "payer": payer_json(claim.payer),
        "coverage": coverage_json(claim.coverage),
        "diagnoses": [diagnosis_json(diagnosis) for diagnosis in claim.diagnoses],
        "service_lines": [line_json(line) for line in claim.lines],
        "total": amount_text(claim.total),
    }


def _moment_text(moment: datetime) -> str:
    """ISO 8601; zones of before 1900 with seconds in their offset become UTC."""
    offset = moment.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        moment = moment.astimezone(UTC)
    return moment.isoformat()


def _decoded(content: bytes, source: str) -> Claim:
    value = _parsed(content, source)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise InputError("claim_json.not_a_claim", source=source)
    version = value.get("version")
    if version not in (1, VERSION) or isinstance(version, bool):
        raise InputError(
            "claim_json.version",
            source=source,
            version=str(version)[:40],
            known=VERSION,
        )
    if version == 1:
        Fields.of(value, tuple(name for name in _CLAIM if name != "facility"), "$", source)
        value = {**value, "facility": None}
    return _claim_of(Fields.of(value, _CLAIM, "$", source))


def _parsed(content: bytes, source: str) -> object:
    if len(content) > MOST_BYTES:
        raise InputError("claim_json.too_large", source=source, most=MOST_BYTES // 1024 // 1024)

    def no_field_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise InputError("claim_json.twice", source=source, name=twice[:40])
        return fields

    def no_such_number(name: str) -> NoReturn:
        raise InputError("claim_json.not_a_claim", source=source) from ValueError(name)

    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=no_field_twice,
            parse_constant=no_such_number,
        )
    except json.JSONDecodeError as failure:
        raise InputError(
            "claim_json.broken", source=source, line=failure.lineno, column=failure.colno
        ) from None
    except (ValueError, RecursionError):  # not UTF-8, a number of thousands of digits, a maze
        raise InputError("claim_json.not_a_claim", source=source) from None


def _claim_of(claim: Fields) -> Claim:
    patient, payer = patient_of(claim), payer_of(claim)
    diagnoses = diagnoses_of(claim)
    lines = lines_of(claim, diagnoses)
    total = claim.cents("total")
    added = sum(line.charge for line in lines)
    if total != added:
        raise InputError(
            "claim_json.total",
            source=claim.source,
            path=claim.at("total"),
            total=amount_text(total),
            added=amount_text(added),
        )
    return Claim(
        id=claim.text("id", *_PRESENT),
        number=claim.text("number", *_PRESENT),
        encounter_id=claim.text("encounter_id", *_PRESENT),
        encounter_number=claim.text("encounter_number", *_PRESENT),
        finished_at=claim.moment("finished_at"),
        finished_by=claim.text("finished_by"),
        practice=practice_of(claim),
        patient=patient,
        coverage=coverage_of(claim, patient, payer),
        payer=payer,
        provider=provider_of(claim),
        date_of_service=claim.day("date_of_service"),
        place_of_service=claim.text("place_of_service", *_PLACE),
        diagnoses=diagnoses,
        lines=lines,
        total=total,
        code_release=claim.text("code_release", *_PRESENT),
        in_force=claim.flag("in_force"),
        status=claim.choice("status", ClaimStatus),
        facility=facility_of(claim),
    )
