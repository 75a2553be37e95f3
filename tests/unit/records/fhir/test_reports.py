"""Every word of a report reaches the coder, and so does what was noted on a result."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.documents import DocumentKind
from tests.unit.records.fhir.files import PATIENT, VISIT, of_patient, packed, read


def report(identity: str = "r1", **fields: Any) -> dict[str, Any]:
    named = {"status": "final", "code": {"text": "MRI knee"}, **fields}
    return of_patient("DiagnosticReport", identity, **named)


def told(words: str, status: str = "generated") -> dict[str, str]:
    return {"status": status, "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{words}</div>'}


def documents(folder: Path, *resources: dict[str, Any]) -> list[tuple[str, str]]:
    record = read(folder, PATIENT, VISIT, *resources)
    assert record.skipped == ()
    return [(document.title, text) for document, text in record.documents]


def test_a_report_of_narrative_alone_is_read(tmp_path: Path) -> None:
    narrative = report(text=told("<p>FINDINGS: Torn meniscus.</p><p>Effusion.</p>"))
    assert documents(tmp_path, narrative) == [("MRI knee", "FINDINGS: Torn meniscus.\n\nEffusion.")]


def test_an_empty_narrative_says_nothing(tmp_path: Path) -> None:
    record = read(tmp_path, PATIENT, report(text=told("<p>No text here.</p>", "empty")))
    assert record.documents == ()
    assert record.skipped == ("“MRI knee” has no text, left out: 1.",)


def test_a_conclusion_stands_beside_the_form_of_its_report(tmp_path: Path) -> None:
    both = report(conclusion="Diverticulitis.", presentedForm=[packed("Thick sigmoid.")])
    assert documents(tmp_path, both) == [
        ("MRI knee", "Thick sigmoid."),
        ("MRI knee: conclusion", "Diverticulitis."),
    ]


def test_a_conclusion_that_stands_in_the_form_is_not_repeated(tmp_path: Path) -> None:
    form = packed("Thick sigmoid.\n\nIMPRESSION: acute\ndiverticulitis.")
    both = report(conclusion="Acute diverticulitis.", presentedForm=[form])
    assert [title for title, _ in documents(tmp_path, both)] == ["MRI knee"]


def test_a_form_that_cannot_be_read_leaves_the_conclusion(tmp_path: Path) -> None:
    film = {"contentType": "application/dicom", "data": "AAAA"}
    unread = report(conclusion="Medial meniscus tear.", presentedForm=[film])
    record = read(tmp_path, PATIENT, VISIT, unread)
    assert [text for _, text in record.documents] == ["Medial meniscus tear."]
    assert "(application/dicom)" in record.skipped[0]


def test_what_a_report_concludes_in_codes_is_read_too(tmp_path: Path) -> None:
    coded = [{"text": "Meniscus tear"}, {"text": "Effusion"}]
    said = report(conclusion="A meniscus tear.", conclusionCode=coded)
    assert documents(tmp_path, said) == [("MRI knee", "A meniscus tear.\nEffusion")]


@pytest.mark.parametrize(("status", "read_too"), [("generated", False), ("additional", True)])
def test_a_narrative_is_read_beside_a_form_where_it_adds_to_it(
    tmp_path: Path, status: str, read_too: bool
) -> None:
    both = report(text=told("Addendum: compare 2019.", status), presentedForm=[packed("Tear.")])
    read = documents(tmp_path, both)
    assert (("MRI knee: conclusion", "Addendum: compare 2019.") in read) is read_too


def test_the_table_a_server_makes_of_results_is_no_document(tmp_path: Path) -> None:
    value = of_patient("Observation", "o1", code={"text": "Sodium"}, valueInteger=140)
    panel = report(text=told("Sodium 140"), result=[{"reference": "Observation/o1"}])
    assert documents(tmp_path, value, panel) == []


def test_two_reports_of_a_visit_may_conclude_alike(tmp_path: Path) -> None:
    first = report("r1", code={"text": "Left knee"}, conclusion="Normal.")
    second = report("r2", code={"text": "Right knee"}, conclusion="Normal.")
    assert documents(tmp_path, first, second) == [
        ("Left knee", "Normal."),
        ("Right knee", "Normal."),
    ]


def test_a_report_entered_in_error_is_left_out_whole(tmp_path: Path) -> None:
    wrong = report(status="entered-in-error", conclusion="Tear.", text=told("Tear."))
    record = read(tmp_path, PATIENT, wrong)
    assert record.documents == ()
    assert record.skipped == ("Documents withdrawn or entered in error, left out: 1.",)


def test_a_composition_of_narrative_alone_is_a_note(tmp_path: Path) -> None:
    said = of_patient("Composition", "c1", title="Discharge", text=told("Went home."))
    assert documents(tmp_path, said) == [("Discharge", "Went home.")]


def observed(identity: str, name: str, *notes: str, **fields: Any) -> dict[str, Any]:
    comments = [{"text": note} for note in notes]
    return of_patient("Observation", identity, code={"text": name}, note=comments, **fields)


def test_comments_on_results_are_a_document_of_the_visit(tmp_path: Path) -> None:
    taken = {"effectiveDateTime": "2026-03-14T10:00:00-05:00"}
    record = read(
        tmp_path,
        PATIENT,
        VISIT,
        observed("o1", "Strep A", "Confirmed by PCR", valueString="Positive", **taken),
        observed("o2", "Potassium", "Hemolyzed", "Repeat", **taken),
        observed("o3", "Sodium", valueInteger=140, **taken),
    )
    ((document, text),) = record.documents
    assert text == "Strep A: Confirmed by PCR\nPotassium: Hemolyzed\nRepeat"
    assert (document.title, document.kind) == (
        "Comments on results",
        DocumentKind.LABORATORY_REPORT,
    )
    assert document.written_on == date(2026, 3, 14)
    assert document.source_key.startswith("Observation/o1#comments/")
    assert document.encounter_id == record.encounters[0].id
    assert [result.value for result in record.results] == ["Positive", "140"]
    assert record.skipped == ()


def test_comments_on_conditions_are_a_document_and_those_on_history_its_detail(
    tmp_path: Path,
) -> None:
    said = {"note": [{"text": "Well controlled\non diet."}]}
    record = read(
        tmp_path,
        PATIENT,
        of_patient("Condition", "c1", code={"text": "Diabetes"}, recordedDate="2026-03-14", **said),
        of_patient("Condition", "c2", code={"text": "Gout"}, verificationStatus="refuted", **said),
        of_patient("Procedure", "s1", code={"text": "Biopsy"}, bodySite=[{"text": "Arm"}], **said),
    )
    ((document, text),) = record.documents
    assert (document.title, document.written_on) == ("Comments on conditions", date(2026, 3, 14))
    assert text == "Diabetes: Well controlled\non diet."
    assert [entry.detail for entry in record.history] == ["Arm; Well controlled on diet."]


def test_comments_of_other_days_are_documents_of_their_own(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        PATIENT,
        observed("o1", "Strep A", "one", effectiveDateTime="2026-03-14"),
        observed("o2", "Strep A", "two", effectiveDateTime="2026-03-15"),
    )
    assert [text for _, text in record.documents] == ["Strep A: one", "Strep A: two"]


def test_comments_on_results_that_do_not_stand_are_left_out(tmp_path: Path) -> None:
    wrong = observed("o1", "Strep A", "one", status="entered-in-error", valueString="Positive")
    nobody_s = observed("o2", "Strep A", "two", subject={"reference": "Patient/p9"})
    record = read(tmp_path, PATIENT, wrong, nobody_s)
    assert record.documents == ()
    assert len(record.skipped) == 2


def test_a_comment_on_an_observation_inside_a_report_is_read(tmp_path: Path) -> None:
    inside = {
        "resourceType": "Observation",
        "id": "k",
        "code": {"text": "Culture"},
        "comment": "No growth after 48 hours.",
    }
    culture = report(contained=[inside], result=[{"reference": "#k"}])
    assert documents(tmp_path, culture) == [
        ("Comments on results", "Culture: No growth after 48 hours.")
    ]


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ({"start": "2026-02-01"}, "2026-02-01"),
        ({"start": "2026-02-01T08:00:00Z", "end": "2026-02-05"}, "2026-02-01–2026-02-05"),
        ({"end": "2026-02"}, "2026-02"),
    ],
)
def test_a_period_is_a_value(tmp_path: Path, period: dict[str, str], shown: str) -> None:
    record = read(tmp_path, PATIENT, observed("o1", "Last period", valuePeriod=period))
    assert [result.value for result in record.results] == [shown]
