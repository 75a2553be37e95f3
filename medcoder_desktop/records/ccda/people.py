"""People of a C-CDA header: the patient, who wrote and signed, who saw the patient."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from medcoder_desktop.domain.identifiers import digits_of, new_id, state_abbreviation
from medcoder_desktop.domain.patients import Patient, RecordNumber, Sex
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import Provider
from medcoder_desktop.records.moments import day_of_moment
from medcoder_desktop.records.person_names import name_from_text, split_credentials
from medcoder_desktop.records.safe_xml import attribute, first, inside, words_of

NPI = "2.16.840.1.113883.4.6"
_TAXONOMY = "2.16.840.1.113883.6.101"
_NOT_FOR_THE_OFFICE = re.compile(r"2\.16\.840\.1\.113883\.4\.(?:1|3\.\d+|330(?:\.\d+)?|927)")
"""Roots of social security numbers, driver's licences, passports and the Medicare number."""
_SEX = {"F": Sex.FEMALE, "M": Sex.MALE}
_PHONE_SCHEMES = ("tel", "phone", "callto")
_EXTENSION = re.compile(r"[;,]|\s*(?:ext|x)\.?\s*(?=\d)", re.IGNORECASE)
_FEWEST_DIGITS = 7
_LEGAL = ("L", "OR", "")
_HOME = ("HP", "H", "PST", "")


def day_of(element: etree._Element | None, *path: str) -> date | None:
    """The calendar day of a time stamp such as ``20050329171504-0500``.

    Looks at the ``value`` of the element at the path, else of its ``low``, ``center`` or ``high``.
    """
    found = first(element, *path)
    for name in ("", "low", "center", "high"):
        written = attribute(found, "value", *((name,) if name else ()))
        if day := day_of_moment(written):
            return day
    return None


def read_patient(role: etree._Element) -> Patient:
    """The patient of a ``patientRole``."""
    person = first(role, "patient")
    name, _ = person_name(person)
    sex = attribute(person, "code", "administrativeGenderCode").upper()
    return Patient(
        id=new_id(),
        name=name,
        birth_date=day_of(person, "birthTime"),
        sex=_SEX.get(sex, Sex.UNKNOWN),
        address=postal_address(role),
        phone=phone_number(role),
        record_numbers=_record_numbers(role),
    )


def read_provider(entity: etree._Element | None) -> Provider | None:
    """The clinician of an ``assignedEntity`` or ``assignedAuthor``; None without a name."""
    person = first(entity, "assignedPerson")
    name, credentials = person_name(person)
    if not name.family:
        return None
    npi = next(
        (attribute(number, "extension") for number in inside(entity, "id")
         if number.get("root") == NPI),
        "",
    )  # fmt: skip
    code = first(entity, "code")
    taxonomy = attribute(code, "code") if attribute(code, "codeSystem") == _TAXONOMY else ""
    return Provider(new_id(), name, credentials, npi, taxonomy)


def person_name(person: etree._Element | None) -> tuple[PersonName, str]:
    """The legal name and the credentials behind it; both may be empty."""
    names = sorted(inside(person, "name"), key=lambda each: _rank(each, _LEGAL))
    if not names:
        return PersonName("", ""), ""
    chosen = names[0]
    given = [text for each in inside(chosen, "given")
             if (text := words_of(each)) and each.get("qualifier") != "CL"]  # fmt: skip
    family = " ".join(filter(None, (words_of(each) for each in inside(chosen, "family"))))
    suffixes = tuple(filter(None, (words_of(each) for each in inside(chosen, "suffix"))))
    if not family:
        written = name_from_text(words_of(chosen))
        return written or (PersonName(words_of(chosen), ""), "")
    generation, credentials = split_credentials(suffixes)
    return (
        PersonName(family, given[0] if given else "", " ".join(given[1:]), generation),
        credentials,
    )


def postal_address(role: etree._Element | None) -> Address:
    """The home address, else the first."""
    addresses = sorted(inside(role, "addr"), key=lambda each: _rank(each, _HOME))
    if not addresses:
        return Address()
    chosen = addresses[0]
    lines = [text for each in inside(chosen, "streetAddressLine") if (text := words_of(each))]
    return Address(
        line1=lines[0] if lines else "",
        line2=", ".join(lines[1:]),
        city=words_of(chosen, "city"),
        state=state_abbreviation(words_of(chosen, "state")),
        postal_code=words_of(chosen, "postalCode"),
    )


def phone_number(role: etree._Element | None) -> str:
    """The phone to call, ``781-555-1212`` where it has ten digits."""
    phones = sorted(inside(role, "telecom"), key=lambda each: _rank(each, _HOME))
    written = next(filter(None, map(_called, phones)), "")
    digits = digits_of(written)[-10:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else written


def _called(telecom: etree._Element) -> str:
    """The number of a phone without what follows it; empty for mail, fax and web addresses."""
    scheme, separator, number = attribute(telecom, "value").rpartition(":")
    number = _EXTENSION.split(number)[0].strip()
    is_phone = not separator or scheme.lower() in _PHONE_SCHEMES
    return number if is_phone and len(digits_of(number)) >= _FEWEST_DIGITS else ""


def _rank(element: etree._Element, uses: tuple[str, ...]) -> int:
    said = element.get("use", "").split() or [""]
    return min((uses.index(use) for use in said if use in uses), default=len(uses))


def _record_numbers(role: etree._Element) -> tuple[RecordNumber, ...]:
    """Numbers under which offices know the patient, never those that name a person elsewhere."""
    found: dict[RecordNumber, None] = {}
    for number in inside(role, "id"):
        root, value = attribute(number, "root"), attribute(number, "extension")
        if value and not _NOT_FOR_THE_OFFICE.fullmatch(root):
            system = attribute(number, "assigningAuthorityName") or f"urn:oid:{root}"
            found.setdefault(RecordNumber(system, value))
    return tuple(found)
