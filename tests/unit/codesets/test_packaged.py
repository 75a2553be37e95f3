"""The list that comes with the program's dependencies is found without importing its carrier."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from medcoder_desktop.codesets.packaged import packaged_tabular
from medcoder_desktop.domain.errors import EnvironmentError_


def carrier(folder: Path, *names: str) -> Path:
    """A package like the carrier, with these data files."""
    place = folder / "simple_icd_10_cm"
    (place / "data").mkdir(parents=True)
    for name in names:
        (place / "data" / name).write_text("<ICD10CM.tabular/>", encoding="utf-8")
    return place


def installed(monkeypatch: pytest.MonkeyPatch, place: Path | None) -> None:
    spec = None
    if place is not None:
        spec = ModuleSpec("simple_icd_10_cm", None, is_package=True)
        spec.submodule_search_locations = [str(place)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)


def test_the_carrier_is_found_and_not_imported() -> None:
    program = (
        "import sys; from medcoder_desktop.codesets.packaged import packaged_tabular;"
        "assert packaged_tabular().is_file(); assert 'simple_icd_10_cm' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_newest_list_is_taken_by_its_date_and_not_by_its_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("October-1-2025", "April-1-2026", "April-1-2025")
    files = [f"icd10c-tabular-{name}.xml" for name in names]
    installed(monkeypatch, carrier(tmp_path, *files))
    assert packaged_tabular().name == "icd10c-tabular-April-1-2026.xml"


def test_a_frozen_build_finds_it_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier(tmp_path, "icd10c-tabular-April-1-2026.xml")
    installed(monkeypatch, None)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert packaged_tabular().is_relative_to(tmp_path)


@pytest.mark.parametrize("is_installed", [True, False])
def test_a_missing_list_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_installed: bool
) -> None:
    installed(monkeypatch, carrier(tmp_path) if is_installed else None)
    with pytest.raises(EnvironmentError_) as refusal:
        packaged_tabular()
    assert "simple_icd_10_cm" in refusal.value.sentence
