"""An archive stands for the records in it: none is lost, and what only explains them is none."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import InputError, MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.records.limits import reading_within
from medcoder_desktop.records.recognise import RecognisedButNotRead, read_record
from medcoder_desktop.services.reading import read_files
from tests.unit.records.ccda.files import PROGRESS_NOTE
from tests.unit.records.fhir.files import PATIENT, VISIT
from tests.unit.records.fhir.test_bulk import lines

NOTE = b"Seen today for cough and fever."


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def write(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def contents(path: Path) -> list[tuple[str, str]]:
    """The files that a file stands for, each with what it is or why it is not read."""
    return [
        (
            "" if inside == path else inside.relative_to(path).as_posix(),
            content.kind if isinstance(content, ImportedRecord) else told(content),
        )
        for inside, content in read_files((path,), no_progress)
    ]


def told(content: object) -> str:
    assert isinstance(content, MedCoderError)
    return content.message_id


def test_files_beside_an_export_are_read_with_it(tmp_path: Path) -> None:
    members = {
        "Patient.ndjson": lines(PATIENT),
        "Encounter.ndjson": lines(VISIT),
        "manifest.json": json.dumps({"output": []}).encode(),
        "letters/note.txt": NOTE,
        "ccda.xml": PROGRESS_NOTE.encode(),
    }
    path = write(tmp_path, zipped(members), "export.zip")
    assert contents(path) == [
        ("", "FHIR R4 bulk export"),
        ("letters/note.txt", "text note"),
        ("ccda.xml", "C-CDA document"),
    ]
    _, export = read_files((path,), no_progress)[0]
    assert isinstance(export, ImportedRecord)
    assert (len(export.patients), len(export.encounters)) == (1, 1)


def test_an_export_that_cannot_be_read_takes_no_other_file_with_it(tmp_path: Path) -> None:
    path = write(tmp_path, zipped({"log.ndjson": lines({"a": 1}), "note.txt": NOTE}), "export.zip")
    assert contents(path) == [("", "record.bulk_without_patient"), ("note.txt", "text note")]


def test_an_export_inside_an_archive_tells_the_files_beside_it(tmp_path: Path) -> None:
    inner = zipped({"Patient.ndjson": lines(PATIENT), "note.txt": NOTE})
    path = write(tmp_path, zipped({"inner.zip": inner}), "outer.zip")
    ((_, export),) = read_files((path,), no_progress)
    assert isinstance(export, ImportedRecord)
    assert "Other files in this archive inside another one: 1." in export.skipped[0]


def test_a_gzip_file_stands_for_the_file_in_it(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(NOTE), "note.txt.gz")
    assert contents(path) == [("", "text note")]
    assert read_record(path).documents[0][0].title == "note"
    path = write(tmp_path, gzip.compress(lines(PATIENT, VISIT)), "all.ndjson.gz")
    assert contents(path) == [("", "FHIR R4 bulk export")]
    path = write(tmp_path, gzip.compress(zipped({"a.txt": NOTE, "b.txt": NOTE})), "notes.zip.gz")
    assert contents(path) == [("a.txt", "text note"), ("b.txt", "text note")]


def test_gzip_files_in_an_archive_are_read(tmp_path: Path) -> None:
    members = {"note.txt.gz": gzip.compress(NOTE), "ccda.xml": PROGRESS_NOTE.encode()}
    path = write(tmp_path, zipped(members), "records.zip")
    assert contents(path) == [("note.txt", "text note"), ("ccda.xml", "C-CDA document")]
    packed = {f"{n}.ndjson.gz": gzip.compress(lines(r)) for n, r in enumerate((PATIENT, VISIT))}
    path = write(tmp_path, zipped(packed), "export.zip")
    assert contents(path) == [("", "FHIR R4 bulk export")]


def test_two_files_of_one_name_are_both_read(tmp_path: Path) -> None:
    members = {"a/note.txt": NOTE, "a/note.txt.gz": gzip.compress(NOTE + b" Other words.")}
    path = write(tmp_path, zipped(members), "records.zip")
    assert contents(path) == [("a/note.txt", "text note"), ("a/note (2).txt", "text note")]


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(NOTE * 20)
    for content in (whole[:20], whole[:-4], b"\x1f\x8b\x08\x00abc"):
        path = write(tmp_path, content, "note.txt.gz")
        assert contents(path) == [("", "record.gzip_broken")]
        with pytest.raises(InputError) as caught:
            read_record(path)
        assert "note.txt.gz is a damaged gzip file" in caught.value.sentence


def test_a_gzip_file_is_unpacked_no_further_than_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(bytes(30_000_000)), "bomb.gz")
    assert contents(path) == [("", "record.zip_bomb")]
    path = write(tmp_path, gzip.compress(bytes(range(256)) * 6_000), "large.gz")
    with reading_within(ReadingLimits(most_unpacked=1)), pytest.raises(InputError) as caught:
        read_record(path)
    assert caught.value.message_id == "record.zip_bomb"


def test_a_tar_archive_is_named_not_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        member = tarfile.TarInfo("note.txt")
        member.size = len(NOTE)
        archive.addfile(member, io.BytesIO(NOTE))
    path = write(tmp_path, stream.getvalue(), "notes.tar.gz")
    with pytest.raises(RecognisedButNotRead) as caught:
        read_record(path)
    assert "a tar archive" in caught.value.sentence


def test_the_helpers_of_a_portal_s_package_become_nothing(tmp_path: Path) -> None:
    page = b"<html><body>" + b"Open your health summary to see all of it. " * 5 + b"</body></html>"
    members = {
        "INDEX.HTM": page,
        "README - Open for instructions.TXT": b"This package holds your health summary.",
        "IHE_XDM/SUBSET01/DOC0001.XML": PROGRESS_NOTE.encode(),
        "IHE_XDM/SUBSET01/METADATA.XML": b"<SubmitObjectsRequest/>",
        "IHE_XDM/SUBSET01/STYLE.XSL": b"<stylesheet/>",
        "HTML/IHE_XDM/SUBSET01/DOC0001.HTM": page,
        "Letter.txt": NOTE,
    }
    path = write(tmp_path, zipped(members), "package.zip")
    assert contents(path) == [
        ("IHE_XDM/SUBSET01/DOC0001.XML", "C-CDA document"),
        ("Letter.txt", "text note"),
    ]


def test_a_read_me_of_another_archive_may_be_a_note(tmp_path: Path) -> None:
    members = {"README.txt": NOTE, "CDA.xsl": b"<stylesheet/>"}
    path = write(tmp_path, zipped(members), "records.zip")
    assert contents(path) == [("README.txt", "text note")]
