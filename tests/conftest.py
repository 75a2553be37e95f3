"""What all tests share: the flag that rewrites golden files."""

from __future__ import annotations

import getpass
import hashlib
import tempfile
from pathlib import Path

import pytest

from medcoder_desktop import codesets, domain, library, paths
from medcoder_desktop.library.build import build_library
from medcoder_desktop.library.library import Library
from medcoder_desktop.services import packaged_parts
from medcoder_desktop.services.packaged_sources import packaged_fingerprint
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
    """A folder with ``library.db`` built from everything the program brings along.

    Kept in the temporary folder of the machine by the hash of everything that makes it, so that
    it is built once for many runs; two runs at once both build and one wins.
    """
    fingerprint = packaged_fingerprint(paths.codesets())
    mark = hashlib.sha256(fingerprint.encode())
    mark.update(Path(str(packaged_parts.__file__)).read_bytes())
    for room in (codesets, domain, library):
        for module in sorted(Path(str(room.__file__)).parent.rglob("*.py")):
            mark.update(module.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"medcoder-tests-{getpass.getuser()}"
    folder = folder / mark.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "library.db"
    if Library.open(target, fingerprint) is None:
        parts = packaged_parts.packaged_parts(paths.codesets())
        wordings = packaged_parts.packaged_wordings(paths.codesets())
        build_library(target, parts, source_fingerprint=fingerprint, wordings=wordings)
    return folder


@pytest.fixture(scope="session")
def library_path(library_folder: Path) -> Path:
    """The built library itself."""
    return library_folder / "library.db"
