"""Patients and practitioners of a FHIR import."""

from __future__ import annotations

import re
from collections import defaultdict

from medcoder_desktop.domain.identifiers import new_id, npi_is_valid
from medcoder_desktop.domain.patients import Patient, RecordNumber, Sex
from medcoder_desktop.domain.practice import Provider
from medcoder_desktop.records.concepts import codes, codings, words
from medcoder_desktop.records.fhir.contact import human_name, phone_number, postal_address
from medcoder_desktop.records.fhir.nodes import Node, at, day, nodes, text
from medcoder_desktop.records.fhir.pool import Pool, Resource, conditional_identifier
from medcoder_desktop.records.fhir.reading import Reading
from medcoder_desktop.records.person_names import name_from_text

NPI_SYSTEMS = ("http://hl7.org/fhir/sid/us-npi", "urn:oid:2.16.840.1.113883.4.6")
TAXONOMY_SYSTEMS = ("http://nucc.org/provider-taxonomy", "urn:oid:2.16.840.1.113883.6.101")

_KEPT_TYPES = frozenset(["MR", "MRT", "PI", "PT", "PE", "RI", "FI", "U"])
"""Kinds of patient numbers (HL7 table 0203) by which an office or hospital finds a chart."""
_NOT_FOR_THE_OFFICE = re.compile(
    r"us-ssn|social security|\bssn\b|driver|passport|licen[cs]e|us-mbi"
    r"|2\.16\.840\.1\.113883\.4\.(?:1|3\.\d+|330(?:\.\d+)?)(?=\s|$)",
    re.IGNORECASE,
)
"""Systems and words of numbers an office has no need of: social security, licence, passport."""
_PATIENT_KEYS = ("subject", "patient", "beneficiary")
"""Where resources name their patient."""
_SEX = {"female": Sex.FEMALE, "male": Sex.MALE, "f": Sex.FEMALE, "m": Sex.MALE}


def read_patients(reading: Reading) -> None:
    """Add the patients of the pool to the reading, and those that stand inside other resources.

    One who stands inside many resources, or in the pool, too, is one patient.
    """
    known = _Known()
    for resource in reading.pool.of_kind("Patient"):
        patient = _patient(resource.body)
        reading.patients[resource.name] = patient
        known.add(patient)
    for resource in reading.pool.everything():
        for key in _PATIENT_KEYS if "contained" in resource.body else ():
            inside = reading.pool.resolve(at(resource.body, key), resource)
            if inside and inside.kind == "Patient" and inside.name not in reading.patients:
                patient = _patient(inside.body)
                reading.patients[inside.name] = known.same(patient) or known.add(patient)
    for patient in reading.everybody:
        if not patient.name.family and not patient.name.given:
            reading.left_out.count("left_out.nameless_patient")


class _Known:
    """The patients met so far: one is the same by number, else in all they say."""

    def __init__(self) -> None:
        self._by_number: dict[RecordNumber, Patient] = {}
        self._by_words: dict[tuple[object, ...], Patient] = {}

    def add(self, patient: Patient) -> Patient:
        for number in patient.record_numbers:
            self._by_number.setdefault(number, patient)
        words_of = (patient.name, patient.birth_date, patient.sex)
        self._by_words.setdefault(words_of, patient)
        return patient

    def same(self, patient: Patient) -> Patient | None:
        for number in patient.record_numbers:
            if number in self._by_number:
                return self._by_number[number]
        alike = self._by_words.get((patient.name, patient.birth_date, patient.sex))
        apart = alike and alike.record_numbers and patient.record_numbers
        return None if apart else alike


def _patient(body: Node) -> Patient:
    name, _ = human_name(body)
    return Patient(
        id=new_id(),
        name=name,
        birth_date=day(body, "birthDate"),
        sex=stated_sex(body),
        address=postal_address(body),
        phone=phone_number(body),
        record_numbers=_record_numbers(body),
    )


def npi_of(body: object) -> str:
    """The NPI a practitioner or organization carries, right or wrong; empty without one."""
    for identifier in nodes(body, "identifier"):
        typed_npi = "NPI" in codes(identifier, "type")
        if text(identifier, "system") in NPI_SYSTEMS or typed_npi:
            return text(identifier, "value")
    return ""


