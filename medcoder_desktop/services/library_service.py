"""The code library as a coder uses it: built on first start, searched, opened like a book."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.code_standing import CodeStanding
from medcoder_desktop.domain.codes import Code, CodeEntry
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import CodeSet, InForce, Release
from medcoder_desktop.domain.search import SearchAnswer, SearchContext
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search import Searcher
from medcoder_desktop.library.standing import standing_of
from medcoder_desktop.services.originals import Originals
from medcoder_desktop.services.packaged_sources import packaged_fingerprint

if TYPE_CHECKING:
    from medcoder_desktop.domain.alphabetic_index import IndexEntry
    from medcoder_desktop.domain.payment_rules import DiagnosisLimit, HccCategory, PtpPair
    from medcoder_desktop.domain.procedure_facts import ProcedureFacts
    from medcoder_desktop.domain.procedures import ProcedureEntry, SmallCode
    from medcoder_desktop.library.index_rows import IndexBook
    from medcoder_desktop.library.parts import Part

LIBRARY_FILE = "library.db"
ORIGINALS_FOLDER = "code-files"


class LibraryService:
    """Lookup and search in the code sets.

    Args:
        folder: The data folder; ``library.db`` lies in it, the imported files beside it.
        tables: The folder of the program's own small tables.
    """

    def __init__(self, folder: Path, tables: Path) -> None:
        self.path = folder / LIBRARY_FILE
        self.originals = Originals(folder / ORIGINALS_FOLDER)
        self._tables = tables
        self._opening = threading.Lock()
        self._library: Library | None = None
        self._searcher: Searcher | None = None

    def is_ready(self) -> bool:
        """Whether the library is built from the lists this program carries."""
        return self._open() is not None

    def build(self, progress: Progress = no_progress) -> None:
        """Build the library from the packaged lists and every file imported before.

        Does nothing when it is there.

        Raises:
            Cancelled: The progress callback stopped the work; nothing is left behind.
            EnvironmentError_: A packaged list is missing, or the folder cannot be written.
        """
        from medcoder_desktop.library.build import build_library  # noqa: PLC0415 - once a year
        from medcoder_desktop.services.packaged_parts import (  # noqa: PLC0415 - the same
            packaged_parts,
            packaged_wordings,
        )

        if self.is_ready():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            build_library(
                self.path,
                packaged_parts(self._tables),
                source_fingerprint=packaged_fingerprint(self._tables),
                imported=self._imported(stack),
                wordings=packaged_wordings(self._tables),
                progress=progress,
            )

    def library(self) -> Library:
        """The library itself, for the other services.

        Raises:
            EnvironmentError_: It is not built yet.
        """
        library = self._open()
        if library is None:
            raise EnvironmentError_("missing.library")
        return library

    def releases(self) -> tuple[Release, ...]:
        """The releases of ICD-10-CM in use, newest first."""
        return self.library().releases()

    def in_force(self, on: date) -> InForce:
        """Which release of ICD-10-CM answers for ``on``, and whether it really is in force."""
        return self.library().in_force(on)

    def installed(self, code_set: CodeSet, on: date) -> InForce | None:
        """Which release of a set answers for ``on``; None when there is none at all."""
        found = self.library().shelf().answering(code_set, on)
        return None if found is None else found.in_force

    def search(self, text: str, context: SearchContext, limit: int = 50) -> SearchAnswer:
        """Codes that answer ``text``, best first."""
        self.library()
        assert self._searcher is not None  # noqa: S101 - opened together with the library
        return self._searcher.search(text, context, limit)

    def entry(self, code: str, on: date) -> CodeEntry:
        """Everything the book says about a code, written with or without its dot.

        Raises:
            InputError: No such code in the release that answers for ``on``.
        """
        return self.library().entry(code, on)

    def standing(self, code: str, on: date) -> CodeStanding:
        """Whether a diagnosis may be billed on a day; if not, why and what to use instead."""
        return standing_of(self.library(), code, on)

    def chapters(self, on: date) -> tuple[Code, ...]:
        """The chapters of the tabular list."""
        return self.library().chapters(on)

    def children(self, code: str, on: date) -> tuple[Code, ...]:
        """The entries right below one."""
        return self.library().children(code, on)

    def procedure(self, code: str, on: date) -> ProcedureFacts:
        """Everything the installed tables say of a procedure on a day.

        Raises:
            InputError: It is not shaped like a procedure.
        """
        from medcoder_desktop.services import procedure_lookup  # noqa: PLC0415 - not to search

        return procedure_lookup.procedure_facts(self.library(), code, on)

    def modifier(self, code: str, on: date) -> tuple[ProcedureEntry, ...]:
        """A modifier as the official list has it, and as our own table explains it."""
        from medcoder_desktop.services import procedure_lookup  # noqa: PLC0415 - not to search

        return procedure_lookup.modifier(self.library(), code, on)

    def small_table(self, code_set: CodeSet, on: date) -> tuple[SmallCode, ...]:
        """Places of service or claim frequencies."""
        from medcoder_desktop.services import procedure_lookup  # noqa: PLC0415 - not to search

        return procedure_lookup.small_table(self.library(), code_set, on)

    def categories(self, diagnosis: str, on: date) -> tuple[HccCategory, ...]:
        """The risk categories a diagnosis of a day counts toward."""
        from medcoder_desktop.services import procedure_lookup  # noqa: PLC0415 - not to search

        return procedure_lookup.categories(self.library(), diagnosis, on)

    def limits(self, diagnosis: str, on: date) -> tuple[DiagnosisLimit, ...]:
        """Whom a diagnosis fits, where the Medicare Code Editor's lists say so."""
        from medcoder_desktop.services import procedure_lookup  # noqa: PLC0415 - not to search

        return procedure_lookup.limits(self.library(), diagnosis, on)

    def pairs(self, procedures: Sequence[str], on: date) -> tuple[PtpPair, ...] | None:
        """NCCI pairs among procedures of one claim; None when no table of pairs is installed."""
        from medcoder_desktop.services import procedure_lookup  # noqa: PLC0415 - not to search

        return procedure_lookup.pairs_on_claim(self.library(), procedures, on)

    def index_columns(self, book: CodeSet, on: date) -> tuple[str, ...]:
        """Headings of the columns of a table; empty for an index, or when it is not installed."""
        found = self._book(book, on)
        return found.columns() if found else ()

    def index_main_terms(
        self, book: CodeSet, beginning: str, on: date, limit: int = 500
    ) -> tuple[IndexEntry, ...]:
        """Main terms that begin with a text, in book order; from the start for an empty one."""
        found = self._book(book, on)
        return found.main_terms(beginning, limit) if found else ()

    def index_below(self, book: CodeSet, entry_id: int) -> tuple[IndexEntry, ...]:
        """The terms right below one.

        Raises:
            InputError: The term is gone, because the release was removed.
        """
        return self._book_of_term(book, entry_id).below(entry_id)

    def index_entry(self, book: CodeSet, entry_id: int) -> IndexEntry:
        """One term.

        Raises:
            InputError: The term is gone, because the release was removed.
        """
        return self._book_of_term(book, entry_id).entry(entry_id)

    def index_search(
        self, book: CodeSet, text: str, on: date, limit: int = 200
    ) -> tuple[IndexEntry, ...]:
        """Terms that have the words in themselves or in their path, main terms first."""
        found = self._book(book, on)
        return found.search(text, limit) if found else ()

    def index_follow(self, book: CodeSet, reference: str, on: date) -> IndexEntry | None:
        """Where a see or see also leads; None when it names no term of this book."""
        found = self._book(book, on)
        return found.follow(reference) if found else None

    def close(self) -> None:
        """Let go of the file."""
        with self._opening:
            if self._library is not None:
                self._library.close()
            self._library = self._searcher = None

    def _book(self, book: CodeSet, on: date) -> IndexBook | None:
        from medcoder_desktop.library.index_rows import IndexBook  # noqa: PLC0415 - not to search

        library = self.library()
        found = library.shelf().answering(book, on)
        return IndexBook(library.connection(), found.installed.id) if found else None

    def _book_of_term(self, book: CodeSet, entry_id: int) -> IndexBook:
        from medcoder_desktop.library.index_rows import (  # noqa: PLC0415 - not to search
            IndexBook,
            release_of_term,
        )

        library = self.library()
        release = release_of_term(library.connection(), entry_id)
        known = {each.id for each in library.shelf().installed if each.release.code_set is book}
        if release not in known:
            raise InputError("library.term_gone")
        return IndexBook(library.connection(), release)

    def _imported(self, stack: ExitStack) -> list[Part]:
        """What the office imported before, read again from the kept files.

        A file that was lost or cannot be read any more is left out: the rest is worth more than
        a program that does not start.
        """
        from medcoder_desktop.services.import_plan import plan  # noqa: PLC0415 - once a year

        parts: list[Part] = []
        kept = self.originals.catalogue()
        for files in dict.fromkeys(each.files for each in kept):
            wanted = {each.id: each for each in kept if each.files == files}
            paths = [path for path in self.originals.paths(files) if path.is_file()]
            for each in wanted.values():
                with suppress(InputError, EnvironmentError_):
                    parts += [
                        replace(part, release=replace(part.release, in_use=each.in_use))
                        for part in (plan(paths, each.wish, files, stack) if paths else ())
                        if part.release.id == each.id
                    ]
        return parts

    def _open(self) -> Library | None:
        with self._opening:
            if self._library is None:
                fingerprint = packaged_fingerprint(self._tables)
                self._library = Library.open(self.path, fingerprint)
                if self._library is not None:
                    self._searcher = Searcher(self._library)
            return self._library
