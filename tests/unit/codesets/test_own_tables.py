"""The small tables hold what they say, agree with the official files, and may be edited."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop import paths
from medcoder_desktop.codesets import own_tables
from medcoder_desktop.codesets.hcpcs_anweb import FORMAT as ANWEB
from medcoder_desktop.codesets.own_tables import (
    FREQUENCIES_FILE,
    MODIFIERS_FILE,
    PLACES_FILE,
    STARTER_FILE,
    read_frequencies,
    read_modifiers,
    read_places,
    read_starter_hcpcs,
)
from medcoder_desktop.codesets.source import unpacked
from medcoder_desktop.codesets.text_lines import lines_of
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.procedures import ProcedureEntry
from tests.shared_data import shared

OURS = paths.codesets()
LATER_MODIFIERS = {"FQ", "FR", "FS", "FT", "JZ"}
"""HCPCS modifiers that came after 2019."""

NOT_SEEN_IN_2026 = {"G2088", "G2211"}
"""Codes in force for which CMS publishes no unit limit."""

SAME_UNIT = {
    "gm": "g",
    "gram": "g",
    "milligram": "mg",
    "microgram": "mcg",
    "cc": "ml",
    "i.u.": "iu",
    "usp unit": "unit",
}


@pytest.fixture(scope="module")
def starter() -> dict[str, ProcedureEntry]:
    return {entry.code: entry for entry in read_starter_hcpcs(OURS)}


@pytest.fixture(scope="module")
def modifiers() -> dict[str, ProcedureEntry]:
    return {entry.code: entry for entry in read_modifiers(OURS)}


@pytest.fixture(scope="module")
def official() -> dict[str, ProcedureEntry]:
    archive = shared("data/codesets/hcpcs/2019-Alpha-Numeric-HCPCS-File.zip")
    with unpacked(archive) as files:
        (file,) = (each for each in files if ANWEB.recognises(each))
        return {entry.code: entry for entry in ANWEB.read(file)}


def checked(value: str) -> set[str]:
    """The codes of the starter list that say they were checked so."""
    lines = (OURS / STARTER_FILE).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0] for row in rows if row[-1] == value}


def doses(text: str) -> set[tuple[float, str]]:
    """Amounts with a unit: ``per 1,000 USP units`` has one, of 1000 units."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.lower())
    found = re.findall(
        r"(\d+(?:\.\d+)?)[ -]*(micrograms?|milligrams?|mcg|mg|gm|grams?|ml|cc|(?:usp )?units?"
        r"|iu|i\.u\.|meq|minutes?|%)",
        text,
    )
    singular = ((float(number), unit.removesuffix("s")) for number, unit in found)
    return {(number, SAME_UNIT.get(unit, unit)) for number, unit in singular}


def words(text: str) -> set[str]:
    """The beginnings of the words that tell something."""
    found = {word[:5] for word in re.findall(r"[a-z]{3,}", text.lower())}
    return found - {"the", "and", "for", "with", "not", "that", "was", "any", "each", "per", "this"}


# --- what the tables hold -----------------------------------------------------------------------


def test_places_are_named_alike_in_the_table_and_in_the_program() -> None:
    assert {place.code: place.title for place in read_places(OURS)} == PLACES_OF_SERVICE


def test_every_place_cms_assigned_is_there_and_none_it_did_not() -> None:
    spans = [(1, 27), (31, 34), (41, 42), (49, 58), (60, 62), (65, 66), (71, 72), (81, 81)]
    assigned = {f"{n:02}" for first, last in spans for n in range(first, last + 1)} | {"99"}
    assert {place.code for place in read_places(OURS)} == assigned
    assert all(place.explanation.endswith(".") for place in read_places(OURS))


def test_claim_frequencies_are_those_of_professional_claims() -> None:
    assert [each.code for each in read_frequencies(OURS)] == ["1", "6", "7", "8"]
    assert all(each.explanation.endswith(".") for each in read_frequencies(OURS))


