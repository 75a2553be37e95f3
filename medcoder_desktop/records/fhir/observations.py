"""Observations of a FHIR import, those inside reports too."""

from __future__ import annotations

from collections.abc import Iterator

from medcoder_desktop.records.fhir.nodes import at, nodes, text
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading

NOT_A_RESULT = frozenset(["entered-in-error", "cancelled"])
"""States of an observation that does not stand."""


def observations(reading: Reading) -> Iterator[Resource]:
    """Observations that stand by themselves, then those inside diagnostic reports."""
    yield from reading.pool.of_kind("Observation")
    for report in reading.pool.of_kind("DiagnosticReport"):
        for reference in nodes(report.body, "result"):
            if text(reference, "reference").startswith("#"):
                inside = reading.pool.resolve(reference, report)
                if inside and inside.kind == "Observation":
                    subject = {"subject": at(report.body, "subject")}
                    dated = {"effectiveDateTime": text(report.body, "effectiveDateTime")}
                    yield Resource(inside.kind, inside.name, {**subject, **dated, **inside.body})
