"""The people and papers of a claim file: practice, provider, facility, patient, policy, payer."""

from __future__ import annotations

from medcoder_desktop.domain.patients import (
    Coverage,
    Patient,
    RecordNumber,
    Relationship,
    Sex,
    Subscriber,
)
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import (
    Facility,
    Payer,
    PayerKind,
    Practice,
    Provider,
    TaxIdKind,
)
from medcoder_desktop.exports.json_fields import Fields

_NAME = ("family", "given", "middle", "suffix")
_ADDRESS = ("line1", "line2", "city", "state", "postal_code")
_PRACTICE = ("name", "address", "phone", "npi", "taxonomy", "tax_id", "tax_id_kind")
_PROVIDER = ("id", "name", "credentials", "npi", "taxonomy", "active")
_PATIENT = ("id", "name", "birth_date", "sex", "address", "phone", "record_numbers")
_RECORD_NUMBER = ("system", "value")
_PAYER = ("id", "name", "payer_id", "kind", "address", "phone")
_FACILITY = ("id", "name", "npi", "address", "place_of_service")
_COVERAGE = (
    "id",
    "member_id",
    "group_number",
    "plan_name",
    "relationship",
    "subscriber",
    "rank",
)
_SUBSCRIBER = ("name", "birth_date", "sex", "address")

_NPI = ("[12][0-9]{9}", "an NPI: ten digits, the first 1 or 2")
_NPI_OR_NONE = ("(?:[12][0-9]{9})?", "an NPI: ten digits, the first 1 or 2, or empty")
_PLACE_OR_NONE = ("(?:[0-9]{2})?", "a place of service of two digits, or empty")
_TAXONOMY = ("(?:[0-9A-Z]{9}X)?", "a taxonomy code of ten characters that ends in X, or empty")
_TAX_ID = ("[0-9](?:-?[0-9]){8}", "a tax ID of nine digits")
_PRESENT = ("(?s:.+)", "text that is not empty")


def practice_json(practice: Practice) -> dict[str, object]:
    """The practice as JSON values."""
    return {
        "name": practice.name,
        "address": _address_json(practice.address),
        "phone": practice.phone,
        "npi": practice.npi,
        "taxonomy": practice.taxonomy,
        "tax_id": practice.tax_id,
        "tax_id_kind": practice.tax_id_kind.value,
    }


def practice_of(claim: Fields) -> Practice:
    """The practice of a claim file."""
    practice = claim.part("practice", _PRACTICE)
    return Practice(
        name=practice.text("name"),
        address=_address_of(practice),
        phone=practice.text("phone"),
        npi=practice.text("npi", *_NPI),
        taxonomy=practice.text("taxonomy", *_TAXONOMY),
        tax_id=practice.text("tax_id", *_TAX_ID),
        tax_id_kind=practice.choice("tax_id_kind", TaxIdKind),
    )


def provider_json(provider: Provider) -> dict[str, object]:
    """The rendering provider as JSON values."""
    return {
        "id": provider.id,
        "name": _name_json(provider.name),
        "credentials": provider.credentials,
        "npi": provider.npi,
        "taxonomy": provider.taxonomy,
        "active": provider.active,
    }


def provider_of(claim: Fields) -> Provider:
    """The rendering provider of a claim file."""
    provider = claim.part("provider", _PROVIDER)
    return Provider(
        id=provider.text("id", *_PRESENT),
        name=_name_of(provider),
        credentials=provider.text("credentials"),
        npi=provider.text("npi", *_NPI),
        taxonomy=provider.text("taxonomy", *_TAXONOMY),
        active=provider.flag("active"),
    )


def patient_json(patient: Patient) -> dict[str, object]:
    """The patient as JSON values."""
    return {
        "id": patient.id,
        "name": _name_json(patient.name),
        "birth_date": patient.birth_date.isoformat() if patient.birth_date else None,
        "sex": patient.sex.value,
        "address": _address_json(patient.address),
        "phone": patient.phone,
        "record_numbers": [
            {"system": number.system, "value": number.value} for number in patient.record_numbers
        ],
    }


def patient_of(claim: Fields) -> Patient:
    """The patient of a claim file."""
    patient = claim.part("patient", _PATIENT)
    return Patient(
        id=patient.text("id", *_PRESENT),
        name=_name_of(patient),
        birth_date=patient.day_or_none("birth_date"),
        sex=patient.choice("sex", Sex),
        address=_address_of(patient),
        phone=patient.text("phone"),
        record_numbers=tuple(
            RecordNumber(number.text("system"), number.text("value"))
            for number in patient.parts("record_numbers", _RECORD_NUMBER)
        ),
    )


