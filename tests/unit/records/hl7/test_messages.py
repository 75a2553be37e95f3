"""HL7 version 2 messages: patients, visits, policies, results, reports; nothing carried out."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcoder_desktop.domain.documents import AbnormalFlag, DocumentKind
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.history import HistoryKind
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import RecordNumber, Relationship, Sex
from medcoder_desktop.records.hl7.segments import messages_in
from medcoder_desktop.records.recognise import read_record

MSH = "MSH|^~\\&|LAB|CEDAR|EHR|CEDAR|20260314101500||{kind}|7|P|2.5.1"
PID = (
    "PID|1||CH-20001^^^CEDAR^MR~900-55-0000^^^SSA^SS||BEISPIEL^TESTA^Q^^||19680211|F|||"
    "12 Sample Street^Apt 4^Exampleton^IL^62701||(217)555-0142"
)
CLINICIAN = "1999999984^MUSTERFRAU^HANNA^^^DR^MD^^NPI^^^^NPI"
PV1 = f"PV1|1|O|ROOM 1||||{CLINICIAN}||||||||||||V-77|" + "|" * 24 + "20260314090000"
IN1 = (
    "IN1|1|PPO|55|Blue Plan PPO||||G-77||||||||BEISPIEL^OTTO|SPO|19650101|12 Sample Street^^"
    "Exampleton^IL^62701|||1||||||||||||||XQA555000001|||||||M"
)
OBR = "OBR|1|P-1|F-1|4548-4^Diabetes panel^LN|||20260312080000||||||||||||||||||F"
A1C = "OBX|1|NM|4548-4^Hemoglobin A1c^LN||8.1|%|4.0-5.6|H|||F|||20260312"
ADT = (MSH.format(kind="ADT^A04^ADT_A01"), PID, PV1, IN1, "DG1|1||E11.9^Type 2 diabetes^I10")
ORU = (MSH.format(kind="ORU^R01"), PID, OBR, A1C)


def read(folder: Path, *lines: str, end: str = "\r") -> ImportedRecord:
    path = folder / "feed.hl7"
    path.write_bytes(end.join(lines).encode())
    return read_record(path)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_an_admission_is_read_whatever_ends_its_lines(tmp_path: Path, end: str) -> None:
    record = read(tmp_path, *ADT, end=end)
    (patient,), (visit,), (provider,) = record.patients, record.encounters, record.providers
    assert patient.name.listed == "Beispiel, Testa Q"
    assert (patient.birth_date, patient.sex) == (date(1968, 2, 11), Sex.FEMALE)
    assert patient.record_numbers == (RecordNumber("CEDAR", "CH-20001"),)
    assert (patient.phone, patient.address.line2) == ("217-555-0142", "Apt 4")
    assert (visit.date_of_service, visit.place_of_service) == (date(2026, 3, 14), "11")
    assert visit.source_key == "hl7/V-77"
    assert (provider.signed_name, provider.npi) == ("Hanna Musterfrau, MD", "1999999984")
    assert visit.provider_id == provider.id


def test_a_policy_names_its_holder(tmp_path: Path) -> None:
    record = read(tmp_path, *ADT)
    (payer,), (policy,) = record.payers, record.coverages
    assert (payer.name, policy.payer_id) == ("Blue Plan PPO", payer.id)
    assert (policy.member_id, policy.group_number) == ("XQA555000001", "G-77")
    assert policy.relationship is Relationship.SPOUSE
    assert policy.subscriber is not None
    assert policy.subscriber.name.spoken == "Otto Beispiel"
    assert policy.subscriber.sex is Sex.MALE


def test_a_diagnosis_keeps_its_code_and_system(tmp_path: Path) -> None:
    (condition,) = read(tmp_path, *ADT).conditions
    assert (condition.text, condition.code) == ("Type 2 diabetes", "E11.9")
    assert condition.code_system.endswith("icd-10-cm")


def test_a_result_has_its_panel_its_range_and_its_flag(tmp_path: Path) -> None:
    (result,) = read(tmp_path, *ORU).results
    assert (result.name, result.value, result.unit) == ("Hemoglobin A1c", "8.1", "%")
    assert (result.panel, result.code) == ("Diabetes panel", "4548-4")
    assert (result.reference_range, result.flag) == ("4.0-5.6", AbnormalFlag.HIGH)
    assert result.taken_on == date(2026, 3, 12)


def test_lines_of_text_become_one_report(tmp_path: Path) -> None:
    obr = "OBR|1||R-9|71020^Chest X-ray^L|||20260314|||||||||||||||||RAD|F"
    record = read(
        tmp_path,
        MSH.format(kind="ORU^R01"),
        PID,
        obr,
        "OBX|1|TX|IMP^Impression||FINDINGS: lungs clear.\\.br\\Heart normal.~Pulse 70 \\T\\ even",
        "OBX|2|FT|IMP^Impression||IMPRESSION: no acute disease.",
        "NTE|1||Compared with 2024.",
    )
    ((document, text),) = record.documents
    assert text == (
        "FINDINGS: lungs clear.\nHeart normal.\nPulse 70 & even\n"
        "IMPRESSION: no acute disease.\nCompared with 2024."
    )
    assert (document.kind, document.title) == (DocumentKind.IMAGING_REPORT, "Chest X-ray")
    assert (document.signed, document.written_on) == (True, date(2026, 3, 14))


def test_a_document_message_says_whether_it_is_signed(tmp_path: Path) -> None:
    txa = "TXA|1|PN^Progress note|TX|20260314||||||||D-5|||||AU"
    packed = base64.b64encode(b"ASSESSMENT\nStable.").decode()
    embedded = f"OBX|1|ED|PN^Note||CEDAR^text^plain^Base64^{packed}"
    record = read(tmp_path, MSH.format(kind="MDM^T02"), PID, PV1, txa, embedded)
    ((document, text),) = record.documents
    assert text == "ASSESSMENT\nStable."
    assert (document.kind, document.signed) == (DocumentKind.PROGRESS_NOTE, True)
    assert document.encounter_id == record.encounters[0].id


def test_many_messages_about_one_visit_are_one_visit(tmp_path: Path) -> None:
    batch = ("FHS|^~\\&|A", "BHS|^~\\&|A", *ADT, *ADT, *ORU, "BTS|3", "FTS|1")
    record = read(tmp_path, *batch)
    assert (len(record.patients), len(record.encounters), len(record.results)) == (1, 1, 1)
    again = read(tmp_path, *batch)
    assert again.results[0].source_key == record.results[0].source_key


def test_delimiters_of_a_vendor_s_own_are_followed(tmp_path: Path) -> None:
    own = [line.replace("|", "#").replace("^", "@") for line in ORU]
    own[0] = own[0].replace("#@~", "#@~", 1)
    record = read(tmp_path, *own)
    assert record.results[0].value == "8.1"
    assert record.patients[0].name.family == "Beispiel"


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("ADT^A40", ("MRG|OLD-1^^^CEDAR",), "merge record OLD-1 into CH-20001"),
        ("ADT^A11", (PV1,), "planned, cancelled"),
        ("SIU^S12", (PV1,), "planned, cancelled"),
        ("ADT^A04", ("NK1|1|Beispiel^Kin",), "NK1 segments, not read"),
    ],
)
def test_what_a_message_asks_for_is_told_and_not_done(
    tmp_path: Path, kind: str, more: tuple[str, ...], words: str
) -> None:
    record = read(tmp_path, MSH.format(kind=kind), PID, *more)
    assert any(words in sentence for sentence in record.skipped), record.skipped
    assert record.encounters == ()
    assert len(record.patients) == 1


def test_a_file_that_only_asks_to_delete_is_refused_with_what_it_asks(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, MSH.format(kind="ADT^A29"), PID)
    assert "ask to delete something" in refused.value.sentence
    with pytest.raises(InputError) as refused:
        read(tmp_path, MSH.format(kind="ADT^A04"), "EVN|A04|20260314")
    assert "names no patient" in refused.value.sentence


def test_two_quotes_mean_nothing_is_there(tmp_path: Path) -> None:
    pid = PID.replace("(217)555-0142", '""')
    assert read(tmp_path, MSH.format(kind="ADT^A04"), pid).patients[0].phone == ""


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_behind_a_header_is_messages_or_nothing(text: str) -> None:
    for message in messages_in(MSH.format(kind="ADT^A01") + "\r" + text):
        for segment in message.segments:
            assert segment.text(3, 2) is not None
            assert segment.words(5) is not None


def test_allergies_vaccines_procedures_and_medications_are_history(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        MSH.format(kind="ADT^A08"),
        PID,
        "AL1|1|DA|70618^Penicillin^RXNORM|SV^severe|hives~swelling|20190501",
        "PR1|1||TEST1^Removal of a splinter^L||20260301",
        "RXA|0|1|20251001||140^Influenza vaccine^CVX|0.5|mL||||||||LOT7",
        "RXA|0|1|20251002||998^no vaccine administered^CVX|999",
        "RXE|1|860975^Metformin 500 mg^RXNORM|500||mg",
    )
    found = {entry.text: entry for entry in record.history}
    assert set(found) == {
        "Penicillin", "Removal of a splinter", "Influenza vaccine", "Metformin 500 mg",
    }  # fmt: skip
    assert found["Penicillin"].detail == "hives, swelling, severe"
    assert found["Penicillin"].kind is HistoryKind.ALLERGY
    assert (found["Influenza vaccine"].on, found["Influenza vaccine"].detail) == (
        date(2025, 10, 1), "lot LOT7",
    )  # fmt: skip
    assert found["Metformin 500 mg"].detail == "500 mg"
    assert any("RXA not done, cancelled" in sentence for sentence in record.skipped)


def test_charges_come_with_units_amount_and_diagnoses(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        MSH.format(kind="DFT^P03"),
        PID,
        PV1,
        "FT1|1|T-9||20260314||CG|||  |2||40.25|||||||E119^^I10~I10||||||99213^^C4|25~59",
        "FT1|2|T-10||20260314||PY|COPAY|Payment at the desk||1|20.00",
        "FT1|3|T-11||20260314||CG|DRESS|Dressing, own stock|||7.5",
    )
    first, second = record.charges
    assert (first.procedure, first.modifiers, first.units, first.charge) == (
        "99213", ("25", "59"), 2, 8050,
    )  # fmt: skip
    assert first.diagnoses == ("E11.9", "I10")
    assert first.encounter_id == record.encounters[0].id
    assert (second.procedure, second.description, second.charge) == (
        "DRESS", "Dressing, own stock", 750,
    )  # fmt: skip
    assert any("Payments, credits" in sentence for sentence in record.skipped)


def test_a_senders_own_segments_are_kept_to_be_read(tmp_path: Path) -> None:
    record = read(tmp_path, MSH.format(kind="ADT^A04"), PID, "ZPD|1|own^words|", "ZIN||plan A")
    ((document, text),) = record.documents
    assert document.title == "The sender’s own segments (ZPD, ZIN)"
    assert text == "ZPD-1: 1\nZPD-2: own words\nZIN-2: plan A"


def test_a_corrected_report_is_another_version_of_the_same_document(tmp_path: Path) -> None:
    def report(state: str, words: str) -> ImportedRecord:
        return read(
            tmp_path,
            MSH.format(kind="ORU^R01"),
            PID,
            f"OBR|1|P1|F1|XR^Chest film^L|||20260314|||||||||||||||||||{state}",
            f"OBX|1|TX|XR^Chest film^L||{words}||||||{state}",
        )

    ((first, _),), ((second, _),) = (
        report("P", "Clear.").documents,
        report("C", "Small shadow.").documents,
    )
    assert first.source_key == second.source_key
    assert first.version_key != second.version_key
