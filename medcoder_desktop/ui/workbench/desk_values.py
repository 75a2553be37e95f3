"""What passes between the open visit and the panels that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.documents import Chart
from medcoder_desktop.domain.sheet_versions import SheetVersion
from medcoder_desktop.services.coding_service import CodingService

SheetWrite = Callable[[CodingService, Actor, str], SheetVersion]
"""One change of a sheet: carried out with (coding service, actor, encounter id)."""


class Spot(Enum):
    """Where on the page a refusal is said: near what the coder did."""

    PAGE = "page"
    CODES = "codes"
    SHEET = "sheet"
    LINE_ENTRY = "line entry"
    FINISH = "finish"


class Purpose(Enum):
    """What a claim is written to a file for."""

    KEEP = "keep"
    OPEN = "open"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Exported:
    """A claim written to a file."""

    path: Path
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class ChartRead:
    """A chart read anew.

    Attributes:
        show: Id of a document to open; empty to leave the reading place alone.
    """

    encounter_id: str
    chart: Chart
    show: str
