"""A visit with everyone concerned in it: what the banner shows and a claim freezes."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.patients import Coverage, Patient
from medcoder_desktop.domain.practice import Facility, Payer, Practice, Provider
from medcoder_desktop.domain.search import SearchContext


@dataclass(frozen=True, slots=True)
class Visit:
    """One encounter and the people and papers around it.

    Attributes:
        provider: Rendering provider; None until one is chosen.
        coverage: None for a self-paying patient, as is ``payer``.
        practice: None until the practice is set up.
        facility: Where the patient was seen; None for the practice's own rooms.
    """

    encounter: Encounter
    patient: Patient
    provider: Provider | None
    coverage: Coverage | None
    payer: Payer | None
    practice: Practice | None
    facility: Facility | None = None

    @property
    def search_context(self) -> SearchContext:
        """What a code search may know of this visit."""
        day = self.encounter.date_of_service
        return SearchContext(on=day, age=self.patient.age_on(day), sex=self.patient.sex)
