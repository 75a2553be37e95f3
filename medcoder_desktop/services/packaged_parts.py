"""The releases every library begins with: those the program brings along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2

from medcoder_desktop.codesets import icd10cm_changes, icd10cm_tabular, own_tables
from medcoder_desktop.codesets.hcc_categories import read_hcc
from medcoder_desktop.codesets.packaged import (
    PACKAGED_RELEASE,
    packaged_hcc_files,
    packaged_tabular,
)
from medcoder_desktop.codesets.search_tables import read_search_tables
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.composing import with_changes
from medcoder_desktop.domain.payment_rules import HccCategory
from medcoder_desktop.domain.releases import CodeSet, Origin, Release
from medcoder_desktop.domain.search_tables import SearchTables
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.exporting import entries_of
from medcoder_desktop.library.parts import Part
from medcoder_desktop.library.release_rows import read_shelf

CHANGES_FILE = "icd10cm-fy2027-changes.tsv"

DERIVED_RELEASE = Release(
    CodeSet.ICD10CM,
    "FY2027",
    effective_from=date(2026, 10, 1),
    effective_to=date(2027, 9, 30),
    notes_as_of=PACKAGED_RELEASE.notes_as_of,
    origin=Origin.DERIVED,
    remark="codes and titles complete, notes of new codes until the official file is imported",
)
"""FY2026 with the published list of what FY2027 changes; 74,879 billable codes."""

_ALWAYS = date(1997, 1, 1)
"""Our own tables hold for every day a claim can be about."""
_OWN_WORDS = "in the program's own words"


def packaged_parts(tables: Path) -> list[Part]:
    """What the program brings along, in the order it is written.

    Args:
        tables: The folder of our own tables.

    Raises:
        EnvironmentError_: A packaged list is missing.
    """
    tabular = SourceFile(packaged_tabular())
    return [
        Part(PACKAGED_RELEASE, lambda _: icd10cm_tabular.read(tabular)),
        Part(DERIVED_RELEASE, partial(_derived, SourceFile(tables / CHANGES_FILE))),
        _own(CodeSet.PLACES, own_tables.read_places, tables),
        _own(CodeSet.FREQUENCIES, own_tables.read_frequencies, tables),
        _own(CodeSet.MODIFIERS, own_tables.read_modifiers, tables),
        _own(
            CodeSet.HCPCS,
            own_tables.read_starter_hcpcs,
            tables,
            remark="the codes offices bill most; import the official file for all of them",
        ),
        *_hcc_parts(),
    ]


def packaged_wordings(tables: Path) -> SearchTables:
    """How people write, for search.

    Raises:
        InputError: A line of a table is wrong; names file and line.
        EnvironmentError_: A table cannot be opened.
    """
    return read_search_tables(tables)


def _derived(changes: SourceFile, connection: dbapi2.Connection) -> Iterator[TabularEntry]:
    base = read_shelf(connection).named(PACKAGED_RELEASE.id)
    return with_changes(entries_of(connection, base), icd10cm_changes.read(changes))


def _own(
    code_set: CodeSet,
    read: Callable[[Path], Iterable[object]],
    tables: Path,
    remark: str = _OWN_WORDS,
) -> Part:
    release = Release(code_set, "own", _ALWAYS, None, origin=Origin.STARTER, remark=remark)
    return Part(release, lambda _: read(tables))


def _hcc_parts() -> Iterator[Part]:
    """A release for each payment year: it is about the dates of service of the year before."""
    by_year: dict[int, list[HccCategory]] = {}
    for category in read_hcc(packaged_hcc_files()):
        by_year.setdefault(category.payment_year, []).append(category)
    for year, categories in sorted(by_year.items()):
        release = Release(
            CodeSet.HCC,
            f"V28-{year}",
            date(year - 1, 1, 1),
            date(year - 1, 12, 31),
            origin=Origin.PACKAGED,
        )
        yield Part(release, partial(_given, categories))


def _given(rows: Iterable[object], _: dbapi2.Connection) -> Iterable[object]:
    return rows
