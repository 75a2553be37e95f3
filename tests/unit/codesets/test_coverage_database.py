"""Coverage policies are put together from the tables of one download."""

from __future__ import annotations

import csv
import random
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.coverage_database import FORMATS, read_policies
from medcoder_desktop.codesets.coverage_paragraphs import plain_text
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.coverage_policies import CoverageGroup, CoveragePolicy, PolicyKind
from medcoder_desktop.domain.errors import InputError
from tests.shared_data import shared
from tests.unit.codesets.coverage_files import ARTICLES, LCDS, download, quoted, written


def policies(folder: Path, tables: dict[str, str]) -> list[CoveragePolicy]:
    files = [SourceFile(path) for path in written(folder, tables)]
    random.Random(7).shuffle(files)
    return list(read_policies(files))


def refusal(folder: Path, tables: dict[str, str]) -> str:
    with pytest.raises(InputError) as error:
        policies(folder, tables)
    return error.value.sentence


def test_an_article_is_joined_from_its_tables(tmp_path: Path) -> None:
    scopes, vitamin = policies(tmp_path, ARTICLES)
    assert scopes == CoveragePolicy(
        id="A52001",
        version=17,
        kind=PolicyKind.ARTICLE,
        title="Billing and Coding: Knee Scopes & More",
        contractors=("Prairie Medicare Services", "Harbor Medicare Services"),
        states=("CT", "NY"),
        effective=date(2024, 10, 1),
        ended=None,
        groups=(
            CoverageGroup(
                1,
                ("29877", "G0289"),
                ("M23.200", "M23.201", "M23.202"),
                ("M17.11",),
                "Bill one side.\nLeft\nRight – both\nTears of a meniscus.\nNot for worn joints.",
            ),
            CoverageGroup(2, ("29881",), ("S83.241A",), ()),
        ),
    )
    assert (vitamin.id, vitamin.effective, vitamin.ended) == (
        "A52002",
        date(2020, 10, 1),
        date(2026, 12, 31),
    )
    assert vitamin.contractors == ("contractor 777",)
    assert vitamin.states == ("IL",)
    assert vitamin.groups == (
        CoverageGroup(1, ("82306",), ("E55.9",), ("Z00.00",)),
        CoverageGroup(2, (), (), ()),
    )


def test_descriptions_of_codes_and_rows_of_other_versions_are_left_out(tmp_path: Path) -> None:
    shown = repr(policies(tmp_path, ARTICLES))
    assert "Words" not in shown
    assert "20610" not in shown


def test_a_nested_download_is_claimed_by_its_principal_table_alone(tmp_path: Path) -> None:
    path = download(tmp_path / "current_article.zip", "current_article", ARTICLES)
    with unpacked(path) as files:
        claimed = [(each, file) for each in FORMATS for file in files if each.recognises(file)]
        assert [(each.rank, file.name) for each, file in claimed] == [(1, "article.csv")]
        ((each, principal),) = claimed
        assert each.read_together is not None
        assert len(list(each.read_together(files))) == 2
        found = each.edition(principal)
        assert (found.name, found.effective_from) == ("2026-09-21", date(2026, 9, 21))
        assert found.effective_to is None
        with pytest.raises(InputError) as error:
            list(each.read(principal))
    assert "article_x_hcpc_code.csv" in error.value.sentence
    assert "whole archive" in error.value.sentence


def test_determinations_and_articles_are_read_together(tmp_path: Path) -> None:
    files = written(tmp_path / "a", ARTICLES) + written(tmp_path / "l", LCDS)
    found = list(read_policies([SourceFile(path) for path in files]))
    assert [policy.id for policy in found] == ["A52001", "A52002", "L33001"]
    knee = found[-1]
    assert knee.kind is PolicyKind.LCD
    assert knee.effective == date(2025, 4, 1)
    assert knee.states == ("CT",)
    assert knee.groups == (CoverageGroup(1, ("29877",), (), ()),)
    principal = SourceFile(tmp_path / "l" / "lcd.csv")
    (each,) = [each for each in FORMATS if each.recognises(principal)]
    assert each.edition(principal).name == "2026-09-15"


