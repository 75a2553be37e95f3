"""Imports as a person reads them, and as JSON for a machine."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from medcoder_desktop.domain.import_batches import ImportBatch, PatientMatch
from medcoder_desktop.domain.patients import Patient


def print_lookalikes(matches: Iterable[PatientMatch]) -> None:
    """Patients who may be known already and were kept apart, on the error stream."""
    for match in matches:
        for near in match.lookalikes:
            typer.echo(
                f"Note: {_who(match.imported)} in {match.file} may be {_who(near.patient)}, whom "
                f"the office knows ({near.reason}). They are kept apart; the window’s import lets "
                "a person decide.",
                err=True,
            )


def print_batches(batches: Iterable[ImportBatch]) -> None:
    """Imports one a line."""
    none = True
    for batch in batches:
        none = False
        files = ", ".join(batch.sources[:3])
        more = f" and {len(batch.sources) - 3} more" if len(batch.sources) > 3 else ""
        undone = f"  undone {batch.undone_at:%Y-%m-%d %H:%M}" if batch.undone_at else ""
        typer.echo(
            f"{batch.number:<5} {batch.moment:%Y-%m-%d %H:%M}  {batch.actor.name:<14} "
            f"{files}{more}{undone}"
        )
    if none:
        typer.echo("Nothing was imported yet.")


def batch_json(batch: ImportBatch) -> dict[str, object]:
    """An import, for a machine."""
    return {
        "import": batch.number,
        "at": batch.moment.isoformat(),
        "by": batch.actor.name,
        "files": list(batch.sources),
        "undone_at": batch.undone_at.isoformat() if batch.undone_at else None,
    }


def _who(patient: Patient) -> str:
    numbers = ", ".join(number.value for number in patient.record_numbers)
    born = patient.birth_date or "birth date not stated"
    return f"{patient.name.listed} ({born}{', number ' + numbers if numbers else ''})"
