"""FHIR bulk exports: newline-delimited JSON, one resource a line, plain or zipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from medcoder_desktop.domain.reading_limits import MEGABYTE
from medcoder_desktop.records.archives import gunzip, is_gzip, open_archive, unpack
from medcoder_desktop.records.decoding import decode_leniently
from medcoder_desktop.records.fhir.entries import entries_of_lines
from medcoder_desktop.records.fhir.record import BULK_EXPORT, FhirFile
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.json_text import parse_json_lines
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.neighbours import NoNeighbours
from medcoder_desktop.records.packages import is_lines


def file_of_lines(incoming: Incoming, content: str) -> FhirFile:
    """A single file of newline-delimited resources.

    Raises:
        InputError: A line is broken.
    """
    values = parse_json_lines(content, incoming.name)
    return FhirFile(incoming, tuple(entries_of_lines(values)), BULK_EXPORT)


def file_of_zip(incoming: Incoming) -> FhirFile:
    """All files of newline-delimited resources in a zip archive as one export.

    Raises:
        InputError: The archive is damaged, locked or unreasonably large, or a line in it is
            broken.
    """
    values: list[object] = []
    for name, raw in _members(incoming):
        values += parse_json_lines(decode_leniently(raw), f"{incoming.name}: {name}")
    by_itself = replace(incoming, beside=NoNeighbours())
    return FhirFile(by_itself, tuple(entries_of_lines(values)), BULK_EXPORT)


def holds_lines(names: Iterable[str]) -> bool:
    """Whether any of these names is that of newline-delimited JSON."""
    return any(map(is_lines, names))


def _members(incoming: Incoming) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the members to read, never more than the limits allow."""
    left = limits().most_unpacked * MEGABYTE
    with open_archive(incoming) as archive:
        for member in archive.infolist():
            name = PurePosixPath(member.filename).name
            if not is_lines(name) or name.startswith("._"):
                continue
            raw = unpack(archive, member, incoming, left)
            if is_gzip(raw):
                raw = gunzip(raw, f"{incoming.name}: {name}", left)
            left -= len(raw)
            yield name, raw
