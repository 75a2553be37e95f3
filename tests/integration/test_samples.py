"""The sample patients hold together: charts, answer keys and the office's own tables."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.codes import compact, looks_like_diagnosis, looks_like_procedure
from medcoder_desktop.domain.identifiers import npi_is_valid
from medcoder_desktop.domain.money import format_cents, parse_cents
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import (
    FeeLine,
    Payer,
    PayerKind,
    Practice,
    Provider,
    TaxIdKind,
)
from medcoder_desktop.domain.sheet import (
    MOST_DIAGNOSES,
    MOST_LINES,
    MOST_MODIFIERS,
    MOST_POINTERS,
    POINTER_LETTERS,
)
from medcoder_desktop.domain.validation import (
    fee_line_problems,
    payer_problems,
    practice_problems,
    provider_problems,
)
from medcoder_desktop.paths import resources
from tests.shared_data import shared

SAMPLES = resources() / "samples"
FOLDERS = sorted(path.parent for path in SAMPLES.glob("*/*.fhir.json"))
FY2026 = (date(2025, 10, 1), date(2026, 9, 30))
NPI_SYSTEM = "http://hl7.org/fhir/sid/us-npi"

each_sample = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def read_key(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "answer-key.toml").read_text(encoding="utf-8"))


def read_office() -> dict[str, Any]:
    return tomllib.loads((SAMPLES / "practice.toml").read_text(encoding="utf-8"))


def read_bundle(folder: Path) -> dict[str, Any]:
    (file,) = folder.glob("*.fhir.json")
    bundle: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return bundle


def of_type(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [
        entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind
    ]


def values_of(node: object, name: str) -> Iterator[Any]:
    """Every value under ``name`` anywhere in the tree."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name:
                yield value
            yield from values_of(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from values_of(value, name)


def attachments(folder: Path) -> list[dict[str, Any]]:
    return [
        content["attachment"]
        for document in of_type(read_bundle(folder), "DocumentReference")
        for content in document["content"]
    ]


def npis(bundle: dict[str, Any]) -> set[str]:
    return {
        identifier["value"]
        for identifiers in values_of(bundle, "identifier")
        for identifier in identifiers
        if identifier.get("system") == NPI_SYSTEM
    }


def test_there_are_at_least_nine_patients_in_a_tour_without_gaps() -> None:
    numbers = [int(folder.name[:2]) for folder in FOLDERS]

    assert len(FOLDERS) >= 9
    assert numbers == list(range(1, len(FOLDERS) + 1))


@each_sample
def test_every_reference_in_a_bundle_leads_to_one_of_its_resources(folder: Path) -> None:
    bundle = read_bundle(folder)
    addresses = [entry["fullUrl"] for entry in bundle["entry"]]

    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert len(addresses) == len(set(addresses))
    assert set(values_of(bundle, "reference")) <= set(addresses)
    assert addresses == [f"urn:uuid:{entry['resource']['id']}" for entry in bundle["entry"]]


@each_sample
def test_every_document_is_a_text_beside_its_bundle_and_none_is_left_over(folder: Path) -> None:
    named = [attachment["url"] for attachment in attachments(folder)]

    assert sorted(named) == sorted(path.name for path in folder.glob("*.txt"))
    assert {attachment["contentType"] for attachment in attachments(folder)} == {"text/plain"}
    for name in named:
        assert len((folder / name).read_text(encoding="utf-8").split()) >= 80


@each_sample
def test_a_document_says_what_it_is_when_written_by_whom_and_that_it_is_final(
    folder: Path,
) -> None:
    for document in of_type(read_bundle(folder), "DocumentReference"):
        assert document["docStatus"] == "final"
        assert document["type"]["coding"][0]["system"] == "http://loinc.org"
        assert document["content"][0]["attachment"]["title"]
        assert document["author"]
        date.fromisoformat(document["date"][:10])


@each_sample
def test_the_visit_note_is_full_length_and_signed(folder: Path) -> None:
    visit = read_key(folder)["encounter"]
    notes = [
        (folder / document["content"][0]["attachment"]["url"]).read_text(encoding="utf-8")
        for document in of_type(read_bundle(folder), "DocumentReference")
        if any(reference == f"urn:uuid:{visit}" for reference in values_of(document, "reference"))
        and document["type"]["coding"][0]["code"] in ("11506-3", "28570-0")
    ]

    assert len(notes) == 1
    assert 350 <= len(notes[0].split()) <= 900
    assert re.search(r"signed", notes[0], re.IGNORECASE)


@each_sample
def test_every_npi_is_valid_and_its_clinician_is_in_the_office(folder: Path) -> None:
    office = read_office()
    known = {provider["npi"] for provider in office["providers"]} | {office["practice"]["npi"]}
    found = npis(read_bundle(folder))

    assert all(npi_is_valid(npi) for npi in found)
    assert found <= known
    assert read_key(folder)["provider_npi"] in found


@each_sample
def test_every_payer_of_a_bundle_is_in_the_office(folder: Path) -> None:
    known = {payer["payer_id"]: payer["name"] for payer in read_office()["payers"]}
    organizations = of_type(read_bundle(folder), "Organization")
    payers = [payer for payer in organizations if payer["type"][0]["coding"][0]["code"] == "pay"]

    assert all(known[payer["identifier"][0]["value"]] == payer["name"] for payer in payers)


@each_sample
def test_every_quantity_has_a_unit_and_every_observation_a_loinc_code(folder: Path) -> None:
    for observation in of_type(read_bundle(folder), "Observation"):
        assert observation["code"]["coding"][0]["system"] == "http://loinc.org"
        assert re.fullmatch(r"\d{1,5}-\d", observation["code"]["coding"][0]["code"])
        for quantity in values_of(observation, "valueQuantity"):
            assert quantity["system"] == "http://unitsofmeasure.org"
            assert quantity["unit"]
            assert quantity["code"]


@each_sample
def test_a_high_or_low_flag_agrees_with_its_range(folder: Path) -> None:
    for observation in of_type(read_bundle(folder), "Observation"):
        if "interpretation" not in observation or "valueQuantity" not in observation:
            continue
        limits = observation["referenceRange"][0]
        value = observation["valueQuantity"]["value"]
        low = "low" in limits and value < limits["low"]["value"]
        high = "high" in limits and value > limits["high"]["value"]
        expected = "L" if low else "H" if high else "N"

        assert observation["interpretation"][0]["coding"][0]["code"] == expected


@each_sample
def test_the_visit_of_the_key_is_in_the_bundle_on_its_date_within_fy2026(folder: Path) -> None:
    key = read_key(folder)
    visits = {visit["id"]: visit for visit in of_type(read_bundle(folder), "Encounter")}
    days = {date.fromisoformat(visit["period"]["start"][:10]) for visit in visits.values()}

    assert visits[key["encounter"]]["period"]["start"][:10] == key["date_of_service"].isoformat()
    assert all(FY2026[0] <= day <= FY2026[1] for day in days)
    assert key["place_of_service"] in PLACES_OF_SERVICE


@each_sample
def test_the_key_names_the_patient_of_the_bundle(folder: Path) -> None:
    (patient,) = of_type(read_bundle(folder), "Patient")
    name = patient["name"][0]
    listed = PersonName(name["family"], name["given"][0], " ".join(name["given"][1:])).listed

    assert listed == read_key(folder)["patient"]
    assert date.fromisoformat(patient["birthDate"]) < read_key(folder)["date_of_service"]


@each_sample
def test_every_quote_stands_exactly_once_in_its_document(folder: Path) -> None:
    named = {attachment["url"] for attachment in attachments(folder)}
    for diagnosis in read_key(folder)["diagnoses"]:
        text = (folder / diagnosis["document"]).read_text(encoding="utf-8")

        assert diagnosis["document"] in named
        assert diagnosis["quotes"]
        for quote in diagnosis["quotes"]:
            assert text.count(quote) == 1, quote
            assert quote == quote.strip()


@each_sample
def test_diagnoses_fit_a_claim_and_none_is_also_refused(folder: Path) -> None:
    key = read_key(folder)
    codes = [diagnosis["code"] for diagnosis in key["diagnoses"]]
    refused = {line["code"] for line in key["not_coded"]}

    assert 1 <= len(codes) <= MOST_DIAGNOSES
    assert len(set(codes)) == len(codes)
    assert all(looks_like_diagnosis(code) for code in codes)
    assert all(diagnosis["search"].strip() for diagnosis in key["diagnoses"])
    assert not codes[0].startswith(("V", "W", "X", "Y"))
    assert not refused & set(codes)
    assert refused


@each_sample
def test_every_diagnosis_coded_or_refused_is_billable_in_fy2026(folder: Path) -> None:
    key = read_key(folder)
    with zipfile.ZipFile(shared("data/codesets/icd10/icd10cm-codes-2026.zip")) as archive:
        listing = archive.read("icd10cm-codes-2026.txt").decode("latin-1")
    billable = {line.split(maxsplit=1)[0] for line in listing.splitlines() if line.strip()}
    refused = [line["code"] for line in key["not_coded"] if "." in line["code"]]

    for code in [*(diagnosis["code"] for diagnosis in key["diagnoses"]), *refused]:
        assert compact(code) in billable, code


@each_sample
def test_lines_fit_a_claim_and_charge_what_the_fee_schedule_says(folder: Path) -> None:
    key = read_key(folder)
    fees = {fee["procedure"]: fee["charge"] for fee in read_office()["fees"]}
    letters = POINTER_LETTERS[: len(key["diagnoses"])]

    assert 1 <= len(key["lines"]) <= MOST_LINES
    for line in key["lines"]:
        assert looks_like_procedure(line["procedure"])
        assert line["unit_charge"] == fees[line["procedure"]]
        assert line["units"] >= 1
        assert len(line["modifiers"]) <= MOST_MODIFIERS
        assert all(re.fullmatch(r"[0-9A-Z]{2}", modifier) for modifier in line["modifiers"])
        assert 1 <= len(line["pointers"]) <= MOST_POINTERS
        assert len(set(line["pointers"])) == len(line["pointers"])
        assert set(line["pointers"]) <= set(letters)


@each_sample
def test_the_total_is_the_sum_of_the_lines(folder: Path) -> None:
    key = read_key(folder)
    total = sum(parse_cents(line["unit_charge"]) * line["units"] for line in key["lines"])

    assert key["total"] == format_cents(total)


@each_sample
def test_everything_in_a_key_gives_its_reason_and_the_lesson_is_one_paragraph(
    folder: Path,
) -> None:
    key = read_key(folder)
    entries = [*key["diagnoses"], *key["lines"], *key["not_coded"]]

    assert all(len(entry["reason"].split()) >= 3 for entry in entries)
    assert all(entry["reason"].endswith((".", "?")) for entry in entries)
    assert 50 <= len(key["lesson"].split()) <= 160
    assert "\n" not in key["lesson"]
    for refused in key["not_coded"]:
        code = refused["code"].split("-")[0]
        assert looks_like_diagnosis(code) or looks_like_procedure(code)


@each_sample
def test_telephone_numbers_are_from_the_range_kept_for_fiction(folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    texts.append((SAMPLES / "practice.toml").read_text(encoding="utf-8"))
    numbers = re.findall(r"\b\d{3}-\d{3}-\d{4}\b", "\n".join(texts))

    assert numbers
    assert all(re.fullmatch(r"\d{3}-555-01\d\d", number) for number in numbers)


def test_the_office_passes_the_checks_a_person_typing_it_would_meet() -> None:
    office = read_office()
    practice = dict(office["practice"])
    practice["address"] = Address(**practice["address"])
    practice["tax_id_kind"] = TaxIdKind(practice["tax_id_kind"])

    assert practice_problems(Practice(**practice)) == ()
    assert re.fullmatch(r"\d{5}-\d{4}", practice["address"].postal_code)
    for provider in office["providers"]:
        fields = provider | {"name": PersonName(**provider["name"])}
        assert provider_problems(Provider(id="", **fields)) == ()
    for payer in office["payers"]:
        fields = payer | {
            "kind": PayerKind(payer["kind"]),
            "address": Address(**payer["address"]),
        }
        assert payer_problems(Payer(id="", **fields)) == ()
    for fee in office["fees"]:
        fields = fee | {"charge": parse_cents(fee["charge"])}
        assert fee_line_problems(FeeLine(id="", **fields)) == ()


def test_the_fee_schedule_prices_every_procedure_once() -> None:
    fees = [(fee["procedure"], fee["modifier"]) for fee in read_office()["fees"]]

    assert len(fees) >= 60
    assert len(set(fees)) == len(fees)
