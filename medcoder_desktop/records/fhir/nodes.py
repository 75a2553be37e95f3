"""Looking into FHIR JSON without ever stumbling over what is missing or of the wrong shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from medcoder_desktop.records.moments import day_of_moment
from medcoder_desktop.records.wording import one_line

Node = Mapping[str, object]
"""A JSON object."""

_PARTIAL_DAY = re.compile(r"(\d{4}(?:-\d{2})?)$", re.ASCII)


def at(node: object, *path: str) -> object:
    """What stands at a path of keys; None where anything on the way is missing.

    Where a list stands on the way, its first element is taken.
    """
    for key in path:
        while isinstance(node, list):
            node = node[0] if node else None
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node


def nodes(node: object, *path: str) -> tuple[Node, ...]:
    """The objects at a path; a single object where a list belongs counts as a list of one."""
    found = at(node, *path)
    if isinstance(found, dict):
        return (found,)
    if isinstance(found, list):
        return tuple(inner for inner in found if isinstance(inner, dict))
    return ()


def text(node: object, *path: str) -> str:
    """The one-line text at a path, numbers written out; empty where there is none."""
    found = at(node, *path)
    while isinstance(found, list):
        found = found[0] if found else None
    if isinstance(found, str):
        return one_line(found)
    if isinstance(found, (int, Decimal)) and not isinstance(found, bool):
        return one_line(str(found))
    return ""


def texts(node: object, *path: str) -> tuple[str, ...]:
    """The non-empty one-line texts of a list; a single text counts as a list of one."""
    found = at(node, *path)
    listed = found if isinstance(found, list) else [found]
    return tuple(line for line in (text(inner) for inner in listed) if line)


def day(node: object, *path: str) -> date | None:
    """The calendar day at a path, as the office had it; None unless it is whole."""
    return day_of_moment(text(node, *path))


def first_day(node: object, *paths: tuple[str, ...]) -> date | None:
    """The first whole day found at any of the paths."""
    return next((found for path in paths if (found := day(node, *path))), None)


def partial_day(node: object, *path: str) -> str:
    """A year or a month such as ``2015`` or ``2015-03``; empty for anything else."""
    match = _PARTIAL_DAY.match(text(node, *path))
    return match[1] if match else ""