@pytest.mark.parametrize(
    "codes",
    [
        "22 23 24 25 26 32 33 47 50 51 52 53 54 55 56 57 58 59 62 63 66 76 77 78 79 80 81 82 90",
        "91 92 93 95 96 97 99 TC 1P 2P 3P 8P P1 P2 P3 P4 P5 P6",
        "LT RT E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9",
        "LC LD RC LM RI GA GX GY GZ GC GE GT GQ G0 GW GV GP GO GN KX QW Q5 Q6 Q7 Q8 Q9 SL",
        "XE XS XP XU JW JZ AI AS SA AQ PT FS FT FQ FR CQ CO AT EY GG GH",
    ],
)
def test_the_modifiers_of_an_office_are_there(
    modifiers: dict[str, ProcedureEntry], codes: str
) -> None:
    assert set(codes.split()) - set(modifiers) == set()


def test_a_modifier_says_when_to_use_it(modifiers: dict[str, ProcedureEntry]) -> None:
    assert (modifiers["F3"].title, modifiers["F3"].kind) == ("Left ring finger", "finger")
    for entry in modifiers.values():
        assert entry.is_modifier
        assert entry.explanation.endswith("."), entry.code
        assert len(entry.title) <= 50, entry.code


def test_no_title_of_a_modifier_stands_for_two(modifiers: dict[str, ProcedureEntry]) -> None:
    titles = [entry.title for entry in modifiers.values()]
    assert len(set(titles)) == len(titles)


def test_letter_modifiers_are_in_the_official_file(
    modifiers: dict[str, ProcedureEntry], official: dict[str, ProcedureEntry]
) -> None:
    level_two = {code for code in modifiers if code[0].isalpha()}
    assert level_two - set(official) == LATER_MODIFIERS
    assert all(official[code].terminated is None for code in level_two - LATER_MODIFIERS)


def test_a_side_or_digit_is_the_official_one(
    modifiers: dict[str, ProcedureEntry], official: dict[str, ProcedureEntry]
) -> None:
    telling = {"left", "right", "upper", "lower", "thumb", "great"}
    telling |= {"second", "third", "fourth", "fifth"}
    kinds = {"side", "eyelid", "finger", "toe", "artery"}
    compared = [entry for entry in modifiers.values() if entry.kind in kinds and entry.code != "50"]
    assert len(compared) == 2 + 4 + 10 + 10 + 5
    for entry in compared:
        ours = telling & set(re.findall("[a-z]+", entry.explanation.lower()))
        theirs = telling & set(re.findall("[a-z]+", official[entry.code].title.lower()))
        assert ours == theirs, entry.code


def test_a_modifier_shares_words_with_the_official_title(
    modifiers: dict[str, ProcedureEntry], official: dict[str, ProcedureEntry]
) -> None:
    strange = {
        code
        for code, entry in modifiers.items()
        if code in official
        and not words(f"{entry.title} {entry.explanation}") & words(official[code].title)
    }
    assert strange == set()


def test_the_starter_list_holds_what_offices_bill(starter: dict[str, ProcedureEntry]) -> None:
    assert len(starter) == len(checked("2019")) + len(checked("later"))
    assert len(starter) > 400
    assert starter["J1885"].title == "Ketorolac tromethamine injection, per 15 mg"
    assert starter["G0439"].valid_on(date(2026, 3, 1))
    assert starter["J3490"].unlisted
    assert not any(entry.is_modifier for entry in starter.values())


def test_an_ended_code_names_what_took_its_place(starter: dict[str, ProcedureEntry]) -> None:
    depot = starter["J1030"]
    assert depot.cross_references == ("J1010",)
    assert depot.valid_on(date(2024, 3, 31))
    assert not depot.valid_on(date(2024, 4, 1))
    assert starter["J1010"].valid_on(date(2024, 4, 1))
    assert not starter["J1010"].valid_on(date(2024, 3, 31))
    for entry in starter.values():
        assert bool(entry.terminated) == bool(entry.cross_references), entry.code
        for code in entry.cross_references:
            if code[0].isalpha() and entry.terminated is not None:
                assert starter[code].added is not None
                assert (starter[code].added or date.max) > entry.terminated


