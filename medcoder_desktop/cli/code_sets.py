"""``medcoder codes``: the releases of the code sets, and what a new one changes."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medcoder_desktop import bootstrap
from medcoder_desktop.cli.printing import print_json
from medcoder_desktop.cli.session import session_of, show_progress
from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.releases import Edition, Release
from medcoder_desktop.domain.timeline import days_of

if TYPE_CHECKING:
    from medcoder_desktop.domain.payment_rules import PtpPair
    from medcoder_desktop.domain.updates import UpdatePreview

_JSON = typer.Option("--json", help="Answer as JSON, for other programs.")
_BYPASS = {
    "0": "no modifier allows both.",
    "1": "a modifier allows both where the record supports it.",
    "9": "the pair no longer applies.",
}
"""What the modifier indicator of a pair says."""
_WIDTH = 96
_LONGEST_CODE = 32
"""Terms of an index that are longer push their own line only."""
_MOST_SHOWN = 40
"""Differences of one kind that a terminal shows; the CSV holds all of them."""


def add_to(application: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="Code sets: what is installed, new releases, what they change.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("list")(list_releases)
    group.command("import")(import_files)
    group.command("diff")(compare)
    group.command("activate")(activate)
    group.command("remove")(remove)
    group.command("pairs")(pairs)
    application.add_typer(group, name="codes")


def list_releases(context: typer.Context, json: Annotated[bool, _JSON] = False) -> None:
    """List every code set with its releases, and where to get those not installed.

    Example: medcoder codes list
    """
    with session_of(context).services() as services:
        releases = services.code_sets.releases()
        known = services.code_sets.known()
    if json:
        print_json([_release_json(release) for release in releases])
        return
    width = max(len(release.id) for release in releases)
    for each in known:
        installed = [release for release in releases if release.code_set is each.code_set]
        typer.echo(each.code_set.label)
        for release in installed:
            state = "" if release.in_use else "waiting to be put in use"
            if release.replaced:
                state = "replaced: others govern all its days"
            typer.echo(f"  {release.id:<{width}}  {days_of(release):<24}  {state}".rstrip())
            if release.remark:
                typer.echo(f"  {'':<{width}}  {_sentence(release.remark)}")
        if not installed:
            typer.echo(f"  not installed; {each.publisher}, {', '.join(each.files)}")
            typer.echo(f"  {each.address}")
    if any(not release.in_use for release in releases):
        typer.echo(
            "\n“medcoder codes diff” shows what a waiting release changes, “medcoder codes "
            "activate” puts it in use."
        )


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="As published, zipped or not; parts together."),
    ],
    *,
    name: Annotated[
        str, typer.Option(help="What the release is called, where the file does not tell.")
    ] = "",
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First date of service.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last date of service.")
    ] = None,
    use: Annotated[
        bool, typer.Option("--use", help="Put it in use at once, without looking at it first.")
    ] = False,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Bring official code-set files in; they wait until they are put in use.

    What a file is, is told by its content. All of the files arrive, or none.

    Example: medcoder codes import 2019-ICD-10-CM-Code-Descriptions.zip
    """
    session = session_of(context)
    wish = Edition(name, _day(start), _day(end))
    releases = bootstrap.import_codes(session.data_dir, tuple(files), wish, show_progress)
    if use:
        with session.services() as services:
            for release in releases:
                services.code_sets.put_in_use(session.actor, release.id)
    if json:
        print_json([_release_json(release) for release in releases])
        return
    for release in releases:
        typer.echo(f"{release.title}, {days_of(release)}, is in the library.")
        if release.remark:
            typer.echo(f"  {_sentence(release.remark)}")
        if not use:
            typer.echo(f"  See what it changes: medcoder codes diff {release.id}")
            typer.echo(f"  Put it in use:       medcoder codes activate {release.id}")


