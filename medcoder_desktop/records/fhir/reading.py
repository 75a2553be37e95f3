"""What the readers of a FHIR import share while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from medcoder_desktop.domain.documents import Original
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.patients import Patient
from medcoder_desktop.records.fhir.nodes import at, nodes, text
from medcoder_desktop.records.fhir.pool import Pool, Resource
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.neighbours import Neighbours

_TO_THE_VISIT = (("context", "encounter"), ("encounter",), ("context",))
"""Where a resource names its visit; as its context alone in FHIR STU3 and R5."""


@dataclass(slots=True)
class Reading:
    """One import under way; readers add to it in turn, people before visits before the chart.

    Attributes:
        source: Name of the file.
        beside: Where texts may lie that the file names.
        patients: By the name of their resource; so are encounters.
        originals: Pages of documents.
        names_others: Whether patients or visits are named that are not here.
    """

    pool: Pool
    source: str
    beside: Neighbours
    left_out: LeftOut = field(default_factory=LeftOut)
    patients: dict[str, Patient] = field(default_factory=dict)
    encounters: dict[str, Encounter] = field(default_factory=dict)
    originals: list[Original] = field(default_factory=list)
    names_others: bool = False

    @property
    def only_patient(self) -> Patient | None:
        """The patient of a file about one; None where there are more."""
        first = next(iter(self.patients.values()), None)
        alone = all(patient is first for patient in self.patients.values())
        return first if alone else None

    @property
    def everybody(self) -> tuple[Patient, ...]:
        """The patients, each once, whatever they are called by."""
        return tuple({patient.id: patient for patient in self.patients.values()}.values())

    def patient_of(self, resource: Resource, key: str = "subject") -> Patient | None:
        """Whose record a resource belongs to, counted as left out when that is nobody here.

        Where it names nobody at all, it belongs to the only patient of the file, if there is
        only one.
        """
        patient = self.owner_of(resource, key)
        if patient is None:
            self.left_out.count("left_out.no_patient", kind=resource.kind)
        return patient

    def owner_of(self, resource: Resource, key: str = "subject") -> Patient | None:
        """As :meth:`patient_of`, for those who only ask."""
        named = (at(resource.body, each) for each in (key, "subject", "patient"))
        reference = next((each for each in named if each is not None), None)
        if reference is None:
            return self.only_patient
        found = self.pool.resolve(reference, resource)
        if found and found.name in self.patients:
            return self.patients[found.name]
        self.names_others = True
        return None

    def encounter_of(self, resource: Resource, patient: Patient) -> Encounter | None:
        """The visit a resource belongs to; None where it names none of this patient."""
        for path in _TO_THE_VISIT:
            for reference in nodes(resource.body, *path):
                if not text(reference, "reference") and not at(reference, "identifier"):
                    continue
                found = self.pool.resolve(reference, resource)
                encounter = self.encounters.get(found.name) if found else None
                if encounter and encounter.patient_id == patient.id:
                    return encounter
                self.names_others |= found is None
        return None
