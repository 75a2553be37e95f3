"""What can be wrong with what a person types into the office's own tables, field by field.

The same checks serve the forms while one types and the services before anything is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from types import MappingProxyType

from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import (
    US_STATES,
    member_id_is_plausible,
    npi_is_valid,
    phone_is_valid,
    postal_code_is_valid,
    tax_id_is_valid,
    taxonomy_is_valid,
)
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.domain.money import MOST_CENTS
from medcoder_desktop.domain.patients import Coverage, Patient, Relationship
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import Facility, FeeLine, Payer, Practice, Provider

OLDEST_AGE = 125
"""Years; a birth date further back is a slip of the fingers."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field.

    Attributes:
        field: Path of the field in its domain object: ``npi``, ``address.postal_code``.
        message_id: Key into the table of sentences.
    """

    field: str
    message_id: str
    params: Mapping[str, object] = dataclass_field(default_factory=lambda: MappingProxyType({}))

    @property
    def sentence(self) -> str:
        """What the person reads beside the field."""
        return sentence(self.message_id, self.params)


def refuse(problems: Iterable[Problem]) -> None:
    """Stop at the first problem.

    Raises:
        InputError: With that problem's sentence.
    """
    for problem in problems:
        raise InputError(problem.message_id, **problem.params)


def practice_problems(practice: Practice) -> tuple[Problem, ...]:
    """What keeps a practice from billing (boxes 25 and 33)."""
    return tuple(_practice(practice))


def provider_problems(provider: Provider) -> tuple[Problem, ...]:
    """What is wrong with a provider (boxes 24J and 31)."""
    return tuple(_provider(provider))


def payer_problems(payer: Payer) -> tuple[Problem, ...]:
    """What is wrong with a payer."""
    return tuple(_payer(payer))


def facility_problems(facility: Facility) -> tuple[Problem, ...]:
    """What is wrong with a facility (boxes 32 and 32a)."""
    return tuple(_facility(facility))


def fee_line_problems(fee: FeeLine) -> tuple[Problem, ...]:
    """What is wrong with a line of the fee schedule."""
    return tuple(_fee_line(fee))


def patient_problems(patient: Patient, today: date) -> tuple[Problem, ...]:
    """What is wrong with a patient's demographics (boxes 2, 3 and 5)."""
    return tuple(_patient(patient, today))


def coverage_problems(coverage: Coverage, today: date) -> tuple[Problem, ...]:
    """What is wrong with a coverage (boxes 1a, 4, 6, 7 and 11)."""
    return tuple(_coverage(coverage, today))


def encounter_problems(
    encounter: Encounter, patient: Patient | None, today: date
) -> tuple[Problem, ...]:
    """What is wrong with a visit: its date and place of service (boxes 24A and 24B)."""
    return tuple(_encounter(encounter, patient, today))


def _practice(practice: Practice) -> Iterator[Problem]:
    if not practice.name.strip():
        yield Problem("name", "field.practice_name_missing")
    yield from _address(practice.address, required=True)
    if re.match(r"\s*p\.?\s*o\.?\s*box\b", practice.address.line1, re.IGNORECASE):
        yield Problem("address.line1", "field.po_box")
    yield from _phone(practice.phone, required=True)
    yield from _npi(practice.npi)
    if not taxonomy_is_valid(practice.taxonomy):
        yield Problem("taxonomy", "field.taxonomy", _params(text=practice.taxonomy))
    if not tax_id_is_valid(practice.tax_id):
        yield Problem("tax_id", "field.tax_id", _params(text=practice.tax_id))


def _provider(provider: Provider) -> Iterator[Problem]:
    yield from _name(provider.name)
    yield from _npi(provider.npi)
    if provider.taxonomy and not taxonomy_is_valid(provider.taxonomy):
        yield Problem("taxonomy", "field.taxonomy", _params(text=provider.taxonomy))


def _payer(payer: Payer) -> Iterator[Problem]:
    if not payer.name.strip():
        yield Problem("name", "field.payer_name_missing")
    if payer.payer_id and not re.fullmatch(r"[A-Za-z0-9]{2,15}", payer.payer_id, re.ASCII):
        yield Problem("payer_id", "field.payer_id", _params(text=payer.payer_id))
    yield from _address(payer.address, required=False)
    yield from _phone(payer.phone, required=False)


def _facility(facility: Facility) -> Iterator[Problem]:
    if not facility.name.strip():
        yield Problem("name", "field.facility_name_missing")
    if facility.npi:
        yield from _npi(facility.npi)
    yield from _address(facility.address, required=True)
    if facility.place_of_service and facility.place_of_service not in PLACES_OF_SERVICE:
        yield Problem(
            "place_of_service",
            "field.place_of_service",
            _params(text=facility.place_of_service),
        )


