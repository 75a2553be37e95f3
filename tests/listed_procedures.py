"""Every procedure that the lists of a day hold, for tests that look at all of them."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.library.fact_rows import read_all
from medcoder_desktop.services.library_service import LibraryService


def listed_procedures(library: LibraryService, on: date) -> tuple[ProcedureEntry, ...]:
    """The procedures of HCPCS Level II on a day, by code; none where no list is installed."""
    opened = library.library()
    answering = opened.shelf().answering(CodeSet.HCPCS, on)
    if answering is None:
        return ()
    entries = read_all(opened.connection(), ProcedureEntry, CodeSet.HCPCS, answering.installed.bit)
    return tuple(each for each in entries if not each.is_modifier)
