"""The indexes and tables are read term by term, nested as the book prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets import icd10cm_tabular
from medcoder_desktop.codesets.icd10cm_index import FORMATS, read, read_columns
from medcoder_desktop.codesets.packaged import packaged_tabular
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.errors import InputError
from tests.unit.codesets.icd10cm_files import (
    INDEXES_2026,
    official,
    readers_of,
    refusal_of,
    written,
)

MAIN, EXTERNAL, NEOPLASMS, DRUGS = FORMATS

SMALL = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
<letter><title>I</title>
<mainTerm><title>Invented<nemod>(acute) (by (very) old age)</nemod> disease NEC</title>
 <code>G30.9</code><manif>F02.80</manif>
 <term level="1"><title>with</title>
  <term level="2"><title>cough<nemod>(s) or cold(s)</nemod></title><code>R05.-</code></term>
  <term level="2"><title>fever</title><see>Fever, invented</see></term></term>
 <term level="1"><title>lightning</title><subcat>T75.0</subcat><seeAlso>Shock</seeAlso></term>
</mainTerm>
<mainTerm><title>Strangling</title><seecat>T71</seecat></mainTerm>
</letter></ICD10CM.index>
"""
TABLE = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><indexHeading><head col="1">Neoplasm</head>
<head col="2">Malignant Primary</head><head col="3">Benign</head></indexHeading>
<letter><title>N</title><mainTerm><title>Neoplasm</title><cell col="2">C80.1</cell>
<cell col="3">-</cell><term level="1"><title>invented</title><see>Neoplasm, lung</see></term>
<term level="1"><title>lung<nemod>(left)</nemod></title><manif>either side of it</manif>
<cell col="3">D14.3-</cell></term></mainTerm></letter></ICD10CM.index>
"""


@contextmanager
def official_index(name: str) -> Iterator[SourceFile]:
    with official(INDEXES_2026, f"icd10cm-{name}") as file:
        yield file


def path_of(terms: list[IndexTerm], place: int) -> tuple[str, ...]:
    """The titles down to a term."""
    path: list[str] = []
    for term in terms[: place + 1]:
        path[term.depth :] = [term.title]
    return tuple(path)


@pytest.mark.parametrize(
    ("name", "claimed", "depths"),
    [
        (
            "eindex",
            EXTERNAL,
            {0: 314, 1: 1410, 2: 1614, 3: 1324, 4: 973, 5: 1076, 6: 907, 7: 368, 8: 104},
        ),
        ("neoplasm", NEOPLASMS, {0: 1, 1: 593, 2: 958, 3: 352, 4: 36}),
        ("drug", DRUGS, {0: 5179, 1: 1903, 2: 294, 3: 49, 4: 5}),
    ],
)
def test_an_official_index_is_read_whole(
    name: str, claimed: object, depths: dict[int, int]
) -> None:
    with official_index(name) as file:
        assert [entry for entry in FORMATS if entry.recognises(file)] == [claimed]
        edition = MAIN.edition(file)
        assert Counter(term.depth for term in read(file)) == depths
    assert (edition.name, edition.effective_from, edition.effective_to, edition.notes_as_of) == (
        "FY2026-April",
        date(2026, 4, 1),
        date(2026, 9, 30),
        "April 2026",
    )


@pytest.mark.parametrize(("name", "count"), [("eindex", 6686), ("neoplasm", 9020), ("drug", 40036)])
def test_every_code_of_an_index_is_in_the_tabular_list(name: str, count: int) -> None:
    listed = {entry.code.code for entry in icd10cm_tabular.read(SourceFile(packaged_tabular()))}
    beginnings = {code[:length] for code in listed for length in range(3, len(code) + 1)}
    with official_index(name) as file:
        printed = [
            code
            for term in read(file)
            for code in (term.code, term.manifestation, *term.see_categories, *term.cells)
            if code
        ]
    assert len(printed) == count
    unknown = [
        code
        for code in printed
        if code not in listed and not (code[-1] == "-" and code.rstrip("-.") in beginnings)
    ]
    assert unknown == []


def test_records_of_the_external_cause_index() -> None:
    with official_index("eindex") as file:
        assert read_columns(file) == ()
        terms = list(read(file))
    assert terms[0] == IndexTerm(
        0,
        "Abandonment NEC",
        ("causing exposure to weather conditions", "with intent to injure or kill"),
        "X58",
    )
    places = {path_of(terms, place): terms[place] for place in range(800)}
    swimmer = places["Accident", "boat, boating", "striking swimmer", "powered"]
    assert (swimmer.depth, swimmer.code) == (3, "V94.11")
    assert places["Accident", "bus"].see == ("Accident, transport, bus occupant",)
    assert places["Accident", "boat, boating"].see_also == ("Accident, watercraft",)
    assert places["Accident", "caused by, due to", "lightning"].see_categories == ("T75.0",)
    (strangled,) = (term for term in terms if term.depth == 0 and term.title == "Strangulation")
    assert (strangled.nonessential, strangled.see_categories) == (("accidental",), ("T71",))
    deepest = [term for term in terms if term.depth == 8]
    assert all(term.code for term in deepest)


def test_records_of_the_neoplasm_table() -> None:
    with official_index("neoplasm") as file:
        assert read_columns(file) == (
            "Neoplasm",
            "Malignant Primary",
            "Malignant Secondary",
            "Ca in situ",
            "Benign",
            "Uncertain Behavior",
            "Unspecified Behavior",
        )
        terms = {term.title: term for term in reversed(list(read(file)))}
    assert terms["abdomen, abdominal"].cells == (
        "C76.2",
        "C79.8-",
        "D09.8",
        "D36.7",
        "D48.7",
        "D49.89",
    )
    assert terms["book-leaf"].nonessential == (
        "mouth",
        "ventral surface of tongue and floor of mouth",
    )
    assert terms["book-leaf"].manifestation == ""
    assert terms["bowel"].see == ("Neoplasm, intestine",)
    assert terms["bowel"].cells == ("",) * 6


def test_records_of_the_table_of_drugs() -> None:
    with official_index("drug") as file:
        assert read_columns(file)[0] == "Substance"
        assert len(read_columns(file)) == 7
        terms = {term.title: term for term in reversed(list(read(file)))}
    assert terms["1-propanol"].cells == ("T51.3X1", "T51.3X2", "T51.3X3", "T51.3X4", "", "")
    assert terms["2,4-D"].nonessential == ("dichlorophen-oxyacetic acid",)
    assert terms["triiodothyronine"].nonessential == ("L",)
    assert terms["homologues"].nonessential == ("acetyl", "dimethyl", "methyl", "solvent")
    assert terms["Zyprexa"].cells[-1] == "T43.596"


def test_terms_follow_in_the_order_of_the_book(tmp_path: Path) -> None:
    assert list(read(written(tmp_path, SMALL))) == [
        IndexTerm(0, "Invented disease NEC", ("acute", "by (very) old age"), "G30.9", "F02.80"),
        IndexTerm(1, "with"),
        IndexTerm(2, "cough or cold", ("s", "s"), "R05.-"),
        IndexTerm(2, "fever", see=("Fever, invented",)),
        IndexTerm(1, "lightning", see_also=("Shock",), see_categories=("T75.0",)),
        IndexTerm(0, "Strangling", see_categories=("T71",)),
    ]


def test_cells_stand_in_their_columns(tmp_path: Path) -> None:
    file = written(tmp_path, TABLE)
    assert read_columns(file) == ("Neoplasm", "Malignant Primary", "Benign")
    assert list(read(file)) == [
        IndexTerm(0, "Neoplasm", cells=("C80.1", "")),
        IndexTerm(1, "invented", see=("Neoplasm, lung",), cells=("", "")),
        IndexTerm(1, "lung", ("left", "either side of it"), cells=("", "D14.3-")),
    ]


def test_an_index_is_told_by_its_title_or_headings(tmp_path: Path) -> None:
    texts = {
        MAIN.name: SMALL,
        EXTERNAL.name: SMALL.replace("INDEX TO DISEASES", "EXTERNAL CAUSE of INJURIES INDEX"),
        NEOPLASMS.name: TABLE,
        DRUGS.name: TABLE.replace(">Neoplasm</head>", ">Substance</head>"),
    }
    for name, text in texts.items():
        assert readers_of(written(tmp_path, text, "renamed.bin"), FORMATS) == [name]
    for other in ("<html><body/></html>", "<ICD10CM.index/>", "<ICD10CM.tabular/>", "<", "x", ""):
        assert readers_of(written(tmp_path, other), FORMATS) == []


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("icd10cm-index-2026.xml", "FY2026"),
        ("icd10cm-index-April-1-2026-XML.xml", "FY2026-April"),
        ("icd10cm-index-April-1-2025.xml", "FY2026"),
        ("index.xml", "FY2026"),
    ],
)
def test_the_version_tells_the_year_and_the_name_the_month(
    tmp_path: Path, name: str, release: str
) -> None:
    edition = MAIN.edition(written(tmp_path, SMALL, name))
    assert edition.name == release
    assert edition.notes_as_of == ("April 2026" if "-" in release else "October 2025")


def test_the_archive_tells_the_month_where_the_file_does_not(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL, "index.xml")
    packed = SourceFile(file.path, "icd10cm-index-April-2026.zip › index.xml")
    assert MAIN.edition(packed).name == "FY2026-April"


def deep(levels: int) -> str:
    below = '<term level="1"><title>x</title>' * levels + "</term>" * levels
    return SMALL.replace("<seecat>T71</seecat>", below)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "is damaged at line 1"),
        (SMALL[:-30], "is damaged at line"),
        ("<ICD10CM.tabular/>", "not an ICD-10-CM index"),
        ("<ICD10CM.index/>", "not an ICD-10-CM index"),
        (SMALL.replace("<ICD", '<!DOCTYPE x [<!ENTITY e "boom">]><ICD', 1), "document type"),
        (SMALL.replace("<ICD", '<!DOCTYPE x SYSTEM "file:///x"><ICD', 1), "document type"),
        (SMALL.replace("fever", "&fever;"), "is damaged at line 8"),
        (SMALL.replace("<title>fever</title>", ""), "line 8: “” stands where a term with a title"),
        (SMALL.replace("<see>", "<foo>").replace("</see>", "</foo>"), "line 8: “foo”"),
        (deep(60), "line 11: terms stand more than 60 deep"),
        (deep(300), "terms stand more than 60 deep"),
        (deep(5000), "terms stand more than 60 deep"),
        (SMALL.replace("<letter>", '<letter><term level="1"/>', 1), "a main term was expected"),
        (TABLE.replace('<cell col="3">D', '<cell col="4">D'), "“column 4”"),
        (TABLE.replace('<cell col="3">-', '<cell col="2">-'), "“column 2”"),
        (TABLE.replace('<cell col="3">-', '<cell col="²">-'), "“column ²”"),
        (SMALL.replace("utf-8", "utf-99"), "is damaged at line 1"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(written(tmp_path, text)))
    assert part in refusal.value.sentence
    assert "list.txt" in refusal.value.sentence


def test_fifty_nine_terms_under_one_another_are_read(tmp_path: Path) -> None:
    assert max(term.depth for term in read(written(tmp_path, deep(59)))) == 59


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from((SMALL, TABLE)),
    place=st.integers(0, len(TABLE) - 1),
    put=st.binary(max_size=4),
    cut=st.integers(0, 40),
)
def test_a_damaged_file_ends_in_terms_or_one_sentence(
    tmp_path: Path, text: str, place: int, put: bytes, cut: int
) -> None:
    whole = text.encode()
    file = written(tmp_path, whole[:place] + put + whole[place + cut :])
    readers_of(file, FORMATS)
    read_columns(file)
    sentence = refusal_of(MAIN, file)
    assert not sentence or "list.txt" in sentence
