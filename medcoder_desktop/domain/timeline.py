"""Which of several releases of a set governs a day, and which may stand beside which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, InForce, Origin, Release

_QUARTERLY = frozenset(
    {CodeSet.HCPCS, CodeSet.HCPCS_NOC, CodeSet.PTP, CodeSet.MUE, CodeSet.ADD_ON,
     CodeSet.RELATIVE_VALUES, CodeSet.CLIA, CodeSet.COVERAGE}
)  # fmt: skip
_YEARLY = frozenset({CodeSet.CPT, CodeSet.AGE_SEX})


CORRECTED = "-corrected"
"""Ends the name of a release that takes the place of the one it corrects."""


def timeline(releases: Iterable[Release]) -> tuple[Release, ...]:
    """The releases of one set that are in use, newest first, each ended where the next begins.

    A list the program brought along gives way to the official one of the same days, and a
    starter list to any official release. A release without an end holds as long as its publisher
    usually takes for the next: a quarter or a year.
    """
    used = [each for each in releases if each.in_use]
    if any(each.origin is Origin.OFFICIAL for each in used):
        used = [each for each in used if each.origin is not Origin.STARTER]
    best: dict[date, Release] = {}
    for each in used:
        rival = best.get(each.effective_from)
        if rival is None or _weight(each) > _weight(rival):
            best[each.effective_from] = each
    found: list[Release] = []
    following: date | None = None
    for start in sorted(best, reverse=True):
        each = best[start]
        end = _published_end(each)
        if following is not None and (end is None or end >= following):
            end = following - timedelta(days=1)
        found.append(replace(each, effective_to=end))
        following = start
    return tuple(found)


def answering(line: tuple[Release, ...], day: date) -> InForce | None:
    """The release of a timeline that governs a day, or the nearest one marked as not exact."""
    for each in line:
        if each.holds_on(day):
            return InForce(each, day, exact=True)
    if not line:
        return None
    return InForce(min(line, key=lambda each: _distance(each, day)), day, exact=False)


def refuse_overlap(others: Iterable[Release], new: Release) -> None:
    """Refuse a release that cannot stand beside those in use.

    A release may follow another (which it ends), may stand before one, and may take the place of
    a list the program brought along. It may not begin on the same day as another official one,
    nor lie inside one that goes on behind it.

    Raises:
        InputError: Names both releases and their days.
    """
    for other in others:
        if not other.in_use or other.id == new.id or other.code_set is not new.code_set:
            continue
        if _weight(other) < _weight(new):
            continue
        starts_with = other.effective_from == new.effective_from
        inside = (
            other.effective_from < new.effective_from
            and new.effective_to is not None
            and (other.effective_to is None or new.effective_to < other.effective_to)
            and other.origin is Origin.OFFICIAL
        )
        around = (
            new.effective_from < other.effective_from
            and new.effective_to is not None
            and new.effective_to >= other.effective_from
        )
        if starts_with or inside or around:
            raise InputError(
                "release.overlaps",
                new=new.title,
                days=days_of(new),
                other=other.title,
                other_days=days_of(other),
            )


def days_of(release: Release) -> str:
    """``2025-10-01 to 2026-09-30``, or ``from 2026-04-01``."""
    if release.effective_to is None:
        return f"from {release.effective_from}"
    return f"{release.effective_from} to {release.effective_to}"


def _weight(release: Release) -> tuple[int, bool]:
    """What takes whose place on the same days."""
    order = (Origin.STARTER, Origin.DERIVED, Origin.PACKAGED, Origin.OFFICIAL)
    return order.index(release.origin), release.name.endswith(CORRECTED)


def _published_end(release: Release) -> date | None:
    if release.effective_to is not None or release.origin is not Origin.OFFICIAL:
        return release.effective_to
    start = release.effective_from
    whole_year = release.name.removesuffix(CORRECTED) == str(start.year)  # as HCPCS once was
    if release.code_set in _YEARLY or whole_year:
        months = start.year * 12 + start.month - 1 + 12
    elif release.code_set in _QUARTERLY:
        months = start.year * 12 + start.month - 1 + 3
    else:
        return None
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _distance(release: Release, day: date) -> int:
    """Days between a day and the time a release is in force."""
    if day < release.effective_from:
        return (release.effective_from - day).days
    return (day - (release.effective_to or day)).days
