"""Coverages and payers of a FHIR import, and which coverage pays for which visit."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Coverage, Patient, Relationship, Subscriber
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import Payer
from medcoder_desktop.records.concepts import codes, words
from medcoder_desktop.records.fhir.contact import human_name, phone_number, postal_address
from medcoder_desktop.records.fhir.nodes import Node, at, day, first_day, nodes, partial_day, text
from medcoder_desktop.records.fhir.people import stated_sex
from medcoder_desktop.records.fhir.pool import Resource
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.payers import payer_kind, payer_name, pays_nothing
from medcoder_desktop.records.person_names import name_from_text
from medcoder_desktop.records.relationships import relationship_to_subscriber

_NOT_IN_FORCE = frozenset(["cancelled", "entered-in-error", "draft"])


@dataclass(slots=True)
class CoverageBook:
    """Coverages and payers, each once.

    Attributes:
        by_visit: Resource name of an encounter to the coverage its claim names.
        origins: Names of the resources that state a coverage, by its id.
    """

    payers: dict[str, Payer] = field(default_factory=dict)
    coverages: dict[tuple[str, str, str], Coverage] = field(default_factory=dict)
    by_visit: dict[str, Coverage] = field(default_factory=dict)
    origins: defaultdict[str, set[str]] = field(default_factory=partial(defaultdict, set))
    _periods: dict[str, list[tuple[date, date]]] = field(default_factory=dict)

    def of_visit(self, visit: str, patient_id: str, on: date) -> Coverage | None:
        """The coverage a visit's claim names, else the first-ranked one; only one in force.

        Args:
            visit: Resource name of the encounter.
        """
        named = self.by_visit.get(visit)
        if named and named.patient_id == patient_id and self._holds(named, on):
            return named
        return self.in_force(patient_id, on)

    def in_force(self, patient_id: str, on: date) -> Coverage | None:
        """The first-ranked coverage that holds on a day; None without any.

        Where two rank alike, one whose stated period holds goes before one that states none.
        """
        held = [
            coverage
            for coverage in self.coverages.values()
            if coverage.patient_id == patient_id and self._holds(coverage, on)
        ]
        return min(held, key=lambda each: (each.rank, each.id not in self._periods), default=None)

    def add(self, coverage: Coverage, payer: Payer, period: tuple[date, date] | None) -> Coverage:
        """Add a coverage unless the patient has it already; the richer entry wins."""
        payer = self.payers.setdefault(payer.name.casefold(), payer)
        key = (coverage.patient_id, payer.id, coverage.member_id)
        known = self.coverages.get(key)
        if known is None:
            known = replace(coverage, payer_id=payer.id)
        elif not known.group_number and not known.plan_name:
            known = replace(coverage, id=known.id, payer_id=payer.id)
        self.coverages[key] = known
        if period:
            self._periods.setdefault(known.id, []).append(period)
        return known

    def _holds(self, coverage: Coverage, on: date) -> bool:
        """Whether a coverage is in force on a day: one renewed has several periods."""
        periods = self._periods.get(coverage.id)
        return periods is None or any(start <= on <= end for start, end in periods)


def read_coverages(reading: Reading) -> CoverageBook:
    """Read coverages that stand by themselves, then those inside explanations of benefits."""
    book = CoverageBook()
    for resource in sorted(reading.pool.of_kind("Coverage"), key=_order):
        _take(reading, book, resource)
    for benefit in sorted(reading.pool.of_kind("ExplanationOfBenefit"), key=_newest_first):
        _read_benefit(reading, book, benefit)
    return book


def _order(coverage: Resource) -> int:
    """Which pays first, second and so on; first where the record does not say."""
    stated = text(coverage.body, "order")
    return int(stated) if stated.isdecimal() and len(stated) < 3 else 1


def _newest_first(benefit: Resource) -> int:
    made = first_day(benefit.body, ("billablePeriod", "start"), ("created",))
    return -made.toordinal() if made else 0


def _read_benefit(reading: Reading, book: CoverageBook, benefit: Resource) -> None:
    """The coverages an explanation of benefits names, and the visits it was for."""
    covered: list[Coverage] = []
    for insurance in nodes(benefit.body, "insurance"):
        resource = reading.pool.resolve(at(insurance, "coverage"), benefit)
        if resource and (coverage := _take(reading, book, resource)):
            focal = at(insurance, "focal") is True
            covered.insert(0 if focal else len(covered), coverage)
    if not covered:
        return
    for line in nodes(benefit.body, "item"):
        for reference in nodes(line, "encounter"):
            visit = reading.pool.resolve(reference, benefit)
            if visit:
                book.by_visit.setdefault(visit.name, covered[0])


def _take(reading: Reading, book: CoverageBook, resource: Resource) -> Coverage | None:
    body = resource.body
    if text(body, "status") in _NOT_IN_FORCE:
        reading.left_out.count("left_out.coverage_status")
        return None
    patient = reading.patient_of(resource, "beneficiary")
    if patient is None:
        return None
    payer = _payer(reading, resource)
    if payer is None:
        return None
    relationship, subscriber = _subscriber(reading, resource, patient)
    coverage = Coverage(
        id=new_id(),
        patient_id=patient.id,
        payer_id=payer.id,
        member_id=_member_id(resource),
        group_number=_class_of(resource, "group"),
        plan_name=_class_of(resource, "plan", named=True),
        relationship=relationship,
        subscriber=subscriber,
        rank=2 if _order(resource) > 1 else 1,
    )
    known = book.add(coverage, payer, _period(body))
    book.origins[known.id].add(resource.name.partition("#")[0])
    return known


def _period(body: Node) -> tuple[date, date] | None:
    """The first and last day of a coverage; None where it states neither.

    A month or a year stands for all its days.
    """
    start, end = day(body, "period", "start"), day(body, "period", "end")
    if start is None and (begins := partial_day(body, "period", "start")):
        start = _first_of(begins)
    if end is None and (ends := partial_day(body, "period", "end")):
        end = _last_of(ends)
    return (start or date.min, end or date.max) if start or end else None


def _first_of(month_or_year: str) -> date | None:
    year, _, month = month_or_year.partition("-")
    try:
        return date(int(year), int(month or 1), 1)
    except ValueError:
        return None


def _last_of(month_or_year: str) -> date | None:
    year, _, month = month_or_year.partition("-")
    try:
        last = int(month or 12)
        return date(int(year), last, monthrange(int(year), last)[1])
    except ValueError:
        return None


def _payer(reading: Reading, resource: Resource) -> Payer | None:
    """The first payor; None, told or understood, when the patient pays or nobody is named."""
    kind_of_coverage = words(at(resource.body, "type"))
    reference = at(resource.body, "payor") or at(resource.body, "insurer")  # the latter in R5
    organization = reading.pool.resolve(_first(reference), resource)
    body = organization.body if organization else {}
    if organization and organization.kind != "Organization":
        return None  # the patient or a relative pays
    name = payer_name(text(body, "name") or text(reference, "display"))
    if pays_nothing(name or kind_of_coverage):
        return None
    if not name:
        reading.left_out.count("left_out.payer_unnamed")
        return None
    return Payer(
        id=new_id(),
        name=name,
        payer_id=_payer_id(body),
        kind=payer_kind(name, kind_of_coverage),
        address=postal_address(body),
        phone=phone_number(body),
    )


def _payer_id(body: object) -> str:
    """The identifier under which files reach the payer, where the record says it is that."""
    for identifier in nodes(body, "identifier"):
        kinds = {code.lower() for code in codes(identifier, "type")}
        about = text(identifier, "system").lower().replace("-", "").replace("_", "")
        if kinds & {"payerid", "naiccode", "niip"} or about.endswith("payerid"):
            return text(identifier, "value")
    return ""


def _member_id(resource: Resource) -> str:
    """As on the card: the subscriber's number, else the member's."""
    stated = text(resource.body, "subscriberId")
    if stated:
        return stated
    identifiers = nodes(resource.body, "identifier")
    for wanted in ("MB", "SN", "MC", "MA"):
        for identifier in identifiers:
            if wanted in codes(identifier, "type"):
                return text(identifier, "value")
    untyped = [i for i in identifiers if at(i, "type") is None]
    return text(untyped[0], "value") if len(identifiers) == 1 and untyped else ""


def _class_of(resource: Resource, kind: str, *, named: bool = False) -> str:
    for node in nodes(resource.body, "class"):
        if kind in codes(node, "type"):
            value = text(node, "value") or text(node, "value", "value")  # the latter in R5
            return (text(node, "name") if named else "") or value
    grouping = at(resource.body, "grouping")  # up to FHIR STU3
    return (text(grouping, f"{kind}Display") if named else "") or text(grouping, kind)


def _subscriber(
    reading: Reading, resource: Resource, patient: Patient
) -> tuple[Relationship, Subscriber | None]:
    """Who holds the policy. What the record leaves open stays empty for the coder to fill."""
    body = resource.body
    reference = at(body, "subscriber")
    holder = reading.pool.resolve(reference, resource)
    if holder and reading.patients.get(holder.name) == patient:
        return Relationship.SELF, None
    holder_is = codes(holder.body, "relationship") if holder else ()
    relationship = relationship_to_subscriber(codes(body, "relationship"), holder_is)
    is_another = bool(holder) or relationship not in (None, Relationship.SELF)
    if not is_another:
        return Relationship.SELF, None
    relationship = relationship or Relationship.OTHER
    if relationship is Relationship.SELF:  # and yet another person holds it
        relationship = Relationship.OTHER
    if holder is None:
        written = name_from_text(text(reference, "display"))
        return relationship, Subscriber(written[0] if written else PersonName("", ""))
    name, _ = human_name(holder.body)
    return relationship, Subscriber(
        name=name,
        birth_date=day(holder.body, "birthDate"),
        sex=stated_sex(holder.body),
        address=postal_address(holder.body),
    )


def _first(reference: object) -> object:
    return reference[0] if isinstance(reference, list) and reference else reference
