"""Bulk exports are read whole or refused; no archive can fill the memory."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.records.limits import reading_within
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.fhir.files import PATIENT, VISIT, bundle


def lines(*resources: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(resource).encode() + b"\n" for resource in resources)


def archive(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as stream:
        for name, content in members.items():
            stream.writestr(name, content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_record(path)
    assert path.name in caught.value.sentence
    return caught.value.message_id


def test_the_files_of_an_export_are_read_as_one(tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        {
            "out/Encounter.000.ndjson": lines(VISIT, {**VISIT, "id": "e2"}),
            "out/Patient.000.ndjson": lines(PATIENT) + b"\r\n",
            "out/log.ndjson": lines({"exportId": "1"}),
            "__MACOSX/._Patient.000.ndjson": b"\x00\x01",
            "readme.txt": b"hello",
        },
    )
    record = read_record(path)
    assert record.kind == "FHIR R4 bulk export"
    assert (len(record.patients), len(record.encounters)) == (1, 2)


def test_lines_without_an_archive_are_read(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_bytes(lines(PATIENT, VISIT, bundle({**VISIT, "id": "e2"})))
    assert len(read_record(path).encounters) == 2


def test_a_single_file_of_an_export_asks_for_the_others(tmp_path: Path) -> None:
    path = tmp_path / "Encounter.ndjson"
    path.write_bytes(lines(VISIT, {**VISIT, "id": "e2"}))
    assert refused(path) == "record.bulk_without_patient"
    assert refused(archive(tmp_path, {"E.ndjson": lines(VISIT)})) == "record.bulk_without_patient"


def test_a_broken_line_refuses_the_whole_export_and_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path, {"P.ndjson": lines(PATIENT), "E.ndjson": lines(VISIT) + b'{"a": '})
    with pytest.raises(InputError) as caught:
        read_record(path)
    assert caught.value.sentence.startswith("export.zip: E.ndjson is damaged in line 2")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"P.ndjson": lines(PATIENT) * 50})
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    assert refused(path) == "record.zip_broken"
    flipped = bytearray(raw)
    flipped[60] ^= 0xFF
    path.write_bytes(bytes(flipped))
    assert refused(path) == "record.zip_broken"


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"P.ndjson": lines(PATIENT)})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(raw))
    assert refused(path) == "record.zip_locked"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    assert refused(archive(tmp_path, {"P.ndjson": bytes(30_000_000)})) == "record.zip_bomb"


def test_an_archive_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    members = {f"{n}.ndjson": lines(PATIENT, VISIT) * 2_000 for n in range(4)}
    with reading_within(ReadingLimits(most_unpacked=1)):
        assert refused(archive(tmp_path, members)) == "record.zip_bomb"


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {f"{n}.txt": b"" for n in range(4)})
    with reading_within(ReadingLimits(most_members=3)):
        assert refused(path) == "record.zip_members"


def test_an_archive_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("P.ndjson", bytes(3_000_000))
    raw = bytearray(stream.getvalue())
    entry = raw.rindex(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    path = tmp_path / "liar.zip"
    path.write_bytes(bytes(raw))
    assert refused(path) == "record.zip_broken"
