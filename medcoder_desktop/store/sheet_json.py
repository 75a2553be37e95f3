"""A coding sheet as the text of one version, and back. Explicit, with a schema number."""

from __future__ import annotations

from typing import Any

from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.pages import PageRegion
from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis, ServiceLine
from medcoder_desktop.store.json_reading import Json, day_of, day_text, parsed, readable, written

SCHEMA = 1
"""Raise it when an older program would misread what a newer one wrote."""


def sheet_text(sheet: CodingSheet) -> str:
    """The sheet as JSON text. The visit it belongs to is kept beside, not inside."""
    return written(
        {
            "schema": SCHEMA,
            "diagnoses": [_diagnosis_json(diagnosis) for diagnosis in sheet.diagnoses],
            "lines": [_line_json(line) for line in sheet.lines],
        }
    )


def sheet_of(text: str, encounter_id: str) -> CodingSheet:
    """The sheet that :func:`sheet_text` wrote.

    Raises:
        InputError: A newer version of the program wrote it.
        Defect: It cannot be read.
    """
    with readable("coding sheet"):
        content = parsed(text, SCHEMA)
        return CodingSheet(
            encounter_id=encounter_id,
            diagnoses=tuple(_diagnosis(entry) for entry in content["diagnoses"]),
            lines=tuple(_line(entry) for entry in content["lines"]),
        )


def procedures_of_sheet(text: str) -> tuple[str, ...]:
    """The procedures of the sheet that :func:`sheet_text` wrote, and nothing else of it.

    Raises:
        InputError: A newer version of the program wrote it.
        Defect: It cannot be read.
    """
    with readable("coding sheet"):
        return tuple(line["procedure"] for line in parsed(text, SCHEMA)["lines"])


def _diagnosis_json(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "id": diagnosis.id,
        "code": diagnosis.code,
        "title": diagnosis.title,
        "evidence": [
            {
                "document_id": piece.document_id,
                "start": piece.start,
                "end": piece.end,
                "quote": piece.quote,
                **_region_json(piece.region),
            }
            for piece in diagnosis.evidence
        ],
        **({"carried_from": diagnosis.carried_from} if diagnosis.carried_from else {}),
    }


def _region_json(region: PageRegion | None) -> dict[str, Any]:
    """The place on a page, where evidence has one: page, left, top, right, bottom."""
    if region is None:
        return {}
    return {"region": [region.page, region.left, region.top, region.right, region.bottom]}


def _diagnosis(entry: Json) -> Diagnosis:
    return Diagnosis(
        id=entry["id"],
        code=entry["code"],
        title=entry["title"],
        evidence=tuple(
            Evidence(
                piece["document_id"],
                piece["start"],
                piece["end"],
                piece["quote"],
                PageRegion(*piece["region"]) if "region" in piece else None,
            )
            for piece in entry["evidence"]
        ),
        carried_from=entry.get("carried_from", ""),
    )


def _line_json(line: ServiceLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "procedure": line.procedure,
        "description": line.description,
        "modifiers": list(line.modifiers),
        "pointers": list(line.pointers),
        "units": line.units,
        "charge": line.charge,
        "date_of_service": day_text(line.date_of_service),
        "place_of_service": line.place_of_service,
    }


def _line(entry: Json) -> ServiceLine:
    return ServiceLine(
        id=entry["id"],
        procedure=entry["procedure"],
        description=entry["description"],
        modifiers=tuple(entry["modifiers"]),
        pointers=tuple(entry["pointers"]),
        units=entry["units"],
        charge=entry["charge"],
        date_of_service=day_of(entry["date_of_service"]),
        place_of_service=entry["place_of_service"],
    )
