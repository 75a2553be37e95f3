"""The office's own CPT list, in the layout of AMA's consolidated code list; words are invented."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.cpt import FORMAT, edition, read
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition
from tests.unit.codesets.hcpcs_files import claimed_by, sentence_of, text_file, workbook

NOTICE = [
    "An invented notice: CPT is a trademark of the American Medical Association,",
    "copyright 1966, 1970, 1983-2025, with all its commas, clauses, and so on.",
    "",
]
HEADINGS = [
    "Concept Id",
    "CPT Code",
    "Long",
    "Medium",
    "Short",
    "Consumer",
    "Spanish Consumer",
    "Current Descriptor Effective Date",
    "Test Name",
    "Lab Name",
    "Manufacturer Name",
]


def _row(code: str, day: str = "20130101", lab: str = "", long: str = "") -> list[str]:
    words = f"words for {code}"
    long = long or f"Long {words}, with commas, many, of them, and, more"
    return ["1001", code, long, f"MEDIUM {words}", f"SHORT {code}", "", "", day, "", lab, ""]


ROWS = [
    _row("99213", "2021-01-01T00:00:00-06:00"),
    _row("0001F", "1/1/2013"),
    _row("0075T", "20240701"),
    _row("0001U", lab="One laboratory"),
    _row("0002M", ""),
    _row("0001A", long='"A ""quoted"" word, and more"'),
]


def _lines(rows: list[list[str]], headings: list[str] = HEADINGS) -> list[str]:
    return [*NOTICE, "\t".join(headings), *("\t".join(row) for row in rows)]


def test_descriptors_of_every_category_are_read(tmp_path: Path) -> None:
    file = text_file(tmp_path, _lines(ROWS))
    entries = list(read(file))
    assert [entry.code for entry in entries] == [row[1] for row in ROWS]
    assert entries[0] == ProcedureEntry(
        code="99213",
        is_modifier=False,
        short="SHORT 99213",
        long="Long words for 99213, with commas, many, of them, and, more",
        medium="MEDIUM words for 99213",
        effective=date(2021, 1, 1),
    )
    assert entries[1].effective == date(2013, 1, 1)
    assert entries[4].effective is None
    assert entries[5].long == 'A "quoted" word, and more'
    assert claimed_by(file) == [FORMAT]
    assert (FORMAT.code_set, FORMAT.gives) == (CodeSet.CPT, ProcedureEntry)


def test_columns_are_found_by_their_headings(tmp_path: Path) -> None:
    expected = list(read(text_file(tmp_path, _lines(ROWS[:4]))))
    turned = text_file(tmp_path, _lines([row[::-1] for row in ROWS[:4]], HEADINGS[::-1]))
    assert list(read(turned)) == expected
    book = workbook(tmp_path, [["A notice"], HEADINGS, *ROWS[:4]])
    assert list(read(book)) == expected
    assert claimed_by(book) == [FORMAT]


def test_a_code_that_stands_for_two_laboratories_is_given_once(tmp_path: Path) -> None:
    file = text_file(tmp_path, _lines([*ROWS, _row("0001U", lab="Another laboratory")]))
    assert [entry.code for entry in read(file)].count("0001U") == 1


@pytest.mark.parametrize(
    ("notice", "name", "told"),
    [
        (["CPT® 2024, copyright 2023 American Medical Association"], "list_2025.txt", "2024"),
        (["CPT copyright 2025 American Medical Association"], "cpt_list_2025.txt", "2025"),
        (["CPT copyright 2022 American Medical Association"], "list.txt", "2024"),
    ],
)
def test_notice_then_name_then_newest_descriptor_tell_the_year(
    tmp_path: Path, notice: list[str], name: str, told: str
) -> None:
    found = edition(text_file(tmp_path, [*notice, *_lines(ROWS)[3:]], name))
    assert (found.name, found.effective_from) == (told, date(int(told), 1, 1))
    assert found.notes_as_of.startswith("CPT copyright 202")


def test_without_any_year_the_edition_is_not_told(tmp_path: Path) -> None:
    assert edition(text_file(tmp_path, _lines([_row("99213", "")])[3:])) == Edition()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([*ROWS, _row("9921")], ["line 11", "“9921”", "CPT code"]),
        ([*ROWS, _row("A1234")], ["line 11", "“A1234”"]),
        ([*ROWS, _row("99214", "2013-99-01")], ["line 11", "2013-99-01"]),
        ([*ROWS, _row("99213", long="Other words")], ["line 11", "not stood above"]),
        ([*ROWS, _row("99214")[:9]], ["breaks off at line 11"]),
        ([*ROWS, _row("99214")[:3]], ["breaks off at line 11"]),
        ([*ROWS, ["1", "99214", *[""] * 9]], ["line 11", "descriptors"]),
        ([], ["no rows"]),
    ],
)
def test_a_damaged_list_ends_in_a_sentence_with_the_line(
    tmp_path: Path, rows: list[list[str]], words: list[str]
) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(text_file(tmp_path, _lines(rows))))
    sentence = sentence_of(refusal.value)
    assert all(word in sentence for word in words), sentence


def test_a_missing_column_is_refused_by_its_name(tmp_path: Path) -> None:
    file = text_file(tmp_path, _lines(ROWS, [*HEADINGS[:3], "Other", *HEADINGS[4:]]))
    assert FORMAT.recognises(file)
    with pytest.raises(InputError) as refusal:
        list(read(file))
    assert "no column Medium:" in sentence_of(refusal.value)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 1500), put=st.binary(max_size=8), cut=st.integers(0, 1500))
def test_any_damage_ends_in_entries_or_a_refusal(
    tmp_path: Path, at: int, put: bytes, cut: int
) -> None:
    content = text_file(tmp_path, _lines(ROWS)).path.read_bytes()
    path = tmp_path / "damaged.txt"
    path.write_bytes((content[:at] + put + content[at + len(put) :])[: cut or None])
    with suppress(InputError):
        FORMAT.recognises(SourceFile(path))
        assert all(isinstance(entry, ProcedureEntry) for entry in read(SourceFile(path)))
        edition(SourceFile(path))
