"""Each official file is claimed by the one reader for it, and by no other."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from medcoder_desktop import codesets, paths
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.packaged import packaged_tabular
from medcoder_desktop.codesets.registry import FORMATS
from medcoder_desktop.codesets.source import SourceFile, unpacked
from tests.shared_data import shared

ICD10CM = "ICD-10-CM "

CLAIMED: dict[str, dict[str, str]] = {
    "icd10/2018-ICD-10-Code-Descriptions.zip": {
        "icd10cm_order_2018.txt": "ICD-10-CM order file",
        "icd10cm_codes_2018.txt": "ICD-10-CM code descriptions",
        "icd10cm_order_addenda_2018.txt": "ICD-10-CM order addenda",
        "icd10cm_codes_addenda_2018.txt": "ICD-10-CM code addenda",
        "icd10orderfiles.pdf": "",
        "icd10cmcodesfile.pdf": "",
    },
    "icd10/2019-ICD-10-CM-Code-Descriptions.zip": {
        "icd10cm_order_2019.txt": "ICD-10-CM order file",
        "icd10cm_codes_2019.txt": "ICD-10-CM code descriptions",
        "icd10cm_order_addenda_2019.txt": "ICD-10-CM order addenda",
        "icd10cm_codes_addenda_2019.txt": "ICD-10-CM code addenda",
        "icd10orderfiles.pdf": "",
        "icd10cmcodesfile.pdf": "",
    },
    "icd10/icd10cm-codes-2026.zip": {"icd10cm-codes-2026.txt": "ICD-10-CM code descriptions"},
    "icd10/icd10cm-tabular-2021.zip": {"icd10cm_tabular_2021.xml": "ICD-10-CM tabular list (XML)"},
    "icd10/icd10cm-index-April-2026.zip": {
        "icd10cm-drug-april-1-2026-xml.xml": "ICD-10-CM Table of Drugs (XML)",
        "icd10cm-eindex-april-1-2026-xml.xml": "ICD-10-CM External Cause Index (XML)",
        "icd10cm-neoplasm-april-1-2026-xml.xml": "ICD-10-CM Neoplasm Table (XML)",
    },
    "icd10/icd10cm-fy2027-changes.tsv": {
        "icd10cm-fy2027-changes.tsv": "ICD-10-CM list of changes",
    },
    "icd10/2019-ICD-10-PCS-Order-File.zip": {
        "icd10pcs_order_2019.txt": "",
        "order_addenda_2019.txt": "",
        "icd10pcsorderfile.pdf": "",
    },
    "icd10/2018-ICD-10-CM-General-Equivalence-Mappings.zip": {
        "2018_i10gem.txt": "",
        "2018_i9gem.txt": "",
        "dxgem_guide_2018.pdf": "",
        "gemstechdoc_2018.pdf": "",
    },
}
"""For each download the files in it, and the name of the one format each is; empty for none."""

OTHER_SETS = ("hcpcs", "mce", "ncci")
"""Folders of files that belong to other code sets than ICD-10-CM."""


def offered() -> list[Format]:
    """Every format the program reads."""
    return list(FORMATS)


def test_every_module_that_offers_a_format_is_asked() -> None:
    found: set[str] = set()
    for module in pkgutil.iter_modules(codesets.__path__, f"{codesets.__name__}."):
        loaded = importlib.import_module(module.name)
        found |= {entry.name for entry in getattr(loaded, "FORMATS", ())}
        found |= {loaded.FORMAT.name} if hasattr(loaded, "FORMAT") else set()
    assert found == {entry.name for entry in FORMATS}


def claims(file: SourceFile, beginning: str = "") -> list[str]:
    """The names of the formats that claim a file, of those whose names begin so."""
    asked = (entry for entry in offered() if entry.name.startswith(beginning))
    return [entry.name for entry in asked if entry.recognises(file)]


@pytest.mark.parametrize("download", CLAIMED)
def test_each_official_file_is_claimed_by_its_reader_alone(download: str) -> None:
    with unpacked(shared(f"data/codesets/{download}")) as files:
        found = {file.name: claims(file) for file in files}
    expected = {name: [claim] if claim else [] for name, claim in CLAIMED[download].items()}
    assert found == expected


def test_the_lists_that_come_with_the_program_are_claimed_alone() -> None:
    assert claims(SourceFile(packaged_tabular())) == ["ICD-10-CM tabular list (XML)"]
    shipped = SourceFile(paths.codesets() / "icd10cm-fy2027-changes.tsv")
    assert claims(shipped) == ["ICD-10-CM list of changes"]


def test_no_reader_of_icd_claims_a_file_of_another_set() -> None:
    for folder in OTHER_SETS:
        for download in sorted(shared(f"data/codesets/{folder}").iterdir()):
            with unpacked(download) as files:
                for file in files:
                    assert claims(file, ICD10CM) == [], file.label


def test_of_one_download_the_list_with_most_in_it_comes_first() -> None:
    whole = {entry.name: entry.rank for entry in offered() if entry.name.startswith(ICD10CM)}
    order = (
        "ICD-10-CM tabular list (XML)",
        "ICD-10-CM order file",
        "ICD-10-CM code descriptions",
        "ICD-10-CM order addenda",
        "ICD-10-CM code addenda",
    )
    ranks = [whole[name] for name in order]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)


def test_no_two_formats_have_one_name() -> None:
    names = [entry.name for entry in offered()]
    assert len(names) == len(set(names))
