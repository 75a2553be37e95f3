"""FHIR bulk exports: newline-delimited JSON, one resource a line, plain or zipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.reading_limits import MEGABYTE
from medcoder_desktop.records.archives import gunzip, is_gzip, open_archive, unpack
from medcoder_desktop.records.decoding import decode_leniently
from medcoder_desktop.records.fhir import read_resources
from medcoder_desktop.records.fhir_nodes import Node, text
from medcoder_desktop.records.fhir_pool import Pool, flatten
from medcoder_desktop.records.fhir_reading import Reading
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.json_text import parse_json_lines
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.neighbours import NoNeighbours
from medcoder_desktop.records.packages import is_lines

BULK_EXPORT = "FHIR R4 bulk export"


def read_lines(incoming: Incoming, content: str) -> ImportedRecord:
    """Read a single file of newline-delimited resources.

    Raises:
        InputError: A line is broken, or the file holds no patients, as the other files of an
            export do by themselves.
    """
    pool = Pool(_resources(parse_json_lines(content, incoming.name)))
    _require_patients(pool, incoming)
    reading = Reading(pool, incoming.name, incoming.beside)
    return read_resources(reading, BULK_EXPORT, incoming.sha256)


def read_zip(incoming: Incoming) -> ImportedRecord:
    """Read all files of newline-delimited resources in a zip archive as one export.

    Raises:
        InputError: The archive is damaged, locked or unreasonably large, a line in it is broken,
            or it holds no patients.
    """
    values: list[object] = []
    for name, raw in _members(incoming):
        values += parse_json_lines(decode_leniently(raw), f"{incoming.name}: {name}")
    pool = Pool(_resources(values))
    _require_patients(pool, incoming)
    return read_resources(
        Reading(pool, incoming.name, NoNeighbours()), BULK_EXPORT, incoming.sha256
    )


def holds_lines(names: Iterable[str]) -> bool:
    """Whether any of these names is that of newline-delimited JSON."""
    return any(map(is_lines, names))


def _resources(values: Iterable[object]) -> Iterator[tuple[str, Node]]:
    """Resources with an empty address; a log that lies with them is none."""
    for value in values:
        if not isinstance(value, dict):
            continue
        kind = text(value, "resourceType")
        if kind == "Bundle":
            yield from flatten(value)
        elif kind:
            yield "", value


def _require_patients(pool: Pool, incoming: Incoming) -> None:
    if not pool.of_kind("Patient"):
        raise InputError("record.bulk_without_patient", file=incoming.name)


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
