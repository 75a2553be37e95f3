"""A workbench on the sample patients, as the window would show it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from medcoder_desktop.bootstrap import open_services
from tests.ui.workbench.bench import ACTOR, CLOCK, Bench


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``records.db`` with the sample patients, to be copied by each test."""
    folder = tmp_path_factory.mktemp("samples")
    services = open_services(folder, CLOCK)
    services.records.import_samples(ACTOR)
    services.close()
    return folder / "records.db"


@pytest.fixture
def data_dir(tmp_path: Path, sample_store: Path, library_path: Path) -> Path:
    """A data folder with the sample patients and the code library."""
    shutil.copy(sample_store, tmp_path / "records.db")
    (tmp_path / "library.db").symlink_to(library_path)
    return tmp_path


@pytest.fixture
def open_bench(qtbot: QtBot, data_dir: Path) -> Iterator[Callable[[], Bench]]:
    """Opens a window on the data folder; one opened later closes the one before."""
    opened: list[Bench] = []

    def open_next() -> Bench:
        for bench in opened:
            bench.close()
        opened.append(Bench(qtbot, data_dir))
        return opened[-1]

    yield open_next
    for bench in opened:
        bench.close()


@pytest.fixture
def bench(open_bench: Callable[[], Bench]) -> Bench:
    """A workbench with the diabetes follow-up of Adaeze Okafor open."""
    bench = open_bench()
    bench.open_okafor()
    return bench
