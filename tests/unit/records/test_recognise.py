"""Files are told by what is in them, and a file that is not what it says gets one sentence."""

from __future__ import annotations

import io
import json
import os
import pickle
import zipfile
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import EnvironmentError_, InputError, MedCoderError
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.records.incoming import open_incoming
from medcoder_desktop.records.limits import limits, reading_within
from medcoder_desktop.records.recognise import (
    ClaimFile,
    RecognisedButNotRead,
    looks_like_claim,
    read_record,
)
from tests.unit.records.fhir.files import PATIENT, VISIT, bundle


def write(folder: Path, content: bytes | str, name: str = "file.bin") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def refused(path: Path) -> MedCoderError:
    with pytest.raises(MedCoderError) as caught:
        read_record(path)
    assert path.name in caught.value.sentence
    return caught.value


def test_a_bundle_is_recognised_whatever_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps(bundle(PATIENT, VISIT)), "scan.pdf")
    assert read_record(path).kind == "FHIR R4 bundle"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_bundle_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    named = {**PATIENT, "name": [{"family": "Peña", "given": ["Zoë"]}]}
    text = json.dumps(bundle(named), ensure_ascii=False)
    record = read_record(write(tmp_path, text.encode(encoding)))
    assert record.patients[0].name.listed == "Peña, Zoë"


@pytest.mark.parametrize("content", [b"", b"  \r\n\t", b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(write(tmp_path, content)).message_id == "record.empty"


def test_a_note_of_lines_and_dots_alone_is_empty(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "-----\n. . .\n")).message_id == "record.empty"


def test_a_folder_and_a_missing_file_are_no_files(tmp_path: Path) -> None:
    assert refused(tmp_path).message_id == "import.not_a_file"
    assert refused(tmp_path / "gone.json").message_id == "import.not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").message_id == "import.not_a_file"


def test_a_file_that_may_not_be_read_is_the_machine_s_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "note")
    monkeypatch.setattr(Path, "read_bytes", locked)
    problem = refused(path)
    assert isinstance(problem, EnvironmentError_)
    assert "Permission denied" in problem.sentence


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with reading_within(ReadingLimits(largest_file=1)):
        assert refused(write(tmp_path, b"x" * (1024 * 1024 + 1))).message_id == "record.too_large"


def test_binary_garbage_is_refused(tmp_path: Path) -> None:
    assert refused(write(tmp_path, bytes(range(256)) * 8)).message_id == "record.binary"
    assert refused(write(tmp_path, b"ab\x00cd" * 50)).message_id == "record.binary"


@pytest.mark.parametrize(
    ("content", "message_id"),
    [
        ('{"a": 1}', "record.not_fhir"),
        ('["a"]', "record.no_patient"),
        ("[]", "record.no_patient"),
        ('{"resourceType": "Bundle"}', "record.no_patient"),
        (json.dumps(VISIT), "record.single_resource"),
        (json.dumps(bundle(VISIT, {**VISIT, "id": "e2"})), "record.patients_elsewhere"),
        ('{"resourceType": "Bundle", "entry": [{]}', "record.not_json"),
        ('{"resourceType": "Bundle", "n": ' + "9" * 5000 + "}", "record.json_number"),
        ('{"resourceType": "Bundle", "n": 1e99999999999999999999}', "record.json_number"),
        ("[" * 100_000, "record.too_deep"),
        ('{"a":' * 101 + "1" + "}" * 101, "record.too_deep"),
        ("<!DOCTYPE html><html><body>404</body></html>", "record.web_page"),
        ("\n <html lang=en><body>Sign in</body></html>", "record.web_page"),
        ("<?xml version='1.0'?><!-- x --><invoice/>", "record.other_xml"),
    ],
)
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, content: str, message_id: str) -> None:
    problem = refused(write(tmp_path, content, "record.json"))
    assert problem.message_id == message_id
    assert not isinstance(problem, RecognisedButNotRead)


