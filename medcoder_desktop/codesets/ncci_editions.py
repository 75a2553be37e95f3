"""What the names of NCCI files say: which quarter they are of, and for whom they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from medcoder_desktop.codesets.published_dates import quarter_name
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import Edition

_DAY = re.compile(r"eff(?:ective)?[\W_]*(\d{1,2})([-_/.]?)(\d{2})\2(20\d\d)(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(r"(?<!\d)(20\d\d)[-_ ]?q([1-4])(?!\d)|q([1-4])[-_ ]?(20\d\d)", re.IGNORECASE)
_VERSION = re.compile(r"(?<![a-z0-9])v(\d\d)([0-3])r\d(?!\d)", re.IGNORECASE)
_FIRST_YEAR = 1994
"""Version 32 holds the edits of 2026, version 1 would have held those of 1995."""
_PART = re.compile(r"v\d{3}r\d[-_ ]?f([1-9])(?!\d)", re.IGNORECASE)

_PRACTITIONERS = ("practitioner", "ccipra")
_OTHERS = {
    "ccioph": "outpatient hospitals",
    "hospital": "outpatient hospitals",
    "dme": "suppliers of medical equipment",
    "durable": "suppliers of medical equipment",
    "medicaid": "Medicaid",
    "mcd": "Medicaid",
}


def edition_named(*texts: str) -> Edition:
    """The edition that the name of a file, or a text in it, tells.

    CMS writes ``Eff_04-01-2026``, ``effective-04012026``, ``2026q2``, ``AOC_V2026Q2-MCR`` and
    ``v321r0``, of which the first two digits are the year since 1994 and the third is the
    quarter, counted from 0.

    Returns:
        An edition without a name when no text tells.
    """
    for read in (_day_named, _quarter_named, _version_named):
        for text in texts:
            day = read(text)
            if day is not None:
                return Edition(quarter_name(day), day)
    return Edition()


def part_named(text: str) -> str:
    """Which of a quarter's files it is: ``1`` for ``…-v321r0-f1``; empty when it does not tell."""
    found = _PART.search(text)
    return found[1] if found else ""


def refuse_others(file: SourceFile, *texts: str) -> None:
    """Refuse a file that says it is for hospitals, suppliers or Medicaid.

    Args:
        texts: What the file says of itself, besides the names of it and of its archive.

    Raises:
        InputError: It is for others and does not name practitioners.
    """
    said = " ".join((file.label, *texts)).lower()
    words = re.findall(r"[a-z]+", said)
    others = [whom for word, whom in _OTHERS.items() if word in words]
    whom = others[-1] if others else ""
    if whom and (whom == "Medicaid" or not any(word in said for word in _PRACTITIONERS)):
        raise InputError("codeset.not_for_practitioners", file=file.label, whom=whom)


def refuse_cut_off(file: SourceFile, line: int, last: str, seen: Collection[str]) -> None:
    """Refuse a file whose last words are the beginning of words it had before.

    A quarter's rows share some twenty rationales, so a last one that breaks off shows.

    Args:
        line: The last line.
        last: Its last cell, without a line end behind it.
        seen: That cell in the rows before.

    Raises:
        InputError: The last line breaks off.
    """
    if last not in seen and any(text.startswith(last) for text in seen):
        raise InputError("codeset.cut_off", file=file.label, line=line, expected="a whole row")


def _day_named(text: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(int(found[4]), int(found[1]), int(found[3]))
    except ValueError:
        return None


def _quarter_named(text: str) -> date | None:
    found = _QUARTER.search(text)
    if found is None:
        return None
    return date(int(found[1] or found[4]), 3 * int(found[2] or found[3]) - 2, 1)


def _version_named(text: str) -> date | None:
    found = _VERSION.search(text)
    if found is None:
        return None
    return date(_FIRST_YEAR + int(found[1]), 3 * int(found[2]) + 1, 1)
