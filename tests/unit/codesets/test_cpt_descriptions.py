"""The office's own CPT descriptions, in the layouts of AMA's files; all words are invented."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.cpt_descriptions import FORMATS
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet
from tests.unit.codesets.hcpcs_files import claimed_by, record, sentence_of, text_file

LONG, MEDIUM, SHORT = FORMATS
NOTICE = [
    "An invented notice of the American Medical Association, 60611 Chicago,",
    "about CPT, copyright 1966, 1970, 1983-2025 of the American Medical Association.",
    "",
]
CODES = ("00100", "99213", "0001F", "0075T", "0001U", "0002M", "0001A")


def _numbered(code: str, *parts: str) -> list[str]:
    return [f"{code}{number:02} {part}".ljust(80) for number, part in enumerate(parts, 1)]


WRAPPED = [
    *_numbered("00100", "An invented service of so many words that they go on in", "a next line"),
    *_numbered("99213", "Another invented service"),
    *_numbered("0001F", "A third one", "in three lines", "of words"),
]
WORDS = "An invented service of so many words that a line of the file breaks one of them in two"
HARD = [
    *_numbered("00100", WORDS[:72], WORDS[72:]),
    *_numbered("99213", "x" * 71, "y z"),
]
PLAIN = [f"{code} INVENTED WORDS {code}".ljust(80) for code in CODES]
MIDDLE = [f"{code} {'MORE INVENTED WORDS ' * 2}{code}".ljust(106) for code in CODES]
TABBED = [f"{code}\tInvented, short words of {code}" for code in CODES]


def _file(folder: Path, lines: Sequence[str], name: str = "list.txt") -> SourceFile:
    return text_file(folder, [*NOTICE, *lines], name)


def test_a_long_description_is_joined_from_its_numbered_lines(tmp_path: Path) -> None:
    file = _file(tmp_path, WRAPPED)
    assert claimed_by(file) == [LONG]
    assert [(entry.code, entry.long, entry.medium, entry.short) for entry in LONG.read(file)] == [
        ("00100", "An invented service of so many words that they go on in a next line", "", ""),
        ("99213", "Another invented service", "", ""),
        ("0001F", "A third one in three lines of words", "", ""),
    ]


def test_lines_that_are_full_are_joined_without_a_blank(tmp_path: Path) -> None:
    entries = list(LONG.read(_file(tmp_path, HARD)))
    assert [entry.long for entry in entries] == [WORDS, "x" * 71 + " y z"]


@pytest.mark.parametrize(
    ("lines", "form", "field"),
    [(PLAIN, SHORT, "short"), (MIDDLE, MEDIUM, "medium"), (TABBED, LONG, "long")],
)
def test_each_file_fills_its_own_description(
    tmp_path: Path, lines: list[str], form: Format, field: str
) -> None:
    file = _file(tmp_path, lines)
    assert claimed_by(file) == [form]
    assert (form.code_set, form.gives) == (CodeSet.CPT, ProcedureEntry)
    entries = list(form.read(file))
    assert tuple(entry.code for entry in entries) == CODES
    for entry in entries:
        filled = [name for name in ("short", "medium", "long") if getattr(entry, name)]
        assert filled == [field]
        assert entry.title.endswith(entry.code)


@pytest.mark.parametrize(
    ("name", "form"), [("LONGULT.TXT", LONG), ("MEDU.TXT", MEDIUM), ("SHORTU.TXT", SHORT)]
)
def test_a_name_of_the_publisher_decides_which_description_it_is(
    tmp_path: Path, name: str, form: Format
) -> None:
    assert claimed_by(_file(tmp_path, PLAIN, name)) == [form]


@pytest.mark.parametrize(
    ("notice", "name", "year"),
    [
        (NOTICE, "LONGULT.TXT", 2026),
        (NOTICE, "LONGULT_2024.TXT", 2024),
        (["CPT 2027 of the American Medical Association (c) 2026"], "LONGULT_2024.TXT", 2027),
    ],
)
def test_notice_and_name_tell_the_year(
    tmp_path: Path, notice: list[str], name: str, year: int
) -> None:
    """A copyright of 2025 is that of the edition of 2026."""
    found = LONG.edition(text_file(tmp_path, [*notice, *TABBED], name))
    assert (found.name, found.effective_from) == (f"{year}", date(year, 1, 1))
    assert found.notes_as_of in {"CPT copyright 2025", "CPT copyright 2026"}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([*WRAPPED, "99214"], ["line 10", "99214"]),
        ([*WRAPPED, *_numbered("99213", "Again")], ["line 10", "not stood above"]),
        ([*WRAPPED, _numbered("99214", "a", "b")[1]], ["line 10", "9921402", "first line"]),
        ([*WRAPPED, "9921401 Cut o"], ["breaks off at line 10", "80 characters"]),
        ([*WRAPPED, *_numbered("99214", "")], ["line 10", "description"]),
        ([*TABBED, "99214"], ["line 11", "99214"]),
        ([*TABBED, "A1234\tOther words"], ["line 11", "A1234"]),
        ([*TABBED, "99214\tOther\twords"], ["line 11", "99214"]),
        ([], ["no rows"]),
    ],
)
def test_a_damaged_file_ends_in_a_sentence_with_the_line(
    tmp_path: Path, lines: list[str], words: list[str]
) -> None:
    with pytest.raises(InputError) as refusal:
        list(LONG.read(_file(tmp_path, lines)))
    sentence = sentence_of(refusal.value)
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize(
    "lines",
    [
        ["HCPCS/CPT Code,Practitioner Services MUE Values,Rationale", "99213,1,Invented words"],
        ["Column 1\tColumn 2\tEffective", "0001A\t0591T\t20210101\t*\t1\tInvented words"],
        ["99213\t99214\tInvented words", "99214\t99215\tInvented words"],
        ["99213 99214 20210101", "99214 99215 20210101"],
        ["99213,,INVENTED WORDS,A,1.00", "0001F,,INVENTED WORDS,I,0.00"],
        [record("A1234", "An invented supply"), record("B1234", "Another")],
        ["A PART", *PLAIN[:2], "A NEXT PART", *PLAIN[2:]],
        [],
    ],
)
def test_other_files_under_the_same_notice_are_not_claimed(
    tmp_path: Path, lines: list[str]
) -> None:
    assert not [form for form in FORMATS if form.recognises(_file(tmp_path, lines))]


def test_a_list_without_the_notice_is_not_claimed(tmp_path: Path) -> None:
    order_file = ["00001 A00     0 Invented disease", "00002 A000    1 Invented disease"]
    for lines in (PLAIN, TABBED, WRAPPED, order_file):
        assert claimed_by(text_file(tmp_path, lines)) == []


@pytest.mark.parametrize("lines", [WRAPPED, PLAIN, TABBED], ids=["numbered", "plain", "tabs"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 900), put=st.binary(max_size=8), cut=st.integers(0, 900))
def test_any_damage_ends_in_entries_or_a_refusal(
    tmp_path: Path, lines: list[str], at: int, put: bytes, cut: int
) -> None:
    content = _file(tmp_path, lines).path.read_bytes()
    path = tmp_path / "damaged.txt"
    path.write_bytes((content[:at] + put + content[at + len(put) :])[: cut or None])
    for form in FORMATS:
        with suppress(InputError):
            form.recognises(SourceFile(path))
            form.edition(SourceFile(path))
            assert all(isinstance(entry, ProcedureEntry) for entry in form.read(SourceFile(path)))
