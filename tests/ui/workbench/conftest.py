"""A workbench on the sample patients, as the window would show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.workbench.bench import Bench


@pytest.fixture
def open_bench(qtbot: QtBot, sample_folder: Path) -> Iterator[Callable[[], Bench]]:
    """Opens a window on the data folder; one opened later closes the one before."""
    opened: list[Bench] = []

    def open_next() -> Bench:
        while opened:
            opened.pop().close()
        opened.append(Bench(qtbot, sample_folder))
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
