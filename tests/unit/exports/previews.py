"""Previews of releases for tests, in words of our own."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.releases import CodeSet, Origin, Release
from medcoder_desktop.domain.updates import (
    CodeDifference,
    Difference,
    Touched,
    TouchedThing,
    UpdatePreview,
)

OLD = Release(CodeSet.ICD10CM, "FY2026", date(2025, 10, 1), date(2026, 9, 30), "FY2026")
NEW = Release(CodeSet.ICD10CM, "FY2027", date(2026, 10, 1), date(2027, 9, 30), in_use=False)
DERIVED = Release(
    CodeSet.ICD10CM,
    "FY2027",
    date(2026, 10, 1),
    date(2027, 9, 30),
    origin=Origin.DERIVED,
    remark="codes and titles complete, notes of new codes until the official file is imported",
)
DIFFERENCES = (
    CodeDifference(Difference.ADDED, "G35.A", "", "Relapsing-remitting multiple sclerosis"),
    CodeDifference(Difference.ADDED, "G35.B", "", "Primary progressive form", billable=False),
    CodeDifference(Difference.DELETED, "Z99.9", "Something, unspecified", ""),
    CodeDifference(
        Difference.NOW_HEADING, "G35", "Multiple sclerosis", "Multiple sclerosis", billable=False
    ),
    CodeDifference(Difference.RETITLED, "E66.81", "Obesity class", "Obesity by its class"),
    CodeDifference(Difference.NOTES, "E11", "Use additional code\nto name it", "Code first = it"),
)
TOUCHED = (
    TouchedThing(Touched.VISIT, "G35", Difference.NOW_HEADING, "e1", "Visit V1004 of 2026-10-03"),
    TouchedThing(
        Touched.FAVOURITE, "E66.81", Difference.RETITLED, "E66.81", "Favorite E66.81 in Weight"
    ),
)


def preview(**changes: object) -> UpdatePreview:
    """A preview of an ICD-10-CM year, with some of it changed."""
    parts: dict[str, object] = {
        "old": OLD, "new": NEW, "differences": DIFFERENCES, "touched": TOUCHED,
    }  # fmt: skip
    return UpdatePreview(**(parts | changes))  # type: ignore[arg-type] # named by the tests


def long_preview(count: int) -> UpdatePreview:
    """A preview with very many differences of three kinds."""
    words = "Displaced fracture of the lower end of the left arm, seen again, healing well"
    kinds = (Difference.ADDED, Difference.RETITLED, Difference.DELETED)
    return preview(
        differences=tuple(
            CodeDifference(kinds[n % 3], f"S{n:05d}", f"{words} {n}", f"{words}, number {n}")
            for n in range(count)
        )
    )
