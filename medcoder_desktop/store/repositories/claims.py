"""Finished claims, frozen; only what became of them changes."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from medcoder_desktop.domain.claims import Claim, ClaimRow, ClaimStatus
from medcoder_desktop.store.claim_document import claim_of, claim_text
from medcoder_desktop.store.repositories.counters import Counter, next_number
from medcoder_desktop.store.tables.claims import ClaimDocumentRow
from medcoder_desktop.store.tables.claims import ClaimRow as ListedRow
from medcoder_desktop.store.tables.coding import EncounterRow


class ClaimRepository:
    """Keeps the claims."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, claim: Claim) -> Claim:
        """Store a claim.

        Args:
            claim: Without a number it gets the next free one; a claim that was read from a
                file keeps the number it has.

        Returns:
            The claim with its number.
        """
        numbered = claim if claim.number else replace(claim, number=self._free_number())
        self._session.add(
            ListedRow(
                id=numbered.id,
                number=numbered.number,
                encounter_id=numbered.encounter_id,
                encounter_number=numbered.encounter_number,
                patient_name=numbered.patient.name.listed,
                payer_name=numbered.payer.name if numbered.payer else "",
                date_of_service=numbered.date_of_service,
                total=numbered.total,
                status=numbered.status,
                finished_at=numbered.finished_at,
            )
        )
        self._session.flush()
        self._session.add(ClaimDocumentRow(claim_id=numbered.id, content=claim_text(numbered)))
        self._session.flush()
        return numbered

    def get(self, claim_id: str) -> Claim:
        """The claim with this id.

        Raises:
            KeyError: There is none.
        """
        return self._one(ListedRow.id == claim_id, claim_id)

    def by_number(self, number: str) -> Claim:
        """The claim that people call by this number.

        Raises:
            KeyError: There is none.
        """
        return self._one(ListedRow.number == number, number)

    def exists(self, number: str) -> bool:
        """Whether a claim has this number."""
        return self._session.execute(
            select(exists().where(ListedRow.number == number))
        ).scalar_one()

    def of_encounter(self, encounter_id: str) -> tuple[Claim, ...]:
        """The claims made of a visit, the latest first, withdrawn ones among them."""
        return self._claims(ListedRow.encounter_id == encounter_id)

    def rows(self) -> tuple[ClaimRow, ...]:
        """The list of claims, the latest finished first."""
        query = (
            select(ListedRow, EncounterRow.id.is_not(None))
            .outerjoin(EncounterRow, EncounterRow.id == ListedRow.encounter_id)
            .order_by(ListedRow.finished_at.desc(), ListedRow.number.desc())
        )
        found = self._session.execute(query)
        return tuple(_listed(row, has_visit=has_visit) for row, has_visit in found)

    def set_status(self, claim_id: str, status: ClaimStatus) -> None:
        """Note what has become of a claim.

        Raises:
            KeyError: There is no such claim.
        """
        changed = self._session.execute(
            update(ListedRow)
            .where(ListedRow.id == claim_id)
            .values(status=status)
            .returning(ListedRow.id)
        ).all()
        if not changed:
            raise KeyError(claim_id)

    def _free_number(self) -> str:
        """The next number; one that a claim from a file has taken is passed over."""
        while self.exists(number := f"C{next_number(self._session, Counter.CLAIM)}"):
            pass
        return number

    def _one(self, which: ColumnElement[bool], named: str) -> Claim:
        found = self._claims(which)
        if not found:
            raise KeyError(named)
        return found[0]

    def _claims(self, which: ColumnElement[bool]) -> tuple[Claim, ...]:
        query = (
            select(ClaimDocumentRow.content, ListedRow.status)
            .join(ListedRow, ListedRow.id == ClaimDocumentRow.claim_id)
            .where(which)
            .order_by(ListedRow.finished_at.desc(), ListedRow.number.desc())
        )
        return tuple(claim_of(content, status) for content, status in self._session.execute(query))


def _listed(row: ListedRow, *, has_visit: bool) -> ClaimRow:
    return ClaimRow(
        id=row.id,
        number=row.number,
        encounter_id=row.encounter_id,
        encounter_number=row.encounter_number,
        patient_name=row.patient_name,
        payer_name=row.payer_name,
        date_of_service=row.date_of_service,
        total=row.total,
        status=row.status,
        finished_at=row.finished_at,
        has_visit=has_visit,
    )
