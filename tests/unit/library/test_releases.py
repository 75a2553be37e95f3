"""Releases stand side by side: each day has its own list, and none harms another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from medcoder_desktop.domain.code_standing import Standing
from medcoder_desktop.domain.codes import compact
from medcoder_desktop.domain.errors import Cancelled, InputError
from medcoder_desktop.domain.releases import Origin
from medcoder_desktop.domain.search import SearchContext
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.domain.updates import CodeDifference, Difference
from medcoder_desktop.library.build import add_releases, put_in_use, remove_release
from medcoder_desktop.library.comparing import differences
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.parts import Part
from medcoder_desktop.library.search import Searcher
from medcoder_desktop.library.standing import standing_of
from tests.unit.library.invented_lists import (
    add,
    billable,
    built,
    chapter,
    entries_in,
    everything_in,
    exported,
    heading,
    part,
    year,
)
from tests.unit.library.multiple_sclerosis import LAST_DAY, NEW, NEXT_DAY, OLD


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """A library with the releases of both years."""
    both = built(path, OLD, NEW)
    yield both
    both.close()


def codes_found(library: Library, text: str, on: date) -> list[str]:
    answer = Searcher(library).search(text, SearchContext(on=on), 20)
    return [result.code.code for result in answer.results]


def count(path: Path, table: str) -> int:
    return len(everything_in(path)[table])


# how a code stands


def test_a_code_is_billable_until_the_day_it_becomes_a_heading(library: Library) -> None:
    before = standing_of(library, "G35", LAST_DAY)
    assert before.standing is Standing.BILLABLE
    assert before.sentence == ""
    after = standing_of(library, "G35", NEXT_DAY)
    assert after.standing is Standing.SPLIT
    assert after.since == NEXT_DAY
    assert [code.code for code in after.instead] == ["G35.A", "G35.B", "G35.C", "G35.D"]
    assert after.sentence == ("G35 is not billable since 2025-10-01: G35.A, G35.B, G35.C, G35.D.")


def test_a_heading_that_never_was_billable_needs_another_character(library: Library) -> None:
    stem = standing_of(library, "g378", NEXT_DAY)
    assert stem.standing is Standing.HEADING
    assert stem.since is None
    assert stem.sentence == (
        "G37.8 needs 5th character: G37.80, G37.81, G37.82, G37.83, G37.84, G37.85, …."
    )
    assert standing_of(library, "G37.8", LAST_DAY).sentence == (
        "G37.8 needs 5th character: G37.80, G37.81, G37.82, G37.83, G37.84."
    )


def test_a_code_that_ended_says_since_when_and_what_came_in_its_place(library: Library) -> None:
    assert standing_of(library, "G36.1", LAST_DAY).standing is Standing.BILLABLE
    ended = standing_of(library, "G36.1", NEXT_DAY + timedelta(days=100))
    assert ended.standing is Standing.ENDED
    assert ended.since == NEXT_DAY
    assert ended.sentence == "G36.1 is not valid since 2025-10-01; nearest: G36.81, G36.89."


def test_a_code_that_is_not_yet_valid_says_from_when_and_what_to_use_till_then(
    library: Library,
) -> None:
    early = standing_of(library, "G35.A", LAST_DAY)
    assert early.standing is Standing.NOT_YET
    assert early.since == NEXT_DAY
    assert early.sentence == "G35.A is valid from 2025-10-01, not before; until then: G35."
    assert standing_of(library, "G35.A", NEXT_DAY).standing is Standing.BILLABLE


def test_an_unknown_code_is_told_its_nearest_neighbours_or_to_search(library: Library) -> None:
    near = standing_of(library, "G35.Z", NEXT_DAY)
    assert near.standing is Standing.UNKNOWN
    assert near.sentence == (
        "G35.Z is not in ICD-10-CM FY2026; nearest: G35.A, G35.B, G35.C, G35.D."
    )
    lost = standing_of(library, "Q99", NEXT_DAY)
    assert lost.sentence == (
        "Q99 is not in ICD-10-CM FY2026: search by its words, or check the digits."
    )


def test_a_day_outside_every_release_is_answered_by_the_nearest_and_says_so(
    library: Library,
) -> None:
    for day, name in ((date(2020, 1, 1), "FY2025"), (date(2030, 1, 1), "FY2026")):
        standing = standing_of(library, "G36.0", day)
        assert standing.standing is Standing.BILLABLE
        assert (standing.in_force.release.name, standing.in_force.exact) == (name, False)
    assert standing_of(library, "G36.0", NEXT_DAY).in_force.exact


def test_a_code_that_was_gone_for_a_year_is_billable_again(path: Path) -> None:
    library = built(path, OLD, NEW, part(year(2027), entries_in(OLD)))
    assert standing_of(library, "G36.1", NEXT_DAY).since == NEXT_DAY
    assert standing_of(library, "G36.1", date(2026, 10, 1)).standing is Standing.BILLABLE
    gone = standing_of(library, "G35.A", date(2026, 10, 1))
    assert (gone.standing, gone.since) == (Standing.ENDED, date(2026, 10, 1))
    assert gone.sentence == "G35.A is not valid since 2026-10-01; nearest: G35."


# what releases share


def test_what_two_releases_have_alike_is_stored_once(path: Path) -> None:
    built(path, OLD).close()
    alone = count(path, "code")
    more = billable("G37.89", "Demyelinating disease, other form", "G37.8")
    add(path, part(year(2027), [*entries_in(OLD), more]))
    assert count(path, "code") == alone + 1
    assert count(path, "note") == 2
    library = built(path, OLD, NEW)
    retitled_or_changed = {"G35", "G36.9"}
    of_new = {entry.code.code for entry in exported(library, "FY2026")}
    of_old = {entry.code.code for entry in exported(library, "FY2025")}
    assert count(path, "code") == len(of_old | of_new) + len(retitled_or_changed)


def test_differences_name_every_change_once(library: Library) -> None:
    shelf = library.shelf()
    found, more = differences(library.connection(), shelf.named("FY2025"), shelf.named("FY2026"))
    added = ["G35.A", "G35.B", "G35.C", "G35.D", "G36.8", "G36.81", "G36.89", "G37.85", "G37.86"]
    kinds = [(each.kind, each.code) for each in found]
    assert more == 0
    assert kinds == [
        *((Difference.ADDED, code) for code in added),
        (Difference.DELETED, "G36.1"),
        (Difference.NOW_HEADING, "G35"),
        (Difference.RETITLED, "G36.9"),
        (Difference.NOTES, "G35"),
    ]
    assert found[-2] == CodeDifference(
        Difference.RETITLED,
        "G36.9",
        "Acute disseminated demyelination, unspecified",
        "Acute demyelination, unspecified",
    )
    assert (found[-1].before, found[-1].after) == (
        "Inclusion term: Plaque disease",
        "Inclusion term: Plaques",
    )


@pytest.mark.parametrize("removed", ["FY2025", "FY2026", "FY2027"])
def test_removing_a_release_leaves_the_others_exactly_as_they_were(
    path: Path, removed: str
) -> None:
    third = part(
        year(2027),
        [
            chapter("6", "Diseases of the nervous system"),
            billable("G36", "Demyelination", "6"),
            billable("G35", "Multiple sclerosis", "6"),
        ],
    )
    library = built(path, OLD, NEW, third)
    others = {"FY2025", "FY2026", "FY2027"} - {removed}
    days = {"FY2025": LAST_DAY, "FY2026": NEXT_DAY, "FY2027": date(2026, 10, 1)}

    def seen() -> dict[str, object]:
        return {
            name: (
                exported(library, name),
                library.chapters(days[name]),
                library.entry("G36", days[name]),
                library.count_billable(days[name]),
                codes_found(library, "demyelination", days[name]),
                codes_found(library, "multiple sclerosis", days[name]),
            )
            for name in others
        }

    before = seen()
    remove_release(path, f"icd-10-cm:{removed}")
    assert seen() == before
    alone = built(path.with_name("alone.db"), *(
        each for each in (OLD, NEW, third) if each.release.name in others
    ))  # fmt: skip
    for table in ("code", "note", "heading", "sibling_place", "seventh_character", "phrase"):
        assert count(path, table) == count(path.with_name("alone.db"), table), table
    alone.close()


def test_a_release_keeps_the_order_of_its_book_whatever_is_added_beside_it(path: Path) -> None:
    top = chapter("2", "Neoplasms")
    skin = billable("C43", "Melanoma of skin", "2")
    merkel = billable("C4A", "Merkel cell carcinoma", "2")
    other = billable("C44", "Other malignant neoplasm of skin", "2")
    first = [top, billable("C40", "Bone of limbs", "2"), skin, other]
    second = [top, skin, merkel, billable("C44", "Other neoplasm of skin", "2")]
    third = [top, billable("C39", "Respiratory", "2"), skin, merkel, other]
    library = built(path, part(year(2024), first))
    add(path, part(year(2025), second))
    add(path, part(year(2026), third))
    assert exported(library, "FY2024") == first
    assert exported(library, "FY2025") == second
    assert exported(library, "FY2026") == third
    assert [code.code for code in library.children("2", date(2024, 1, 1))] == ["C40", "C43", "C44"]


def test_an_official_list_takes_the_place_of_the_derived_one_when_it_is_put_in_use(
    path: Path,
) -> None:
    library = built(path, OLD, part(year(2026, origin=Origin.DERIVED), entries_in(NEW)))
    more = billable("G37.87", "Demyelinating disease, form 7", "G37.8")
    add(path, part(year(2026, in_use=False), [*entries_in(NEW), more]))
    assert library.in_force(NEXT_DAY).release.origin is Origin.DERIVED
    assert standing_of(library, "G37.87", NEXT_DAY).standing is Standing.UNKNOWN
    put_in_use(path, "icd-10-cm:FY2026")
    assert library.in_force(NEXT_DAY).release.origin is Origin.OFFICIAL
    assert standing_of(library, "G37.87", NEXT_DAY).standing is Standing.BILLABLE
    remove_release(path, "icd-10-cm:FY2026")
    assert library.in_force(NEXT_DAY).release.origin is Origin.DERIVED
    assert standing_of(library, "G37.87", NEXT_DAY).standing is Standing.UNKNOWN


def test_a_release_that_overlaps_one_in_use_is_not_put_in_use(path: Path) -> None:
    library = built(path, OLD)
    before = library.releases()
    add(path, part(year(2025, in_use=False, name="FY2025-again"), [chapter("6", "Nerves")]))
    with pytest.raises(InputError) as refusal:
        put_in_use(path, "icd-10-cm:FY2025-again")
    assert refusal.value.sentence == (
        "ICD-10-CM FY2025-again (2024-10-01 to 2025-09-30) overlaps ICD-10-CM FY2025 "
        "(2024-10-01 to 2025-09-30), which is in use: remove that one first, or import the file "
        "with other dates."
    )
    assert library.releases() == before


def test_the_same_release_cannot_be_added_twice(path: Path) -> None:
    built(path, OLD).close()
    before = everything_in(path)
    with pytest.raises(InputError) as refusal:
        add(path, NEW, OLD)
    assert refusal.value.sentence.startswith("ICD-10-CM FY2025 is in the library already")
    assert everything_in(path) == before


# others who read at the same time


def test_a_release_added_by_another_connection_is_seen_at_the_next_question(path: Path) -> None:
    library = built(path, OLD)
    seen: list[str] = []
    asked, added = threading.Event(), threading.Event()

    def ask_elsewhere() -> None:
        seen.append(library.in_force(NEXT_DAY).release.name)
        asked.set()
        added.wait(20)
        seen.append(library.in_force(NEXT_DAY).release.name)

    thread = threading.Thread(target=ask_elsewhere)
    thread.start()
    asked.wait(20)
    assert [release.name for release in library.releases()] == ["FY2025"]
    assert codes_found(library, "relapsing", NEXT_DAY) == []
    add(path, NEW)
    added.set()
    thread.join()
    assert [release.name for release in library.releases()] == ["FY2026", "FY2025"]
    assert codes_found(library, "relapsing", NEXT_DAY)[0] == "G35.A"
    assert seen == ["FY2025", "FY2026"]


def test_who_reads_while_a_release_is_added_sees_the_library_as_it_was(path: Path) -> None:
    library = built(path, OLD)
    seen: list[object] = []

    def look(_done: int, _total: int, _doing: str) -> None:
        seen.append((library.releases(), exported(library, "FY2025")))

    before = (library.releases(), exported(library, "FY2025"))
    add_releases(path, [NEW], look)
    assert seen == [before]
    assert len(library.releases()) == 2


def _cancel(_done: int, _total: int, _doing: str) -> None:
    raise Cancelled


def _breaking_off() -> Iterator[TabularEntry]:
    yield chapter("6", "Diseases of the nervous system")
    yield billable("G35", "Something else", "6")
    raise InputError("codeset.not_xml", file="list.xml", line=7)


def test_cancelling_an_import_changes_nothing(path: Path) -> None:
    built(path, OLD).close()
    rows, content = everything_in(path), path.read_bytes()
    with pytest.raises(Cancelled):
        add_releases(path, [NEW], _cancel)
    assert everything_in(path) == rows
    assert path.read_bytes() == content


def test_a_file_that_breaks_off_changes_nothing_of_what_came_before_it(path: Path) -> None:
    built(path, OLD).close()
    rows, content = everything_in(path), path.read_bytes()
    broken = Part(year(2027), lambda _: _breaking_off())
    with pytest.raises(InputError):
        add_releases(path, [NEW, broken])
    assert everything_in(path) == rows
    assert path.read_bytes() == content


# search


def test_search_finds_the_phrases_of_the_day_and_none_of_a_removed_release(path: Path) -> None:
    library = built(path, OLD)
    assert codes_found(library, "leukoencephalitis", LAST_DAY) == ["G36.1"]
    assert codes_found(library, "plaque disease", LAST_DAY)[0] == "G35"
    add(path, NEW)
    assert codes_found(library, "leukoencephalitis", LAST_DAY) == ["G36.1"]
    assert codes_found(library, "leukoencephalitis", NEXT_DAY) == []
    assert codes_found(library, "hemorrhagic", NEXT_DAY) == ["G36.81"]
    assert codes_found(library, "hemorrhagic", LAST_DAY) == []
    remove_release(path, "icd-10-cm:FY2025")
    for day in (LAST_DAY, NEXT_DAY):
        assert codes_found(library, "leukoencephalitis", day) == []
        assert codes_found(library, "hemorrhagic", day) == ["G36.81"]
    add(path, OLD)
    assert codes_found(library, "leukoencephalitis", LAST_DAY) == ["G36.1"]
    assert codes_found(library, "hemorrhagic", LAST_DAY) == []


def test_a_heading_counts_the_codes_of_its_own_release(library: Library) -> None:
    for day, below in ((LAST_DAY, 5), (NEXT_DAY, 7)):
        answer = Searcher(library).search("G37.8", SearchContext(on=day), 1)
        assert answer.results[0].more_specific == below


# seventh characters

_MEANINGS = {"A": "initial encounter", "B": "initial encounter for open fracture",
             "D": "subsequent encounter", "S": "sequela"}  # fmt: skip


def _fracture(letters: str) -> list[TabularEntry]:
    stem = "Fracture of lower end of radius"
    sevenths = [(letter, _MEANINGS[letter]) for letter in letters]
    return [
        chapter("19", "Injury"),
        heading("S52", "Fracture of forearm", "19"),
        heading("S52.5", stem, "S52", sevenths=sevenths),
        *(
            billable(f"S52.5XX{letter}", f"{stem}, {_MEANINGS[letter]}", "S52.5")
            for letter in letters
        ),
    ]


def test_the_seventh_characters_offered_are_those_of_the_day(path: Path) -> None:
    library = built(path, part(year(2025), _fracture("ADS")), part(year(2026), _fracture("ABDS")))
    for code in ("S52.5", "S52.5XXA"):
        offered = library.entry(code, LAST_DAY).seventh_characters
        assert [choice.character for choice in offered] == ["A", "D", "S"]
        offered = library.entry(code, NEXT_DAY).seventh_characters
        assert [choice.character for choice in offered] == ["A", "B", "D", "S"]
        assert offered[1].meaning == _MEANINGS["B"]
    standing = standing_of(library, "S52.5", LAST_DAY)
    assert standing.sentence == "S52.5 needs 7th character: S52.5XXA, S52.5XXD, S52.5XXS."
    early = standing_of(library, "S52.5XXB", LAST_DAY)
    assert (early.standing, early.since) == (Standing.NOT_YET, NEXT_DAY)
    assert compact("S52.5XXB") in [
        compact(code.code) for code in library.children("S52.5", NEXT_DAY)
    ]