# --- the starter list against the official files ------------------------------------------------


def test_each_checked_code_is_in_the_official_file_since_the_same_day(
    starter: dict[str, ProcedureEntry], official: dict[str, ProcedureEntry]
) -> None:
    ours = {code: starter[code].added for code in checked("2019")}
    assert ours == {code: official[code].added for code in ours if code in official}
    assert all(official[code].terminated is None for code in ours)


def test_each_checked_code_has_the_official_dose(
    starter: dict[str, ProcedureEntry], official: dict[str, ProcedureEntry]
) -> None:
    compared = 0
    for code in checked("2019"):
        ours, theirs = doses(starter[code].title), doses(official[code].title)
        assert ours == theirs, (code, starter[code].title, official[code].title)
        compared += bool(ours)
    assert compared > 150


def test_each_checked_code_shares_words_with_the_official_title(
    starter: dict[str, ProcedureEntry], official: dict[str, ProcedureEntry]
) -> None:
    strange = {
        code
        for code in checked("2019")
        if not words(starter[code].title) & words(official[code].title)
    }
    assert strange == set()


def test_unlisted_codes_are_so_in_the_official_list(starter: dict[str, ProcedureEntry]) -> None:
    archive = shared("data/codesets/hcpcs/2019-HCPCS-NOC-Codes.zip")
    with unpacked(archive) as files:
        (printed,) = (each for each in files if each.name.endswith(".prn"))
        found = [re.match(r"\s*([A-Z]\d{4})\b", text) for _, text in lines_of(printed)]
        official = {each[1] for each in found if each}
    ours = {code for code, entry in starter.items() if entry.unlisted}
    assert ours - official == set()
    # Triamcinolone "not otherwise specified" stands there, but names a drug and a dose.
    assert (official & set(starter)) - ours == {"J3301"}


def test_later_codes_were_not_there_in_2019_and_are_in_2026(
    starter: dict[str, ProcedureEntry], official: dict[str, ProcedureEntry]
) -> None:
    later = checked("later")
    assert later & set(official) == set()
    limits = shared("data/codesets/ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.zip")
    with unpacked(limits) as files:
        text = files[0].path.read_text(encoding="cp1252")
    in_2026 = set(re.findall(r"^([A-Z]\d{4}),", text, re.MULTILINE))
    assert later - in_2026 == NOT_SEEN_IN_2026
    ended = {code for code, entry in starter.items() if entry.terminated is not None}
    assert ended & in_2026 == set()


# --- an edited table ----------------------------------------------------------------------------

PLACES = "# a remark\ncode\tname\texplanation\n11\tOffice\tWhere we work.\n12\tHome\tThere.\n"
MODIFIERS = "code\ttitle\texplanation\tkind\tended\nXX\tNew\tWhen it is new.\tside\t12/31/2027\n"
STARTER = (
    "code\ttitle\tadded\tended\treplaced_by\tunlisted\tchecked\n"
    "J0001\tWater, 1 ml\t2020-01-01\t2021-12-31\tJ0002, 12345\t\tlater\n"
)


