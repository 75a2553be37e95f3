"""The built library answers for a date, and is never seen half-written."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop import paths
from medcoder_desktop.codesets.icd10cm_tabular import read
from medcoder_desktop.codesets.packaged import PACKAGED_RELEASE, packaged_tabular
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.codes import Code, CodeEntry, CodeLevel, CodeSystem, NoteKind
from medcoder_desktop.domain.errors import Cancelled, EnvironmentError_, InputError
from medcoder_desktop.domain.releases import CodeSet, Release
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.library.build import build_library
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.parts import Part
from medcoder_desktop.services.packaged_parts import DERIVED_RELEASE
from medcoder_desktop.services.packaged_sources import packaged_fingerprint
from tests.golden_files import GoldenFiles

DAY = date(2026, 3, 14)
SPOT_CODES = (
    "E11.42", "F17.210", "H54.0X33", "I10", "I12.9", "J44.1", "N18.32", "O09.511", "S52.501A",
    "T36.0X1A",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(library_path: Path) -> Iterator[Library]:
    opened = Library.open(library_path, packaged_fingerprint(paths.codesets()))
    assert opened is not None
    yield opened
    opened.close()


def described(entry: CodeEntry) -> str:
    lines = [
        *(f"{above.level.value} {above.code} {above.title}" for above in entry.path),
        f"{entry.code.code} {entry.code.title}" + (" (billable)" if entry.code.billable else ""),
        *(f"  {note.kind.value} [{note.source}] {note.text}" for note in entry.notes),
        *(f"  7th {choice.character} = {choice.meaning}" for choice in entry.seventh_characters),
    ]
    return "\n".join(lines) + "\n"


def test_ten_spot_codes_carry_all_their_notes(library: Library, golden: GoldenFiles) -> None:
    text = "\n".join(described(library.entry(code, DAY)) for code in SPOT_CODES)
    golden.check("library/spot_codes.txt", text)


def test_the_library_holds_every_billable_code(library: Library) -> None:
    assert library.count_billable(DAY) == 74_719
    assert library.count_billable(date(2026, 10, 1)) == 74_879


@pytest.mark.parametrize("writing", ["E11.42", "e1142", " E11.42 ", "e11.42"])
def test_a_code_is_found_in_any_writing(library: Library, writing: str) -> None:
    assert library.entry(writing, DAY).code.code == "E11.42"


def test_an_entry_inherits_notes_from_above_nearest_first(library: Library) -> None:
    entry = library.entry("E11.42", DAY)
    assert [note.source for note in entry.notes_of(NoteKind.USE_ADDITIONAL)] == ["E11"] * 5
    sources = list(dict.fromkeys(note.source for note in entry.notes))
    assert sources == ["E11.42", "E11", "4"]
    assert [above.code for above in entry.path] == ["4", "E08-E13", "E11", "E11.4"]


def test_a_stem_and_its_codes_offer_the_seventh_characters(library: Library) -> None:
    stem = library.entry("S52.501", DAY)
    code = library.entry("S52.501A", DAY)
    assert stem.seventh_characters == code.seventh_characters
    assert [choice.character for choice in stem.seventh_characters] == list("ABCDEFGHJKMNPQRS")
    torus = library.entry("S52.521A", DAY)
    assert [choice.character for choice in torus.seventh_characters] == list("ADGKPS")
    assert library.entry("I10", DAY).seventh_characters == ()


def test_nearer_seventh_characters_stand_in_place_of_those_above(library: Library) -> None:
    for code, source in (("S52.501A", "S52"), ("S52.521A", "S52.52"), ("S12.8XXA", "S12.8")):
        said = library.entry(code, DAY).notes_of(NoteKind.SEVENTH_CHARACTER)
        assert {note.source for note in said} == {source}


def test_walking_the_tree_reaches_every_billable_code(library: Library) -> None:
    reached = 0
    waiting = list(library.chapters(DAY))
    assert len(waiting) == 22
    while waiting:
        code = waiting.pop()
        reached += code.billable
        if not code.billable:
            waiting += library.children(code.code, DAY)
    assert reached == 74_719


def test_a_section_of_one_category_does_not_hide_it(library: Library) -> None:
    entry = library.entry("C7A", DAY)
    assert entry.code.level is CodeLevel.CATEGORY
    assert [above.code for above in entry.path] == ["2", "C00-C96", "C7A-C7A"]
    assert [child.code for child in library.children("C7A-C7A", DAY)] == ["C7A"]


def test_notes_of_a_section_around_others_hold_for_the_codes_in_it(library: Library) -> None:
    burn = library.entry("T23.001A", DAY)
    assert [above.code for above in burn.path][:4] == ["19", "T07-T88", "T20-T32", "T20-T25"]
    sunburn = [note for note in burn.notes if note.text == "sunburn (L55.-)"]
    assert [(note.kind, note.source) for note in sunburn] == [(NoteKind.EXCLUDES2, "T20-T32")]
    multiple = library.entry("T07.XXXA", DAY)
    assert "burns and corrosions (T20-T32)" in [
        note.text for note in multiple.notes_of(NoteKind.EXCLUDES1)
    ]


def test_an_unknown_code_is_refused_with_the_release(library: Library) -> None:
    with pytest.raises(InputError) as refusal:
        library.entry("E11.999", DAY)
    assert refusal.value.sentence.startswith("E11.999 is not in ICD-10-CM FY2026")


def test_a_day_outside_the_release_is_answered_by_the_nearest_and_said(library: Library) -> None:
    assert library.in_force(date(2025, 10, 1)).exact
    assert library.in_force(date(2027, 9, 30)).exact
    before = library.in_force(date(2025, 9, 30))
    assert not before.exact
    assert before.release == PACKAGED_RELEASE
    after = library.in_force(date(2027, 10, 1))
    assert not after.exact
    assert after.release == DERIVED_RELEASE


def test_threads_ask_side_by_side(library: Library) -> None:
    titles: list[str] = []

    def ask() -> None:
        titles.append(library.entry("I10", DAY).code.title)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert titles == ["Essential (primary) hypertension"] * 6


def tiny(code: str = "Z99") -> list[TabularEntry]:
    chapter = Code(CodeSystem.ICD10CM, "21", "Factors", CodeLevel.CHAPTER, False, "")
    only = Code(CodeSystem.ICD10CM, code, "Invented", CodeLevel.CODE, True, "21")
    return [TabularEntry(chapter), TabularEntry(only)]


RELEASE = Release(CodeSet.ICD10CM, "TEST", date(2026, 1, 1), None)


def one(entries: Iterable[TabularEntry]) -> list[Part]:
    return [Part(RELEASE, lambda _: entries)]


def test_a_library_of_another_source_or_damaged_must_be_built_again(tmp_path: Path) -> None:
    target = tmp_path / "library.db"
    assert Library.open(target, "one") is None
    build_library(target, one(tiny()), source_fingerprint="one")
    opened = Library.open(target, "one")
    assert opened is not None
    opened.close()
    assert Library.open(target, "other") is None
    target.write_bytes(target.read_bytes()[:2000])
    assert Library.open(target, "one") is None
    target.write_text("no database", encoding="utf-8")
    assert Library.open(target, "one") is None


def test_cancelling_leaves_the_library_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "library.db"
    build_library(target, one(tiny()), source_fingerprint="one")
    before = target.read_bytes()

    def cancel(done: int, total: int, doing: str) -> None:
        assert total >= done
        assert doing
        raise Cancelled

    with pytest.raises(Cancelled):
        build_library(target, one(tiny("Z98")), source_fingerprint="two", progress=cancel)
    assert target.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["library.db"]


def test_an_error_while_reading_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[TabularEntry]:
        yield from tiny()
        raise InputError("codeset.not_xml", file="list.xml", line=7)

    with pytest.raises(InputError):
        build_library(tmp_path / "library.db", one(broken()), source_fingerprint="one")
    assert list(tmp_path.iterdir()) == []


def test_what_a_process_ended_midway_left_behind_is_cleared_away(tmp_path: Path) -> None:
    abandoned, under_way = tmp_path / ".library-a.building", tmp_path / ".library-b.building"
    for file in (abandoned, under_way):
        file.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    build_library(tmp_path / "library.db", one(tiny()), source_fingerprint="one")
    assert sorted(file.name for file in tmp_path.iterdir()) == [under_way.name, "library.db"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentError_) as refusal:
        build_library(tmp_path / "no" / "library.db", one(tiny()), source_fingerprint="one")
    assert "cannot be written" in refusal.value.sentence


def test_progress_tells_how_far_the_build_is(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    def watch(done: int, total: int, doing: str) -> None:
        assert doing
        steps.append((done, total))

    build_library(
        tmp_path / "library.db",
        [Part(PACKAGED_RELEASE, lambda _: read(SourceFile(packaged_tabular())))],
        source_fingerprint="one",
        progress=watch,
    )
    assert len(steps) > 40
    assert steps[:-1] == sorted(steps[:-1])
    assert all(done < total for done, total in steps[:-1])
    assert steps[-1][0] == steps[-1][1]
