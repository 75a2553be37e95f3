"""``medcoder search`` and ``medcoder show``."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medcoder_desktop.cli.printing import (
    entry_json,
    print_entry,
    print_json,
    print_search,
    search_json,
    warn_outside,
)
from medcoder_desktop.cli.printing_procedures import (
    index_json,
    print_index,
    print_modifier,
    print_procedure,
    procedure_json,
)
from medcoder_desktop.cli.queries import queries_of
from medcoder_desktop.cli.session import Session, session_of
from medcoder_desktop.domain.code_standing import Standing
from medcoder_desktop.domain.codes import looks_like_diagnosis, looks_like_procedure
from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.domain.search import (
    DIAGNOSES_ONLY,
    EVERY_SET,
    SearchContext,
    SearchedSet,
)
from medcoder_desktop.services.library_service import LibraryService

if TYPE_CHECKING:
    from medcoder_desktop.services.suite import Services

_BOOKS = (
    CodeSet.ICD_INDEX,
    CodeSet.ICD_EXTERNAL_INDEX,
    CodeSet.ICD_NEOPLASMS,
    CodeSet.ICD_DRUGS,
)
_NOT_THERE = (Standing.UNKNOWN, Standing.ENDED, Standing.NOT_YET)

_ON = typer.Option(
    "--on", metavar="DATE", help="Date of service, 2026-03-14 or 03/14/2026. Today when left out."
)
_JSON = typer.Option("--json", help="Answer as JSON, for other programs.")


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    application.command("search")(search)
    application.command("show")(show)
    application.command("index")(index)


def search(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="Words of the condition, or the beginning of a code.")
    ] = None,
    on: Annotated[str | None, _ON] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many results at most.")] = 20,
    *,
    source: Annotated[
        Path | None,
        typer.Option("--input", metavar="FILE", help="A file of queries, one a line; see --jsonl."),
    ] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="SET",
            help="What to search: icd, hcpcs, cpt, fees or all; may be given several times. "
            "All without, but only icd for --input.",
        ),
    ] = None,
    visit: Annotated[
        str | None,
        typer.Option(
            "--visit",
            metavar="NUMBER",
            help="Search as for this visit: its date, the patient's age and sex, the fee "
            "schedule, and what the office is used to.",
        ),
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line: query, codes, milliseconds.")
    ] = False,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Find codes by words or by their beginning.

    The best come first; words may stand in any order and be misspelled. A file of queries may be
    tab-separated with a column "query"; its other columns are left alone.

    Example: medcoder search distal radius fracture right initial
    """
    session = session_of(context)
    about = SearchContext(_day(session, on), sets=_sets(sets, all_of_them=source is None))
    if source is not None:
        library = session.library()  # once: what searching needs stays ready between queries
        for query in queries_of(source):
            _answer_line(library, query, about, limit, jsonl=jsonl)
        return
    if not text:
        raise typer.BadParameter(
            "words of a condition, or the beginning of a code", param_hint="TEXT"
        )
    needs_records = visit is not None or (sets is not None and "fees" in sets)
    with session.services() if needs_records else nullcontext() as services:
        if services is not None:
            about = _about_office(services, about, visit)
        library = services.library if services is not None else session.library()
        if jsonl:
            _answer_line(library, " ".join(text), about, limit, jsonl=True)
            return
        answer = library.search(" ".join(text), about, limit)
    if json:
        print_json(search_json(answer))
    else:
        print_search(answer)


def _sets(named: list[str] | None, *, all_of_them: bool) -> frozenset[SearchedSet]:
    """What is to be searched, by the words of ``--set``."""
    if not named:
        return EVERY_SET if all_of_them else DIAGNOSES_ONLY
    if "all" in named:
        return EVERY_SET
    known = {each.value: each for each in SearchedSet}
    for name in named:
        if name not in known:
            raise typer.BadParameter("icd, hcpcs, cpt, fees or all", param_hint="--set")
    return frozenset(known[name] for name in named)


def _about_office(services: Services, about: SearchContext, visit: str | None) -> SearchContext:
    """What the office's records tell, for the day and the sets asked for."""
    if visit is None:
        return replace(services.search.office_context(about.on), sets=about.sets)
    found = services.patients.encounter_by_number(visit)
    known = services.search.context(services.patients.visit(found.id))
    return replace(known, sets=about.sets)


