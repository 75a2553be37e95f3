"""Results read as a laboratory would print them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.documents import AbnormalFlag, LabResult
from medcoder_desktop.records.lab_values import limits_from_text, readable_number, readable_unit
from tests.unit.records.fhir.files import PATIENT, VISIT, coded, of_patient, read

LOINC = "http://loinc.org"


def observed(identity: str = "o1", **fields: Any) -> dict[str, Any]:
    code = coded("4548-4", LOINC, "Hemoglobin A1c")
    return of_patient(
        "Observation",
        identity,
        status="final",
        code=code,
        effectiveDateTime="2026-03-14T11:35:00-05:00",
        **fields,
    )


def result_of(folder: Path, **fields: Any) -> LabResult:
    return read(folder, PATIENT, VISIT, observed(**fields)).results[0]


def test_a_laboratory_value_arrives_whole(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        PATIENT,
        VISIT,
        observed(
            valueQuantity={"value": 9.1, "unit": "%"},
            referenceRange=[{"low": {"value": 4.0}, "high": {"value": 5.6}}],
        ),
        of_patient(
            "DiagnosticReport",
            "r1",
            status="final",
            code={"text": "Diabetes panel"},
            result=[{"reference": "Observation/o1"}],
        ),
    )
    result = record.results[0]
    assert (result.code, result.name, result.value, result.unit) == (
        "4548-4",
        "Hemoglobin A1c",
        "9.1",
        "%",
    )
    assert (result.reference_range, result.flag) == ("4.0–5.6", AbnormalFlag.HIGH)
    assert (result.taken_on, result.panel) == (date(2026, 3, 14), "Diabetes panel")
    assert result.encounter_id == record.encounters[0].id
    assert result.source_key == "Observation/o1"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("185.8289545670521", "185.83"),
        ("9.10", "9.10"),
        ("7.0", "7.0"),
        ("98.60000000000001", "98.6"),
        ("0.0125", "0.0125"),
        ("0.452123456", "0.452"),
        ("0.000123456789", "0.000123"),
        ("-1.234567", "-1.23"),
        ("1E+3", "1000"),
        ("250000.00000000003", "250000"),
        ("1E+400", "1E+400"),
        ("0.0", "0.0"),
    ],
)
def test_a_number_keeps_what_matters(written: str, shown: str) -> None:
    assert readable_number(Decimal(written)) == shown


def test_a_value_keeps_the_decimals_the_laboratory_reported(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    read(tmp_path, PATIENT, observed(valueQuantity={"value": 1234567}))
    path.write_text(path.read_text().replace("1234567", "1.80"))
    from medcoder_desktop.records.recognise import read_record

    assert read_record(path).results[0].value == "1.80"


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("mm[Hg]", "mmHg"),
        ("{score}", "score"),
        ("10*3/uL", "10^3/uL"),
        ("mL/min/{1.73_m2}", "mL/min/1.73m2"),
        ("[degF]", "°F"),
        ("mg/dL", "mg/dL"),
    ],
)
def test_units_read_as_people_write_them(unit: str, shown: str) -> None:
    assert readable_unit(unit) == shown


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"valueQuantity": {"value": 5, "comparator": "<", "unit": "mg"}}, "<5"),
        ({"valueQuantity": {"value": "12.5"}}, "12.5"),
        ({"valueCodeableConcept": {"text": "Never smoker"}}, "Never smoker"),
        ({"valueString": " negative \n"}, "negative"),
        ({"valueBoolean": False}, "no"),
        ({"valueInteger": 3}, "3"),
        ({"valueRange": {"low": {"value": 2}, "high": {"value": 4}}}, "2–4"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 40}}}, "1:40"),
        ({"valueDateTime": "2026-01-02"}, "2026-01-02"),
    ],
)
def test_values_of_every_type_are_shown(tmp_path: Path, fields: dict[str, Any], value: str) -> None:
    assert result_of(tmp_path, **fields).value == value


def test_blood_pressure_is_two_values_systolic_first(tmp_path: Path) -> None:
    pressure = observed(
        component=[
            {"code": coded("8462-4", LOINC, "Diastolic"), "valueQuantity": {"value": 92}},
            {"code": coded("8480-6", LOINC, "Systolic"), "valueQuantity": {"value": 148}},
        ]
    )
    pressure["code"] = {"text": "Blood pressure"}
    results = read(tmp_path, PATIENT, pressure).results
    assert [(r.name, r.value, r.panel) for r in results] == [
        ("Systolic", "148", "Blood pressure"),
        ("Diastolic", "92", "Blood pressure"),
    ]
    assert [r.source_key for r in results] == ["Observation/o1#8480-6", "Observation/o1#8462-4"]


def test_components_of_one_code_are_all_kept(tmp_path: Path) -> None:
    same = [{"code": coded("x"), "valueString": text} for text in "abc"]
    results = read(tmp_path, PATIENT, observed(component=same)).results
    assert [r.value for r in results] == ["a", "b", "c"]
    assert len({r.source_key for r in results}) == 3


@pytest.mark.parametrize(
    ("code", "flag"),
    [
        ("H", AbnormalFlag.HIGH),
        ("LL", AbnormalFlag.CRITICAL_LOW),
        ("HH", AbnormalFlag.CRITICAL_HIGH),
        ("A", AbnormalFlag.ABNORMAL),
        ("N", AbnormalFlag.NORMAL),
        ("high", AbnormalFlag.HIGH),
        ("POS", AbnormalFlag.NORMAL),
    ],
)
def test_the_laboratory_s_own_flag_wins(tmp_path: Path, code: str, flag: AbnormalFlag) -> None:
    result = result_of(
        tmp_path, valueQuantity={"value": 5}, interpretation=[coded(code)], referenceRange=[]
    )
    assert result.flag is flag


@pytest.mark.parametrize(
    ("value", "reference", "flag"),
    [
        (3, {"low": {"value": 4}}, AbnormalFlag.LOW),
        (4, {"low": {"value": 4}, "high": {"value": 6}}, AbnormalFlag.NORMAL),
        (7, {"text": "4.0-5.6"}, AbnormalFlag.HIGH),
        (100, {"text": "< 100"}, AbnormalFlag.HIGH),
        (99, {"text": "< 100 mg/dL"}, AbnormalFlag.NORMAL),
        (39, {"text": ">= 60"}, AbnormalFlag.LOW),
        (5, {"text": "see note"}, AbnormalFlag.NORMAL),
    ],
)
def test_without_a_flag_the_reference_range_decides(
    tmp_path: Path, value: int, reference: dict[str, Any], flag: AbnormalFlag
) -> None:
    result = result_of(tmp_path, valueQuantity={"value": value}, referenceRange=[reference])
    assert result.flag is flag


def test_a_range_of_words_is_no_range() -> None:
    assert limits_from_text("negative") is None
    assert limits_from_text("1:40-1:80") is None


def test_results_taken_back_or_without_value_are_left_out_and_told(tmp_path: Path) -> None:
    wrong = observed("o2", valueString="x")
    wrong["status"] = "entered-in-error"
    record = read(tmp_path, PATIENT, wrong, observed("o3"), observed("o4", hasMember=[{}]))
    assert record.results == ()
    assert record.skipped == (
        "Results cancelled or entered in error, left out: 1.",
        "Observations without a value, left out: 1.",
    )


def test_results_inside_a_report_are_read(tmp_path: Path) -> None:
    inside = {"resourceType": "Observation", "id": "k", "code": {"text": "K"}, "valueInteger": 4}
    report = of_patient(
        "DiagnosticReport",
        "r1",
        code={"text": "Panel"},
        effectiveDateTime="2026-03-14",
        contained=[inside],
        result=[{"reference": "#k"}],
    )
    result = read(tmp_path, PATIENT, report).results[0]
    assert (result.name, result.value, result.panel) == ("K", "4", "Panel")
    assert result.taken_on == date(2026, 3, 14)


def test_a_result_as_long_as_a_report_becomes_a_document(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, VISIT, observed(valueString="Gross description.\n" * 40))
    assert record.results[0].value == "see document"
    document, text = record.documents[0]
    assert document.title == "Hemoglobin A1c"
    assert text.startswith("Gross description.\nGross")
    assert document.encounter_id == record.encounters[0].id
