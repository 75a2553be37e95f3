"""CPT codes, the copyright notice above every AMA file, and the edition it tells of.

Source: the American Medical Association licenses the files; what is said of them in public is in
the layout description of CPT 2001 and in the National Library of Medicine's notes on its sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.releases import Edition

CODE = re.compile(r"\d{4}[0-9AFMTU]", re.ASCII)
"""Category I; vaccines' administration (A), category II (F), MAAA (M), III (T) and PLA (U)."""

_OWNER = re.compile(r"american\s+medical\s+association", re.IGNORECASE)
_PRODUCT = re.compile(r"\bcpt\b|current procedural terminology", re.IGNORECASE)
_NAMED = re.compile(r"\bcpt\s*(?:®|\(r\))?\s*(20\d\d)\b", re.IGNORECASE | re.ASCII)
_COPYRIGHT = re.compile(r"copyright|©|\(c\)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_FILE_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)


def is_notice(lines: Iterable[str]) -> bool:
    """Whether the lines above the data are a notice of AMA's about CPT."""
    text = " ".join(lines)
    return bool(_OWNER.search(text) and _PRODUCT.search(text) and _COPYRIGHT.search(text))


def edition_of(file: SourceFile, notice: Iterable[str], newest: date | None = None) -> Edition:
    """The edition a file holds; each begins on January 1.

    Told by, in this order: a year beside the name in the notice (``CPT 2026``), the name of the
    file or of its archive, the newest day in the data, the year of the copyright. AMA publishes
    an edition in the autumn before it begins, with the copyright of that year: files of 2026
    say "copyright 2025".

    Args:
        file: The file.
        notice: The lines above the data.
        newest: The newest day from which a descriptor holds, where the data have such days.
    """
    text = " ".join(" ".join(notice).split())
    copyright_year = _copyright_year(text)
    named = _NAMED.search(text)
    in_name = _FILE_YEAR.search(file.name) or _FILE_YEAR.search(file.label)
    if named is not None:
        year = int(named[1])
    elif in_name is not None:
        year = int(in_name[0])
    elif newest is not None:
        year = newest.year
    elif copyright_year is not None:
        year = copyright_year + 1
    else:
        return Edition()
    as_of = f"CPT copyright {copyright_year}" if copyright_year is not None else ""
    return Edition(f"{year}", date(year, 1, 1), notes_as_of=as_of)


def _copyright_year(text: str) -> int | None:
    """The last year of the copyright: 2025 of ``copyright 1966, 1970, 1983-2025``."""
    begins = _COPYRIGHT.search(text)
    if begins is None:
        return None
    owner = _OWNER.search(text, begins.end())
    years = _YEAR.findall(text, begins.end(), owner.start() if owner else len(text))
    if not years and (after := _YEAR.search(text, begins.end())) is not None:
        years = [after[0]]
    return max(map(int, years), default=None)