def _answer_line(
    library: LibraryService, query: str, about: SearchContext, limit: int, *, jsonl: bool
) -> None:
    answer = library.search(query, about, limit)
    codes = [result.code.code for result in answer.results]
    if jsonl:
        line = {"query": query, "codes": codes, "ms": round(answer.milliseconds, 3)}
        typer.echo(dumps(line, ensure_ascii=False))
    else:
        typer.echo(f"{query}\t{' '.join(codes)}")


def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A code, with or without its dot: E11.42.")],
    on: Annotated[str | None, _ON] = None,
    procedure: Annotated[
        bool, typer.Option("--procedure", help="Take E1140 as HCPCS E1140, not as E11.40.")
    ] = False,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Show all that is known of a diagnosis, a procedure or a modifier.

    For a diagnosis its path, every note with its source, 7th characters, the codes below it and
    its HCC; for a procedure what the installed tables say: values, units, pairs, our fee.

    Example: medcoder show S52.501A
    """
    session = session_of(context)
    day = _day(session, on)
    library = session.library()
    as_procedure = _is_procedure(library, code, day)
    if not procedure and (_is_diagnosis(library, code, day) or not as_procedure):
        _show_diagnosis(library, code, day, json=json)
        if as_procedure and not json:
            typer.echo(f"\n“medcoder show --procedure {code}” shows what it is besides.")
        return
    modifiers = library.modifier(code, day)
    if modifiers:
        if json:
            print_json([{"code": each.code, "title": each.title} for each in modifiers])
        else:
            print_modifier(modifiers)
        return
    facts = library.procedure(code, day)
    with session.services() as services:
        fee = services.office.fee_for(facts.code, (), day)
    if json:
        print_json(procedure_json(facts, fee))
    else:
        print_procedure(facts, fee)


def index(
    context: typer.Context,
    term: Annotated[list[str], typer.Argument(help="A main term, or words of a term.")],
    on: Annotated[str | None, _ON] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many terms at most.")] = 30,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Look a term up in the Alphabetic Index, the External Cause Index and the two tables.

    The terms below the first one found are shown with it. The books are installed with
    `medcoder codes import`.

    Example: medcoder index fall from ladder
    """
    session = session_of(context)
    day = _day(session, on)
    library = session.library()
    text = " ".join(term)
    answers: list[dict[str, object]] = []
    found_any = False
    for book in _BOOKS:
        in_force = library.installed(book, day)
        if in_force is None:
            typer.echo(f"{book.label}: not installed; import the official file.", err=True)
            continue
        entries = library.index_search(book, text, day, limit)
        if entries:
            first, *others = entries
            entries = (first, *library.index_below(book, first.id), *others)
        entries = tuple({entry.id: entry for entry in entries}.values())[:limit]
        found_any = found_any or bool(entries)
        if json:
            answers += [{"book": book.value, **each} for each in index_json(entries)]
        elif entries:
            typer.echo(f"\n{in_force.release.title}")
            print_index(entries, library.index_columns(book, day))
        if entries:
            warn_outside(in_force)
    if json:
        print_json(answers)
    elif not found_any:
        typer.echo(f"No term found. “medcoder search {text}” searches the titles of codes.")


def _show_diagnosis(library: LibraryService, code: str, day: date, *, json: bool) -> None:
    standing = library.standing(code, day)
    if standing.standing in _NOT_THERE and looks_like_diagnosis(code):
        raise InputError("code.standing", sentence=standing.sentence)
    entry = library.entry(code, day)
    if json:
        categories = [
            {"model": each.model, "payment_year": each.payment_year, "category": each.category}
            for each in library.categories(entry.code.code, day)
        ]
        print_json({**entry_json(entry), "standing": standing.sentence, "hcc": categories})
        return
    print_entry(entry)
    if standing.standing is Standing.SPLIT:
        typer.echo(f"\n{standing.sentence}")
    for each in library.categories(entry.code.code, day):
        typer.echo(
            f"HCC {each.category} {each.label} ({each.model}, payment year {each.payment_year})"
        )


def _is_diagnosis(library: LibraryService, code: str, day: date) -> bool:
    """Whether the book has an entry of this name; with its dot it can be nothing else."""
    if "." in code or "-" in code:
        return True
    try:
        library.entry(code, day)
    except InputError:
        return False
    return True


def _is_procedure(library: LibraryService, code: str, day: date) -> bool:
    """Whether the text is a procedure or a modifier that some list has, or a CPT code."""
    plain = code.strip().upper()
    if library.modifier(plain, day):
        return True
    if not looks_like_procedure(plain):
        return False
    return not looks_like_diagnosis(plain) or library.procedure(plain, day).entry is not None


def _day(session: Session, on: str | None) -> date:
    return session.clock.today() if on is None else parse_day(on)
