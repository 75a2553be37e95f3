"""The whole job through the services: record in, codes on, claim out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.claims import Claim, ClaimStatus, ExportKind
from medcoder_desktop.domain.desk import ReadingPlace
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import Evidence, evidence_from
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.imports import ImportOutcome
from medcoder_desktop.domain.patients import Coverage, Patient, Sex
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.samples import AnswerKey
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.exports.claim_json import read_claim_json, write_claim_json
from medcoder_desktop.services.suite import Services
from tests.integration.conftest import CLOCK

DAY = date(2026, 3, 14)


@pytest.fixture
def sampled(services: Services, coder: Actor) -> Services:
    """The sample patients are in."""
    report = services.records.import_samples(coder)
    assert all(each.outcome is ImportOutcome.IMPORTED for each in report.files), report
    return services


def visit_of(services: Services, key: AnswerKey) -> str:
    for row in services.patients.encounter_rows():
        found = services.records.answer_key(row.encounter.id)
        if found is not None and found.slug == key.slug:
            return row.encounter.id
    raise AssertionError(key.slug)


def quotes(services: Services, visit: str, words: tuple[str, ...]) -> tuple[Evidence, ...]:
    marks = []
    for document in services.records.chart(visit).documents:
        text = services.records.document_text(document.id)
        for quote in words:
            start = text.find(quote)
            if start >= 0:
                marks.append(evidence_from(document.id, text, start, start + len(quote)))
    return tuple(marks)


def code_by_key(services: Services, coder: Actor, key: AnswerKey) -> Claim:
    visit = visit_of(services, key)
    for diagnosis in key.diagnoses:
        evidence = quotes(services, visit, diagnosis.quotes)
        assert {mark.quote for mark in evidence} == set(diagnosis.quotes)
        services.coding.assign(coder, visit, diagnosis.code, evidence)
    for line in key.lines:
        procedure = "-".join((line.procedure, *line.modifiers))
        services.coding.add_line(coder, visit, f"{procedure} x{line.units} {line.pointers}")
    errors = [f.sentence for f in services.coding.findings(visit) if f.severity.value == "error"]
    assert errors == []
    return services.claims.finish(coder, visit)


def test_every_sample_is_coded_by_its_key_to_a_claim_that_reads_back(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    keys = sampled.records.answer_keys()
    assert len(keys) >= 8
    for key in keys:
        claim = code_by_key(sampled, coder, key)
        assert [d.code for d in claim.diagnoses] == [d.code for d in key.diagnoses]
        assert claim.total == sum(line.units * line.unit_charge for line in key.lines)
        assert claim.in_force
        assert claim.code_release == "ICD-10-CM FY2026"
        target = tmp_path / f"{key.slug}.json"
        sampled.claims.export(coder, claim.id, ExportKind.JSON, target)
        assert read_claim_json(target) == sampled.claims.claim(claim.id)
        sampled.claims.export(coder, claim.id, ExportKind.SUMMARY, tmp_path / f"{key.slug}.pdf")


def test_every_code_of_every_key_is_found_by_the_words_a_coder_would_type(
    sampled: Services,
) -> None:
    missed = []
    for key in sampled.records.answer_keys():
        context = sampled.patients.visit(visit_of(sampled, key)).search_context
        for diagnosis in key.diagnoses:
            answer = sampled.library.search(diagnosis.search, context, 20)
            if diagnosis.code not in [result.code.code for result in answer.results]:
                missed.append((diagnosis.search, diagnosis.code))
    assert missed == []


def test_importing_the_samples_twice_changes_nothing(sampled: Services, coder: Actor) -> None:
    before = sampled.patients.encounter_rows()
    again = sampled.records.import_samples(coder)
    assert {each.outcome for each in again.files} == {ImportOutcome.ALREADY_THERE}
    assert sampled.patients.encounter_rows() == before


def test_a_visit_typed_by_hand_becomes_a_claim(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    payer = sampled.office.payers()[0]
    provider = sampled.office.providers(active_only=True)[0]
    patient = Patient(
        new_id(),
        PersonName("Superbill", "Paula"),
        date(1980, 5, 5),
        Sex.FEMALE,
        Address("1 Paper Street", "", "Springfield", "IL", "62701"),
        "217-555-0100",
    )
    coverage = Coverage(new_id(), patient.id, payer.id, "TEST55501")
    visit = Encounter(new_id(), "", patient.id, DAY, provider_id=provider.id)
    stored = sampled.patients.add_visit(coder, patient, coverage, visit)
    assert stored.number.startswith("V")
    sampled.coding.assign(coder, stored.id, "i10")
    sampled.coding.add_line(coder, stored.id, "99213 @125")
    claim = sampled.claims.finish(coder, stored.id)
    assert claim.total == 125_00
    assert claim.lines[0].pointers == "A"
    assert claim.payer == payer
    sampled.claims.export(coder, claim.id, ExportKind.SUMMARY, tmp_path / "claim.pdf")
    assert sampled.patients.visit(stored.id).encounter.status is EncounterStatus.EXPORTED


def test_undo_and_redo_work_after_a_restart(
    sampled: Services, coder: Actor, data_dir: Path
) -> None:
    visit = visit_of(sampled, sampled.records.answer_keys()[0])
    sampled.coding.assign(coder, visit, "I10")
    coded = sampled.coding.assign(coder, visit, "E11.65").sheet
    sampled.close()
    reopened = open_services(data_dir, CLOCK)
    try:
        undone = reopened.coding.undo(coder, visit)
        assert [d.code for d in undone.sheet.diagnoses] == ["I10"]
        assert reopened.coding.redo(coder, visit).sheet == coded
    finally:
        reopened.close()


def test_a_heading_is_refused_with_its_billable_children(sampled: Services, coder: Actor) -> None:
    visit = visit_of(sampled, sampled.records.answer_keys()[0])
    with pytest.raises(InputError) as refusal:
        sampled.coding.assign(coder, visit, "E11.4")
    assert "E11.40, E11.41, E11.42" in refusal.value.sentence
    with pytest.raises(InputError) as refusal:
        sampled.coding.assign(coder, visit, "E11.999")
    assert "E11.999 is not in ICD-10-CM FY2026" in refusal.value.sentence
    assert sampled.coding.sheet(visit).version == 0


def test_words_that_do_not_stand_in_the_chart_are_no_evidence(
    sampled: Services, coder: Actor
) -> None:
    first, second = (visit_of(sampled, key) for key in sampled.records.answer_keys()[:2])
    document = sampled.records.chart(second).documents[0]
    text = sampled.records.document_text(document.id)
    with pytest.raises(InputError, match="evidence_moved"):
        sampled.coding.assign(coder, first, "I10", (evidence_from(document.id, text, 0, 20),))
    with pytest.raises(InputError, match="evidence_moved"):
        sampled.coding.assign(coder, second, "I10", (Evidence(document.id, 0, 4, "nope"),))


def test_a_finished_visit_is_locked_until_it_is_reopened(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    key = sampled.records.answer_keys()[0]
    claim = code_by_key(sampled, coder, key)
    visit = claim.encounter_id
    with pytest.raises(InputError, match=r"sheet\.locked"):
        sampled.coding.assign(coder, visit, "R05.9")
    with pytest.raises(InputError, match="finished_already"):
        sampled.claims.finish(coder, visit)
    sampled.claims.reopen(coder, visit)
    assert sampled.claims.claim(claim.id).status is ClaimStatus.WITHDRAWN
    assert sampled.claims.current_claim(visit) is None
    with pytest.raises(InputError, match=r"claim\.withdrawn"):
        sampled.claims.export(coder, claim.id, ExportKind.JSON, tmp_path / "claim.json")
    sampled.claims.export(coder, claim.id, ExportKind.SUMMARY, tmp_path / "withdrawn.pdf")
    assert sampled.claims.claim(claim.id).status is ClaimStatus.WITHDRAWN
    second = sampled.claims.finish(coder, visit)
    assert second.number != claim.number


def test_correcting_the_patient_later_changes_no_finished_claim(
    sampled: Services, coder: Actor
) -> None:
    claim = code_by_key(sampled, coder, sampled.records.answer_keys()[0])
    moved = replace(claim.patient, phone="217-555-0199")
    sampled.patients.save_patient(coder, moved)
    assert sampled.claims.claim(claim.id).patient == claim.patient


def test_a_claim_file_reads_back_into_another_store(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    claim = code_by_key(sampled, coder, sampled.records.answer_keys()[0])
    file = sampled.claims.export(coder, claim.id, ExportKind.JSON, tmp_path / "claim.json")
    elsewhere = open_services(tmp_path / "elsewhere", CLOCK)
    try:
        report = elsewhere.records.import_files(coder, (file,))
        assert report.files[0].outcome is ImportOutcome.IMPORTED
        assert elsewhere.claims.claim(claim.id) == sampled.claims.claim(claim.id)
        again = elsewhere.records.import_files(coder, (file,))
        assert again.files[0].outcome is ImportOutcome.ALREADY_THERE
        assert again.import_id == ""
    finally:
        elsewhere.close()


def test_a_claim_read_back_is_taken_back_with_its_import(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    claim = code_by_key(sampled, coder, sampled.records.answer_keys()[0])
    file = tmp_path / "claim.json"
    write_claim_json(claim, file)
    elsewhere = open_services(tmp_path / "elsewhere", CLOCK)
    try:
        records = elsewhere.records
        (ahead,) = records.preview(coder, records.read((file,))).files
        assert (ahead.outcome, ahead.counts) == (ImportOutcome.IMPORTED, (("claims", 1),))
        assert elsewhere.claims.rows() == ()
        first = records.import_files(coder, (file,))
        records.undo_import(coder, first.import_id)
        assert elsewhere.claims.rows() == ()
        second = records.import_files(coder, (file,))
        elsewhere.claims.export(coder, claim.id, ExportKind.JSON, tmp_path / "again.json")
        with pytest.raises(InputError, match="undo_claim") as refused:
            records.undo_import(coder, second.import_id)
        assert f"claim {claim.number} was exported since" in refused.value.sentence
    finally:
        elsewhere.close()


def test_a_note_that_names_nobody_waits_in_the_inbox_until_it_is_filed(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Progress note\n\nAssessment: cough for two weeks.\n", encoding="utf-8")
    report = sampled.records.import_files(coder, (note,)).files[0]
    assert report.outcome is ImportOutcome.IMPORTED
    assert "waits in the inbox" in report.sentence
    (document,) = sampled.records.unfiled()
    visit = visit_of(sampled, sampled.records.answer_keys()[0])
    sampled.records.file_document(coder, document.id, visit)
    assert sampled.records.unfiled() == ()
    assert document.id in [d.id for d in sampled.records.chart(visit).documents]


def test_a_note_that_names_patient_and_visit_is_filed_at_once(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    key = sampled.records.answer_keys()[0]
    visit = sampled.patients.visit(visit_of(sampled, key))
    note = tmp_path / "note.txt"
    note.write_text(
        f"Patient: {visit.patient.name.listed}\nDOB: {visit.patient.birth_date:%m/%d/%Y}\n"
        f"Date of Service: {visit.encounter.date_of_service:%m/%d/%Y}\n\nAddendum: feet checked.\n",
        encoding="utf-8",
    )
    sampled.records.import_files(coder, (note,))
    assert sampled.records.unfiled() == ()
    titles = [d.source for d in sampled.records.chart(visit.encounter.id).documents]
    assert "note.txt" in titles


def test_a_note_typed_by_hand_can_be_quoted(sampled: Services, coder: Actor) -> None:
    visit = visit_of(sampled, sampled.records.answer_keys()[0])
    patient_id = sampled.patients.visit(visit).patient.id
    text = "Assessment: essential hypertension."
    document = ClinicalDocument(
        new_id(), patient_id, visit, DocumentKind.PROGRESS_NOTE, "Typed note", DAY
    )
    sampled.records.add_document(coder, document, text)
    version = sampled.coding.assign(
        coder, visit, "I10", (evidence_from(document.id, text, 12, len(text) - 1),)
    )
    assert version.sheet.diagnoses[0].evidence[0].quote == "essential hypertension"


def test_a_file_that_is_not_what_it_says_leaves_nothing_behind(
    sampled: Services, coder: Actor, tmp_path: Path
) -> None:
    before = sampled.patients.encounter_rows()
    broken = tmp_path / "bundle.json"
    whole = sampled.records.sample_files()[0].read_text(encoding="utf-8")
    broken.write_text(whole[: len(whole) // 2], encoding="utf-8")
    (report,) = sampled.records.import_files(coder, (broken,)).files
    assert report.outcome is ImportOutcome.REFUSED
    assert report.sentence
    assert sampled.patients.encounter_rows() == before


def test_the_reading_place_is_remembered(sampled: Services, data_dir: Path) -> None:
    visit = visit_of(sampled, sampled.records.answer_keys()[0])
    document = sampled.records.chart(visit).documents[0]
    place = ReadingPlace(visit, document.id, 240)
    sampled.desk.remember(place)
    sampled.close()
    reopened = open_services(data_dir, CLOCK)
    try:
        assert reopened.desk.place() == place
    finally:
        reopened.close()


def test_a_date_outside_the_release_is_said(sampled: Services, coder: Actor) -> None:
    visit = sampled.patients.visit(visit_of(sampled, sampled.records.answer_keys()[0]))
    early = replace(visit.encounter, date_of_service=date(2024, 3, 14))
    sampled.patients.save_encounter(coder, early)
    sampled.coding.assign(coder, early.id, "I10")
    sentences = [finding.sentence for finding in sampled.coding.findings(early.id)]
    assert any("2024-03-14 lies outside ICD-10-CM FY2026" in each for each in sentences)


def test_what_is_in_use_stays(sampled: Services, coder: Actor) -> None:
    visit = sampled.patients.visit(visit_of(sampled, sampled.records.answer_keys()[0]))
    assert visit.provider is not None
    assert visit.payer is not None
    assert visit.coverage is not None
    with pytest.raises(InputError, match="provider_in_use"):
        sampled.office.remove_provider(coder, visit.provider.id)
    with pytest.raises(InputError, match="payer_in_use"):
        sampled.office.remove_payer(coder, visit.payer.id)
    with pytest.raises(InputError, match="coverage_in_use"):
        sampled.patients.remove_coverage(coder, visit.coverage.id)
    fee = sampled.office.fee_lines()[0]
    with pytest.raises(InputError, match="fee_twice"):
        sampled.office.save_fee_line(coder, replace(fee, id=new_id()))
    sampled.office.remove_fee_line(coder, fee.id)
    assert fee not in sampled.office.fee_lines()
