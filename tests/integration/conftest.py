"""A data folder with a built code library, and services on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.services.suite import Services

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))


@pytest.fixture
def data_dir(library_folder: Path, tmp_path: Path) -> Path:
    """A fresh data folder whose code library is built already."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(library_folder / "library.db", folder / "library.db")
    return folder


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    """Services on that folder, on a day in September 2026."""
    opened = open_services(data_dir, CLOCK)
    yield opened
    opened.close()


@pytest.fixture
def coder() -> Actor:
    """The person at the desk."""
    return Actor("test coder")
