"""What all tests share: the flag that rewrites golden files."""

from __future__ import annotations

import getpass
import hashlib
import tempfile
from pathlib import Path

import pytest

from medcoder_desktop.codesets import icd10cm_tabular
from medcoder_desktop.codesets.packaged import PACKAGED_RELEASE, packaged_tabular
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.library import build, schema
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.search import index, phrases, words
from medcoder_desktop.services.fingerprints import file_fingerprint
from tests.golden_files import GoldenFiles


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden files with what the program writes now; look at the difference",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> GoldenFiles:
    """Compares what the program writes with the files under tests/golden."""
    return GoldenFiles(rewrite=bool(request.config.getoption("--update-golden")))


@pytest.fixture(scope="session")
def library_folder() -> Path:
    """A folder with ``library.db`` built from the packaged list.

    Kept in the temporary folder of the machine by the hash of everything that makes it, so that
    it is built once for many runs; two runs at once both build and one wins.
    """
    source = packaged_tabular()
    mark = hashlib.sha256(file_fingerprint(source).encode())
    for module in (build, schema, icd10cm_tabular, index, phrases, words):
        mark.update(Path(str(module.__file__)).read_bytes())
    folder = Path(tempfile.gettempdir()) / f"medcoder-tests-{getpass.getuser()}"
    folder = folder / mark.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "library.db"
    if Library.open(target, file_fingerprint(source)) is None:
        entries = icd10cm_tabular.read(SourceFile(source))
        build.build_library(
            target, PACKAGED_RELEASE, entries, source_fingerprint=file_fingerprint(source)
        )
    return folder


@pytest.fixture(scope="session")
def library_path(library_folder: Path) -> Path:
    """The built library itself."""
    return library_folder / "library.db"
