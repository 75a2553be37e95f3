"""What the readers of a FHIR import share while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from medcoder_desktop.domain.documents import Original
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.records.fhir_nodes import at, text
from medcoder_desktop.records.fhir_pool import Pool, Resource
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.neighbours import Neighbours


@dataclass(slots=True)
class Reading:
    """One import under way; readers add to it in turn, people before visits before the chart.

    Attributes:
        source: Name of the file.
        beside: Where texts may lie that the file names.
        patients: By the name of their resource; so are encounters.
        originals: Pages of documents.
    """

    pool: Pool
    source: str
    beside: Neighbours
    left_out: LeftOut = field(default_factory=LeftOut)
    patients: dict[str, Patient] = field(default_factory=dict)
    encounters: dict[str, Encounter] = field(default_factory=dict)
    originals: list[Original] = field(default_factory=list)

    @property
    def only_patient(self) -> Patient | None:
        """The patient of a file about one; None where there are more."""
        return next(iter(self.patients.values())) if len(self.patients) == 1 else None

    def patient_of(self, resource: Resource, key: str = "subject") -> Patient | None:
        """Whose record a resource belongs to, counted as left out when that is nobody here.

        Where it names nobody at all, it belongs to the only patient of the file, if there is
        only one.
        """
        reference = at(resource.body, key)
        if reference is None:
            if self.only_patient:
                return self.only_patient
        else:
            found = self.pool.resolve(reference, resource)
            if found and found.name in self.patients:
                return self.patients[found.name]
        self.left_out.count("left_out.no_patient", kind=resource.kind)
        return None

    def encounter_of(self, resource: Resource, patient: Patient, *path: str) -> Encounter | None:
        """The visit a resource belongs to; None where it names none of this patient."""
        reference = at(resource.body, *(path or ("encounter",)))
        if isinstance(reference, list):
            reference = reference[0] if reference else None
        if not text(reference, "reference") and not at(reference, "identifier"):
            return None
        found = self.pool.resolve(reference, resource)
        encounter = self.encounters.get(found.name) if found else None
        return encounter if encounter and encounter.patient_id == patient.id else None
