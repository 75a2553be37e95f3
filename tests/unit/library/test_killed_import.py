"""Ending the program while it adds a release leaves the library as it was."""

from __future__ import annotations

import multiprocessing
import shutil
import sys
from pathlib import Path

import pytest

from tests.unit.library.import_under_fire import add_a_long_list, long_list
from tests.unit.library.invented_lists import (
    add,
    built,
    everything_in,
    exported,
    opened,
    part,
    year,
)
from tests.unit.library.multiple_sclerosis import LAST_DAY, OLD
from tests.unit.library.test_releases import codes_found

PATIENCE = 60.0
KILLED_AFTER = (1, 2, 3, 5, 6)
"""Steps that were told before the end; the writer tells six, then writes the index of search."""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_library_killed_while_a_release_is_added_is_as_it_was(tmp_path: Path) -> None:
    original = tmp_path / "library.db"
    built(original, OLD).close()
    before = everything_in(original)
    children = multiprocessing.get_context("forkserver")
    for steps in KILLED_AFTER:
        folder = tmp_path / str(steps)
        folder.mkdir()
        path = folder / "library.db"
        shutil.copyfile(original, path)
        ours, theirs = children.Pipe()
        child = children.Process(target=add_a_long_list, args=(path, theirs), daemon=True)
        child.start()
        theirs.close()
        for _ in range(steps):
            assert ours.poll(PATIENCE)
            assert ours.recv() != "done"
        child.kill()
        child.join(PATIENCE)
        child.close()
        ours.close()
        assert everything_in(path) == before
        library = opened(path)
        assert codes_found(library, "injury", LAST_DAY) == []
        assert exported(library, "FY2025") == exported(opened(original), "FY2025")
    add(path, part(year(2026), long_list()))
    assert exported(library, "FY2026") == long_list()
