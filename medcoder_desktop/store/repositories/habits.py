"""What an office is used to: its own words, and the codes of its latest visits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from medcoder_desktop.domain.office_habits import OfficeSynonym
from medcoder_desktop.store.folding import folded
from medcoder_desktop.store.sheet_json import procedures_of_sheet
from medcoder_desktop.store.tables.book import OfficeSynonymRow
from medcoder_desktop.store.tables.coding import EncounterRow, SheetVersionRow

LATEST_VISITS = 500
"""So many of the latest coded visits tell what an office is used to: however many it has in all,
they are read in the same few milliseconds, and habits of years ago are forgotten."""


@dataclass(frozen=True, slots=True)
class CodeUses:
    """On how many of the latest visits each code stands, the commonest first.

    Attributes:
        here: Of all providers.
        by_provider: Of one.
    """

    here: tuple[tuple[str, int], ...]
    by_provider: tuple[tuple[str, int], ...]


class HabitsRepository:
    """Keeps the office's words and counts its codes.

    Args:
        session: The open transaction.
        moment: When it began: when a synonym was changed.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self._session = session
        self._moment = moment

    def synonyms(self) -> tuple[OfficeSynonym, ...]:
        """The office's words in alphabetical order."""
        query = select(OfficeSynonymRow).order_by(OfficeSynonymRow.folded)
        return tuple(
            OfficeSynonym(row.said, row.meant, row.changed_at, row.changed_by)
            for row in self._session.scalars(query)
        )

    def save_synonym(self, said: str, meant: str, changed_by: str) -> None:
        """Let words mean something, in the place of what they meant before."""
        self._session.merge(
            OfficeSynonymRow(
                folded=folded(said),
                said=said,
                meant=meant,
                changed_at=self._moment,
                changed_by=changed_by,
            )
        )
        self._session.flush()

    def remove_synonym(self, said: str) -> bool:
        """Forget words; False when there were none."""
        query = (
            delete(OfficeSynonymRow)
            .where(OfficeSynonymRow.folded == folded(said))
            .returning(OfficeSynonymRow.folded)
        )
        return bool(self._session.execute(query).all())

    def code_uses(self, provider_id: str | None, besides: str = "") -> CodeUses:
        """Count the codes on the sheets of the latest coded visits.

        Args:
            provider_id: Whose visits are counted apart; None for nobody's.
            besides: Id of a visit that does not count, because it is being coded.

        Raises:
            InputError: A newer version of the program wrote a sheet.
            Defect: A sheet cannot be read.
        """
        query = (
            select(EncounterRow.provider_id, EncounterRow.diagnosis_codes, SheetVersionRow.content)
            .join(
                SheetVersionRow,
                and_(
                    SheetVersionRow.encounter_id == EncounterRow.id,
                    SheetVersionRow.version == EncounterRow.sheet_version,
                ),
            )
            .where(EncounterRow.id != besides)
            .order_by(EncounterRow.date_of_service.desc(), EncounterRow.serial.desc())
            .limit(LATEST_VISITS)
        )
        here, own = Counter[str](), Counter[str]()
        for provider, diagnoses, content in self._session.execute(query):
            codes = {*diagnoses.split(), *procedures_of_sheet(content)}
            here.update(codes)
            if provider == provider_id:
                own.update(codes)
        return CodeUses(_commonest(here), _commonest(own) if provider_id else ())


def _commonest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
