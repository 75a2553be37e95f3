"""A note is amended after it was quoted: the code is warned about until new words support it."""

from __future__ import annotations

from medcoder_desktop.domain.documents import ClinicalDocument
from medcoder_desktop.domain.evidence import Evidence, evidence_from
from medcoder_desktop.services.suite import Services
from tests.integration.test_importing import CODER, NOTE, chart_of, maria, store

_OLD = "type 2 diabetes with neuropathy"
_NEW = "type 2 diabetes with polyneuropathy of both feet"


def quote(services: Services, document: ClinicalDocument, words: str) -> Evidence:
    text = services.records.document_text(document.id)
    start = text.index(words)
    return evidence_from(document.id, text, start, start + len(words))


def test_words_of_the_newest_version_answer_the_warning_about_the_old_ones(
    services: Services,
) -> None:
    store(services, chart_of(maria("A1")))
    (row,) = services.patients.encounter_rows()
    visit = row.encounter.id
    (note,) = services.records.chart(visit).documents
    services.coding.assign(CODER, visit, "E11.42", (quote(services, note, _OLD),))
    services.coding.assign(CODER, visit, "R20.0", (quote(services, note, "numb feet"),))

    def warned() -> list[str]:
        findings = services.coding.findings(visit)
        return [each.sentence for each in findings if "no longer stands" in each.sentence]

    def quotes(code: str) -> list[str]:
        diagnosis = services.coding.sheet(visit).sheet.diagnosis_with_code(code)
        return [piece.quote for piece in diagnosis.evidence] if diagnosis else []

    assert warned() == []
    store(services, chart_of(maria("A1"), NOTE.replace(_OLD, _NEW)))
    (warning,) = warned()
    assert "E11.42" in warning
    assert "words of the newest version" in warning
    newest = next(d for d in services.records.chart(visit).documents if d.superseded_by is None)
    services.coding.assign(CODER, visit, "E11.42", (quote(services, newest, _NEW),))
    assert warned() == []
    assert quotes("E11.42") == [_NEW]
    assert quotes("R20.0") == ["numb feet"]
    services.coding.undo(CODER, visit)
    assert quotes("E11.42") == [_OLD]
