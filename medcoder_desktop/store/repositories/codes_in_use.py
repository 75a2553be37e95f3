"""Which codes stand on unfinished visits and on claims of days to come."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.claims import ClaimStatus
from medcoder_desktop.domain.codes_in_use import ClaimCode, VisitCode
from medcoder_desktop.domain.visit_states import OPEN_STATES
from medcoder_desktop.store.claim_document import codes_of_claim
from medcoder_desktop.store.sheet_json import procedures_of_sheet
from medcoder_desktop.store.tables.claims import ClaimDocumentRow, ClaimRow
from medcoder_desktop.store.tables.coding import EncounterRow, SheetVersionRow


class CodesInUseRepository:
    """Looks through what is coded, for the preview of a new release. Reads only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def codes_on_open_visits(self) -> tuple[VisitCode, ...]:
        """Codes on the newest sheets of visits that are not finished, each once for a visit.

        Visits come by date of service, the oldest first; the codes of one in the order of its
        sheet, diagnoses before procedures. Visits without a sheet are not even looked at.

        Raises:
            InputError: A newer version of the program wrote a sheet.
            Defect: A sheet cannot be read.
        """
        query = (
            select(
                EncounterRow.id,
                EncounterRow.number,
                EncounterRow.date_of_service,
                EncounterRow.diagnosis_codes,
                SheetVersionRow.content,
            )
            .join(
                SheetVersionRow,
                and_(
                    SheetVersionRow.encounter_id == EncounterRow.id,
                    SheetVersionRow.version == EncounterRow.sheet_version,
                ),
            )
            .where(EncounterRow.status.in_(OPEN_STATES), EncounterRow.sheet_version > 0)
            .order_by(EncounterRow.date_of_service, EncounterRow.serial)
        )
        return tuple(
            VisitCode(encounter_id, number, day, code)
            for encounter_id, number, day, diagnoses, sheet in self._session.execute(query)
            for code in dict.fromkeys((*diagnoses.split(), *procedures_of_sheet(sheet)))
        )

    def codes_on_future_claims(self, after: date) -> tuple[ClaimCode, ...]:
        """Codes on claims that are not withdrawn, each once for a claim.

        Args:
            after: The first date of service that counts, such as a release's first day.

        Returns:
            By date of service and number; diagnoses before procedures.

        Raises:
            InputError: A newer version of the program wrote a claim.
            Defect: A claim cannot be read.
        """
        query = (
            select(ClaimRow.number, ClaimRow.date_of_service, ClaimDocumentRow.content)
            .join(ClaimDocumentRow, ClaimDocumentRow.claim_id == ClaimRow.id)
            .where(ClaimRow.date_of_service >= after, ClaimRow.status != ClaimStatus.WITHDRAWN)
            .order_by(ClaimRow.date_of_service, ClaimRow.number)
        )
        return tuple(
            ClaimCode(number, day, code)
            for number, day, content in self._session.execute(query)
            for code in dict.fromkeys(codes_of_claim(content))
        )