def payer_json(payer: Payer | None) -> dict[str, object] | None:
    """The payer as JSON values; None for a self-paying patient."""
    if payer is None:
        return None
    return {
        "id": payer.id,
        "name": payer.name,
        "payer_id": payer.payer_id,
        "kind": payer.kind.value,
        "address": _address_json(payer.address),
        "phone": payer.phone,
    }


def payer_of(claim: Fields) -> Payer | None:
    """The payer of a claim file; None for a self-paying patient."""
    payer = claim.part_or_none("payer", _PAYER)
    if payer is None:
        return None
    return Payer(
        id=payer.text("id", *_PRESENT),
        name=payer.text("name"),
        payer_id=payer.text("payer_id"),
        kind=payer.choice("kind", PayerKind),
        address=_address_of(payer),
        phone=payer.text("phone"),
    )


def facility_json(facility: Facility | None) -> dict[str, object] | None:
    """The facility as JSON values; None for the practice's own rooms."""
    if facility is None:
        return None
    return {
        "id": facility.id,
        "name": facility.name,
        "npi": facility.npi,
        "address": _address_json(facility.address),
        "place_of_service": facility.place_of_service,
    }


def facility_of(claim: Fields) -> Facility | None:
    """The facility of a claim file; None for the practice's own rooms."""
    facility = claim.part_or_none("facility", _FACILITY)
    if facility is None:
        return None
    return Facility(
        id=facility.text("id", *_PRESENT),
        name=facility.text("name", *_PRESENT),
        npi=facility.text("npi", *_NPI_OR_NONE),
        address=_address_of(facility),
        place_of_service=facility.text("place_of_service", *_PLACE_OR_NONE),
    )


def coverage_json(coverage: Coverage | None) -> dict[str, object] | None:
    """The coverage as JSON values; whose and whose payer's it is, the claim says around it."""
    if coverage is None:
        return None
    subscriber = coverage.subscriber
    return {
        "id": coverage.id,
        "member_id": coverage.member_id,
        "group_number": coverage.group_number,
        "plan_name": coverage.plan_name,
        "relationship": coverage.relationship.value,
        "subscriber": None if subscriber is None else _subscriber_json(subscriber),
        "rank": coverage.rank,
    }


def coverage_of(claim: Fields, patient: Patient, payer: Payer | None) -> Coverage | None:
    """The coverage of a claim file; None exactly when there is no payer.

    Raises:
        InputError: Coverage and payer do not go together, or a subscriber is there who should
            not be, or the other way round.
    """
    coverage = claim.part_or_none("coverage", _COVERAGE)
    if coverage is None or payer is None:
        if coverage is not None:
            raise claim.wrong("coverage", "null, because the claim has no payer")
        if payer is not None:
            raise claim.wrong("coverage", "an object, because the claim has a payer")
        return None
    relationship = coverage.choice("relationship", Relationship)
    subscriber = coverage.part_or_none("subscriber", _SUBSCRIBER)
    if subscriber is None and relationship is not Relationship.SELF:
        raise coverage.wrong("subscriber", "an object, because the patient is not the subscriber")
    if subscriber is not None and relationship is Relationship.SELF:
        raise coverage.wrong("subscriber", "null, because the patient is the subscriber")
    return Coverage(
        id=coverage.text("id", *_PRESENT),
        patient_id=patient.id,
        payer_id=payer.id,
        member_id=coverage.text("member_id"),
        group_number=coverage.text("group_number"),
        plan_name=coverage.text("plan_name"),
        relationship=relationship,
        subscriber=None if subscriber is None else _subscriber_of(subscriber),
        rank=coverage.whole("rank", least=1),
    )


def _subscriber_json(subscriber: Subscriber) -> dict[str, object]:
    return {
        "name": _name_json(subscriber.name),
        "birth_date": subscriber.birth_date.isoformat() if subscriber.birth_date else None,
        "sex": subscriber.sex.value,
        "address": _address_json(subscriber.address),
    }


def _subscriber_of(subscriber: Fields) -> Subscriber:
    return Subscriber(
        name=_name_of(subscriber),
        birth_date=subscriber.day_or_none("birth_date"),
        sex=subscriber.choice("sex", Sex),
        address=_address_of(subscriber),
    )


def _name_json(name: PersonName) -> dict[str, object]:
    return {
        "family": name.family,
        "given": name.given,
        "middle": name.middle,
        "suffix": name.suffix,
    }


def _name_of(person: Fields) -> PersonName:
    name = person.part("name", _NAME)
    return PersonName(*(name.text(part) for part in _NAME))


def _address_json(address: Address) -> dict[str, object]:
    return {
        "line1": address.line1,
        "line2": address.line2,
        "city": address.city,
        "state": address.state,
        "postal_code": address.postal_code,
    }


def _address_of(party: Fields) -> Address:
    address = party.part("address", _ADDRESS)
    return Address(*(address.text(part) for part in _ADDRESS))
