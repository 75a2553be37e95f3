"""The official ICD-10-CM tabular list is read whole and exactly."""

from __future__ import annotations

import gzip
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop import paths
from medcoder_desktop.codesets.icd10cm_tabular import FORMAT, read
from medcoder_desktop.codesets.packaged import PACKAGED_RELEASE, packaged_tabular
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.codes import CodeLevel, NoteKind, looks_like_diagnosis
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.tabular import TabularEntry
from tests.shared_data import shared
from tests.unit.codesets.icd10cm_files import refusal_of, written

SMALL = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><chapter><name>19</name><desc>Injuries (S00-T88)</desc>
<section id="S60-S69"><desc>Injuries to the hand (S60-S69)</desc>
<diag><name>S69</name><desc>Invented injury</desc>
 <sevenChrNote><note>7th characters D and S do not apply to codes in category S69 with
  6th character 7 - one thing, or 8 - another</note></sevenChrNote>
 <sevenChrDef><extension char="A">initial encounter</extension>
  <note>first time</note><extension char="D">subsequent encounter</extension></sevenChrDef>
 <diag><name>S69.0</name><desc>Short stem</desc></diag>
 <diag><name>S69.1</name><desc>Own choices</desc>
  <sevenChrDef><extension char="S">sequela</extension></sevenChrDef>
  <diag><name>S69.111</name><desc>Long stem</desc></diag></diag>
 <diag><name>S69.2</name><desc>Excepted</desc>
  <diag><name>S69.207</name><desc>Seven</desc></diag></diag>
