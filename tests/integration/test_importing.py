"""One import of many files: foretold, stored at once, undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind, Original
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import evidence_from
from medcoder_desktop.domain.history import HistoryEntry, HistoryKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.import_batches import ImportChoice, ImportReport, Match
from medcoder_desktop.domain.imports import ImportedRecord, ImportOutcome
from medcoder_desktop.domain.patients import Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.services.reading import ReadFile
from medcoder_desktop.services.suite import Services

CODER = Actor("marisol")
NOTE = "HPI: numb feet. Assessment: type 2 diabetes with neuropathy."


def maria(number: str) -> Patient:
    return Patient(
        new_id(),
        PersonName("Garcia", "Maria"),
        date(1970, 1, 1),
        Sex.FEMALE,
        record_numbers=(RecordNumber("urn:test", number),),
    )


def chart_of(patient: Patient, text: str = NOTE, name: str = "one.json") -> ImportedRecord:
    """A record with one visit, its note, a medication and a charge."""
    visit = Encounter(new_id(), "", patient.id, date(2026, 3, 14), source_key="Encounter/1")
    note = ClinicalDocument(
        new_id(), patient.id, visit.id, DocumentKind.PROGRESS_NOTE, "Progress note", None,
        source_key="DocumentReference/1", media_type="image/png",
    )  # fmt: skip
    return ImportedRecord(
        kind="test",
        source=name,
        sha256=new_id() * 2,
        patients=(patient,),
        encounters=(visit,),
        documents=((note, text),),
        originals=(Original(note.id, "image/png", b"picture"),),
        history=(
            HistoryEntry(
                new_id(), patient.id, None, HistoryKind.ALLERGY, "Penicillin", source_key="A/1"
            ),
        ),
        charges=(
            RecordedCharge(new_id(), patient.id, visit.id, "99213", charge=9500, source_key="C/1"),
        ),
    )


def store(
    services: Services, *records: ImportedRecord, choices: Sequence[ImportChoice] = ()
) -> ImportReport:
    read = [(Path(record.source), record) for record in records]
    return services.records.store(CODER, read, choices=choices)


def refusal(act: Callable[[], object]) -> str:
    """The sentence with which something is refused."""
    with pytest.raises(InputError) as refused:
        act()
    return refused.value.sentence


def patients(services: Services) -> int:
    return len(services.patients.patients("garcia", 50))


def test_a_preview_says_what_would_come_and_stores_nothing(services: Services) -> None:
    record = chart_of(maria("A1"))
    preview = services.records.preview(CODER, [(Path("one.json"), record)])
    (report,) = preview.files
    assert report.counted == ("1 patient, 1 visit, 1 document, 1 charge, 1 allergy")
    assert preview.count(Match.NEW) == 1
    assert services.patients.encounter_rows() == ()
    assert services.records.imports() == ()


def test_a_chart_comes_in_whole_and_a_second_time_nothing_is_added(services: Services) -> None:
    store(services, chart_of(maria("A1")))
    (row,) = services.patients.encounter_rows()
    chart = services.records.chart(row.encounter.id)
    assert [entry.text for entry in chart.history] == ["Penicillin"]
    assert [charge.charge for charge in chart.charges] == [9500]
    assert [document.encounter_id for document in chart.documents] == [row.encounter.id]
    again = store(services, chart_of(maria("A1")))
    assert again.files[0].outcome is ImportOutcome.ALREADY_THERE
    assert again.import_id == ""
    assert len(services.records.imports()) == 1


def test_a_near_match_stays_two_unless_a_person_says_otherwise(services: Services) -> None:
    store(services, chart_of(maria("A1")))
    (first,) = services.patients.patients("garcia", 5)
    other = chart_of(maria("B2"), name="two.json")
    (match,) = services.records.preview(CODER, [(Path("two.json"), other)]).patients
    assert match.match is Match.NEAR
    assert [near.patient.id for near in match.lookalikes] == [first.id]
    store(services, other)
    assert patients(services) == 2
    third = maria("C3")
    store(services, chart_of(third), choices=[ImportChoice(third.id, first.id)])
    assert patients(services) == 2
    (found,) = [p for p in services.patients.patients("garcia", 5) if p.id == first.id]
    assert [number.value for number in found.record_numbers] == ["A1", "C3"]
    again = store(services, chart_of(maria("C3")))
    assert again.files[0].outcome is ImportOutcome.ALREADY_THERE


def test_patients_met_twice_in_one_import_are_shown_once(services: Services) -> None:
    one, two = chart_of(maria("A1")), chart_of(maria("A1"), name="two.json")
    preview = services.records.preview(CODER, [(Path("a"), one), (Path("b"), two)])
    assert [match.match for match in preview.patients] == [Match.NEW]


def test_another_version_of_a_note_amends_it_and_older_ones_are_repeats(
    services: Services,
) -> None:
    store(services, chart_of(maria("A1")))
    amended = store(services, chart_of(maria("A1"), NOTE + " Addendum."))
    assert amended.files[0].counted == "1 amended document"
    (row,) = services.patients.encounter_rows()
    assert row.document_count == 1
    old, new = sorted(services.records.chart(row.encounter.id).documents, key=lambda d: d.length)
    assert old.superseded_by == new.id
    assert new.superseded_by is None
    for text in (NOTE, NOTE + " Addendum."):
        again = store(services, chart_of(maria("A1"), text))
        assert again.files[0].outcome is ImportOutcome.ALREADY_THERE


def test_an_import_is_undone_as_a_whole_and_can_come_again(services: Services) -> None:
    first = store(services, chart_of(maria("A1")))
    second = store(
        services, chart_of(maria("A1"), NOTE + " Addendum."), chart_of(maria("B2"), name="b")
    )
    assert "amended by a later import" in refusal(
        lambda: services.records.undo_import(CODER, first.import_id)
    )
    services.records.undo_import(CODER, second.import_id)
    (row,) = services.patients.encounter_rows()
    (note,) = services.records.chart(row.encounter.id).documents
    assert note.superseded_by is None
    assert "undone before" in refusal(lambda: services.records.undo_import(CODER, second.import_id))
    services.records.undo_import(CODER, first.import_id)
    assert services.patients.encounter_rows() == ()
    assert patients(services) == 0
    assert [batch.undone_at is not None for batch in services.records.imports()] == [True, True]
    assert store(services, chart_of(maria("A1"))).files[0].outcome is ImportOutcome.IMPORTED


def test_an_import_on_which_work_was_built_stays(services: Services) -> None:
    report = store(services, chart_of(maria("A1")))
    (row,) = services.patients.encounter_rows()
    (note,) = services.records.chart(row.encounter.id).documents
    start = NOTE.index("type 2")
    quote = evidence_from(note.id, NOTE, start, start + 15)
    services.coding.assign(CODER, row.encounter.id, "E11.40", (quote,))
    assert "visit V1001 has been coded" in refusal(
        lambda: services.records.undo_import(CODER, report.import_id)
    )
    assert len(services.records.chart(row.encounter.id).documents) == 1


def test_a_note_quoted_at_another_visit_stays(services: Services) -> None:
    store(services, chart_of(maria("A1")))
    (row,) = services.patients.encounter_rows()
    later = chart_of(maria("A1"))
    ((document, _),) = later.documents
    more = replace(
        later,
        encounters=(),
        documents=((replace(document, encounter_id=None, source_key="DocumentReference/2"), NOTE),),
        originals=(),
    )
    report = store(services, more)
    quoted = next(
        d for d in services.records.chart(row.encounter.id).documents if not d.encounter_id
    )
    evidence = evidence_from(quoted.id, NOTE, 5, 14)
    services.coding.assign(CODER, row.encounter.id, "E11.40", (evidence,))
    assert "quoted as evidence of visit V1001" in refusal(
        lambda: services.records.undo_import(CODER, report.import_id)
    )


def test_a_visit_typed_in_since_keeps_its_patient(services: Services) -> None:
    report = store(services, chart_of(maria("A1")))
    (patient,) = services.patients.patients("garcia", 5)
    visit = Encounter(new_id(), "", patient.id, date(2026, 5, 1))
    services.patients.add_visit(CODER, patient, None, visit)
    assert "visit V1002 was added to Garcia since" in refusal(
        lambda: services.records.undo_import(CODER, report.import_id)
    )


def test_a_file_that_cannot_be_merged_leaves_the_others_whole(services: Services) -> None:
    problem = InputError("record.empty", file="bad.txt")
    read: list[ReadFile] = [
        (Path("one.json"), chart_of(maria("A1"))),
        (Path("bad.txt"), problem),
    ]
    report = services.records.store(CODER, read)
    outcomes = [each.outcome for each in report.files]
    assert outcomes == [ImportOutcome.IMPORTED, ImportOutcome.REFUSED]
    assert len(services.patients.encounter_rows()) == 1


def test_a_note_amended_within_one_import_is_undone_with_it(services: Services) -> None:
    report = store(
        services, chart_of(maria("A1")), chart_of(maria("A1"), NOTE + " Addendum.", name="two.json")
    )
    services.records.undo_import(CODER, report.import_id)
    assert patients(services) == 0


def test_undoing_takes_the_count_of_documents_back(services: Services) -> None:
    store(services, chart_of(maria("A1")))
    record = chart_of(maria("A1"), name="two.json")
    ((note, text),) = record.documents
    second = replace(record, documents=((replace(note, source_key="DocumentReference/2"), text),))
    report = store(services, second)
    assert [row.document_count for row in services.patients.encounter_rows()] == [2]
    services.records.undo_import(CODER, report.import_id)
    assert [row.document_count for row in services.patients.encounter_rows()] == [1]


def test_a_patient_to_whom_a_later_import_added_stays(services: Services) -> None:
    first = store(services, chart_of(maria("A1")))
    more = chart_of(maria("A1"), name="two.json")
    line = replace(more.history[0], text="Latex", source_key="A/2")
    store(services, replace(more, history=(line,)))
    said = refusal(lambda: services.records.undo_import(CODER, first.import_id))
    assert "Latex was added to a patient or visit of it since" in said
    assert patients(services) == 1
