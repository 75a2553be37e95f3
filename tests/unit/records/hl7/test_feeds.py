"""What real feeds do with HL7 version 2: values as text, corrections, notes with bare lines."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.documents import AbnormalFlag
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import Sex
from tests.unit.records.hl7.test_messages import CLINICIAN, IN1, MSH, OBR, ORU, PID, PV1, read

MDM = MSH.format(kind="MDM^T02")
A04 = MSH.format(kind="ADT^A04")
TXA = "TXA|1|PN^Progress note|TX|20260314||||||||D-5|||||AU"


def pv1(number: str = "", admitted: str = "", kind: str = "O", clinician: str = "") -> str:
    return f"PV1|1|{kind}|||||{clinician}" + "|" * 12 + number + "|" * 25 + admitted


def values(record: ImportedRecord) -> list[tuple[str, str]]:
    return [(result.name, result.value) for result in record.results]


def days(record: ImportedRecord) -> list[tuple[date, str]]:
    return [(visit.date_of_service, visit.source_key) for visit in record.encounters]


def test_a_series_under_one_code_keeps_all_its_values(tmp_path: Path) -> None:
    series = [
        f"OBX|{n}|NM|6598-7^Troponin^LN||{value}|ng/mL|||||F|||202603120{n}00"
        for n, value in enumerate(("0.01", "0.09", "1.90"), 1)
    ]
    grown = [
        f"OBX|{n}|CE|600-7^Bacteria identified^LN||{n}^{name}^SCT||||||F"
        for n, name in enumerate(("Escherichia coli", "Staphylococcus aureus"), 4)
    ]
    record = read(tmp_path, *ORU[:3], *series, *grown)
    assert [value for _, value in values(record)] == [
        "0.01", "0.09", "1.90", "Escherichia coli", "Staphylococcus aureus",
    ]  # fmt: skip
    assert len({result.source_key for result in record.results}) == 5


def test_a_later_state_of_a_value_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    first = "OBX|1|NM|2345-7^Glucose^LN||110|mg/dL|65-99|H|||P"
    record = read(tmp_path, *ORU[:3], first, *ORU[:3], first.replace("110", "101")[:-1] + "C")
    assert values(record) == [("Glucose", "101")]
    gone = read(tmp_path, *ORU[:3], first, *ORU[:3], first[:-1] + "D")
    assert gone.results == ()
    assert gone.skipped == (
        "The sender takes back Glucose of 2026-03-12: where it came in before, look at it again.",
    )


def test_values_sent_as_text_are_values(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        *ORU[:3],
        "OBX|1|TX|2823-3^Potassium^LN||6.8|mmol/L|3.5-5.3|HH|||F",
        "OBX|2|TX|5778-6^Color^LN||YELLOW||YELLOW|N|||F",
        "OBX|3|ST|A^Culture^L||Staph & Strep||||||F",
        "OBX|4|ST|B^Specimen^L||2^nd specimen||||||F",
        "OBX|5|ST|C^Amount^L||LA6577-6^Few^LN||||||F",
        "OBX|6|TS|D^Collected^L||20260312101500-0600||||||F",
        "OBX|7|DT|E^Last period^L||20260201||||||F",
    )
    assert values(record) == [
        ("Potassium", "6.8"), ("Color", "YELLOW"), ("Culture", "Staph & Strep"),
        ("Specimen", "2^nd specimen"), ("Amount", "Few"), ("Collected", "2026-03-12 10:15"),
        ("Last period", "2026-02-01"),
    ]  # fmt: skip
    assert record.results[0].flag is AbnormalFlag.CRITICAL_HIGH
    assert record.documents == ()


def test_a_report_in_short_strings_stays_whole_and_names_its_parts(tmp_path: Path) -> None:
    film = "OBR|1||R-9|71046^Chest film^L|||20260314|||||||||||||||||RAD|F"
    strings = [
        f"OBX|{n}|ST|71046&GDT^Chest film^L||{words}||||||F"
        for n, words in enumerate(("FINDINGS: consolidation.", "Heart size normal."), 1)
    ]
    record = read(tmp_path, MSH.format(kind="ORU^R01"), PID, film, *strings)
    assert record.documents[0][1] == "FINDINGS: consolidation.\nHeart size normal."
    parts = [
        "OBX|1|TX|F^Findings^L||Lungs clear.",
        "OBX|2|TX|F^Findings^L||Heart normal.",
        "OBX|3|TX|I^Impression^L||No acute disease.",
    ]
    record = read(tmp_path, MSH.format(kind="ORU^R01"), PID, film, *parts)
    assert record.documents[0][1] == (
        "Findings: Lungs clear.\nHeart normal.\nImpression: No acute disease."
    )


def test_lines_of_a_note_broken_off_by_bare_line_feeds_stay_in_it(tmp_path: Path) -> None:
    note = "CC: cough\nHPI: three days.\nROS: none\nEKG normal\nBP 140/90\nA/P: cold\nRTC 2 weeks"
    obx = f"OBX|1|TX|PN^Progress note||{note}||||||F"
    for end in ("\r", "\n"):
        record = read(tmp_path, MDM, PID, PV1, TXA, obx, end=end)
        assert record.documents[0][1] == note
        assert record.skipped == ()


def test_lines_of_an_interface_before_the_first_message_are_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, "Interface dump 2026-03-14", "", *ORU).results[0].value == "8.1"


def test_an_indented_message_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, *(f"   {line}" for line in ORU)).results[0].value == "8.1"


PACKED = base64.b64encode(b"{\\rtf1 Assessment: " + b"type 2 diabetes. " * 20 + b"}").decode()


@pytest.mark.parametrize(
    "obx",
    [
        "FT|PN^Note||{\\E\\rtf1 Assessment: \\E\\b type 2 diabetes.\\E\\b0\\E\\par Plan: diet.}",
        "TX|PN^Note||<html><body><p>Assessment: <b>type 2 diabetes.</b></p></body></html>",
        f"ED|PN^Note||^TEXT^RTF^Base64^{PACKED}",
        f"ED|PN^Note||^^RTF^A^{PACKED}",
        f"ST|PN^Note||{PACKED}",
    ],
)
def test_a_document_packed_into_a_message_is_read_as_what_it_is(tmp_path: Path, obx: str) -> None:
    record = read(tmp_path, MDM, PID, PV1, TXA, f"OBX|1|{obx}")
    ((_, text),) = record.documents
    assert text.startswith("Assessment: type 2 diabetes.")
    assert "rtf" not in text
    assert "<" not in text


def test_a_note_taken_back_in_the_same_feed_does_not_come_in(tmp_path: Path) -> None:
    obx = "OBX|1|TX|PN^Progress note||Note of another patient."
    record = read(tmp_path, MDM, PID, PV1, TXA, obx, MSH.format(kind="MDM^T11"), PID, PV1, TXA)
    assert record.documents == ()
    assert "takes back “Progress note” of 2026-03-14" in record.skipped[0]


def test_comments_are_kept_wherever_they_stand(tmp_path: Path) -> None:
    record = read(
        tmp_path, MSH.format(kind="ORU^R01"), PID, "NTE|1||Patient on dialysis", OBR, ORU[3],
        "NTE|1||Hemolyzed",
    )  # fmt: skip
    assert [text for _, text in record.documents] == [
        "Patient on dialysis",
        "Hemoglobin A1c: Hemolyzed",
    ]


def test_messages_about_people_orders_and_later_days_make_no_visit(tmp_path: Path) -> None:
    oru = (*ORU[:2], pv1(), *ORU[2:])
    assert read(tmp_path, MSH.format(kind="ADT^A31"), PID, pv1(kind="N")).encounters == ()
    assert read(tmp_path, *oru).encounters == ()
    assert read(tmp_path, MSH.format(kind="ORM^O01"), PID, pv1("V-1"), OBR).encounters == ()
    update = read(tmp_path, MSH.format(kind="ADT^A08"), PID, pv1("V-1"))
    assert (update.encounters, update.skipped) == (
        (),
        ("Visits without a full date, left out: 1.",),
    )
    both = read(tmp_path, A04, PID, pv1("V-1", "20260312"), *oru)
    assert both.results[0].encounter_id is None


def test_a_message_that_does_not_number_its_visit_means_the_one_of_that_day(
    tmp_path: Path,
) -> None:
    obx = "OBX|1|TX|PN^Progress note||Words of the visit."
    record = read(tmp_path, A04, PID, pv1("V-1", "20260314"), MDM, PID, pv1(), TXA, obx)
    assert days(record) == [(date(2026, 3, 14), "hl7/V-1")]
    assert record.documents[0][0].encounter_id == record.encounters[0].id
    alone = read(tmp_path, MDM, PID, pv1(), TXA, obx)
    assert days(alone) == [(date(2026, 3, 14), "day/2026-03-14")]


def test_visits_under_one_account_of_a_recurring_patient_stay_apart(tmp_path: Path) -> None:
    obx = "OBX|1|TX|PN^Progress note||Second week of therapy."
    later = TXA.replace("20260314", "20260321")
    record = read(
        tmp_path, A04, PID, pv1("ACC9", "20260314", "R"), MDM, PID, pv1("ACC9", "20260321", "R"),
        later, obx,
    )  # fmt: skip
    assert [day for day, _ in days(record)] == [date(2026, 3, 14), date(2026, 3, 21)]
    assert record.documents[0][0].encounter_id == record.encounters[1].id


def test_an_update_corrects_what_was_said_before(tmp_path: Path) -> None:
    first = "PID|1||CH-20001^^^CEDAR^MR||BEISPIEL^TESTA||19680211|F"
    record = read(
        tmp_path, A04, first, pv1("V-1", "20260314"),
        MSH.format(kind="ADT^A08"), PID.replace("19680211|F", "19680212|M"),
        pv1("V-1", "20260314", clinician=CLINICIAN), IN1,
    )  # fmt: skip
    (patient,), (visit,) = record.patients, record.encounters
    assert (patient.birth_date, patient.sex) == (date(1968, 2, 12), Sex.MALE)
    assert patient.address.city == "Exampleton"
    assert visit.provider_id == record.providers[0].id
    assert visit.coverage_id == record.coverages[0].id


def test_two_people_under_one_number_of_a_family_stay_two(tmp_path: Path) -> None:
    child = PID.replace("TESTA^Q", "TOMMY").replace("19680211|F", "20150403|M")
    record = read(tmp_path, A04, PID, A04, child, A04, PID, A04, child)
    assert [patient.name.listed for patient in record.patients] == [
        "Beispiel, Testa Q",
        "Beispiel, Tommy",
    ]


def test_a_laboratory_fills_in_but_corrects_nobody(tmp_path: Path) -> None:
    other = PID.replace("19680211|F", "19990101|M")
    record = read(tmp_path, A04, PID, ORU[0], other, *ORU[2:])
    assert (record.patients[0].birth_date, record.patients[0].sex) == (
        date(1968, 2, 11),
        Sex.FEMALE,
    )


def test_a_policy_that_had_ended_is_not_the_visits(tmp_path: Path) -> None:
    ended = IN1.replace(
        "IN1|1|PPO|55|Blue Plan PPO||||G-77||||", "IN1|1|OLD|54|Old Plan||||G-1|||", 1
    )
    fields = ended.split("|")
    fields[12:14] = ["20250101", "20251231"]
    record = read(tmp_path, A04, PID, PV1, "|".join(fields), IN1)
    by_id = {policy.id: policy.payer_id for policy in record.coverages}
    payers = {payer.id: payer.name for payer in record.payers}
    assert payers[by_id[record.encounters[0].coverage_id or ""]] == "Blue Plan PPO"


def test_the_legal_name_and_a_number_in_parts_are_found(tmp_path: Path) -> None:
    pid = (
        "PID|1||CH-20001^^^CEDAR^MR||NICK^^^^^^N~BEISPIEL^TESTA^Q^^^^L||19680211|F|||||"
        "^NET^Internet^testa@example.org~^PRN^PH^^1^217^5550142"
    )
    (patient,) = read(tmp_path, A04, pid).patients
    assert (patient.name.listed, patient.phone) == ("Beispiel, Testa Q", "217-555-0142")


def test_vaccines_refused_or_taken_back_are_told(tmp_path: Path) -> None:
    record = read(
        tmp_path, MSH.format(kind="VXU^V04"), PID,
        "RXA|0|1|20260312||115^Tdap^CVX|999||||||||||||00^PARENTAL REFUSAL^NIP002||RE",
        "RXA|0|1|20150101||207^COVID-19^CVX|999|||01^Historical^NIP001|||||||||||CP|D",
    )  # fmt: skip
    assert record.history == ()
    assert record.skipped == ("RXA not done, cancelled or entered in error, left out: 2.",)
