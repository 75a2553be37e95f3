"""FHIR bulk exports: newline-delimited JSON, one resource a line, plain or zipped."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.decoding import decode_leniently
from medcoder_desktop.records.fhir import read_resources
from medcoder_desktop.records.fhir_nodes import Node, text
from medcoder_desktop.records.fhir_pool import Pool, flatten
from medcoder_desktop.records.fhir_reading import Reading
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.json_text import parse_json_lines
from medcoder_desktop.records.limits import (
    HIGHEST_RATIO,
    MOST_MEMBERS,
    MOST_UNPACKED,
    RATIO_MATTERS_FROM,
)

BULK_EXPORT = "FHIR R4 bulk export"
_ENDINGS = (".ndjson", ".jsonl")


def read_lines(incoming: Incoming, content: str) -> ImportedRecord:
    """Read a single file of newline-delimited resources.

    Raises:
        InputError: A line is broken, or the file holds no patients, as the other files of an
            export do by themselves.
    """
    pool = Pool(_resources(parse_json_lines(content, incoming.name)))
    _require_patients(pool, incoming)
    reading = Reading(pool, incoming.name, incoming.folder)
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
    return read_resources(Reading(pool, incoming.name, None), BULK_EXPORT, incoming.sha256)


def zip_names(incoming: Incoming) -> tuple[str, ...]:
    """Names of the files in a zip archive, folders left out.

    Raises:
        InputError: The archive is damaged or holds too many files.
    """
    with _opened(incoming) as archive:
        return tuple(member.filename for member in archive.infolist() if not member.is_dir())


def holds_lines(names: Iterable[str]) -> bool:
    """Whether any of these names is that of newline-delimited JSON."""
    return any(name.lower().endswith(_ENDINGS) for name in names)


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


def _opened(incoming: Incoming) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(incoming.raw))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as problem:
        raise InputError("record.zip_broken", file=incoming.name) from problem
    if len(archive.infolist()) > MOST_MEMBERS:
        raise InputError("record.zip_members", file=incoming.name, most=MOST_MEMBERS)
    return archive


def _members(incoming: Incoming) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the members to read, never more than the limits allow."""
    unpacked = 0
    with _opened(incoming) as archive:
        for member in archive.infolist():
            name = PurePosixPath(member.filename).name
            if not name.lower().endswith(_ENDINGS) or name.startswith("._"):
                continue
            raw = _unpack(archive, member, incoming, MOST_UNPACKED - unpacked)
            unpacked += len(raw)
            yield name, raw


def _unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, incoming: Incoming, most: int
) -> bytes:
    """A member's bytes; what the archive claims about sizes is not relied on."""
    suspicious = member.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * member.compress_size)
    if suspicious or member.file_size > most:
        raise InputError("record.zip_bomb", file=incoming.name, most=MOST_UNPACKED // 1024**2)
    if member.flag_bits & 1:
        raise InputError("record.zip_locked", file=incoming.name)
    try:
        with archive.open(member) as stream:
            raw = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as problem:
        # NotImplementedError, for an unknown compression, is a RuntimeError
        raise InputError("record.zip_broken", file=incoming.name) from problem
    if len(raw) > most:
        raise InputError("record.zip_bomb", file=incoming.name, most=MOST_UNPACKED // 1024**2)
    return raw
