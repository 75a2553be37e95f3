"""Claim files: what is written is read back equal, and every wrong field is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from medcoder_desktop.domain.claims import Claim, ClaimDiagnosis, ClaimEvidence, ClaimStatus
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.exports.claim_json import MOST_BYTES, read_claim_json, write_claim_json
from tests.golden_files import GoldenFiles
from tests.unit.exports.claim_strategies import claims
from tests.unit.exports.claims import at_hospital, huge, self_pay, small, typical, withdrawn

each_claim = pytest.mark.parametrize("claim", [typical(), small(), self_pay(), withdrawn(), huge()])


def written(claim: Claim, folder: Path) -> bytes:
    write_claim_json(claim, folder / "claim.json")
    return (folder / "claim.json").read_bytes()


def as_json(claim: Claim, folder: Path) -> Any:
    return json.loads(written(claim, folder))


def refusal(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(InputError) as caught:
        read_claim_json(raw)
    return caught.value.sentence


@each_claim
def test_a_claim_reads_back_equal(claim: Claim, tmp_path: Path) -> None:
    target = tmp_path / "claim.json"
    write_claim_json(claim, target)
    assert claim == read_claim_json(target)
    assert claim == read_claim_json(target.read_bytes())


@given(claim=claims())
@settings(deadline=None)
def test_any_claim_reads_back_equal(claim: Claim, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert claim == read_claim_json(written(claim, tmp_path_factory.getbasetemp()))


@pytest.mark.parametrize(
    "claim", [typical(), small(), self_pay(), at_hospital()], ids=lambda c: c.number
)
def test_the_file_looks_as_it_did(claim: Claim, tmp_path: Path, golden: GoldenFiles) -> None:
    golden.check(f"claims/{claim.number}.json", written(claim, tmp_path).decode())


def test_the_same_claim_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(typical(), tmp_path) == written(typical(), tmp_path)


def test_the_file_speaks_the_words_of_the_field(tmp_path: Path) -> None:
    content = as_json(typical(), tmp_path)
    assert (content["format"], content["version"]) == ("medcoder-claim", 2)
    assert content["date_of_service"] == "2026-03-14"
    assert content["practice"]["npi"] == "1999999018"
    assert content["coverage"]["member_id"] == "XBP 904 771 203"
    assert content["payer"]["payer_id"] == "99001"
    first = content["service_lines"][0]
    assert (
        first["procedure"],
        first["modifiers"],
        first["pointers"],
        first["units"],
        first["charge"],
    ) == ("99214", ["25"], ["A", "B", "C", "E"], 1, "185.00")
    assert content["total"] == "300.00"


def test_the_file_is_utf8_indented_and_ends_with_a_line(tmp_path: Path) -> None:
    content = written(self_pay(), tmp_path)
    assert "Łukasz".encode() in content
    assert content.startswith(b'{\n  "format": "medcoder-claim",\n  "version": 2,\n')
    assert content.endswith(b"\n}\n")


def test_a_byte_order_mark_is_forgiven(tmp_path: Path) -> None:
    assert typical() == read_claim_json(b"\xef\xbb\xbf" + written(typical(), tmp_path))


def test_half_a_surrogate_pair_from_a_damaged_record_survives(tmp_path: Path) -> None:
    claim = replace(
        small(), diagnoses=(ClaimDiagnosis("A", "I10", "", (ClaimEvidence("", None, "\ud83d?"),)),)
    )
    assert claim == read_claim_json(written(claim, tmp_path))


def test_a_time_zone_with_seconds_keeps_its_moment(tmp_path: Path) -> None:
    old = timezone(timedelta(minutes=-350, seconds=-36))
    claim = replace(small(), finished_at=datetime(1883, 11, 18, 12, 0, tzinfo=old))
    assert claim == read_claim_json(written(claim, tmp_path))


def test_a_claim_that_the_format_cannot_say_is_not_written(tmp_path: Path) -> None:
    claim = replace(small(), practice=replace(small().practice, npi="12345"))
    with pytest.raises(InputError) as caught:
        write_claim_json(claim, tmp_path / "claim.json")
    assert (
        caught.value.sentence
        == "Claim C1002: $.practice.npi must be an NPI: ten digits, the first 1 or 2, not “12345”."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_moment_without_its_zone_is_not_written(tmp_path: Path) -> None:
    claim = replace(small(), finished_at=datetime(2026, 3, 14, 16, 5))  # noqa: DTZ001 - the point
    with pytest.raises(InputError, match=r"claim_json\.wrong"):
        write_claim_json(claim, tmp_path / "claim.json")


# wrong files


def test_every_truncation_is_refused_in_one_sentence(tmp_path: Path) -> None:
    content = written(small(), tmp_path)
    for length in range(len(content) - 2):  # without its last line end it is still whole
        sentence = refusal(content[:length])
        assert sentence.startswith("The claim file ")
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b'"medcoder-claim"',
        b"{}",
        b'{"format": "something else", "version": 1}',
        b'{"resourceType": "Bundle"}',
        b"\xff\xfe\x00\x01",
        b"%PDF-1.4",
        b"<html></html>",
        b"[" * 100_000,
        b'{"format": ' + b"9" * 10_000 + b"}",
        b'{"format": "medcoder-claim", "version": NaN}',
    ],
)
def test_what_is_no_claim_file_is_refused(content: bytes) -> None:
    assert refusal(content).startswith("The claim file ")


def test_a_file_of_the_version_before_facilities_is_read(tmp_path: Path) -> None:
    content = as_json(small(), tmp_path) | {"version": 1}
    with pytest.raises(InputError, match="unknown"):
        read_claim_json(json.dumps(content).encode())
    del content["facility"]
    assert read_claim_json(json.dumps(content).encode()) == small()


def test_a_newer_version_asks_for_a_newer_program(tmp_path: Path) -> None:
    content = as_json(small(), tmp_path) | {"version": 3}
    assert refusal(content) == (
        "The claim file has version 3 of the claim format, but this program reads version 2: use "
        "the program that wrote it, or update this one."
    )


def test_a_file_far_too_large_is_refused() -> None:
    assert "larger than 32 MB" in refusal(b" " * (MOST_BYTES + 1))


def test_a_field_that_stands_twice_is_refused(tmp_path: Path) -> None:
    content = written(small(), tmp_path)
    twice = content.replace(b'  "version": 2,\n', b'  "version": 2,\n  "version": 2,\n')
    assert "holds the field “version” twice" in refusal(twice)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentError_) as caught:
        read_claim_json(tmp_path / "C1001.json")
    assert caught.value.sentence.startswith("C1001.json cannot be opened")


def test_the_sentence_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "C1001.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_claim_json(tmp_path / "C1001.json")
    assert caught.value.sentence.startswith("C1001.json is not a claim file")


# wrong fields

Change = Callable[[Any], object]


def put(value: object, *path: str | int) -> Change:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = value

    return change


WRONG: list[tuple[Change, str]] = [
    (lambda c: c.pop("patient"), "$.patient is missing."),
    (lambda c: c["patient"]["name"].pop("given"), "$.patient.name.given is missing."),
    (
        lambda c: c["service_lines"][2].pop("charge"),
        "$.service_lines[2].charge is missing.",
    ),
    (put(1, "practice", "fax"), "$.practice.fax is not a field of the claim format."),
    (put(None, "practice"), "$.practice must be an object, not null."),
    (put([], "practice"), "$.practice must be an object, not a list."),
    (put({}, "diagnoses"), "$.diagnoses must be a list, not an object."),
    (put([], "diagnoses"), "$.diagnoses must be a list of 1 to 12 entries, not one of 0."),
    (put("finish", "status"), "“withdrawn”, not “finish”."),
    (put("yes", "in_force"), "$.in_force must be true or false, not “yes”."),
    (
        put("03/14/2026", "date_of_service"),
        "$.date_of_service must be a date such as 2026-03-14, not “03/14/2026”.",
    ),
    (put("2026-02-30", "patient", "birth_date"), "$.patient.birth_date must be a date"),
    (put("20260314", "date_of_service"), "$.date_of_service must be a date"),
    (put("2026-03-14T16:05:00", "finished_at"), "$.finished_at must be a date and time with its"),
    (put("2026-13-14T16:05:00Z", "finished_at"), "$.finished_at must be a date and time with its"),
    (
        put(185, "service_lines", 0, "charge"),
        '$.service_lines[0].charge must be an amount in quotes such as "185.00", not 185.',
    ),
    (put("185", "service_lines", 0, "charge"), "$.service_lines[0].charge must be an amount"),
    (put("1,185.00", "service_lines", 0, "charge"), "$.service_lines[0].charge must be an amount"),
    (put("-1.00", "service_lines", 0, "charge"), "$.service_lines[0].charge must be an amount"),
    (put("185.00\n", "service_lines", 0, "charge"), "$.service_lines[0].charge must be an amount"),
    (
        put("301.00", "total"),
        "$.total is 301.00, but the service lines add up to 300.00.",
    ),
    (put(0, "service_lines", 1, "units"), "$.service_lines[1].units must be a whole number, 1"),
    (put(1.5, "service_lines", 1, "units"), "$.service_lines[1].units must be a whole number, 1"),
    (put("2", "service_lines", 1, "units"), "$.service_lines[1].units must be a whole number, 1"),
    (
        put(["F"], "service_lines", 1, "pointers"),
        "$.service_lines[1].pointers[0] points to diagnosis F, which the claim does not have.",
    ),
    (
        put(["A", "A"], "service_lines", 1, "pointers"),
        "$.service_lines[1].pointers[1] points to diagnosis A a second time.",
    ),
    (put("AB", "service_lines", 1, "pointers"), "$.service_lines[1].pointers must be a list"),
    (put([], "service_lines", 1, "pointers"), "$.service_lines[1].pointers must be a list of 1 to"),
    (put(3, "service_lines", 1, "number"), "$.service_lines[1].number must be 2, the number of"),
    (put("C", "diagnoses", 1, "letter"), "$.diagnoses[1].letter must be “B”, the letter of its"),
    (put("E1142", "diagnoses", 0, "code"), "$.diagnoses[0].code must be an ICD-10-CM code"),
    (put("9921", "service_lines", 0, "procedure"), "$.service_lines[0].procedure must be a proc"),
    (put(["2"], "service_lines", 0, "modifiers"), "$.service_lines[0].modifiers[0] must be a mod"),
    (put(["25"] * 5, "service_lines", 0, "modifiers"), "$.service_lines[0].modifiers must be a li"),
    (put("1", "place_of_service"), "$.place_of_service must be a place of service of two digits"),
    (put("", "number"), "$.number must be text that is not empty, not “”."),
    (put("", "diagnoses", 0, "evidence", 0, "quote"), "$.diagnoses[0].evidence[0].quote must be"),
    (put("x", "provider", "npi"), "$.provider.npi must be an NPI"),
    (put("207Q", "provider", "taxonomy"), "$.provider.taxonomy must be a taxonomy code"),
    (put("12-34567", "practice", "tax_id"), "$.practice.tax_id must be a tax ID of nine digits"),
    (put(None, "payer"), "$.coverage must be null, because the claim has no payer, not an object."),
    (put(None, "coverage"), "$.coverage must be an object, because the claim has a payer, not nul"),
    (put(None, "coverage", "subscriber"), "$.coverage.subscriber must be an object, because the"),
    (put("self", "coverage", "relationship"), "$.coverage.subscriber must be null, because the"),
    (put("x" * 500, "patient", "sex"), f"not “{'x' * 40}…”."),
]


@pytest.mark.parametrize(("change", "expected"), WRONG, ids=[text[:48] for _, text in WRONG])
def test_a_wrong_field_is_named_by_its_path(change: Change, expected: str, tmp_path: Path) -> None:
    content = as_json(typical(), tmp_path)
    change(content)
    sentence = refusal(content)
    assert sentence.startswith("The claim file: $.")
    assert expected in sentence
    assert "\n" not in sentence


def test_removing_any_field_at_all_is_noticed(tmp_path: Path) -> None:
    whole = written(typical(), tmp_path)

    def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
        if isinstance(value, dict):
            below = [p for k, v in value.items() for p in paths(v, (*path, k))]
            return [(*path, name) for name in value] + below
        if isinstance(value, list):
            return [p for i, v in enumerate(value) for p in paths(v, (*path, i))]
        return []

    every = paths(json.loads(whole))
    assert len(every) > 150
    for path in every:
        content = json.loads(whole)
        place = content
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
        sentence = refusal(content)
        if path[-1] not in ("format", "version") or len(path) > 1:
            named = re.sub(r"\.(\d+)", r"[\1]", "$." + ".".join(map(str, path)))
            assert f"The claim file: {named} is missing." == sentence


def test_the_status_of_an_exported_claim_comes_back(tmp_path: Path) -> None:
    claim = replace(typical(), status=ClaimStatus.EXPORTED, date_of_service=date(2026, 3, 13))
    assert claim == read_claim_json(written(claim, tmp_path))