def test_a_truncated_bundle_says_where_it_breaks_off(tmp_path: Path) -> None:
    text = json.dumps(bundle(PATIENT, VISIT), indent=1)
    for cut in range(3, len(text) - 1, 7):
        problem = refused(write(tmp_path, text[:cut]))
        assert problem.message_id in ("record.cut_off", "record.not_json")
        if text[:cut].rstrip()[-1] not in "}]":
            assert problem.message_id == "record.cut_off"
            assert problem.params["line"] == text[:cut].rstrip().count("\n") + 1


def test_a_bundle_with_a_broken_first_character_is_still_named_damaged(tmp_path: Path) -> None:
    text = "x" + json.dumps(bundle(PATIENT))[1:]
    assert refused(write(tmp_path, text)).message_id == "record.not_json"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"GIF89a" + bytes(8), "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8), "old Word"),
        (bytes(128) + b"DICM" + bytes(4), "DICOM"),
        (zipped(readme_dot_txt=b"hello"), "inside another one"),
        (b"ISA*00*%10s*00*%10s*ZZ*%15s*ZZ*%15s*260314*0900*^*00501*000000001*0*P*:~GS*HC~"
         % (b"", b"", b"A", b"B"), "X12"),
        (b"test,value,unit\nSodium,140,mmol/L\nPotassium,4.1,mmol/L\n", "neither a patient nor"),
    ],
)  # fmt: skip
def test_known_kinds_that_are_not_read_yet_are_named_not_refused(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    problem = refused(write(tmp_path, content))
    assert isinstance(problem, RecognisedButNotRead)
    assert kind in problem.sentence


def test_a_note_with_commas_is_no_table(tmp_path: Path) -> None:
    text = "Cough, fever, chills.\nNo nausea, vomiting, diarrhea.\nPlan: rest, fluids, tea.\n"
    assert read_record(write(tmp_path, text)).kind == "text note"


def test_a_note_that_begins_with_a_bracket_is_a_note(tmp_path: Path) -> None:
    assert read_record(write(tmp_path, "[Draft] Seen today for cough.")).kind == "text note"
    assert read_record(write(tmp_path, "BMI 31 discussed.")).kind == "text note"


@pytest.mark.parametrize(
    "claim",
    [
        {"format": "medcoder-claim", "version": 1},
        {"$schema": "https://example/claim.schema.json"},
        {"schema": "medcoder claim 1"},
    ],
)
def test_a_claim_is_told_from_a_record(tmp_path: Path, claim: dict[str, object]) -> None:
    path = write(tmp_path, json.dumps(claim))
    assert looks_like_claim(open_incoming(path))
    assert isinstance(refused(path), ClaimFile)


def test_what_only_mentions_claims_is_none(tmp_path: Path) -> None:
    quoting = {**bundle(PATIENT), "format": "claim"}
    assert not looks_like_claim(open_incoming(write(tmp_path, json.dumps(quoting))))
    for text in ('She wrote "format": "claim" on the form.', '{"format": "medcoder-claim", '):
        assert not looks_like_claim(open_incoming(write(tmp_path, text)))


def test_an_error_of_a_child_process_arrives_as_it_was(tmp_path: Path) -> None:
    problem = refused(write(tmp_path, b"GIF89a" + bytes(8)))
    copy = pickle.loads(pickle.dumps(problem))
    assert isinstance(copy, RecognisedButNotRead)
    assert copy.sentence == problem.sentence


def test_a_note_longer_than_the_limit_is_refused(tmp_path: Path) -> None:
    with reading_within(ReadingLimits(longest_text=100)):
        problem = refused(write(tmp_path, "word " * 30))
    assert isinstance(problem, InputError)
    assert problem.message_id == "record.text_too_long"


def test_the_limits_leave_room_for_real_records() -> None:
    assert limits().largest_file >= 200
    assert limits().deepest_nesting >= 50
