"""Which release governs a day, and which may not stand beside those in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Origin, Release
from medcoder_desktop.domain.timeline import CORRECTED, answering, refuse_overlap, timeline


def release(
    name: str,
    start: str,
    end: str = "",
    origin: Origin = Origin.OFFICIAL,
    code_set: CodeSet = CodeSet.ICD10CM,
) -> Release:
    last = date.fromisoformat(end) if end else None
    return Release(code_set, name, date.fromisoformat(start), last, origin=origin)


FY2025 = release("FY2025", "2024-10-01", "2025-09-30")
FY2026 = release("FY2026", "2025-10-01", "2026-09-30")
PACKAGED = replace(FY2026, origin=Origin.PACKAGED)
APRIL = release("FY2026-April", "2026-04-01", "2026-09-30")


def names_on(line: tuple[Release, ...], *days: str) -> list[str]:
    found = [answering(line, date.fromisoformat(day)) for day in days]
    return ["" if each is None else each.release.name + "?" * (not each.exact) for each in found]


def test_each_day_is_answered_by_the_release_in_force_or_the_nearest_one() -> None:
    line = timeline([FY2025, FY2026])
    assert [each.name for each in line] == ["FY2026", "FY2025"]
    assert names_on(line, "2024-09-30", "2024-10-01", "2025-09-30", "2025-10-01") == [
        "FY2025?",
        "FY2025",
        "FY2025",
        "FY2026",
    ]
    assert names_on(line, "2026-09-30", "2026-10-01", "2040-01-01") == [
        "FY2026",
        "FY2026?",
        "FY2026?",
    ]
    assert answering((), date(2026, 1, 1)) is None


def test_an_update_in_spring_ends_the_release_before_it() -> None:
    line = timeline([FY2026, APRIL])
    assert line[1].effective_to == date(2026, 3, 31)
    assert names_on(line, "2026-03-31", "2026-04-01") == ["FY2026", "FY2026-April"]
    refuse_overlap([FY2026], APRIL)
    refuse_overlap([PACKAGED], APRIL)


def test_a_release_that_waits_governs_no_day() -> None:
    waiting = replace(FY2026, in_use=False)
    assert timeline([FY2025, waiting]) == (FY2025,)
    refuse_overlap([waiting], replace(FY2026, name="again"))


def test_an_official_list_takes_the_place_of_the_packaged_and_of_starters() -> None:
    refuse_overlap([PACKAGED], FY2026)
    assert timeline([PACKAGED, FY2026]) == (FY2026,)
    starter = release("own", "1997-01-01", "", Origin.STARTER, CodeSet.HCPCS)
    official = release("2019", "2019-01-01", "", code_set=CodeSet.HCPCS)
    refuse_overlap([starter], official)
    assert [each.name for each in timeline([starter, official])] == ["2019"]
    assert names_on(timeline([starter]), "2030-01-01") == ["own"]


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (replace(FY2026, name="again"), "begins on the same day"),
        (release("piece", "2025-11-01", "2026-01-31"), "lies inside"),
        (release("long", "2025-04-01", "2025-12-31"), "reaches into the next"),
        (release("around", "2024-01-01", "2027-12-31"), "lies around"),
    ],
)
def test_a_release_that_overlaps_one_in_use_is_refused(new: Release, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        refuse_overlap([FY2026], new)
    assert refusal.value.sentence.startswith(f"ICD-10-CM {new.name} ({new.effective_from}"), words
    assert "overlaps ICD-10-CM FY2026 (2025-10-01 to 2026-09-30)" in refusal.value.sentence


def test_releases_before_behind_and_of_other_sets_do_not_overlap() -> None:
    allowed = (
        FY2025,
        FY2026,
        release("FY2027", "2026-10-01", "2027-09-30"),
        release("open", "2025-12-01"),
        replace(FY2026, code_set=CodeSet.ICD_INDEX),
    )
    refused = []
    for new in allowed:
        try:
            refuse_overlap([FY2026], new)
        except InputError:
            refused.append(new.id)
    assert refused == []


@pytest.mark.parametrize(
    ("code_set", "name", "last"),
    [
        (CodeSet.MUE, "2026-Q2", "2026-06-30"),
        (CodeSet.HCPCS, "2026-Q2", "2026-06-30"),
        (CodeSet.CPT, "2026", "2027-03-31"),
        (CodeSet.AGE_SEX, "v37", "2027-03-31"),
    ],
)
def test_an_open_release_holds_until_the_next_is_usually_there(
    code_set: CodeSet, name: str, last: str
) -> None:
    line = timeline([release(name, "2026-04-01", code_set=code_set)])
    assert line[0].effective_to == date.fromisoformat(last)


def test_a_list_of_a_whole_year_and_its_corrected_form_hold_for_the_year() -> None:
    plain = release("2019", "2019-01-01", code_set=CodeSet.HCPCS)
    corrected = replace(plain, name="2019" + CORRECTED)
    refuse_overlap([plain], corrected)
    with pytest.raises(InputError):
        refuse_overlap([corrected], plain)
    for releases in ([plain], [corrected], [plain, corrected], [corrected, plain]):
        assert [each.effective_to for each in timeline(releases)] == [date(2019, 12, 31)]
        best = corrected if corrected in releases else plain
        assert timeline(releases)[0].name == best.name
