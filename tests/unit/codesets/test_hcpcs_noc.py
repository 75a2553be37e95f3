"""The list of HCPCS codes for what no other code names."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.hcpcs_noc import FORMATS
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition
from tests.shared_data import shared
from tests.unit.codesets.hcpcs_files import (
    NOC_2019,
    claimed_by,
    official,
    sentence_of,
    text_file,
    workbook,
)

BOOK, PRINTED = FORMATS
TITLE: list[object] = [None, "NOC CODES - HCPCS 2019"]
HEADINGS: list[object] = ["HCPCS", "LONG DESCRIPTION", "ADD DATE", "TERM DATE"]
ROWS: list[list[object]] = [
    ["A0001", "An invented supply; miscellaneous", 19870101, None],
    ["L0002", "An invented part of many words, for use with something that has a", 20190101, None],
    ["L0002", "name of its own", None, None],
    ["Q0003", "An invented thing, unlisted", 20140101, 20171231],
]


def _line(code: str, text: str, added: str = "", terminated: str = "") -> str:
    return f"  {code:5}  {text:80.79}{added:10}{terminated:8}".rstrip()


LINES = [
    " " * 37 + "NOC CODES - HCPCS 2019",
    "",
    _line("HCPCS", "LONG DESCRIPTION", "ADD DATE") + "  TERM DATE",
    "",
    *(_line(*(str(cell or "") for cell in row)) for row in ROWS),
    _line("S0004", "An invented service " + "with words " * 8, "20000101"),
    "    \x1a",
]
EXPECTED = [
    ("A0001", "An invented supply; miscellaneous", None),
    (
        "L0002",
        "An invented part of many words, for use with something that has a name of its own",
        None,
    ),
    ("Q0003", "An invented thing, unlisted", date(2017, 12, 31)),
]


def _book(folder: Path) -> SourceFile:
    rows: list[list[object]] = [TITLE, [], HEADINGS, [], *ROWS, ["_x001A_"]]
    return workbook(folder, rows)


def test_the_workbook_gives_unlisted_codes(tmp_path: Path) -> None:
    file = _book(tmp_path)
    assert claimed_by(file) == [BOOK]
    assert BOOK.code_set is CodeSet.HCPCS_NOC
    assert BOOK.edition(file) == Edition("2019", date(2019, 1, 1))
    entries = list(BOOK.read(file))
    assert [(each.code, each.long, each.terminated) for each in entries] == EXPECTED
    assert all(each.unlisted and not each.is_modifier for each in entries)
    assert entries[0].added == date(1987, 1, 1)


def test_the_printed_list_gives_them_too_and_marks_what_is_cut_off(tmp_path: Path) -> None:
    file = text_file(tmp_path, LINES)
    assert claimed_by(file) == [PRINTED]
    told = PRINTED.edition(file)
    assert (told.name, "workbook" in told.remark) == ("2019", True)
    entries = list(PRINTED.read(file))
    assert [(each.code, each.long, each.terminated) for each in entries[:3]] == EXPECTED
    assert entries[3].long.endswith("…")
    assert all(each.unlisted for each in entries)
    assert BOOK.rank > PRINTED.rank


def test_damaged_lists_end_in_a_sentence_with_the_line(tmp_path: Path) -> None:
    good = LINES[:6]
    for lines, words in (
        ([*good, "  Q0003  An invented thing"], "breaks off at line 7"),
        ([*good, good[5].replace("20190101", "20191301")], "line 7: “20191301"),
        ([*good, good[5].replace("L0002", "L-002")], "line 7: “L-002”"),
        (good[:4], "no rows"),
    ):
        with pytest.raises(InputError) as refusal:
            list(PRINTED.read(text_file(tmp_path, lines)))
        assert words in sentence_of(refusal.value)
    with pytest.raises(InputError) as refusal:
        list(BOOK.read(workbook(tmp_path, [TITLE, HEADINGS[:3], ROWS[0][:3]])))
    assert "TERM DATE" in sentence_of(refusal.value)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5000), put=st.binary(max_size=6), cut=st.integers(0, 6000))
def test_any_damage_ends_in_entries_or_a_refusal(
    tmp_path: Path, form: Format, at: int, put: bytes, cut: int
) -> None:
    if form is PRINTED:
        content = text_file(tmp_path, LINES).path.read_bytes()
        at %= len(content)
    else:
        content = _book(tmp_path).path.read_bytes()
    path = tmp_path / "damaged"
    path.write_bytes((content[:at] + put + content[at + len(put) :])[: cut or None])
    with suppress(InputError):
        form.recognises(SourceFile(path))
        form.edition(SourceFile(path))
        assert all(isinstance(row, ProcedureEntry) for row in form.read(SourceFile(path)))


def test_both_lists_of_2019_have_the_same_codes_and_days() -> None:
    with official(NOC_2019, "noc_codes_2019.xlsx") as file:
        assert claimed_by(file) == [BOOK]
        whole = list(BOOK.read(file))
    with official(NOC_2019, "noc_codes_2019.prn") as file:
        assert claimed_by(file) == [PRINTED]
        printed = list(PRINTED.read(file))
    assert len(whole) == len(printed) == 139
    by_code = {entry.code: entry for entry in whole}
    assert by_code["A0999"].long == "Unlisted ambulance service"
    assert by_code["L8608"].long.endswith("use with the argus ii retinal prosthesis system")
    assert by_code["A9599"].terminated == date(2017, 12, 31)
    assert by_code["V5299"].added == date(1982, 1, 1)
    for one, other in zip(whole, printed, strict=True):
        assert (one.code, one.added, one.terminated) == (other.code, other.added, other.terminated)
        assert one.long == other.long or (
            other.long.endswith("…") and one.long.startswith(other.long[:-1])
        )
    assert sum(entry.long.endswith("…") for entry in printed) == 37


def test_official_files_are_claimed_by_one_format_or_none() -> None:
    """Of all public files, these readers claim their own alone."""
    claimed = set[str]()
    for path in sorted(shared("data/codesets").rglob("*.*")):
        with unpacked(path) as files:
            for file in files:
                found = claimed_by(file)
                assert len(found) <= 1, file.label
                claimed |= {file.name} if found else set()
    assert claimed == {
        "hcpc2018_contr_anweb_disc.txt",
        "hcpc2018_contr_anweb_disc.xlsx",
        "hcpc2019_contr_anweb.txt",
        "hcpc2019_contr_anweb.xlsx",
        "hcpc2019_corrections_alpha.prn",
        "hcpc2019_corrections_alpha.xlsx",
        "hcpc2019_corrections_alpha_v2.prn",
        "hcpc2019_corrections_alpha_v2.xlsx",
        "noc_codes_2019.prn",
        "noc_codes_2019.xlsx",
    }
