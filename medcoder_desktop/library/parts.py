"""One release with its rows, on its way into the library."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.progress import Progress
from medcoder_desktop.domain.releases import CodeSet, Release
from medcoder_desktop.library.code_rows import add_codes, remove_codes
from medcoder_desktop.library.fact_rows import FACTS, add_facts, remove_facts
from medcoder_desktop.library.index_rows import add_index, remove_index
from medcoder_desktop.library.pairs import add_pairs, remove_pairs
from medcoder_desktop.library.release_rows import Installed, insert_release, read_shelf
from medcoder_desktop.library.search.index_phrases import IndexPhrases

INDEXES = (
    CodeSet.ICD_INDEX,
    CodeSet.ICD_EXTERNAL_INDEX,
    CodeSet.ICD_NEOPLASMS,
    CodeSet.ICD_DRUGS,
)
"""The books that are walked term by term."""


@dataclass(frozen=True, slots=True)
class Part:
    """One release and what it holds.

    Attributes:
        rows: Called once, when the release has its place: what the set's rows are is said in
            :data:`medcoder_desktop.library.fact_rows.FACTS`; entries of a tabular list, terms of
            an index, or rows of pairs for the others.
        columns: Headings of a table among the indexes.
        originals: SHA-256 and name of each file it is read from.
    """

    release: Release
    rows: Callable[[dbapi2.Connection], Iterable[object]]
    columns: tuple[str, ...] = ()
    originals: tuple[tuple[str, str], ...] = field(default=())


def add_part(connection: dbapi2.Connection, part: Part, progress: Progress) -> Installed:
    """Write a release inside the caller's transaction.

    Raises:
        InputError: The release is there already, or its rows cannot be read.
        Cancelled: The progress callback stopped the work; the caller rolls back.
    """
    installed = insert_release(connection, part.release, part.originals)
    code_set = part.release.code_set
    rows: Iterable[Any] = part.rows(connection)
    step = partial(_tell, progress, f"Reading {part.release.title}")
    number, bit = installed.id, installed.bit
    with _not_collecting():
        if code_set is CodeSet.ICD10CM:
            count = add_codes(connection, number, bit, rows, step)
        elif code_set is CodeSet.PTP:
            count = add_pairs(connection, number, rows, step)
        elif code_set in INDEXES:
            phrases = IndexPhrases(number, part.columns, code_set)
            count = add_index(connection, number, part.columns, rows, step, phrases=phrases)
        else:
            count = add_facts(connection, code_set, bit, rows, step)
    connection.execute("UPDATE release SET rows = ? WHERE id = ?", (count, number))
    return installed


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Spare the search for garbage: a hundred thousand entries are looked through for none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tell(progress: Progress, doing: str, done: int, total: int) -> None:
    progress(done, total, doing)


def remove_part(connection: dbapi2.Connection, release_id: str) -> Installed:
    """Delete a release inside the caller's transaction; what others share stays.

    Raises:
        InputError: There is no such release.
    """
    installed = read_shelf(connection).named(release_id)
    code_set = installed.release.code_set
    if code_set is CodeSet.ICD10CM:
        remove_codes(connection, installed.id, installed.bit)
    elif code_set is CodeSet.PTP:
        remove_pairs(connection, installed.id)
    elif code_set in INDEXES:
        remove_index(connection, installed.id)
    elif code_set in FACTS:
        remove_facts(connection, code_set, installed.bit)
    connection.execute("DELETE FROM release WHERE id = ?", (installed.id,))
    return installed
