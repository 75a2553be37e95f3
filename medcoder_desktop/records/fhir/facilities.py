"""Where visits of a FHIR import took place, when that was not the office."""

from __future__ import annotations

from medcoder_desktop.domain.identifiers import new_id, npi_is_valid
from medcoder_desktop.domain.people import Address
from medcoder_desktop.domain.places import WITHOUT_FACILITY
from medcoder_desktop.domain.practice import Facility
from medcoder_desktop.records.fhir.contact import postal_address
from medcoder_desktop.records.fhir.nodes import Node, at, nodes, text
from medcoder_desktop.records.fhir.people import npi_of
from medcoder_desktop.records.fhir.pool import Pool, Resource


class FacilityBook:
    """The facilities of an import, each once."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._by_name: dict[str, Facility] = {}

    @property
    def facilities(self) -> tuple[Facility, ...]:
        """All facilities, in the order in which they came up."""
        return tuple(self._by_name.values())

    def of_visit(self, visit: Resource, place: str) -> Facility | None:
        """The place a visit names, else the organization that saw the patient.

        Args:
            place: Its place of service: the office and the patient's home are no facility.
        """
        if place in WITHOUT_FACILITY:
            return None
        located = [at(each, "location") for each in nodes(visit.body, "location")]
        for reference in (*located, at(visit.body, "serviceProvider")):
            target = self._pool.resolve(reference, visit)
            name = text(target.body, "name") if target else text(reference, "display")
            if name:
                return self._once(name, target)
        return None

    def _once(self, name: str, target: Resource | None) -> Facility:
        key = name.casefold()
        if key not in self._by_name:
            bodies = self._bodies(target) if target else []
            npis = (npi_of(body) for body in bodies)
            addresses = (postal_address(body) for body in bodies)
            self._by_name[key] = Facility(
                id=new_id(),
                name=name,
                npi=next(filter(npi_is_valid, npis), ""),
                address=next((each for each in addresses if each.line1), Address()),
            )
        return self._by_name[key]

    def _bodies(self, target: Resource) -> list[Node]:
        """The place itself, and who runs it."""
        managing = self._pool.resolve(at(target.body, "managingOrganization"), target)
        return [target.body, *([managing.body] if managing else [])]
