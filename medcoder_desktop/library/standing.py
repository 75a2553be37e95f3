"""Explains how a diagnosis stands on a day: billable, a heading, ended, not yet, unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from medcoder_desktop.domain.code_standing import CodeStanding, Standing
from medcoder_desktop.domain.codes import Code, compact, dotted
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.library.library import Library, code_from_row
from medcoder_desktop.library.release_rows import Answering

_MOST = 40
"""Codes offered in the place of another."""


def standing_of(library: Library, code: str, on: date) -> CodeStanding:
    """How a code stands on a day.

    Args:
        code: In any writing.
    """
    asked = library.answering(on)
    row = library.row_of(code, asked)
    if row is None:
        return _absent(library, dotted(code), asked)
    found = code_from_row(row)
    if found.billable:
        return CodeStanding(found.code, Standing.BILLABLE, None, (), asked.in_force)
    instead = library.billable_below(found.code, asked, _MOST)
    since = _split_since(library, found.code, asked)
    standing = Standing.HEADING if since is None else Standing.SPLIT
    certain = since is None or _adjoins(library, since)
    return CodeStanding(found.code, standing, since, instead, asked.in_force, certain)


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """A release in use with what it says of a code."""

    asked: Answering
    code: Code | None


def _line(library: Library, code: str) -> list[_Elsewhere]:
    """What every release in use says of a code, oldest first."""
    shelf = library.shelf()
    found = []
    for release in reversed(shelf.line(CodeSet.ICD10CM)):
        asked = shelf.answering(CodeSet.ICD10CM, release.effective_from)
        if asked is not None:
            row = library.row_of(code, asked)
            found.append(_Elsewhere(asked, code_from_row(row) if row else None))
    return found


def _split_since(library: Library, code: str, asked: Answering) -> date | None:
    """Since when a heading is no longer billable; None when no earlier release had it so."""
    was_billable, since = False, None
    for each in _line(library, code):
        release = each.asked.in_force.release
        if release.effective_from > asked.in_force.release.effective_from:
            break
        if each.code is not None and each.code.billable:
            was_billable, since = True, None
        elif was_billable and since is None:
            since = release.effective_from
    return since


def _adjoins(library: Library, begins: date) -> bool:
    """Whether a release in use holds on the day before another begins."""
    before = library.shelf().answering(CodeSet.ICD10CM, begins - timedelta(days=1))
    return before is not None and before.in_force.exact


def _absent(library: Library, code: str, asked: Answering) -> CodeStanding:
    """A code the release does not have: ended, not yet there, or never heard of."""
    begins = asked.in_force.release.effective_from
    earlier: Code | None = None
    since: date | None = None
    for each in _line(library, code):
        start = each.asked.in_force.release.effective_from
        if start <= begins:
            if each.code is not None:
                earlier, since = each.code, None
            elif earlier is not None and since is None:
                since = start
        elif each.code is not None:
            if earlier is None:
                nearest = _nearest(library, code, asked)
                certain = _adjoins(library, start)
                return CodeStanding(code, Standing.NOT_YET, start, nearest, asked.in_force, certain)
            break
    if earlier is not None:
        heirs = _heirs(library, earlier, since or begins, asked)
        ended = since or begins
        certain = _adjoins(library, ended)
        return CodeStanding(code, Standing.ENDED, ended, heirs, asked.in_force, certain)
    nearest = _nearest(library, code, asked)
    return CodeStanding(code, Standing.UNKNOWN, None, nearest, asked.in_force)


def _heirs(library: Library, ended: Code, since: date, asked: Answering) -> tuple[Code, ...]:
    """What came in the release that ended a code, nearest first; else what stands nearest."""
    shelf = library.shelf()
    before = shelf.answering(CodeSet.ICD10CM, since - timedelta(days=1))
    near = _nearest(library, ended.code, asked)
    if before is None:
        return near
    came = [code for code in near if library.row_of(code.code, before) is None]
    return _same_encounter(tuple(came or near), ended.code)


def _same_encounter(codes: tuple[Code, ...], like: str) -> tuple[Code, ...]:
    """Of codes with a seventh character those with the same one, where there are any."""
    if len(compact(like)) != 7:
        return codes
    return tuple(code for code in codes if code.code[-1] == like[-1]) or codes


def _nearest(library: Library, code: str, asked: Answering) -> tuple[Code, ...]:
    """Billable codes of the longest heading a code begins with, or that heading's own code."""
    plain = compact(code)
    for length in range(len(plain) - 1, 2, -1):
        row = library.row_of(plain[:length], asked)
        if row is not None:
            heading = code_from_row(row)
            if heading.billable:
                return (heading,)
            return _same_encounter(library.billable_below(heading.code, asked, _MOST), code)
    return ()
