"""The tables of search are read line by line, and a wrong line is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop import paths
from medcoder_desktop.codesets import search_tables
from medcoder_desktop.codesets.search_tables import read_search_tables
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.search_tables import SearchTables, Wording

GOOD = {
    search_tables.SHORT_FORMS_FILE: "# ours\nshort\tmeaning\tcontext\tnote\nms\tmultiple sclerosis"
    "\t\t\nms\tmitral stenosis\tvalve, echo\t\n\npt\t\t\tthe patient\n",
    search_tables.SYNONYMS_FILE: "said\tbook\tkind\nhives\turticaria\tlay\n",
    search_tables.DEFAULTS_FILE: "code\tterm\tnote\nL50.9\thives\t\n",
    search_tables.FAMILIES_FILE: "words\tnote\nspleen splenic\t\n",
}


def folder(tmp_path: Path, **changed: str) -> Path:
    for name, text in GOOD.items():
        kept = changed.get(name.removesuffix(".tsv"), text)
        (tmp_path / name).write_text(kept, encoding="utf-8")
    return tmp_path


def test_the_tables_say_what_stands_in_them(tmp_path: Path) -> None:
    assert read_search_tables(folder(tmp_path)) == SearchTables(
        (
            Wording("ms", "multiple sclerosis", (), is_short=True),
            Wording("ms", "mitral stenosis", ("valve", "echo"), is_short=True),
            Wording("pt", "", (), is_short=True),
            Wording("hives", "urticaria"),
        ),
        (("hives", "L50.9"),),
        (("spleen", "splenic"),),
    )


@pytest.mark.parametrize(
    ("table", "text", "line"),
    [
        ("search_short_forms", "short\tmeaning\tnote\nms\tx\t\n", 1),
        ("search_short_forms", "short\tmeaning\tcontext\tnote\n\tx\t\t\n", 2),
        ("search_synonyms", "said\tbook\tkind\n# remark\nhives\t\tlay\n", 3),
        ("search_synonyms", "said\tbook\tkind\nhives\turticaria\tlay\tmore\n", 2),
        ("search_defaults", "term\tcode\tnote\nhives\tnine\t\n", 2),
        ("search_word_families", "words\tnote\nspleen\t\n", 2),
        ("search_word_families", "words\tnote\nspleen 12\t\n", 2),
    ],
)
def test_a_wrong_line_is_named_with_its_file(
    tmp_path: Path, table: str, text: str, line: int
) -> None:
    with pytest.raises(InputError) as caught:
        read_search_tables(folder(tmp_path, **{table: text}))
    assert f"{table}.tsv, line {line}" in caught.value.sentence


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_search_tables(folder(tmp_path, search_defaults="# nothing\n"))
    assert "search_defaults.tsv" in caught.value.sentence


@given(st.text(max_size=80))
def test_any_text_ends_in_rows_or_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    place = folder(tmp_path_factory.mktemp("tables"))
    (place / search_tables.SYNONYMS_FILE).write_bytes(
        ("said\tbook\tkind\n" + text).encode("utf-8", "surrogatepass")
    )
    told = search_tables.SYNONYMS_FILE
    try:
        read_search_tables(place)
    except InputError as error:
        told = error.sentence
    assert search_tables.SYNONYMS_FILE in told


def test_the_tables_that_come_with_the_program_can_be_read() -> None:
    tables = read_search_tables(paths.codesets())
    assert len(tables.wordings) > 1500
    assert len(tables.defaults) > 1000
    assert len(tables.families) > 150
