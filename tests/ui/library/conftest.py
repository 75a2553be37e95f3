"""The code library page on a library with and without indexes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.library.reader import Reader, import_indexes


@pytest.fixture
def reader(qtbot: QtBot, empty_folder: Path) -> Iterator[Reader]:
    """The page on the library the program brings along."""
    made = Reader(qtbot, empty_folder)
    yield made
    made.close()


@pytest.fixture
def indexed(qtbot: QtBot, tmp_path: Path, library_path: Path) -> Iterator[Reader]:
    """The page on a library that has a small index and a small table."""
    folder = tmp_path / "indexed"
    folder.mkdir()
    shutil.copy(library_path, folder / "library.db")
    import_indexes(folder)
    made = Reader(qtbot, folder)
    yield made
    made.close()
