"""Evidence of a sheet against the documents it quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.sheet import CodingSheet

if TYPE_CHECKING:
    from medcoder_desktop.store.repositories import Repositories
    from medcoder_desktop.store.unit_of_work import UnitOfWork


def check_evidence(work: UnitOfWork, encounter_id: str, evidence: tuple[Evidence, ...]) -> None:
    """Let only words through that stand in the patient's own documents.

    Raises:
        InputError: Words do not stand where they are said to, or are of another patient.
    """
    patient_id = work.encounters.get(encounter_id).patient_id
    for piece in evidence:
        document = work.chart.document(piece.document_id)
        if document.patient_id != patient_id or not piece.stands_in(
            work.chart.text(piece.document_id)
        ):
            raise InputError("sheet.evidence_moved")


def is_of_visit(work: UnitOfWork, encounter_id: str, evidence: tuple[Evidence, ...]) -> bool:
    """Whether any of the words stand in a document of this very visit, or written on its day."""
    day = work.encounters.get(encounter_id).date_of_service
    documents = [work.chart.document(piece.document_id) for piece in evidence]
    return any(each.encounter_id == encounter_id or each.written_on == day for each in documents)


def amended_diagnoses(records: Repositories, sheet: CodingSheet) -> frozenset[str]:
    """Ids of diagnoses with a quote that no longer stands in its document.

    A document that was amended is not quoted any more unless its newest version has the words.
    """
    texts: dict[str, str] = {}
    return frozenset(
        diagnosis.id
        for diagnosis in sheet.diagnoses
        if any(_is_outdated(records, piece, texts) for piece in diagnosis.evidence)
    )


def without_outdated(
    work: UnitOfWork, sheet: CodingSheet, code: str, evidence: tuple[Evidence, ...]
) -> CodingSheet:
    """The sheet without quotes of amended documents whose place new words take.

    Words of the newest version, given to a code, replace those that its older versions had and
    it has not any more: that is how a coder answers the warning about them.
    """
    present = sheet.diagnosis_with_code(code)
    if present is None or not evidence:
        return sheet
    answered = {piece.document_id for piece in evidence}
    texts: dict[str, str] = {}
    kept = tuple(
        piece
        for piece in present.evidence
        if _newest(work, piece.document_id) not in answered or not _is_outdated(work, piece, texts)
    )
    changed = replace(present, evidence=kept)
    return replace(
        sheet,
        diagnoses=tuple(changed if each.id == present.id else each for each in sheet.diagnoses),
    )


def _is_outdated(records: Repositories, piece: Evidence, texts: dict[str, str]) -> bool:
    """Whether words do not stand in their document, or not in the newest version of it.

    Args:
        texts: Of documents read before.
    """
    if piece.document_id not in texts:
        texts[piece.document_id] = records.chart.text(piece.document_id)
    if not piece.stands_in(texts[piece.document_id]):
        return True
    newest = _newest(records, piece.document_id)
    if newest == piece.document_id:
        return False
    return not (piece.quote and piece.is_found_in(records.chart.text(newest)))


def _newest(records: Repositories, document_id: str) -> str:
    """Id of the newest version of a document."""
    seen = {document_id}
    while (following := records.chart.document(document_id).superseded_by) is not None:
        if following in seen:
            break
        seen.add(following)
        document_id = following
    return document_id
