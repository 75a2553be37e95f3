"""The people and places a claim names, as JSON and back; part of the frozen claim."""

from __future__ import annotations

from typing import Any

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
from medcoder_desktop.store.json_reading import Json, day_of, day_text


def practice_json(practice: Practice) -> dict[str, Any]:
    """The billing practice as JSON."""
    return {
        "name": practice.name,
        "address": _address_json(practice.address),
        "phone": practice.phone,
        "npi": practice.npi,
        "taxonomy": practice.taxonomy,
        "tax_id": practice.tax_id,
        "tax_id_kind": practice.tax_id_kind.value,
    }


def practice_of(entry: Json) -> Practice:
    """The practice that :func:`practice_json` wrote."""
    return Practice(
        name=entry["name"],
        address=_address(entry["address"]),
        phone=entry["phone"],
        npi=entry["npi"],
        taxonomy=entry["taxonomy"],
        tax_id=entry["tax_id"],
        tax_id_kind=TaxIdKind(entry["tax_id_kind"]),
    )


def provider_json(provider: Provider) -> dict[str, Any]:
    """The rendering provider as JSON."""
    return {
        "id": provider.id,
        "name": _name_json(provider.name),
        "credentials": provider.credentials,
        "npi": provider.npi,
        "taxonomy": provider.taxonomy,
        "active": provider.active,
    }


def provider_of(entry: Json) -> Provider:
    """The provider that :func:`provider_json` wrote."""
    return Provider(
        id=entry["id"],
        name=_name(entry["name"]),
        credentials=entry["credentials"],
        npi=entry["npi"],
        taxonomy=entry["taxonomy"],
        active=entry["active"],
    )


def payer_json(payer: Payer) -> dict[str, Any]:
    """The payer as JSON."""
    return {
        "id": payer.id,
        "name": payer.name,
        "payer_id": payer.payer_id,
        "kind": payer.kind.value,
        "address": _address_json(payer.address),
        "phone": payer.phone,
    }


def payer_of(entry: Json) -> Payer:
    """The payer that :func:`payer_json` wrote."""
    return Payer(
        id=entry["id"],
        name=entry["name"],
        payer_id=entry["payer_id"],
        kind=PayerKind(entry["kind"]),
        address=_address(entry["address"]),
        phone=entry["phone"],
    )


def facility_json(facility: Facility) -> dict[str, Any]:
    """The facility as JSON."""
    return {
        "id": facility.id,
        "name": facility.name,
        "npi": facility.npi,
        "address": _address_json(facility.address),
        "place_of_service": facility.place_of_service,
    }


def facility_of(entry: Json) -> Facility:
    """The facility that :func:`facility_json` wrote."""
    return Facility(
        id=entry["id"],
        name=entry["name"],
        npi=entry["npi"],
        address=_address(entry["address"]),
        place_of_service=entry["place_of_service"],
    )


def patient_json(patient: Patient) -> dict[str, Any]:
    """The patient as JSON."""
    return {
        "id": patient.id,
        "name": _name_json(patient.name),
        "birth_date": day_text(patient.birth_date),
        "sex": patient.sex.value,
        "address": _address_json(patient.address),
        "phone": patient.phone,
        "record_numbers": [
            {"system": number.system, "value": number.value} for number in patient.record_numbers
        ],
    }


def patient_of(entry: Json) -> Patient:
    """The patient that :func:`patient_json` wrote."""
    return Patient(
        id=entry["id"],
        name=_name(entry["name"]),
        birth_date=day_of(entry["birth_date"]),
        sex=Sex(entry["sex"]),
        address=_address(entry["address"]),
        phone=entry["phone"],
        record_numbers=tuple(
            RecordNumber(number["system"], number["value"]) for number in entry["record_numbers"]
        ),
    )


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """The policy as JSON, with the subscriber when that is not the patient."""
    subscriber = coverage.subscriber
    return {
        "id": coverage.id,
        "patient_id": coverage.patient_id,
        "payer_id": coverage.payer_id,
        "member_id": coverage.member_id,
        "group_number": coverage.group_number,
        "plan_name": coverage.plan_name,
        "relationship": coverage.relationship.value,
        "rank": coverage.rank,
        "subscriber": None
        if subscriber is None
        else {
            "name": _name_json(subscriber.name),
            "birth_date": day_text(subscriber.birth_date),
            "sex": subscriber.sex.value,
            "address": _address_json(subscriber.address),
        },
    }


def coverage_of(entry: Json) -> Coverage:
    """The policy that :func:`coverage_json` wrote."""
    subscriber = entry["subscriber"]
    return Coverage(
        id=entry["id"],
        patient_id=entry["patient_id"],
        payer_id=entry["payer_id"],
        member_id=entry["member_id"],
        group_number=entry["group_number"],
        plan_name=entry["plan_name"],
        relationship=Relationship(entry["relationship"]),
        rank=entry["rank"],
        subscriber=None
        if subscriber is None
        else Subscriber(
            name=_name(subscriber["name"]),
            birth_date=day_of(subscriber["birth_date"]),
            sex=Sex(subscriber["sex"]),
            address=_address(subscriber["address"]),
        ),
    )


def _name_json(name: PersonName) -> dict[str, str]:
    return {
        "family": name.family,
        "given": name.given,
        "middle": name.middle,
        "suffix": name.suffix,
    }


def _name(entry: Json) -> PersonName:
    return PersonName(entry["family"], entry["given"], entry["middle"], entry["suffix"])


def _address_json(address: Address) -> dict[str, str]:
    return {
        "line1": address.line1,
        "line2": address.line2,
        "city": address.city,
        "state": address.state,
        "postal_code": address.postal_code,
    }


def _address(entry: Json) -> Address:
    return Address(
        entry["line1"], entry["line2"], entry["city"], entry["state"], entry["postal_code"]
    )
