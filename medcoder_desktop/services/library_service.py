"""The code library as a coder uses it: built on first start, searched, opened like a book."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from medcoder_desktop.codesets.icd10cm_tabular import read as read_tabular
from medcoder_desktop.codesets.packaged import PACKAGED_RELEASE, packaged_tabular
from medcoder_desktop.domain.codes import Code, CodeEntry
from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import InForce, Release
from medcoder_desktop.domain.search import SearchAnswer, SearchContext
from medcoder_desktop.library.build import build_library
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search import Searcher
from medcoder_desktop.services.fingerprints import file_fingerprint

LIBRARY_FILE = "library.db"


class LibraryService:
    """Lookup and search in the code sets.

    Args:
        folder: The data folder; ``library.db`` lies in it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LIBRARY_FILE
        self._opening = threading.Lock()
        self._library: Library | None = None
        self._searcher: Searcher | None = None

    def is_ready(self) -> bool:
        """Whether the library is built from the list this program carries."""
        return self._open() is not None

    def build(self, progress: Progress = no_progress) -> None:
        """Build the library from the packaged official list; does nothing when it is there.

        Raises:
            Cancelled: The progress callback stopped the work; nothing is left behind.
            EnvironmentError_: The packaged list is missing, or the folder cannot be written.
        """
        if self.is_ready():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        source = packaged_tabular()
        build_library(
            self._path,
            PACKAGED_RELEASE,
            read_tabular(source),
            source_fingerprint=file_fingerprint(source),
            progress=progress,
        )

    def releases(self) -> tuple[Release, ...]:
        """The releases installed, newest first."""
        return self._ready().releases()

    def in_force(self, on: date) -> InForce:
        """Which release answers for ``on``, and whether it really is in force then."""
        return self._ready().in_force(on)

    def search(self, text: str, context: SearchContext, limit: int = 50) -> SearchAnswer:
        """Codes that answer ``text``, best first."""
        self._ready()
        assert self._searcher is not None  # noqa: S101 - opened together with the library
        return self._searcher.search(text, context, limit)

    def entry(self, code: str, on: date) -> CodeEntry:
        """Everything the book says about a code, written with or without its dot.

        Raises:
            InputError: No such code in the release that answers for ``on``.
        """
        return self._ready().entry(code, on)

    def chapters(self, on: date) -> tuple[Code, ...]:
        """The chapters of the tabular list."""
        return self._ready().chapters(on)

    def children(self, code: str, on: date) -> tuple[Code, ...]:
        """The entries right below one."""
        return self._ready().children(code, on)

    def close(self) -> None:
        """Let go of the file."""
        with self._opening:
            if self._library is not None:
                self._library.close()
            self._library = self._searcher = None

    def _ready(self) -> Library:
        library = self._open()
        if library is None:
            raise EnvironmentError_("missing.library")
        return library

    def _open(self) -> Library | None:
        with self._opening:
            if self._library is None:
                self._library = Library.open(self._path, file_fingerprint(packaged_tabular()))
                if self._library is not None:
                    self._searcher = Searcher(self._library)
            return self._library