def _fee_line(fee: FeeLine) -> Iterator[Problem]:
    if not looks_like_procedure(fee.procedure):
        yield Problem("procedure", "line.not_a_procedure", _params(text=fee.procedure))
    if fee.modifier and not re.fullmatch(r"[0-9A-Z]{2}", fee.modifier, re.ASCII):
        yield Problem("modifier", "line.not_a_modifier", _params(text=fee.modifier))
    if not fee.description.strip():
        yield Problem("description", "field.description_missing")
    if not 0 <= fee.charge <= MOST_CENTS:
        yield Problem("charge", "money.too_large", _params(text=str(fee.charge / 100)))
    if fee.effective_from and fee.effective_to and fee.effective_to < fee.effective_from:
        yield Problem("effective_to", "field.ends_before_start")


def _patient(patient: Patient, today: date) -> Iterator[Problem]:
    yield from _name(patient.name)
    if patient.birth_date is None:
        yield Problem("birth_date", "field.birth_date_missing")
    else:
        yield from _birth_date(patient.birth_date, today)
    yield from _address(patient.address, required=False)
    yield from _phone(patient.phone, required=False)


def _coverage(coverage: Coverage, today: date) -> Iterator[Problem]:
    if not coverage.payer_id:
        yield Problem("payer_id", "field.payer_missing")
    if not member_id_is_plausible(coverage.member_id):
        yield Problem("member_id", "field.member_id", _params(text=coverage.member_id))
    if coverage.rank not in (1, 2):
        yield Problem("rank", "field.rank")
    subscriber = coverage.subscriber
    if coverage.relationship is Relationship.SELF:
        if subscriber is not None:
            yield Problem("subscriber", "field.subscriber_unneeded")
        return
    if subscriber is None:
        yield Problem("subscriber", "field.subscriber_missing")
        return
    yield from _name(subscriber.name, "subscriber.name")
    if subscriber.birth_date is not None:
        yield from _birth_date(subscriber.birth_date, today, "subscriber.birth_date")
    yield from _address(subscriber.address, required=False, path="subscriber.address")


def _encounter(encounter: Encounter, patient: Patient | None, today: date) -> Iterator[Problem]:
    day = encounter.date_of_service
    if day > today:
        yield Problem("date_of_service", "field.date_in_future", _params(day=day))
    elif patient is not None and patient.birth_date and day < patient.birth_date:
        yield Problem("date_of_service", "field.before_birth", _params(day=day))
    if encounter.place_of_service not in PLACES_OF_SERVICE:
        yield Problem(
            "place_of_service", "field.place_of_service", _params(text=encounter.place_of_service)
        )


def _name(name: PersonName, path: str = "name") -> Iterator[Problem]:
    if not name.family.strip():
        yield Problem(f"{path}.family", "field.family_name_missing")
    if not name.given.strip():
        yield Problem(f"{path}.given", "field.given_name_missing")


def _address(address: Address, *, required: bool, path: str = "address") -> Iterator[Problem]:
    if address.is_empty and not required:
        return
    if not address.line1.strip():
        yield Problem(f"{path}.line1", "field.street_missing")
    if not address.city.strip():
        yield Problem(f"{path}.city", "field.city_missing")
    if address.state not in US_STATES:
        yield Problem(f"{path}.state", "field.state", _params(text=address.state))
    if not postal_code_is_valid(address.postal_code):
        yield Problem(f"{path}.postal_code", "field.postal_code", _params(text=address.postal_code))


def _phone(phone: str, *, required: bool) -> Iterator[Problem]:
    if (phone or required) and not phone_is_valid(phone):
        yield Problem("phone", "field.phone", _params(text=phone))


def _npi(npi: str) -> Iterator[Problem]:
    if not re.fullmatch(r"\d{10}", npi, re.ASCII):
        yield Problem("npi", "field.npi_shape", _params(text=npi))
    elif not npi_is_valid(npi):
        yield Problem("npi", "field.npi_check_digit", _params(text=npi))


def _birth_date(born: date, today: date, path: str = "birth_date") -> Iterator[Problem]:
    if born > today:
        yield Problem(path, "field.birth_date_future", _params(day=born))
    elif today.year - born.year > OLDEST_AGE:
        yield Problem(path, "field.birth_date_old", _params(day=born, years=OLDEST_AGE))


def _params(**params: object) -> Mapping[str, object]:
    return MappingProxyType(params)
