"""Finding words in a whole chart, beside a bare scan of the same texts.

Run ``python -m tests.benchmarks.bench_reading``. Times are medians of nine, in milliseconds; the
goal is 100 for a chart of 2 MB. The notes are invented.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient, Sex
from medcoder_desktop.domain.people import PersonName
from tests.benchmarks.bench_work_list import line, say, timed

CLOCK = FixedClock(datetime(2026, 3, 14, 9, 30, tzinfo=UTC))
ACTOR = Actor("benchmark")
NOTES = 400
NOTE = (
    "HPI: numb feet, worse at night. ASSESSMENT: type 2 diabetes with neuropathy.\n" * 66
)  # some 5,000 characters: 400 notes are 2 MB


def main() -> None:
    """Measure one chart."""
    with tempfile.TemporaryDirectory() as name:
        services = open_services(Path(name), CLOCK)
        patient = Patient(new_id(), PersonName("Okafor", "Adaeze"), date(1968, 2, 11), Sex.FEMALE)
        visit = services.patients.add_visit(
            ACTOR, patient, None, Encounter(new_id(), "", patient.id, date(2026, 3, 14))
        )
        texts = []
        for number in range(NOTES):
            day = date(2026, 3, 14) - timedelta(days=number)
            note = ClinicalDocument(
                new_id(), patient.id, visit.id, DocumentKind.PROGRESS_NOTE, f"Note {number}", day
            )
            texts.append(NOTE + ("Sarcoidosis suspected." if number == NOTES - 1 else ""))
            services.records.add_document(ACTOR, note, texts[-1])
        say(f"{sum(map(len, texts)) / 1e6:.1f} MB in {NOTES} notes")
        find = services.records.find_in_chart
        for words in ("sarcoidosis", "type 2 diabetes", "not there"):
            found = len(find(visit.id, words))
            line(f"find “{words}” ({found})", timed(partial(find, visit.id, words)))
        line("bare: the texts scanned in memory", timed(lambda: sum("zebra" in t for t in texts)))
        services.close()


if __name__ == "__main__":
    main()
