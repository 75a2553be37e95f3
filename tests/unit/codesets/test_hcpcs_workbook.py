"""HCPCS Level II in the workbook of the same download."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields as fields_of
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets import hcpcs_anweb, hcpcs_fields
from medcoder_desktop.codesets.hcpcs_workbook import FORMAT, edition, read
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ActionCode, ProcedureEntry
from medcoder_desktop.domain.releases import Edition
from tests.unit.codesets.hcpcs_files import (
    HCPCS_2018,
    HCPCS_2019,
    claimed_by,
    official,
    sentence_of,
    workbook,
)

SUPPLY: dict[str, object] = {
    "HCPC": "A1234",
    "RECID": "3",
    "LONG DESCRIPTION": "An invented supply",
    "SHORT DESCRIPTION": "Supply",
    "PRICE1": "00",
    "PRICE3": "46",
    "XREF2": "K2222",
    "COV": "D",
    "TOS1": "1",
    "TOS2": "P",
    "ADD DT": "19900101",
    "ACT EFF DT": 20180101,
    "TERM DT": None,
    "ACTION CD": "N",
}
MORE: dict[str, object] = {"HCPC": "A1234", "RECID": "4", "LONG DESCRIPTION": "that no cell holds"}
MODIFIER: dict[str, object] = {**SUPPLY, "HCPC": "   Q1", "RECID": "7", "ADD DT": date(1990, 1, 1)}
HEADINGS = [*hcpcs_fields.FIELDS, "SEQNUM", "BETOS"]


def table(*rows: dict[str, object], headings: Sequence[str] = HEADINGS) -> list[list[object]]:
    """Disclaimers, headings and rows."""
    data = [[row.get(name) for name in headings] for row in rows]
    return [["***Disclaimers"], [], ["A notice, with words."], [], [*headings], *data]


def test_every_field_is_read_wherever_its_column_stands(tmp_path: Path) -> None:
    expected = ProcedureEntry(
        code="A1234",
        is_modifier=False,
        short="Supply",
        long="An invented supply that no cell holds",
        added=date(1990, 1, 1),
        effective=date(2018, 1, 1),
        action=ActionCode.NONE,
        coverage="D",
        pricing=("00", "46"),
        cross_references=("K2222",),
        type_of_service=("1", "P"),
    )
    for headings in (HEADINGS, HEADINGS[::-1]):
        file = workbook(tmp_path, table(SUPPLY, MORE, MODIFIER, headings=headings))
        entries = list(read(file))
        assert entries[0] == expected
        assert (entries[1].code, entries[1].is_modifier, len(entries)) == ("Q1", True, 2)
        assert claimed_by(file) == [FORMAT]


@pytest.mark.parametrize("missing", ["ACTION CD", "LONG DESCRIPTION", "RECID", "TERM DT"])
def test_a_missing_column_is_refused_by_its_name(tmp_path: Path, missing: str) -> None:
    headings = [name for name in HEADINGS if name != missing]
    file = workbook(tmp_path, table(SUPPLY, headings=headings))
    assert FORMAT.recognises(file)
    with pytest.raises(InputError) as refusal:
        list(read(file))
    assert f"no column {missing}:" in sentence_of(refusal.value)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([SUPPLY, {**SUPPLY, "HCPC": "A12"}], ["line 7", "A12"]),
        ([{**SUPPLY, "TERM DT": "31/12/2018"}], ["line 6", "31/12/2018", "TERM DT"]),
        ([{**SUPPLY, "ACTION CD": "?"}], ["line 6", "action codes"]),
        ([{**SUPPLY, "RECID": "5"}], ["line 6", "“5”", "kind of record"]),
        ([MODIFIER, MORE], ["line 7", "A1234 4", "first row"]),
        ([SUPPLY, SUPPLY], ["line 7", "A1234", "not stood above"]),
        ([], ["no rows"]),
    ],
)
def test_a_wrong_row_ends_in_a_sentence_with_its_number(
    tmp_path: Path, rows: list[dict[str, object]], words: list[str]
) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(workbook(tmp_path, table(*rows))))
    sentence = sentence_of(refusal.value)
    assert all(word in sentence for word in ["b.xlsx", *words]), sentence


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 7000), put=st.binary(min_size=1, max_size=6))
def test_any_damage_ends_in_entries_or_a_refusal(tmp_path: Path, at: int, put: bytes) -> None:
    content = workbook(tmp_path, table(SUPPLY, MORE, MODIFIER)).path.read_bytes()
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(content[:at] + put + content[at + len(put) :])
    with suppress(InputError):
        FORMAT.recognises(SourceFile(path))
        assert all(isinstance(entry, ProcedureEntry) for entry in read(SourceFile(path)))


def _differences(archive: str, text: str, book: str) -> dict[str, set[str]]:
    """Which codes differ between the two files of a year, by the name of the field."""
    with official(archive, text) as file:
        by_text = list(hcpcs_anweb.read(file))
    with official(archive, book) as file:
        assert [each.name for each in claimed_by(file)] == [FORMAT.name]
        by_book = list(read(file))
        assert edition(file) == Edition(archive[:4], date(int(archive[:4]), 1, 1))
    assert [entry.code for entry in by_book] == [entry.code for entry in by_text]
    differences: dict[str, set[str]] = {}
    for one, other in zip(by_text, by_book, strict=True):
        for each in fields_of(ProcedureEntry):
            if getattr(one, each.name) != getattr(other, each.name):
                differences.setdefault(each.name, set()).add(one.code)
                assert each.name != "effective" or other.effective is None
    return differences


def test_text_and_workbook_of_2018_hold_the_same() -> None:
    names = ("hcpc2018_contr_anweb_disc.txt", "hcpc2018_contr_anweb_disc.xlsx")
    assert _differences(HCPCS_2018, *names) == {}


def test_text_and_workbook_of_2019_differ_where_the_workbook_lacks_days() -> None:
    """The workbook has no effective day for 115 entries, and two more types of service."""
    names = ("hcpc2019_contr_anweb.txt", "hcpc2019_contr_anweb.xlsx")
    differences = _differences(HCPCS_2019, *names)
    assert set(differences) == {"effective", "type_of_service"}
    assert len(differences["effective"]) == 115
    assert {"A0130", "C1883"} <= differences["effective"]
    assert differences["type_of_service"] == {"E0210", "E0776"}


def test_the_more_complete_text_is_preferred() -> None:
    assert hcpcs_anweb.FORMAT.rank > FORMAT.rank
