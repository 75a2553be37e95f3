"""Claims: a coded visit is finished, frozen, exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.claims import (
    Claim,
    ClaimDiagnosis,
    ClaimEvidence,
    ClaimLine,
    ClaimRow,
    ClaimStatus,
    ExportKind,
)
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.errors import Defect, InputError
from medcoder_desktop.domain.findings import Severity
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis
from medcoder_desktop.domain.visit_states import EncounterStatus
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.exports.claim_json import write_claim_json
from medcoder_desktop.services.coding_service import CodingService
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.services.patient_service import read_visit

if TYPE_CHECKING:
    from medcoder_desktop.store.repositories import Repositories
    from medcoder_desktop.store.store import Store


class ClaimService:
    """From coding sheet to claim, and from claim to paper and file.

    Args:
        fonts: Folder of the fonts that printed pages embed.
    """

    def __init__(
        self,
        store: Store,
        coding: CodingService,
        library: LibraryService,
        clock: Clock,
        fonts: Path,
    ) -> None:
        self._store = store
        self._coding = coding
        self._library = library
        self._clock = clock
        self._fonts = fonts

    def finish(self, actor: Actor, encounter_id: str) -> Claim:
        """Freeze the visit's sheet as a claim with everything it names.

        Raises:
            InputError: A finding of severity error stands in the way (the sentence names the
                first), or the visit is finished already.
        """
        findings = self._coding.findings(encounter_id)
        checked = self._coding.sheet(encounter_id)
        with self._store.writing(actor) as work:
            visit = read_visit(work, encounter_id)
            encounter = visit.encounter
            if not encounter.status.can_be_coded:
                current = work.claims.of_encounter(encounter_id)
                raise InputError(
                    "claim.finished_already",
                    number=encounter.number,
                    claim=current[0].number if current else "",
                )
            for finding in findings:
                if finding.severity is Severity.ERROR:
                    raise InputError(
                        "claim.has_errors", number=encounter.number, problem=finding.sentence
                    )
            version = work.sheets.current(encounter_id)
            if version.version != checked.version:
                raise InputError("claim.sheet_changed", number=encounter.number)
            claim = work.claims.add(self._freeze(work, actor, visit, version.sheet))
            work.encounters.save(replace(encounter, status=EncounterStatus.FINISHED))
            work.record("claim.finish", encounter_id, claim.number)
            work.commit()
        return claim

    def reopen(self, actor: Actor, encounter_id: str) -> Changes:
        """Open a finished visit for coding again; its claim is withdrawn, and kept.

        Raises:
            InputError: The visit is not finished.
        """
        with self._store.writing(actor) as work:
            encounter = work.encounters.get(encounter_id)
            if encounter.status.can_be_coded:
                raise InputError("claim.not_finished", number=encounter.number)
            for claim in work.claims.of_encounter(encounter_id):
                if claim.status is not ClaimStatus.WITHDRAWN:
                    work.claims.set_status(claim.id, ClaimStatus.WITHDRAWN)
            work.encounters.save(replace(encounter, status=EncounterStatus.IN_PROGRESS))
            work.record("visit.reopen", encounter_id, encounter.number)
            work.commit()
        return Changes(
            Changed.CLAIMS | Changed.ENCOUNTERS | Changed.SHEET, frozenset({encounter_id})
        )

    def claim(self, claim_id: str) -> Claim:
        """One claim.

        Raises:
            KeyError: No claim has this id.
        """
        with self._store.reading() as records:
            return records.claims.get(claim_id)

    def claim_by_number(self, number: str) -> Claim:
        """The claim people call ``number`` (``C1001``; the letter may be missing or small).

        Raises:
            InputError: There is none.
        """
        wanted = number.strip().upper()
        if wanted.isdigit():
            wanted = f"C{wanted}"
        with self._store.reading() as records:
            try:
                return records.claims.by_number(wanted)
            except KeyError:
                raise InputError("missing.claim", number=number) from None

    def current_claim(self, encounter_id: str) -> Claim | None:
        """The claim in force of a finished visit."""
        with self._store.reading() as records:
            claims = records.claims.of_encounter(encounter_id)
        return next((c for c in claims if c.status is not ClaimStatus.WITHDRAWN), None)

    def rows(self) -> tuple[ClaimRow, ...]:
        """The list of claims, newest first."""
        with self._store.reading() as records:
            return records.claims.rows()

    def export(
        self,
        actor: Actor,
        claim_id: str,
        kind: ExportKind,
        target: Path,
        with_evidence: bool = True,
    ) -> Path:
        """Write a claim to a file, and remember that it left.

        The summary of a withdrawn claim can be printed for the file, marked as withdrawn across
        the page; as JSON, which other programs take for a claim, it does not leave.

        Raises:
            InputError: The claim is withdrawn and JSON is asked for.
            EnvironmentError_: The file cannot be written.
        """
        claim = self.claim(claim_id)
        withdrawn = claim.status is ClaimStatus.WITHDRAWN
        if withdrawn and kind is ExportKind.JSON:
            raise InputError("claim.withdrawn", number=claim.number)
        leaving = claim if withdrawn else replace(claim, status=ClaimStatus.EXPORTED)
        self._write(leaving, kind, target, with_evidence=with_evidence)
        with self._store.writing(actor) as work:
            if work.claims.get(claim_id).status is ClaimStatus.FINISHED:
                work.claims.set_status(claim_id, ClaimStatus.EXPORTED)
            if not withdrawn:
                self._mark_exported(work, claim.encounter_id)
            work.record("claim.export", claim_id, f"{claim.number} {kind.value}")
            work.commit()
        return target

    def _write(self, claim: Claim, kind: ExportKind, target: Path, *, with_evidence: bool) -> None:
        if kind is ExportKind.JSON:
            write_claim_json(claim, target)
            return
        from medcoder_desktop.exports.claim_summary import (  # noqa: PLC0415 - ReportLab: 100 ms
            write_claim_summary,
        )

        write_claim_summary(
            claim,
            target,
            fonts=self._fonts,
            printed_at=self._clock.now(),
            with_evidence=with_evidence,
        )

    @staticmethod
    def _mark_exported(records: Repositories, encounter_id: str) -> None:
        try:
            encounter = records.encounters.get(encounter_id)
        except KeyError:  # a claim read back from a file has no visit here
            return
        if encounter.status is EncounterStatus.FINISHED:
            records.encounters.save(replace(encounter, status=EncounterStatus.EXPORTED))

    def _freeze(
        self, records: Repositories, actor: Actor, visit: Visit, sheet: CodingSheet
    ) -> Claim:
        if visit.practice is None or visit.provider is None:
            raise Defect("claim.not_checked")  # the edits stop this before
        day = visit.encounter.date_of_service
        in_force = self._library.in_force(day)
        return Claim(
            id=new_id(),
            number="",
            encounter_id=visit.encounter.id,
            encounter_number=visit.encounter.number,
            finished_at=self._clock.now(),
            finished_by=actor.name,
            practice=visit.practice,
            patient=visit.patient,
            coverage=visit.coverage,
            payer=visit.payer,
            provider=visit.provider,
            date_of_service=day,
            place_of_service=visit.encounter.place_of_service,
            diagnoses=tuple(
                _claim_diagnosis(records, sheet, diagnosis) for diagnosis in sheet.diagnoses
            ),
            lines=_claim_lines(visit, sheet),
            total=sheet.total,
            code_release=_release_name(in_force),
            in_force=in_force.exact,
            facility=visit.facility,
        )


def _release_name(in_force: InForce) -> str:
    return in_force.release.title


def _claim_diagnosis(
    records: Repositories, sheet: CodingSheet, diagnosis: Diagnosis
) -> ClaimDiagnosis:
    quotes = []
    for piece in diagnosis.evidence:
        document = records.chart.document(piece.document_id)
        page = f", page {piece.region.page + 1}" if piece.region else ""
        title = f"{document.title}{page}"
        quotes.append(ClaimEvidence(title, document.written_on, piece.shown))
    return ClaimDiagnosis(
        sheet.letter_of(diagnosis.id), diagnosis.code, diagnosis.title, tuple(quotes)
    )


def _claim_lines(visit: Visit, sheet: CodingSheet) -> tuple[ClaimLine, ...]:
    return tuple(
        ClaimLine(
            number=number,
            date_of_service=line.date_of_service or visit.encounter.date_of_service,
            place_of_service=line.place_of_service or visit.encounter.place_of_service,
            procedure=line.procedure,
            description=line.description,
            modifiers=line.modifiers,
            pointers=sheet.letters_of(line),
            units=line.units,
            charge=line.charge,
        )
        for number, line in enumerate(sheet.lines, start=1)
    )
