"""Rows of a release that are made from an earlier one in the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.code_changes import CodeChange
from medcoder_desktop.domain.composing import with_changes, with_titles
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureCorrection, ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Origin
from medcoder_desktop.domain.tabular import CodeTitle, TabularEntry
from medcoder_desktop.library.exporting import entries_of
from medcoder_desktop.library.fact_rows import read_all
from medcoder_desktop.library.release_rows import Installed, read_shelf


def changed_list(
    connection: dbapi2.Connection, changes: Iterable[CodeChange], begins: date, file: str
) -> Iterator[TabularEntry]:
    """The tabular list in force the day before, after a list of changes.

    Raises:
        InputError: No release in force then is installed, or the changes do not fit it.
    """
    base = _base(connection, CodeSet.ICD10CM, begins - timedelta(days=1), file)
    return with_changes(entries_of(connection, base), changes)


def titled_list(
    connection: dbapi2.Connection, titles: Iterable[CodeTitle], begins: date
) -> Iterator[TabularEntry]:
    """A plain list of codes, with headings and notes of the nearest release there is."""
    installed = [
        each
        for each in read_shelf(connection).installed
        if each.release.code_set is CodeSet.ICD10CM
        and each.rows  # the one being written has none yet
        and (each.release.in_use or each.release.origin is Origin.OFFICIAL)
    ]
    nearest = min(installed, key=lambda each: abs((each.release.effective_from - begins).days))
    return with_titles(entries_of(connection, nearest), titles)


def corrected_list(
    connection: dbapi2.Connection, corrections: Iterable[ProcedureCorrection], day: date, file: str
) -> Iterator[ProcedureEntry]:
    """The official HCPCS release a list of corrections is about, corrected.

    Raises:
        InputError: No such release is installed.
    """
    base = _base(connection, CodeSet.HCPCS, day, file)
    by_code: dict[str, list[ProcedureCorrection]] = {}
    for correction in corrections:
        by_code.setdefault(correction.code, []).append(correction)
    for entry in read_all(connection, ProcedureEntry, CodeSet.HCPCS, base.bit):
        corrected: ProcedureEntry | None = entry
        for correction in by_code.pop(entry.code, ()):
            corrected = correction.applied_to(corrected)
        if corrected is not None:
            yield corrected
    for several in by_code.values():
        added: ProcedureEntry | None = None
        for correction in several:
            added = correction.applied_to(added)
        if added is not None:
            yield added


def joined(lists: Iterable[Iterable[ProcedureEntry]]) -> Iterator[ProcedureEntry]:
    """Entries of lists that complete each other: short, medium and long descriptions of CPT."""
    empty = {field.name: field.default for field in fields(ProcedureEntry)} | {
        "short": "",
        "long": "",
    }
    by_code: dict[str, ProcedureEntry] = {}
    for entries in lists:
        for entry in entries:
            known = by_code.get(entry.code)
            if known is None:
                by_code[entry.code] = entry
                continue
            missing = {
                name: value
                for name, blank in empty.items()
                if getattr(known, name) == blank and (value := getattr(entry, name)) != blank
            }
            if missing:
                by_code[entry.code] = replace(known, **missing)
    return iter(by_code.values())


def _base(connection: dbapi2.Connection, code_set: CodeSet, day: date, file: str) -> Installed:
    """The release that changes of a day are about: one in use before one that waits."""
    fitting = [
        each
        for each in read_shelf(connection).installed
        if each.release.code_set is code_set
        and each.rows  # the one being written has none yet
        and each.release.holds_on(day)
        and each.release.origin is not Origin.STARTER
    ]
    if not fitting:
        raise InputError("codeset.needs_base", file=file, code_set=code_set.label, day=day)
    return max(fitting, key=lambda each: (each.release.in_use, each.release.effective_from))