class ProviderBook:
    """The clinicians of an import, each once, found by whatever a reference says of them.

    Attributes:
        origins: Names of the resources that name a clinician, by the clinician's id.
    """

    def __init__(self, pool: Pool) -> None:
        self.origins: defaultdict[str, set[str]] = defaultdict(set)
        self._pool = pool
        self._by_key: dict[tuple[str, ...], Provider] = {}
        self._roles: dict[str, str] = {}
        for role in pool.of_kind("PractitionerRole"):
            practitioner = pool.resolve(at(role.body, "practitioner"), role)
            if practitioner and (taxonomy := _taxonomy(role.body, "specialty", "code")):
                self._roles.setdefault(practitioner.name, taxonomy)
        for resource in pool.of_kind("Practitioner"):
            self._from_resource(resource)

    @property
    def providers(self) -> tuple[Provider, ...]:
        """All clinicians, in the order in which they came up."""
        return tuple(self._by_key.values())

    def provider_of(self, reference: object, inside: Resource) -> Provider | None:
        """The clinician a reference means; None when it means nobody, or no clinician."""
        target = self._pool.resolve(reference, inside)
        if target and target.kind == "PractitionerRole":
            reference, inside = at(target.body, "practitioner"), target
            target = self._pool.resolve(reference, inside)
        if target:
            return self._from_resource(target) if target.kind == "Practitioner" else None
        address = text(reference, "reference")
        if address and "Practitioner" not in address:
            return None
        written = name_from_text(text(reference, "display"))
        if written is None:
            return None
        kind, system, value = conditional_identifier(address)
        npi = (
            value
            if kind == "Practitioner" and system in NPI_SYSTEMS
            else npi_of({"identifier": at(reference, "identifier")})
        )
        name, credentials = written
        return self._once(Provider(new_id(), name, credentials, npi), inside)

    def _from_resource(self, resource: Resource) -> Provider | None:
        body = resource.body
        name, credentials = human_name(body)
        if not name.family and not name.given:
            return None
        return self._once(
            Provider(
                id=new_id(),
                name=name,
                credentials=credentials or _qualification(body),
                npi=npi_of(body),
                taxonomy=_taxonomy(body, "qualification") or self._roles.get(resource.name, ""),
                active=at(body, "active") is not False,
            ),
            resource,
        )

    def _once(self, provider: Provider, named_in: Resource) -> Provider:
        """One entry for each valid NPI; where there is none, for each name."""
        name = provider.name
        key = (
            (provider.npi,)
            if npi_is_valid(provider.npi)
            else (provider.npi, name.family.casefold(), name.given.casefold(), name.middle)
        )
        known = self._by_key.setdefault(key, provider)
        self.origins[known.id].add(named_in.name.partition("#")[0])
        return known


def stated_sex(body: Node) -> Sex:
    """Administrative sex; sex at birth stands in only where that is not given at all."""
    stated = text(body, "gender").lower()
    if stated:
        return _SEX.get(stated, Sex.UNKNOWN)
    at_birth = next(
        (
            text(extension, "valueCode")
            for extension in nodes(body, "extension")
            if text(extension, "url").endswith("/us-core-birthsex")
        ),
        "",
    )
    return _SEX.get(at_birth.lower(), Sex.UNKNOWN)


def _record_numbers(body: Node) -> tuple[RecordNumber, ...]:
    """Chart numbers, medical record numbers first; never numbers that name a person elsewhere."""
    ranked: dict[RecordNumber, int] = {}
    for identifier in nodes(body, "identifier"):
        value = text(identifier, "value")
        kinds = {c.code for c in codings(at(identifier, "type")) if c.system.endswith("0203")}
        is_chart_number = "MR" in kinds
        system = text(identifier, "system") or text(identifier, "assigner", "display")
        about = f"{system} {words(at(identifier, 'type'))}"
        if not value or _NOT_FOR_THE_OFFICE.search(about) or text(identifier, "use") == "old":
            continue
        is_kept = not kinds or bool(kinds & _KEPT_TYPES)
        if is_kept and (system or is_chart_number):
            number = RecordNumber(system or "MRN", value)
            ranked.setdefault(number, 0 if is_chart_number else 1)
    return tuple(sorted(ranked, key=lambda number: ranked[number]))


def _qualification(body: Node) -> str:
    """Credentials from a qualification such as ``MD``; a long text is a diploma, not letters."""
    for qualification in nodes(body, "qualification"):
        stated = words(at(qualification, "code"))
        if 0 < len(stated) <= 8:
            return stated
    return ""


def _taxonomy(body: Node, *keys: str) -> str:
    for key in keys:
        for node in nodes(body, key):
            concept = at(node, "code") if key == "qualification" else node
            for coding in nodes(concept, "coding"):
                if text(coding, "system") in TAXONOMY_SYSTEMS:
                    return text(coding, "code")
    return ""