@pytest.mark.parametrize(
    "name",
    ["article_x_hcpc_code.csv", "article_x_icd10_covered.csv", "article_x_contractor.csv"],
)
def test_a_missing_table_is_named(tmp_path: Path, name: str) -> None:
    rest = {table: text for table, text in ARTICLES.items() if table != name}
    assert name in refusal(tmp_path, rest)


def test_files_without_a_principal_table_are_refused(tmp_path: Path) -> None:
    rest = {name: ARTICLES[name] for name in ("contractor.csv", "state_lookup.csv")}
    assert "article.csv or lcd.csv" in refusal(tmp_path, rest)
    with pytest.raises(InputError):
        list(read_policies([]))


@pytest.mark.parametrize(
    ("table", "before", "after", "said"),
    [
        ("article.csv", "52002|3|", "52001|17|", "line 4"),
        ("article.csv", "10/1/2020", "soon", "“soon 0:00:00”"),
        ("article_x_hcpc_code.csv", "G0289", "G028", "“G028”"),
        ("article_x_icd10_covered.csv", "M23202", "23202", "“23202”"),
        ("article_x_icd10_covered.csv", "32|2|N", "32|two|N", "“two”"),
    ],
)
def test_a_wrong_cell_is_named_with_its_table_and_line(
    tmp_path: Path, table: str, before: str, after: str, said: str
) -> None:
    sentence = refusal(tmp_path, {**ARTICLES, table: ARTICLES[table].replace(before, after)})
    assert table in sentence
    assert said in sentence


def test_a_table_that_breaks_off_is_refused(tmp_path: Path) -> None:
    paths = written(tmp_path, ARTICLES)
    cut = tmp_path / "article_x_icd10_covered.csv"
    cut.write_text(cut.read_text()[:-25])
    with pytest.raises(InputError) as error:
        list(read_policies([SourceFile(path) for path in paths]))
    assert "breaks off at line 7" in error.value.sentence


def test_no_file_of_another_set_is_claimed() -> None:
    for path in sorted(shared("data/codesets").rglob("*")):
        if path.suffix in {".zip", ".tsv", ".csv", ".txt", ".xlsx"}:
            with unpacked(path) as files:
                claimed = [f.label for f in files for each in FORMATS if each.recognises(f)]
            assert claimed == []


@pytest.mark.parametrize("name", list(ARTICLES))
def test_a_damaged_table_ends_in_policies_or_one_sentence(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    files = [SourceFile(path) for path in written(tmp_path, ARTICLES)]
    whole = bytearray(quoted(ARTICLES[name]).encode("cp1252"))
    limit = csv.field_size_limit()
    for _ in range(40):
        damaged = whole[: chance.randrange(1, len(whole))] if chance.random() < 0.4 else whole[:]
        for _ in range(chance.randrange(5)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / name).write_bytes(damaged)
        again = [SourceFile(file.path) for file in files]
        for each in FORMATS:
            for file in again:
                each.recognises(file)
            with suppress(InputError):
                each.edition(SourceFile(tmp_path / name))
        with suppress(InputError):
            list(read_policies(again))
    assert csv.field_size_limit() == limit


@settings(deadline=None)
@given(st.text() | st.text(alphabet="<>/&;#pbdivx!?-[ \n\t'\"=0"))
def test_any_paragraph_becomes_plain_text(paragraph: str) -> None:
    assert not any(len(line) != len(line.strip()) for line in plain_text(paragraph).split("\n"))


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("", ""),
        ("Plain words.", "Plain words."),
        ("<p>One</p><p>Two<br/>Three</p>", "One\nTwo\nThree"),
        ("A &lt; B &amp; C", "A < B & C"),
        ('<?xml:namespace prefix="o" /><p>Word</p>', "Word"),
        ("<p>Loose <b>ends", "Loose ends"),
        ("<style>p {color: red}</style><p>Seen</p>", "Seen"),
    ],
)
def test_markup_goes_and_words_stay(paragraph: str, words: str) -> None:
    assert plain_text(paragraph) == words
