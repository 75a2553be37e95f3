"""The published schema and the reader agree on what a claim file is."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.exports.claim_json import read_claim_json, write_claim_json
from tests.golden_files import GoldenFiles
from tests.unit.exports.claim_strategies import claims
from tests.unit.exports.claims import at_hospital, huge, self_pay, small, typical, withdrawn

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "claim.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
ARITHMETIC = {"claim_json.total", "claim_json.pointer_unknown"}
"""What a schema cannot say and the reader checks; with letters and numbers out of order."""


def as_json(claim: Claim, folder: Path) -> Any:
    write_claim_json(claim, folder / "claim.json")
    return json.loads((folder / "claim.json").read_bytes())


def subschemas(schema: Any, path: str = "$") -> Iterator[tuple[str, Any]]:
    yield path, schema
    for name, part in {**schema.get("properties", {}), **schema.get("$defs", {})}.items():
        yield from subschemas(part, f"{path}.{name}")
    if "items" in schema:
        yield from subschemas(schema["items"], f"{path}[]")


def test_the_schema_itself_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_property_is_described_and_every_object_closed() -> None:
    for path, schema in subschemas(SCHEMA):
        if "[]" not in path:
            assert schema.get("description"), path
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False, path
            assert sorted(schema["properties"]) == sorted(schema["required"]), path


@pytest.mark.parametrize(
    "claim", [typical(), small(), self_pay(), at_hospital(), withdrawn(), huge()]
)
def test_what_is_written_validates(claim: Claim, tmp_path: Path) -> None:
    assert list(VALIDATOR.iter_errors(as_json(claim, tmp_path))) == []


@given(claim=claims())
@settings(deadline=None)
def test_any_claim_written_validates(
    claim: Claim, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = as_json(claim, tmp_path_factory.getbasetemp())
    assert list(VALIDATOR.iter_errors(written)) == []


@pytest.mark.parametrize("name", ["C1001", "C1002", "C1003"])
def test_golden_claims_validate_and_read_back(name: str, golden: GoldenFiles) -> None:
    content = golden.path(f"claims/{name}.json").read_bytes()
    VALIDATOR.validate(json.loads(content))
    assert name == read_claim_json(content).number


# mutations


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a JSON value with each of its keys."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


OTHER_VALUES = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 10**400, "", " ", "x", "A", "AA", "a", "99", "99213",
    "e11.42", "E11.42", "E11.", "I10", "2026-03-14", "2026-3-14", "2026-02-30", "0.00", "00.00",
    "1.0", "1.000", "-1.00", "300.00", "1999999018", "3999999018", "self", "child", "F", "EIN",
    "medicare", "finished", "2026-03-14T16:05:00Z", "2026-03-14T16:05:00", [], {}, ["A"],
    ["A", "A"], ["25"] * 5, [None], {"x": 1},
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    content = copy.deepcopy(draw(st.sampled_from(WRITTEN)))
    spots = list(places(content))
    holder, key = spots[draw(st.integers(0, len(spots) - 1))]
    doing = draw(st.sampled_from(["replace", "replace", "replace", "remove", "add", "repeat"]))
    if doing == "replace":
        holder[key] = draw(st.sampled_from(OTHER_VALUES))
    elif doing == "remove":
        del holder[key]
    elif isinstance(holder, dict):
        holder[key + "x"] = holder[key]
    else:
        holder.append(copy.deepcopy(holder[key]))
    return content


def _written(claim: Claim) -> Any:
    # What the writer makes, without a file: the golden files hold it.
    path = Path(__file__).parents[2] / "golden" / "claims" / f"{claim.number}.json"
    return json.loads(path.read_bytes())


WRITTEN = [_written(typical()), _written(small()), _written(self_pay())]


@given(content=mutated())
@settings(deadline=None, max_examples=400)
def test_schema_and_reader_agree_on_mutated_claims(content: Any) -> None:
    assert (_reader_says(content) == "") == VALIDATOR.is_valid(content)


def _reader_says(content: Any) -> str:
    """The reader's sentence; empty when it reads, or refuses only what a schema cannot say."""
    try:
        claim = read_claim_json(json.dumps(content).encode())
    except InputError as refused:
        beyond = refused.message_id in ARITHMETIC or "of its place" in refused.sentence
        # Such a file may hold a second mistake further on, which only the schema then tells.
        return "" if beyond and VALIDATOR.is_valid(content) else refused.sentence
    assert claim.total == sum(line.charge for line in claim.lines)
    return ""