def compare(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="The older release; or the only one named.")],
    new: Annotated[
        str | None,
        typer.Argument(help="The newer release. Left out, OLD is compared with what it follows."),
    ] = None,
    *,
    csv: Annotated[Path | None, typer.Option(help="Write every difference to this file.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write it as pages to print.")] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Show what differs between two releases, and what of the office it touches.

    Example: medcoder codes diff icd-10-cm:FY2018 icd-10-cm:FY2019
    """
    with session_of(context).services() as services:
        sets = services.code_sets
        preview = sets.preview(old) if new is None else sets.difference(old, new)
    if csv is not None:
        from medcoder_desktop.services.preview_files import save_preview_csv  # noqa: PLC0415 - late

        save_preview_csv(preview, csv)
    if pdf is not None:
        from medcoder_desktop.services.preview_files import save_preview_pdf  # noqa: PLC0415 - late

        save_preview_pdf(preview, pdf)
    if json:
        print_json(_preview_json(preview))
        return
    _print_preview(preview)
    for written in (each for each in (csv, pdf) if each is not None):
        typer.echo(f"\nWritten: {written}")


def activate(
    context: typer.Context,
    release: Annotated[str, typer.Argument(help="As `medcoder codes list` names it.")],
) -> None:
    """Put an imported release in use for its dates of service.

    Example: medcoder codes activate icd-10-cm:FY2019
    """
    session = session_of(context)
    with session.services() as services:
        sets = services.code_sets
        before = {each.id for each in sets.releases() if each.in_use}
        sets.put_in_use(session.actor, release)
        chosen = sets.named(release)
    already = "already " if chosen.id in before else ""
    typer.echo(f"{chosen.title} is {already}in use for dates of service {days_of(chosen)}.")


def remove(
    context: typer.Context,
    release: Annotated[str, typer.Argument(help="As `medcoder codes list` names it.")],
) -> None:
    """Delete an imported release; coded visits and claims keep their codes.

    Example: medcoder codes remove icd-10-cm:FY2018
    """
    session = session_of(context)
    with session.services() as services:
        chosen = services.code_sets.named(release)
        services.code_sets.remove(session.actor, release)
    typer.echo(f"{chosen.title} is removed.")


def pairs(
    context: typer.Context,
    procedures: Annotated[list[str], typer.Argument(help="Procedures of one claim.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Date of service; today without.")
    ] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Tell which procedures of one claim exclude or need each other.

    NCCI pairs, and add-on codes with the codes they may be added to.

    Example: medcoder codes pairs 99213 36415 11720 --on 2026-04-02
    """
    session = session_of(context)
    day = session.clock.today() if on is None else parse_day(on)
    library = session.library()
    facts = [library.procedure(code, day) for code in procedures]
    found = library.pairs([each.code for each in facts], day)
    additions = [
        (each.code, other.code)
        for each in facts
        for other in facts
        if each.add_on is not None and each.add_on.may_be_added_to(other.code)
    ]
    if json:
        print_json({"pairs": [_pair_json(each) for each in found or ()], "added_to": additions})
        return
    if found is None:
        typer.echo("No NCCI procedure pairs are installed: import the official files.", err=True)
    elif not found:
        typer.echo("No NCCI pair among them.")
    for pair in found or ():
        typer.echo(
            f"{pair.column2} is not paid beside {pair.column1}: {_BYPASS[pair.indicator.value]}"
        )
        typer.echo(f"  {pair.rationale}")
    for added, primary in additions:
        typer.echo(f"{added} may be added to {primary}.")


def _pair_json(pair: PtpPair) -> dict[str, object]:
    return {
        "column1": pair.column1,
        "column2": pair.column2,
        "effective": pair.effective.isoformat(),
        "deleted": pair.deleted.isoformat() if pair.deleted else None,
        "modifier": pair.indicator.value,
        "rationale": pair.rationale,
    }


def _sentence(remark: str) -> str:
    """A remark as a sentence, however its reader wrote it."""
    return remark[:1].upper() + remark[1:].rstrip(".") + "."


def _day(text: str | None) -> date | None:
    return None if text is None else parse_day(text)


def _release_json(release: Release) -> dict[str, object]:
    return {
        "id": release.id,
        "set": release.code_set.value,
        "name": release.name,
        "from": release.effective_from.isoformat(),
        "to": release.effective_to.isoformat() if release.effective_to else None,
        "origin": release.origin.value,
        "in_use": release.in_use,
        "replaced": release.replaced,
        "remark": release.remark,
    }


def _preview_json(preview: UpdatePreview) -> dict[str, object]:
    from medcoder_desktop.domain.shown_differences import notice_for, shown_words  # noqa: PLC0415 - late

    code_set = preview.new.code_set
    return {
        "old": preview.old.id if preview.old else None,
        "new": preview.new.id,
        "notice": notice_for(preview.new),
        "differences": [
            {
                "change": each.kind.value,
                "code": each.code,
                "billable": each.billable,
                "before": shown_words(each, code_set)[0],
                "after": shown_words(each, code_set)[1],
            }
            for each in preview.differences
        ],
        "left_out": preview.cut_off,
        "touched": [
            {"what": each.kind.value, "code": each.code, "change": each.change.value,
             "where": each.words}
            for each in preview.touched
        ],
    }  # fmt: skip


def _print_preview(preview: UpdatePreview) -> None:
    from medcoder_desktop.domain.shown_differences import notice_for, shown_words  # noqa: PLC0415 - late

    old = preview.old.title if preview.old else "nothing before it"
    typer.echo(f"{preview.new.title} ({days_of(preview.new)}) compared with {old}")
    if not preview.differences:
        typer.echo("Nothing differs.")
    for kind, count in preview.counts.items():
        typer.echo(f"\n{kind.value}: {count}")
        listed = [each for each in preview.differences if each.kind is kind]
        shown = listed[:_MOST_SHOWN]
        width = min(max(len(each.code) for each in shown), _LONGEST_CODE)
        for each in shown:
            words = _sides(*shown_words(each, preview.new.code_set))
            line = textwrap.fill(
                f"{each.code:<{width}}  {words}",
                _WIDTH,
                initial_indent="  ",
                subsequent_indent=" " * (width + 4),
                break_long_words=False,
                break_on_hyphens=False,
            )
            typer.echo(line.rstrip())
        if count > _MOST_SHOWN:
            typer.echo(f"  … and {count - _MOST_SHOWN} more: --csv FILE writes all of them")
    if preview.cut_off:
        more = "more differences are" if preview.cut_off > 1 else "more difference is"
        typer.echo(f"\n{preview.cut_off} {more} not listed.")
    if preview.touched:
        typer.echo("\nTouched in this office")
        for thing in preview.touched:
            typer.echo(f"  {thing.words}: {thing.code} {thing.change.value}")
    notice = notice_for(preview.new)
    if notice:
        typer.echo(f"\n{notice}")


def _sides(before: str, after: str) -> str:
    first, second = (" / ".join(text.splitlines()) for text in (before, after))
    return f"{first} → {second}" if first and second else first or second