</diag></section></chapter></ICD10CM.tabular>
"""


@pytest.fixture(scope="module")
def entries() -> list[TabularEntry]:
    return list(read(SourceFile(packaged_tabular())))


def small(tmp_path: Path, text: str = SMALL) -> SourceFile:
    file = tmp_path / "small.xml"
    file.write_text(text, encoding="utf-8")
    return SourceFile(file)


def test_the_packaged_list_has_exactly_74719_billable_codes(entries: list[TabularEntry]) -> None:
    billable = [entry.code.code for entry in entries if entry.code.billable]
    assert len(billable) == 74_719
    assert len(set(billable)) == 74_719


def test_parents_come_before_children(entries: list[TabularEntry]) -> None:
    seen = {""}
    for entry in entries:
        assert entry.code.parent in seen, entry.code.code
        seen.add(entry.code.code)


def test_every_code_looks_like_a_diagnosis(entries: list[TabularEntry]) -> None:
    above = (CodeLevel.CHAPTER, CodeLevel.SECTION)
    codes = [entry.code.code for entry in entries if entry.code.level not in above]
    assert [code for code in codes if not looks_like_diagnosis(code)] == []


def test_the_packaged_release_is_the_one_the_manifest_names() -> None:
    manifest = tomllib.loads((paths.codesets() / "manifest.toml").read_text(encoding="utf-8"))
    (packaged,) = manifest["icd-10-cm"]["packaged"]
    assert packaged == {
        "release": PACKAGED_RELEASE.name,
        "effective_from": PACKAGED_RELEASE.effective_from,
        "effective_to": PACKAGED_RELEASE.effective_to,
        "notes_as_of": PACKAGED_RELEASE.notes_as_of,
        "billable_codes": 74_719,
    }


def test_every_code_and_title_is_as_cms_prints_it(entries: list[TabularEntry]) -> None:
    archive = shared("data/codesets/icd10/icd10cm-codes-2026.zip")
    with zipfile.ZipFile(archive) as opened:
        text = opened.read("icd10cm-codes-2026.txt").decode("utf-8")
    official = {line[:7].strip(): line[8:].strip() for line in text.splitlines()}
    ours = {
        entry.code.code.replace(".", ""): entry.code.title
        for entry in entries
        if entry.code.billable
    }
    assert ours == official


def test_an_older_edition_is_read_by_the_same_reader(tmp_path: Path) -> None:
    archive = shared("data/codesets/icd10/icd10cm-tabular-2021.zip")
    with zipfile.ZipFile(archive) as opened:
        name = next(name for name in opened.namelist() if name.lower().endswith(".xml"))
        file = Path(opened.extract(name, tmp_path))
    codes = [entry.code for entry in read(SourceFile(file)) if entry.code.billable]
    assert len(codes) == 72_621


def test_every_note_of_the_file_is_kept(entries: list[TabularEntry]) -> None:
    counts = dict.fromkeys(NoteKind, 0)
    for entry in entries:
        for note in entry.notes:
            counts[note.kind] += 1
            assert note.source == entry.code.code
    assert counts == {
        NoteKind.NOTE: 187,
        NoteKind.INCLUDES: 1024,
        NoteKind.INCLUSION_TERM: 12575,
        NoteKind.CODE_FIRST: 809,
        NoteKind.USE_ADDITIONAL: 1485,
        NoteKind.CODE_ALSO: 655,
        NoteKind.EXCLUDES1: 5407,
        NoteKind.EXCLUDES2: 2520,
        NoteKind.SEVENTH_CHARACTER: 515,
    }


def test_the_table_of_visual_impairment_is_kept_as_lines(entries: list[TabularEntry]) -> None:
    (legal,) = (entry for entry in entries if entry.code.code == "H54.8")
    table = [note.text for note in legal.notes if note.kind is NoteKind.NOTE][3:]
    assert table == [
        "Category of visual impairment: Visual acuity with best possible correction",
        (
            "Category 1: maximum less than 6/18 or 3/10(0.3) or 20/70; minimum equal to or better "
            "than 6/60 or 1/10(0.1) or 20/200"
        ),
        (
            "Category 2: maximum less than 6/60 or 1/10(0.1) or 20/200; minimum equal to or better "
            "than 3/60 or 1/20(0.05) or 20/400"
        ),
        (
            "Category 3: maximum less than 3/60 or 1/20(0.05) or 20/400; minimum equal to or "
            "better than 1/60(finger counting at one meter) or 1/50(0.02) or 5/300(20/1200)"
        ),
        (
            "Category 4: maximum less than 1/60(finger counting at one meter) or 1/50(0.02) or "
            "5/300; Light perception"
        ),
        "Category 5: No light perception",
        "Category 9: Undetermined or unspecified",
    ]


def test_seventh_characters_are_added_behind_the_placeholder(tmp_path: Path) -> None:
    codes = {entry.code.code: entry.code for entry in read(small(tmp_path))}
    assert codes["S69.0XXA"].title == "Short stem, initial encounter"
    assert codes["S69.0XXA"].parent == "S69.0"
    assert not codes["S69.0"].billable
    assert codes["S69.0"].level is CodeLevel.SUBCATEGORY
    assert [code for code in codes if code.startswith("S69.111")] == ["S69.111", "S69.111S"]
    assert [code for code in codes if code.startswith("S69.207")] == ["S69.207", "S69.207A"]
    assert codes["S60-S69"].title == "Injuries to the hand"


def test_a_compressed_or_binary_file_is_not_taken_for_a_list(tmp_path: Path) -> None:
    file = tmp_path / "small.xml"
    for content in (gzip.compress(SMALL.encode()), b"PK\x03\x04\x00", bytes(range(256))):
        file.write_bytes(content)
        with pytest.raises(InputError) as refusal:
            list(read(SourceFile(file)))
        assert refusal.value.sentence.startswith("small.xml is damaged at line 1")


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    for missing in (tmp_path / "none.xml", tmp_path):
        with pytest.raises(EnvironmentError_) as refusal:
            list(read(SourceFile(missing)))
        assert missing.name in refusal.value.sentence


def test_sections_that_stand_around_others_hold_them(tmp_path: Path) -> None:
    inner = '<section id="S61"><desc>One (S61)</desc></section></chapter>'
    outer = SMALL.replace("</chapter>", inner)
    codes = {entry.code.code: entry.code for entry in read(small(tmp_path, outer))}
    assert (codes["S61-S61"].parent, codes["S61-S61"].title) == ("S60-S69", "One")


def test_a_line_behind_the_sequela_is_an_inclusion_term(entries: list[TabularEntry]) -> None:
    stool = next(entry for entry in entries if entry.code.code == "W08")
    assert [note.text for note in stool.notes if note.kind is NoteKind.INCLUSION_TERM] == [
        "Fall from stool"
    ]


def test_a_note_between_seventh_characters_names_the_one_before_it(tmp_path: Path) -> None:
    entry = next(entry for entry in read(small(tmp_path)) if entry.code.code == "S69")
    assert "A: first time" in [note.text for note in entry.notes]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (SMALL[:300], "small.xml is damaged at line"),
        ("<html><body>not found</body></html>", "not an ICD-10-CM tabular list"),
        ("<ICD10CM.tabular/>", "not an ICD-10-CM tabular list"),
        ("", "small.xml is damaged at line 1"),
        (SMALL.replace("<ICD", '<!DOCTYPE x [<!ENTITY e "boom">]><ICD', 1), "document type"),
        (
            SMALL.replace("<ICD", '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><ICD', 1),
            "document type",
        ),
        (SMALL.replace("<name>S69.0</name>", ""), "small.xml is damaged at line 9: “”"),
        (SMALL.replace("S69.0", "S69.1"), "small.xml is damaged at line 10: “S69.1”"),
        (SMALL.replace('id="S60-S69"', ""), "small.xml is damaged at line 3: "),
        (SMALL.replace('char="D"', 'char=""'), "small.xml is damaged at line 8: “”"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read(small(tmp_path, text)))
    assert part in refusal.value.sentence


def test_the_list_says_what_it_is(tmp_path: Path) -> None:
    packaged = SourceFile(packaged_tabular())
    assert FORMAT.recognises(packaged)
    edition = FORMAT.edition(packaged)
    assert (edition.name, edition.notes_as_of) == ("FY2026-April", "April 2026")
    versioned = SMALL.replace("<chapter>", "<version>2027</version><chapter>")
    file = small(tmp_path, versioned)
    assert FORMAT.recognises(file)
    assert FORMAT.edition(file).name == "FY2027"
    assert FORMAT.edition(small(tmp_path)).name == ""


def test_the_edition_of_fy2021_is_told_by_its_version() -> None:
    with unpacked(shared("data/codesets/icd10/icd10cm-tabular-2021.zip")) as files:
        (file,) = files
        assert FORMAT.recognises(file)
        assert FORMAT.edition(file).name == "FY2021"


def test_a_code_under_a_longer_or_another_category_is_refused(tmp_path: Path) -> None:
    for inner in ("T69.0", "S69"):
        with pytest.raises(InputError) as refusal:
            list(read(small(tmp_path, SMALL.replace("<name>S69.0<", f"<name>{inner}<"))))
        assert refusal.value.message_id == "codeset.wrong_name"


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(SMALL) - 1), put=st.binary(max_size=4), cut=st.integers(0, 40))
def test_a_damaged_list_ends_in_entries_or_one_sentence(
    tmp_path: Path, place: int, put: bytes, cut: int
) -> None:
    text = SMALL.encode()
    file = written(tmp_path, text[:place] + put + text[place + cut :], "small.xml")
    FORMAT.recognises(file)
    sentence = refusal_of(FORMAT, file)
    assert not sentence or "small.xml" in sentence
