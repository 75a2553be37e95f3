"""The list of known sets names every set of the program, and where an office finds it."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop import paths
from medcoder_desktop.codesets.manifest import FILE, read_manifest
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.known_sets import KnownSet
from medcoder_desktop.domain.releases import CodeSet

ENTRY = """
[hcpcs]
what = "Supplies and drugs."
publisher = "CMS"
licence = "public"
page = "HCPCS Quarterly Update"
address = "https://www.cms.gov/"
files = ["HCPC*.txt"]
changes = "every quarter"
"""


@pytest.fixture(scope="module")
def known() -> dict[CodeSet, KnownSet]:
    return {each.code_set: each for each in read_manifest(paths.codesets() / FILE)}


def manifest(folder: Path, text: str) -> Path:
    path = folder / FILE
    path.write_text(text, encoding="utf-8")
    return path


def test_every_code_set_is_known(known: dict[CodeSet, KnownSet]) -> None:
    assert set(CodeSet) == set(known)


def test_every_set_tells_what_it_is_in_one_sentence(known: dict[CodeSet, KnownSet]) -> None:
    for each in known.values():
        assert each.what.endswith("."), each.code_set
        assert each.what.count(". ") == 0, each.code_set


def test_cpt_is_licensed_to_the_office_and_never_shipped(known: dict[CodeSet, KnownSet]) -> None:
    cpt = known[CodeSet.CPT]
    assert "never comes with this program" in cpt.licence
    assert "American Medical Association" in cpt.publisher
    shipped = {file.name for file in paths.codesets().iterdir()}
    assert not any(fnmatch(name, pattern) for name in shipped for pattern in cpt.files)


def test_sets_with_cpt_codes_remind_of_the_office_s_licence(
    known: dict[CodeSet, KnownSet],
) -> None:
    for code_set in (CodeSet.PTP, CodeSet.MUE, CodeSet.ADD_ON, CodeSet.RELATIVE_VALUES):
        assert "American Medical Association" in known[code_set].licence


@pytest.mark.parametrize(
    ("code_set", "name"),
    [
        (CodeSet.ICD10CM, "icd10cm_order_2019.txt"),
        (CodeSet.ICD10CM, "icd10cm_tabular_2021.xml"),
        (CodeSet.ICD_DRUGS, "icd10cm-drug-April-1-2026-XML.xml"),
        (CodeSet.ICD_EXTERNAL_INDEX, "icd10cm-eindex-April-1-2026-XML.xml"),
        (CodeSet.ICD_NEOPLASMS, "icd10cm-neoplasm-April-1-2026-XML.xml"),
        (CodeSet.HCPCS, "HCPC2019_CONTR_ANWEB.txt"),
        (CodeSet.HCPCS, "HCPC2019_Corrections_ALPHA_v2.xlsx"),
        (CodeSet.HCPCS_NOC, "NOC_Codes_2019.xlsx"),
        (CodeSet.MUE, "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"),
    ],
)
def test_an_official_file_is_found_by_its_name_in_its_set_alone(
    known: dict[CodeSet, KnownSet], code_set: CodeSet, name: str
) -> None:
    found = {each.code_set for each in known.values() if any(fnmatch(name, p) for p in each.files)}
    assert found == {code_set}


def test_the_files_that_come_with_the_program_are_there(known: dict[CodeSet, KnownSet]) -> None:
    for code_set in (CodeSet.PLACES, CodeSet.MODIFIERS, CodeSet.FREQUENCIES):
        for name in known[code_set].files:
            assert (paths.codesets() / name).is_file()


def test_an_entry_is_read_with_all_its_fields(tmp_path: Path) -> None:
    assert read_manifest(manifest(tmp_path, ENTRY)) == (
        KnownSet(
            CodeSet.HCPCS,
            "Supplies and drugs.",
            "CMS",
            "public",
            "https://www.cms.gov/",
            ("HCPC*.txt",),
            "every quarter",
            "HCPCS Quarterly Update",
        ),
    )


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        ("[hcpcs]", "[hcpx]", "“hcpx”"),
        ('publisher = "CMS"', "", "“publisher”"),
        ('"public"', "7", "“licence”"),
        ('"every quarter"', '" "', "“changes”"),
        ('["HCPC*.txt"]', '"HCPC*.txt"', "“files”"),
        ('["HCPC*.txt"]', "[1]", "“files”"),
        ("https://", "ftp://", "https://…"),
        ('"CMS"', '"CMS', "at line 4"),
    ],
)
def test_an_entry_gone_wrong_is_named(tmp_path: Path, good: str, bad: str, expected: str) -> None:
    path = manifest(tmp_path, ENTRY.replace(good, bad, 1))
    with pytest.raises(InputError) as caught:
        read_manifest(path)
    assert FILE in caught.value.sentence
    assert expected in caught.value.sentence


def test_a_missing_manifest_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentError_):
        read_manifest(tmp_path / FILE)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(ENTRY)), put=st.binary(max_size=6))
def test_any_bytes_at_all_are_read_or_refused(tmp_path: Path, at: int, put: bytes) -> None:
    path = tmp_path / FILE
    whole = ENTRY.encode()
    path.write_bytes(whole[:at] + put + whole[at + len(put) :])
    refused = ""
    try:
        read_manifest(path)
    except InputError as error:
        refused = error.sentence
    assert not refused or FILE in refused
