"""What all tests share: the flag that rewrites golden files."""

from __future__ import annotations

import pytest

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
