"""An import that is stopped, killed, or finds the disk full or another import changes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from medcoder_desktop import paths
from medcoder_desktop.codesets.source import unpacked
from medcoder_desktop.services.library_service import LIBRARY_FILE, LibraryService
from tests.integration.code_file_samples import (
    contents,
    opened,
    refusal_of,
    small_library,
    written_samples,
)
from tests.unit.codesets import test_ncci_mue

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs the signals and limits of POSIX")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine")
    small_library(folder).close()
    return folder / LIBRARY_FILE


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    opened(pristine, tmp_path / "data").close()
    return tmp_path / "data"


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    made = tmp_path / "temporary"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list with rows enough for its import to tell how far it is."""
    rows = ((f"{code}", "2", "1 Line Edit", "Words") for code in range(10_000, 30_000))
    file = tmp_path_factory.mktemp("long") / "long.csv"
    file.write_text(test_ncci_mue.text_of(*rows), encoding="ascii")
    return file


@contextmanager
def importing(
    folder: Path, temporary: Path, *files: Path, wait: str = "", largest: int = 0
) -> Iterator[subprocess.Popen[str]]:
    """An import in another process; it is gone at the end."""
    words = [sys.executable, "-m", "tests.integration.import_in_a_process", str(folder), wait]
    process = subprocess.Popen(
        [*words, str(largest), *map(str, files)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def said_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.mark.parametrize("stage", ["Looking", "Reading"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_import_that_is_ended_midway_changes_nothing(
    folder: Path, temporary: Path, long_list: Path, stage: str, how: signal.Signals
) -> None:
    before = contents(folder)
    packed = temporary.parent / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(long_list, long_list.name)
    with importing(folder, temporary, packed, wait=stage) as process:
        assert said_by(process) == "ready"
        process.send_signal(how)
        process.wait(30)
    assert contents(folder) == before
    if how is signal.SIGINT:
        assert list(temporary.iterdir()) == []
    library = LibraryService(folder, paths.codesets())
    assert refusal_of(library, packed) == ""
    library.close()


def test_what_a_killed_import_left_unpacked_is_cleared_away_later(
    temporary: Path, samples: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    left, busy = temporary / "medcoder-codes-left", temporary / "medcoder-codes-busy"
    for each in (left, busy):
        each.mkdir()
        (each / "list.txt").write_text("A00")
    os.utime(left, (1_700_000_000, 1_700_000_000))
    with unpacked(samples["coverage"]):
        pass
    assert list(temporary.iterdir()) == [busy]


def test_a_full_disk_is_said_and_changes_nothing(
    folder: Path, temporary: Path, long_list: Path
) -> None:
    before = contents(folder)
    size = (folder / LIBRARY_FILE).stat().st_size
    with importing(folder, temporary, long_list, largest=size + 200_000) as process:
        assert "cannot be written" in said_by(process)
    assert contents(folder) == before


def test_a_disk_too_full_for_the_unpacked_archive_is_said_and_changes_nothing(
    folder: Path, temporary: Path, samples: dict[str, Path]
) -> None:
    before = contents(folder)
    with importing(folder, temporary, samples["coverage"], largest=100) as process:
        assert "cannot be unpacked: free some space" in said_by(process)
    assert contents(folder) == before
    assert list(temporary.iterdir()) == []


def test_two_imports_at_once_both_arrive_and_keep_their_files(
    folder: Path, temporary: Path, samples: dict[str, Path], long_list: Path
) -> None:
    first, second = long_list, samples["pairs"]
    with (
        importing(folder, temporary, first, wait="Reading") as one,
        importing(folder, temporary, second, wait="Looking") as other,
    ):
        assert said_by(one) == "ready"
        assert said_by(other) == "ready"
        go_on(other)
        go_on(one)
        assert {said_by(one), said_by(other)} == {"done"}
    library = LibraryService(folder, paths.codesets())
    assert len(library.originals.catalogue()) == 2
    for kept in library.originals.catalogue():
        (path,) = library.originals.paths(kept.files)
        assert path.is_file()
    library.close()


def test_one_file_imported_twice_at_once_arrives_once(
    folder: Path, temporary: Path, long_list: Path
) -> None:
    file = long_list
    with (
        importing(folder, temporary, file, wait="Reading") as one,
        importing(folder, temporary, file, wait="Looking") as other,
    ):
        assert said_by(one) == "ready"
        assert said_by(other) == "ready"
        go_on(other)
        go_on(one)
        told = {said_by(one), said_by(other)}
    assert "done" in told
    assert any("is in the library already" in sentence for sentence in told)
    library = LibraryService(folder, paths.codesets())
    (kept,) = library.originals.catalogue()
    (path,) = library.originals.paths(kept.files)
    assert path.read_bytes() == file.read_bytes()
    library.close()
