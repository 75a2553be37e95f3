"""What the tests of the store share: an open store on a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import CLOCK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database lies; its name needs quoting nearly everywhere."""
    return tmp_path / "rec'ords 100%.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new, empty store."""
    opened = Store.open(path, CLOCK, patience=0.2)
    yield opened
    opened.close()


@pytest.fixture
def other(store: Store, path: Path) -> Iterator[Store]:
    """A second store on the same file, as another process would have it."""
    opened = Store.open(path, CLOCK, patience=0.2)
    yield opened
    opened.close()
