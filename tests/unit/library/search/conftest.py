"""The library the program brings along, and a search in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from medcoder_desktop import paths
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search import Searcher
from medcoder_desktop.services.packaged_sources import packaged_fingerprint


@pytest.fixture(scope="module")
def library(library_path: Path) -> Iterator[Library]:
    opened = Library.open(library_path, packaged_fingerprint(paths.codesets()))
    assert opened is not None
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def searcher(library: Library) -> Searcher:
    return Searcher(library)
