"""The work list and the opening of a visit in a store of many visits, beside bare statements.

Run ``python -m tests.benchmarks.bench_work_list [VISITS]``. Times are medians of nine, in
milliseconds. The generated patients and visits are fictitious.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlcipher3 import dbapi2

from medcoder_desktop.bootstrap import RECORDS_FILE, build_library, open_services
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.domain.visit_states import OPEN_STATES, EncounterStatus
from medcoder_desktop.domain.work_list import SortBy, WorkListFilter, WorkListOrder
from medcoder_desktop.services.suite import Services
from medcoder_desktop.store.store import Store
from medcoder_desktop.ui.workbench.opened_visit import read_opened_visit
from tests.benchmarks.many_visits import fill

CLOCK = FixedClock(datetime(2026, 3, 14, 9, 30, tzinfo=UTC))
BARE = (
    "SELECT serial FROM encounters WHERE status IN ('on hold', 'query out') AND charge_total > 100"
    " ORDER BY date_of_service DESC, serial DESC"
)


def main() -> None:
    """Measure one store."""
    visits = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_library(folder, no_progress)
        with closing(Store.open(folder / RECORDS_FILE, CLOCK)) as store:
            fill(store, visits)
        services = open_services(folder, CLOCK)
        _measure(services, folder, visits)
        services.close()


def _measure(services: Services, folder: Path, visits: int) -> None:
    say(f"{visits:,} visits; goals: filter 100, opening a visit 150")
    work = services.work_list
    providers = services.office.providers()
    filters = {
        "every visit": WorkListFilter(),
        "open ones": WorkListFilter(statuses=OPEN_STATES),
        "on hold or query out, over a dollar": WorkListFilter(
            statuses=(EncounterStatus.ON_HOLD, EncounterStatus.QUERY_OUT), least_value=101
        ),
        "of a provider": WorkListFilter(provider_id=providers[0].id),
        "of a coder, older than 30 days": WorkListFilter(assigned_to="marisol", least_age=30),
        "of a payer, in a month": WorkListFilter(
            payer_id=services.office.payers()[0].id,
            first_day=date(2025, 6, 1),
            last_day=date(2025, 6, 30),
        ),
        "a name": WorkListFilter(text="okafor12"),
        "beginning of a name": WorkListFilter(text="ok"),
        "not signed": WorkListFilter(unsigned=True),
        "without a document": WorkListFilter(without_documents=True),
    }
    for name, wanted in filters.items():
        found = work.listed(wanted)
        line(f"filter: {name} ({len(found.serials):,})", timed(partial(work.listed, wanted)))
    for by in SortBy:
        order = partial(work.listed, WorkListFilter(), WorkListOrder(by))
        line(f"order by {by.value}", timed(order))
    everything = work.listed(WorkListFilter()).serials
    middle = everything[len(everything) // 2 :][:100]
    line("a page of 100 lines", timed(lambda: work.rows(middle)))
    row = work.rows(middle[:1])[0]
    line("opening a visit", timed(lambda: read_opened_visit(services, row.encounter.id)))
    with closing(dbapi2.connect(str(folder / RECORDS_FILE))) as bare:
        line("bare: on hold or query out", timed(lambda: bare.execute(BARE).fetchall()))


def timed(measured: Callable[[], object], times: int = 9) -> float:
    """Median of some runs, in milliseconds."""
    found = []
    for _ in range(times):
        start = perf_counter()
        measured()
        found.append((perf_counter() - start) * 1000)
    return median(found)


def line(what: str, value: float) -> None:
    """Print one figure."""
    say(f"  {what:<52}{value:10.1f}")


def say(words: str) -> None:
    """Print at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
