"""What is said of a code when releases are missing between those installed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from medcoder_desktop.domain.code_standing import Standing
from medcoder_desktop.library.standing import standing_of
from tests.unit.library.invented_lists import built
from tests.unit.library.multiple_sclerosis import NEW, NEXT_DAY, OLD

LONG_AGO = date(2018, 10, 1)
EARLY = replace(
    OLD,
    release=replace(OLD.release, effective_from=LONG_AGO, effective_to=date(2019, 9, 30)),
)


def test_a_change_within_a_gap_of_releases_is_dated_at_the_latest(tmp_path: Path) -> None:
    library = built(tmp_path / "library.db", EARLY, NEW)
    split = standing_of(library, "G35", NEXT_DAY)
    assert split.standing is Standing.SPLIT
    assert split.sentence.startswith("G35 is not billable since 2025-10-01 at the latest: G35.A")
    ended = standing_of(library, "G36.1", NEXT_DAY)
    assert ended.sentence.startswith("G36.1 is not valid since 2025-10-01 at the latest")
    to_come = standing_of(library, "G35.A", LONG_AGO)
    assert to_come.sentence.startswith(
        "G35.A is not in ICD-10-CM FY2025, but in the one from 2025-10-01"
    )
    library.close()
