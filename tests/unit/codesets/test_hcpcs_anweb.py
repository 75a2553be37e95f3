"""HCPCS Level II in the contractor file with fixed columns."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.hcpcs_anweb import FORMAT, edition, read
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ActionCode, ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition
from tests.unit.codesets.hcpcs_files import (
    HCPCS_2018,
    HCPCS_2019,
    claimed_by,
    official,
    record,
    sentence_of,
    text_file,
)

DETAILS = "51" + "  46  " + "A" + " " * 76 + "J1111K2222" + " " * 15 + "D" + " " * 30 + "1P   "
LINES = [
    "***Disclaimers" + "\t" * 40,
    "",
    "*A notice of the publisher.\xa0 It has several sentences.",
    "\xa0 \xa0 and goes on in a line of its own.",
    "",
    record("Q1", "Words of an invented modifier that are many and go on in a second line of"),
    record("Q1", "its own", sequence=200, kind="8"),
    record(
        "A1234",
        "An invented supply, with words enough for three lines of the file so that it is",
        short="Invented supply",
        details=DETAILS,
        days="199001012018010120181231",
        action="D",
    ),
    record("A1234", "carried on", sequence=200, kind="4"),
    record("A1234", "to its end", sequence=300, kind="4"),
    record("B5678", "Another invented supply"),
]


@pytest.fixture
def small(tmp_path: Path) -> SourceFile:
    return text_file(tmp_path, LINES, "HCPC2019_CONTR_ANWEB.txt")


def test_every_field_of_a_procedure_is_read(small: SourceFile) -> None:
    entry = list(read(small))[1]
    assert entry == ProcedureEntry(
        code="A1234",
        is_modifier=False,
        short="Invented supply",
        long="An invented supply, with words enough for three lines of the file so that it is "
        "carried on to its end",
        added=date(1990, 1, 1),
        effective=date(2018, 1, 1),
        terminated=date(2018, 12, 31),
        action=ActionCode.DISCONTINUED,
        coverage="D",
        pricing=("51", "46"),
        cross_references=("J1111", "K2222"),
        type_of_service=("1", "P"),
    )


def test_disclaimers_are_skipped_and_modifiers_told_from_procedures(small: SourceFile) -> None:
    entries = list(read(small))
    assert [(entry.code, entry.is_modifier) for entry in entries] == [
        ("Q1", True),
        ("A1234", False),
        ("B5678", False),
    ]
    assert entries[0].long.endswith("a second line of its own")
    assert entries[2].terminated is None


def test_only_this_format_claims_the_file(small: SourceFile) -> None:
    assert claimed_by(small) == [FORMAT]
    assert (FORMAT.code_set, FORMAT.gives) == (CodeSet.HCPCS, ProcedureEntry)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("HCPC2019_CONTR_ANWEB.txt", Edition("2019", date(2019, 1, 1))),
        ("HCPC18_CONTR.txt", Edition("2018", date(2018, 1, 1))),
        ("HCPC2026_APR_ANWEB_03252026.txt", Edition("2026-Q2", date(2026, 4, 1))),
        ("hcpc2025_oct_anweb.txt", Edition("2025-Q4", date(2025, 10, 1))),
    ],
)
def test_the_edition_is_told_by_the_name(tmp_path: Path, name: str, told: Edition) -> None:
    assert edition(text_file(tmp_path, LINES, name)) == told


def test_the_archive_tells_the_quarter_where_the_file_has_the_year_alone(small: SourceFile) -> None:
    file = SourceFile(small.path, "july-2019-alpha-numeric-hcpcs-file.zip › " + small.path.name)
    assert edition(file) == Edition("2019-Q3", date(2019, 7, 1))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("20190101", Edition("2019", date(2019, 1, 1))),
        ("20260401", Edition("2026-Q2", date(2026, 4, 1))),
    ],
)
def test_without_a_name_most_changed_entries_tell_the_edition(
    tmp_path: Path, day: str, told: Edition
) -> None:
    changed = f"20010101{day}        "
    lines = [
        record("A0001", "One", days=changed, action="A"),
        record("A0002", "Two", days=changed, action="C"),
        record("A0003", "Three", days="2001010120280701        ", action="C"),
        record("A0004", "Four", days="2001010120300701        "),
    ]
    assert edition(text_file(tmp_path, lines)) == told


def test_a_file_without_any_change_does_not_tell_its_edition(tmp_path: Path) -> None:
    assert edition(text_file(tmp_path, [record("A0001", "One")])) == Edition()


def _replaced(at: int, line: str) -> list[str]:
    return [*LINES[:at], line, *LINES[at + 1 :]]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (_replaced(7, LINES[7].replace("20180101", "20181301")), ["line 8", "20181301", "ACT EFF"]),
        (_replaced(7, LINES[7][:292] + "Z" + LINES[7][293:]), ["line 8", "“Z”", "action codes"]),
        (_replaced(8, LINES[8].replace("A1234", "A9999")), ["line 9", "A9999", "first line"]),
        (_replaced(9, LINES[9].replace("00300", "00400")), ["line 10", "A1234004004"]),
        (_replaced(5, LINES[6]), ["line 6", "first line of an entry"]),
        (_replaced(10, LINES[10][:200]), ["line 11", "320 characters"]),
        (_replaced(10, LINES[10][:4]), ["line 11", "breaks off"]),
        (_replaced(7, LINES[7][:293]), ["line 8", "320 characters"]),
        (_replaced(8, LINES[8][:60]), ["line 9", "91 characters"]),
        (_replaced(10, "  A1234  " + LINES[10]), ["line 11", "kind of record"]),
        (_replaced(10, LINES[10] + "more"), ["line 11", "more", "end of the record"]),
        ([*LINES, LINES[10]], ["line 12", "B5678", "not stood above"]),
        (_replaced(10, LINES[10].replace("B5678001003", "B5678001007")), ["line 11", "B5678"]),
        (LINES[:5], ["no rows"]),
    ],
)
def test_a_damaged_file_ends_in_a_sentence_with_the_line(
    tmp_path: Path, lines: list[str], words: list[str]
) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(text_file(tmp_path, lines)))
    sentence = sentence_of(refusal.value)
    assert all(word in sentence for word in ["list.txt", *words]), sentence


def test_blanks_taken_off_all_line_ends_do_no_harm(tmp_path: Path) -> None:
    bare = [line[:293] if line[10:11] == "3" or line[10:11] == "7" else line for line in LINES]
    file = text_file(tmp_path, [line.rstrip() for line in bare])
    assert [entry.code for entry in read(file)] == ["Q1", "A1234", "B5678"]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 8000), put=st.binary(max_size=8), cut=st.integers(0, 8000))
def test_any_damage_ends_in_entries_or_a_refusal(
    small: SourceFile, tmp_path: Path, at: int, put: bytes, cut: int
) -> None:
    content = small.path.read_bytes()
    path = tmp_path / "damaged.txt"
    path.write_bytes((content[:at] + put + content[at + len(put) :])[: cut or None])
    file = SourceFile(path)
    with suppress(InputError):
        FORMAT.recognises(file)
        assert all(isinstance(entry, ProcedureEntry) for entry in read(file))


@pytest.mark.parametrize("cut", range(1, 322, 40))
def test_a_last_record_that_is_cut_anywhere_is_noticed(small: SourceFile, cut: int) -> None:
    content = small.path.read_bytes().removesuffix(b"\r\n")
    small.path.write_bytes(content[: len(content) - min(cut, 319)])
    with pytest.raises(InputError, match=r"cut_off"):
        list(read(SourceFile(small.path)))


def _entries(archive: str, name: str) -> dict[str, ProcedureEntry]:
    with official(archive, name) as file:
        assert [each.name for each in claimed_by(file)] == [FORMAT.name]
        return {entry.code: entry for entry in read(file)}


def test_the_file_of_2019_has_its_counts_and_entries() -> None:
    entries = _entries(HCPCS_2019, "hcpc2019_contr_anweb.txt")
    kinds = Counter(entry.is_modifier for entry in entries.values())
    assert kinds == {False: 6440, True: 360}
    assert Counter(entry.action.value for entry in entries.values() if entry.action) == {
        "N": 6372,
        "A": 228,
        "C": 94,
        "D": 49,
        "P": 47,
        "S": 8,
        "F": 1,
        "B": 1,
    }
    assert Counter(entry.coverage for entry in entries.values())["S"] == 126
    assert entries["J1885"] == ProcedureEntry(
        code="J1885",
        is_modifier=False,
        short="Ketorolac tromethamine inj",
        long="Injection, ketorolac tromethamine, per 15 mg",
        added=date(1993, 1, 1),
        effective=date(1997, 1, 1),
        action=ActionCode.NONE,
        coverage="D",
        pricing=("51",),
        type_of_service=("1", "P"),
    )
    assert entries["G0439"].long == (
        "Annual wellness visit, includes a personalized prevention plan of service (pps), "
        "subsequent visit"
    )
    assert entries["A4550"].title == "Surgical trays"
    assert entries["A4550"].coverage == "D"
    assert entries["GA"].long == (
        "Waiver of liability statement issued as required by payer policy, individual case"
    )
    assert entries["G0503"].cross_references == ("99493",)
    assert entries["G0503"].terminated == date(2017, 12, 31)
    assert entries["A5514"].long.endswith("and other shaping material, custom fabricated, each")
    assert not {"25", "99213", "59"} & entries.keys()


def test_the_file_of_2018_has_its_counts_and_entries() -> None:
    entries = _entries(HCPCS_2018, "hcpc2018_contr_anweb_disc.txt")
    assert Counter(entry.is_modifier for entry in entries.values()) == {False: 6205, True: 354}
    assert entries["J1885"].short == "Ketorolac tromethamine inj"
    assert entries["GA"].is_modifier
    assert "A4563" not in entries
    assert "25" not in entries
    assert entries["G0503"].long.endswith("are prepared for discharge from active treatment")


def test_the_official_files_tell_their_year_even_without_their_names(tmp_path: Path) -> None:
    for archive, name, year in (
        (HCPCS_2018, "hcpc2018_contr_anweb_disc.txt", "2018"),
        (HCPCS_2019, "hcpc2019_contr_anweb.txt", "2019"),
    ):
        with official(archive, name) as file:
            assert edition(file) == Edition(year, date(int(year), 1, 1))
            assert edition(SourceFile(file.path.rename(tmp_path / "x"))).name == year