def put(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_table_from_a_spreadsheet_program_is_read(tmp_path: Path) -> None:
    text = (
        '\ufeff"# a, remark"\t\t\r\nName\tCode\tExplanation\r\n"Office, ours"\t11\t"A ""b""."\r\n'
    )
    (place,) = read_places(put(tmp_path, PLACES_FILE, text))
    assert (place.code, place.title, place.explanation) == ("11", "Office, ours", 'A "b".')
    (modifier,) = read_modifiers(put(tmp_path, MODIFIERS_FILE, MODIFIERS))
    assert modifier.terminated == date(2027, 12, 31)


def test_a_row_may_end_early_and_an_explanation_may_be_empty(tmp_path: Path) -> None:
    folder = put(tmp_path, FREQUENCIES_FILE, "code\tname\texplanation\n1\tOriginal\n")
    assert [each.explanation for each in read_frequencies(folder)] == [""]


def test_a_starter_row_is_read_with_all_its_columns(tmp_path: Path) -> None:
    (entry,) = read_starter_hcpcs(put(tmp_path, STARTER_FILE, STARTER))
    assert entry == ProcedureEntry(
        "J0001",
        is_modifier=False,
        short="",
        long="Water, 1 ml",
        added=date(2020, 1, 1),
        terminated=date(2021, 12, 31),
        cross_references=("J0002", "12345"),
    )


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        ("12\tHome", "2\tHome", "line 4: “2” stands where a place of service of two digits"),
        ("12\tHome", "11\tHome", "line 4: 11 already stands in line 3"),
        ("12\tHome", "12\t", "line 4: “” stands where something in the column name"),
        ("There.", "There.\tand more", "line 4: “and more” stands where the end of the line"),
        ("\tname", "\ttitle", "line 2: the columns code, name, explanation were expected"),
        ("\texplanation", "", "line 2: the columns code, name, explanation"),
        ("code\tname\texplanation", "code,name,explanation", "with tabs between them"),
    ],
)
def test_a_place_edited_wrongly_is_told_by_its_line(
    tmp_path: Path, good: str, bad: str, expected: str
) -> None:
    folder = put(tmp_path, PLACES_FILE, PLACES.replace(good, bad))
    with pytest.raises(InputError) as caught:
        list(read_places(folder))
    assert PLACES_FILE in caught.value.sentence
    assert expected in caught.value.sentence


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (MODIFIERS_FILE, MODIFIERS.replace("side", "hand"), "“hand” stands where one of"),
        (MODIFIERS_FILE, MODIFIERS.replace("XX", "xx"), "two digits or capital letters"),
        (MODIFIERS_FILE, MODIFIERS.replace("12/31", "31/12"), "“31/12/2027” stands where a date"),
        (STARTER_FILE, STARTER.replace("J0001", "70001"), "a HCPCS Level II code"),
        (STARTER_FILE, STARTER.replace("J0001", "D0001"), "a HCPCS Level II code"),
        (STARTER_FILE, STARTER.replace("2021-12-31", "2019-12-31"), "after the code was added"),
        (STARTER_FILE, STARTER.replace("12345", "none"), "codes with blanks between them"),
        (STARTER_FILE, STARTER.replace("later", "2020"), "one of 2019, later"),
        (STARTER_FILE, STARTER.replace("\t\tlater", "\tno\tlater"), "“no” stands where"),
        (STARTER_FILE, STARTER.split("J0001", maxsplit=1)[0], "holds no rows"),
        (STARTER_FILE, "", "holds no rows"),
    ],
)
def test_a_code_edited_wrongly_is_told_by_its_line(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    read = read_modifiers if name == MODIFIERS_FILE else read_starter_hcpcs
    with pytest.raises(InputError) as caught:
        list(read(put(tmp_path, name, text)))
    assert name in caught.value.sentence
    assert expected in caught.value.sentence


def test_a_missing_table_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentError_):
        list(read_places(tmp_path))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 2000), cut=st.integers(0, 40), added=st.binary(max_size=8))
def test_any_bytes_at_all_are_rows_or_a_sentence(
    tmp_path: Path, at: int, cut: int, added: bytes
) -> None:
    for name, read in (
        (PLACES_FILE, read_places),
        (MODIFIERS_FILE, read_modifiers),
        (STARTER_FILE, read_starter_hcpcs),
    ):
        whole = (OURS / name).read_bytes()[:3000]
        (tmp_path / name).write_bytes(whole[:at] + added + whole[at + cut :])
        refused = ""
        try:
            assert list(read(tmp_path))
        except InputError as error:
            refused = error.sentence
        assert not refused or name in refused


def test_every_kind_of_modifier_is_used(modifiers: dict[str, ProcedureEntry]) -> None:
    assert {entry.kind for entry in modifiers.values()} == set(own_tables.MODIFIER_KINDS)
