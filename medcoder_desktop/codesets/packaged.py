"""The ICD-10-CM tabular list that comes with the program's dependencies."""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import date
from pathlib import Path

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.releases import CodeSet, Origin, Release

_CARRIER = "simple_icd_10_cm"
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
    folders = []
    if frozen := getattr(sys, "_MEIPASS", None):
        folders.append(Path(frozen) / _CARRIER / "data")
    spec = importlib.util.find_spec(_CARRIER)
    if spec is not None and spec.submodule_search_locations:
        folders += [Path(place) / "data" for place in spec.submodule_search_locations]
    found = [file for folder in folders for file in folder.glob("icd10c*tabular*.xml")]
    if not found:
        raise EnvironmentError_("codeset.packaged_missing", package=_CARRIER)
    return max(found, key=_published)


def _published(file: Path) -> tuple[int, int, str]:
    """Year and month in a file's name, to sort by; April would sort behind October."""
    name = file.stem.lower()
    years = re.findall(r"20\d\d", name)
    months = [place for place, month in enumerate(_MONTHS) if month in name]
    return int(years[-1]) if years else 0, months[-1] if months else 0, file.name
