"""``medcoder demo``: the whole job on a sample patient, without a screen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medcoder_desktop import bootstrap
from medcoder_desktop.cli.session import Session, session_of
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.claims import ExportKind
from medcoder_desktop.domain.errors import Defect, EnvironmentError_, InputError
from medcoder_desktop.domain.evidence import Evidence, evidence_from
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.samples import AnswerKey, KeyDiagnosis
from medcoder_desktop.services.library_service import LIBRARY_FILE

if TYPE_CHECKING:
    from medcoder_desktop.services.suite import Services

_DEMO = Actor("demo")
_DEFAULT_SAMPLE = "01-okafor-diabetes"
_RESULTS_LOOKED_AT = 50


def add_to(application: typer.Typer) -> None:
    """Add this command."""
    application.command("demo")(demo)


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for what it writes.")],
    sample: Annotated[
        str, typer.Option(help="Which sample patient: a folder name of resources/samples.")
    ] = _DEFAULT_SAMPLE,
    dark: Annotated[bool, typer.Option(help="Picture in the dark theme.")] = False,
) -> None:
    """Do the whole job on a sample patient.

    Import, search, assign, finish, print.

    Writes claim-summary.pdf, claim.json and workbench.png. Works on a store of its own, so
    nothing of it appears among your patients.
    """
    session = session_of(context)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentError_("folder.not_made", folder=out) from error
    with _store_of_its_own(session) as (folder, services):
        encounter_id, key = _import(services, sample)
        _code(services, encounter_id, key)
        picture = out / "workbench.png"
        session.screens.take_picture(
            folder, encounter_id, picture, dark=dark, search=key.diagnoses[0].search
        )
        claim = services.claims.finish(_DEMO, encounter_id)
        typer.echo(f"Finished as claim {claim.number}, total {format_cents(claim.total)}.")
        summary = out / "claim-summary.pdf"
        services.claims.export(_DEMO, claim.id, ExportKind.SUMMARY, summary)
        file = out / "claim.json"
        services.claims.export(_DEMO, claim.id, ExportKind.JSON, file)
    for written in (summary, file, picture):
        typer.echo(f"Wrote {written}")


@contextmanager
def _store_of_its_own(session: Session) -> Iterator[tuple[Path, Services]]:
    """Services on a folder that is gone afterwards, with the code library already in it."""
    session.library().close()
    with tempfile.TemporaryDirectory(prefix="medcoder-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shutil.copyfile(session.data_dir / LIBRARY_FILE, folder / LIBRARY_FILE)
        services = bootstrap.open_services(folder, session.clock)
        try:
            yield folder, services
        finally:
            services.close()


def _import(services: Services, sample: str) -> tuple[str, AnswerKey]:
    keys = {key.slug: key for key in services.records.answer_keys()}
    if sample not in keys:
        raise InputError("demo.no_sample", sample=sample, samples=", ".join(sorted(keys)))
    services.records.import_office_of_samples(_DEMO)
    bundle = next(path for path in services.records.sample_files() if path.parent.name == sample)
    report = services.records.import_files(_DEMO, (bundle,)).files[0]
    typer.echo(f"{keys[sample].title}: imported {report.kind}.")
    for number in report.encounter_numbers:
        visit = services.patients.encounter_by_number(number)
        if services.records.answer_key(visit.id) is not None:
            return visit.id, keys[sample]
    raise Defect("demo.no_visit", sample=sample)


def _code(services: Services, encounter_id: str, key: AnswerKey) -> None:
    context = services.patients.visit(encounter_id).search_context
    for diagnosis in key.diagnoses:
        answer = services.library.search(diagnosis.search, context, _RESULTS_LOOKED_AT)
        codes = [result.code.code for result in answer.results]
        place = codes.index(diagnosis.code) + 1 if diagnosis.code in codes else None
        found = f"result {place}" if place else "typed by its code"
        typer.echo(f"  “{diagnosis.search}” → {diagnosis.code} ({found})")
        evidence = _evidence(services, encounter_id, diagnosis)
        services.coding.assign(_DEMO, encounter_id, diagnosis.code, evidence)
    for line in key.lines:
        procedure = "-".join((line.procedure, *line.modifiers))
        charge = format_cents(line.unit_charge).replace(",", "")
        text = f"{procedure} x{line.units} @{charge} {line.pointers}"
        services.coding.add_line(_DEMO, encounter_id, text)
        typer.echo(f"  {text}")


def _evidence(
    services: Services, encounter_id: str, diagnosis: KeyDiagnosis
) -> tuple[Evidence, ...]:
    """The quotes of the key, found in the documents of the chart."""
    marks: list[Evidence] = []
    for document in services.records.chart(encounter_id).documents:
        text = services.records.document_text(document.id)
        for quote in diagnosis.quotes:
            start = text.find(quote)
            if start >= 0 and quote not in {mark.quote for mark in marks}:
                marks.append(evidence_from(document.id, text, start, start + len(quote)))
    return tuple(marks)
