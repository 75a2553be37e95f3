"""FHIR in XML says the same as in JSON."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.reading_limits import ReadingLimits
from medcoder_desktop.records.limits import reading_within
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.fhir.files import PATIENT, bundle, everything, of_patient, read_tree


def written(name: str, value: Any) -> str:
    """An element as XML has it."""
    if isinstance(value, list):
        return "".join(written(name, each) for each in value)
    if isinstance(value, str) and value.startswith("<div"):
        return value.replace("<div", '<div xmlns="http://www.w3.org/1999/xhtml"', 1)
    if isinstance(value, bool):
        value = str(value).lower()
    if not isinstance(value, dict):
        return f"<{name} value={quoteattr(str(value))}/>"
    inner = "".join(
        written(key, each) for key, each in value.items() if key not in ("resourceType", "url")
    )
    if kind := value.get("resourceType"):
        inner = f"<{kind}>{inner}</{kind}>"
    elif "url" in value and "contentType" not in value:
        return f"<{name} url={quoteattr(value['url'])}>{inner}</{name}>"
    elif "url" in value:
        inner += written("url", value["url"])
    return f"<{name}>{inner}</{name}>"


def as_xml(resource: dict[str, Any]) -> str:
    """A file with one resource, as an XML writer has it."""
    kind = resource["resourceType"]
    element = written("x", resource).removeprefix("<x>").removesuffix("</x>")
    root = f'<{kind} xmlns="http://hl7.org/fhir">'
    return f'<?xml version="1.0"?>{element.replace(f"<{kind}>", root, 1)}'


def read_xml(folder: Path, xml: str) -> ImportedRecord:
    path = folder / "record.xml"
    path.write_text(xml, encoding="utf-8")
    return read_record(path)


def test_a_record_in_xml_says_all_that_it_says_in_json(tmp_path: Path) -> None:
    one, other = read_tree(tmp_path, everything()), read_xml(tmp_path, as_xml(everything()))
    assert [patient.name for patient in other.patients] == [
        patient.name for patient in one.patients
    ]
    assert [patient.record_numbers for patient in other.patients] == [
        patient.record_numbers for patient in one.patients
    ]
    assert [text for _, text in other.documents] == [text for _, text in one.documents]
    assert [(r.name, r.value, r.unit, r.flag) for r in other.results] == [
        (r.name, r.value, r.unit, r.flag) for r in one.results
    ]
    assert [(c.rank, c.member_id, c.relationship) for c in other.coverages] == [
        (c.rank, c.member_id, c.relationship) for c in one.coverages
    ]
    assert [payer.name for payer in other.payers] == [payer.name for payer in one.payers]
    assert [each.text for each in other.conditions] == [each.text for each in one.conditions]
    assert [visit.place_of_service for visit in other.encounters] == ["11"]
    assert other.skipped == one.skipped


def test_numbers_keep_their_figures_and_truths_are_truths(tmp_path: Path) -> None:
    record = read_xml(
        tmp_path,
        as_xml(
            bundle(
                PATIENT,
                of_patient(
                    "Observation",
                    "o1",
                    code={"text": "Glucose"},
                    valueQuantity={"value": Decimal("182.0"), "comparator": ">", "unit": "mg/dL"},
                ),
                of_patient("Observation", "o2", code={"text": "Fasting"}, valueBoolean=True),
                of_patient("Observation", "o3", code={"text": "Said"}, valueString="true"),
            )
        ),
    )
    assert [result.value for result in record.results] == [">182.0", "yes", "true"]


def test_a_single_patient_in_xml_comes_in(tmp_path: Path) -> None:
    assert read_xml(tmp_path, as_xml(PATIENT)).patients[0].name.given == "Ida"


@pytest.mark.parametrize(
    ("xml", "message_id"),
    [
        ('<Bundle xmlns="http://hl7.org/fhir"><type value="batch"/></Bundle>', "record.no_patient"),
        ('<Bundle xmlns="http://hl7.org/fhir"><type></Bundle>', "record.xml_damaged"),
        (
            '<!DOCTYPE x [<!ENTITY a "b">]><Bundle xmlns="http://hl7.org/fhir"/>',
            "record.xml_document_type",
        ),
    ],
)
def test_what_is_damaged_or_empty_is_refused(tmp_path: Path, xml: str, message_id: str) -> None:
    with pytest.raises(InputError) as caught:
        read_xml(tmp_path, xml)
    assert caught.value.message_id == message_id


def test_what_nests_deeper_than_any_record_is_refused(tmp_path: Path) -> None:
    deep = "<a>" * 60 + "</a>" * 60
    with reading_within(ReadingLimits(deepest_nesting=50)), pytest.raises(InputError) as caught:
        read_xml(tmp_path, f'<Patient xmlns="http://hl7.org/fhir">{deep}</Patient>')
    assert caught.value.message_id == "record.too_deep"
