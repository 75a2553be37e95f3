"""The resources in a FHIR file, however they are packed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.fhir.nodes import Node, at, nodes, text
from medcoder_desktop.records.fhir.pool import Pool, flatten

Entry = tuple[str, Node]
"""A resource with its address, which may be empty."""
_DEEPEST_WRAPPING = 4
"""Objects and lists in which a program may have put the answer of a server."""


def entries_in(tree: object, file: str) -> list[Entry]:
    """The resources of a bundle, a list, an answer to an operation, an envelope, or a single one.

    Args:
        tree: The parsed JSON.
        file: Its name, for the sentence.

    Raises:
        InputError: It is not FHIR.
    """
    found = list(_inside(tree, 0))
    if not found and not isinstance(tree, list) and not text(tree, "resourceType"):
        raise InputError("record.not_fhir", file=file)
    return found


def entries_of_lines(values: Iterable[object]) -> Iterator[Entry]:
    """The resources of newline-delimited JSON; a log that lies with them is none."""
    for value in values:
        if text(value, "resourceType"):
            yield from _inside(value, 0)


def single_kind(pool: Pool) -> str:
    """The kind of the only resource there is; empty where there are more, or none."""
    counts = pool.count_by_kind()
    return next(iter(counts)) if sum(counts.values()) == 1 else ""


def more_pages(tree: object) -> bool:
    """Whether this is one page of a longer answer."""
    return any(text(link, "relation") == "next" for link in nodes(tree, "link"))


def _inside(tree: object, depth: int) -> Iterator[Entry]:
    if isinstance(tree, list):
        for each in tree if depth < _DEEPEST_WRAPPING else ():
            yield from _inside(each, depth + 1)
    elif isinstance(tree, dict):
        match text(tree, "resourceType"):
            case "Bundle":
                yield from flatten(tree)
            case "Parameters":
                yield from _answered(tree, "parameter", depth)
            case "":
                wrapped = tree.values() if depth < _DEEPEST_WRAPPING else ()
                for value in wrapped:
                    yield from _inside(value, depth + 1)
            case _:
                yield "", tree


def _answered(answer: Node, key: str, depth: int) -> Iterator[Entry]:
    """What an operation such as ``$everything`` answers, its parts too."""
    for parameter in nodes(answer, key) if depth < _DEEPEST_WRAPPING else ():
        yield from _inside(at(parameter, "resource"), depth + 1)
        yield from _answered(parameter, "part", depth + 1)
