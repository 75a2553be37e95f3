"""How soon results are painted while a coder types, in the real workbench.

Run ``python -m tests.benchmarks.bench_typing``. Queries are typed letter by letter with real key
events, ten a second, into the search box of an open visit. Counted is the time from a key to the
first painting of the list of results that shows the answer to what then stands in the box; a key
whose answer was overtaken by the next key's counts from the first key that was left waiting.
Beside it stands the longest time for which the window did not answer.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from medcoder_desktop.bootstrap import open_library, open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.ui.app import new_window
from medcoder_desktop.ui.collecting import Collecting
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.workbench.code_browser import CodeBrowser
from medcoder_desktop.ui.workbench.page import WorkbenchPage

BETWEEN_KEYS = 100
"""Milliseconds: ten keys a second."""
AT_MOST = 50.0
CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
QUERIES = (
    "dm2 w neuropathy", "fx distal radius rt closed init", "pnuemonia", "chest pain",
    "otitis media left", "low back pain", "ckd stage 3b", "iron deficiency anemia",
    "basal cell carcinoma nose", "long term insulin", "flu vaccine", "mdd recurrent moderate",
    "sprain right ankle", "uti", "copd exacerbation", "established patient visit", "E11.42",
    "ketorolac injection", "carpal tunnel left", "heart attack old",
)  # fmt: skip


class _Watch(QObject):
    """Notes when keys were pressed and when the list of results was painted after each answer."""

    def __init__(self, codes: CodeBrowser) -> None:
        super().__init__()
        self._codes = codes
        self._waiting_since: float | None = None
        self._answered = ""
        self.waits: list[float] = []
        codes.results.viewport().installEventFilter(self)

    def pressed(self) -> None:
        """A key went down."""
        if self._waiting_since is None:
            self._waiting_since = perf_counter()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._waiting_since is not None:
            answered = self._codes.answered
            if answered and answered == self._codes.search.text():
                QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        if self._waiting_since is not None:
            self.waits.append((perf_counter() - self._waiting_since) * 1000)
            self._waiting_since = None


class _Pulse(QObject):
    """A timer that fires every two milliseconds tells how long the window did not answer."""

    def __init__(self) -> None:
        super().__init__()
        self._last = perf_counter()
        self.pauses: list[float] = []
        self._timer = QTimer(self, interval=2)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self.pauses.append((now - self._last) * 1000)
        self._last = now


def main() -> None:
    """Print the figures."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        visit = _prepared(folder)
        window = new_window(folder, Settings(folder), CLOCK)
        window.resize(1440, 900)
        collecting = Collecting(application)  # as the program itself does
        window.ready.connect(collecting.start)
        window.show()
        window.start()
        tasks = window.findChild(Tasks)
        assert tasks is not None
        _settle(tasks)
        page = window.page("workbench")
        assert isinstance(page, WorkbenchPage)
        page.open_visit(visit)
        window.go_to("workbench")
        _settle(tasks)
        codes = page.view.codes
        codes.focus_search()
        watch = _Watch(codes)
        _type(codes, watch, "x")  # the first search reads what searching needs
        _settle(tasks)
        first, watch.waits = watch.waits, []
        pulse = _Pulse()
        for query in QUERIES:
            codes.search.clear()
            _type(codes, watch, query)
            _rest(3 * BETWEEN_KEYS)
        _say(watch.waits, pulse.pauses, first)
        collecting.stop()
        window.close()
        application.processEvents()


def _prepared(folder: Path) -> str:
    library = open_library(folder)
    library.build()
    library.close()
    services = open_services(folder, CLOCK)
    services.records.import_samples(Actor("bench"))
    visit = services.patients.encounter_rows("okafor")[0].encounter.id
    services.close()
    return visit


def _type(codes: CodeBrowser, watch: _Watch, text: str) -> None:
    for letter in text:
        watch.pressed()
        QTest.keyClicks(codes.search, letter)
        _rest(BETWEEN_KEYS)


def _rest(milliseconds: int) -> None:
    """Let the window run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _settle(tasks: Tasks) -> None:
    for _ in range(5):
        tasks.wait_idle()
        QApplication.processEvents()


def _say(waits: list[float], pauses: list[float], first: list[float]) -> None:
    sys.stdout.write("from a key to painted results, ms     p50     p95   worst    keys\n")
    ordered = sorted(waits)
    shares = [ordered[int((len(ordered) - 1) * share)] for share in (0.5, 0.95, 1)]
    sys.stdout.write(
        "  typing ten keys a second      " + "".join(f"{each:8.1f}" for each in shares)
    )
    sys.stdout.write(f"{len(waits):8}   p95 at most {AT_MOST:.0f}\n")
    sys.stdout.write(f"  the first key of all          {max(first, default=0):8.1f}\n")
    sys.stdout.write(f"longest time without an answer  {max(pauses):8.1f}\n")


if __name__ == "__main__":
    main()
