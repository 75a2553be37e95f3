"""Numbers that name people, practices and payers, and whether they can be right."""

from __future__ import annotations

import re
import uuid

_NPI_PREFIX_SUM = 24
"""What the card-issuer prefix 80840 adds to the Luhn sum of an NPI (45 CFR 162.406)."""


def new_id() -> str:
    """A fresh identifier for a stored object: 32 hexadecimal digits."""
    return uuid.uuid4().hex


def npi_is_valid(npi: str) -> bool:
    """Whether ``npi`` is ten digits, starts with 1 or 2 and has the right check digit.

    The check digit is Luhn's over the number with the prefix 80840 in front.
    """
    if not re.fullmatch(r"[12]\d{9}", npi, re.ASCII):
        return False
    total = _NPI_PREFIX_SUM
    for place, digit in enumerate(reversed(npi)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def digits_of(text: str) -> str:
    """The ASCII digits of ``text`` in order, everything else dropped."""
    return "".join(character for character in text if character in "0123456789")


def tax_id_is_valid(tax_id: str) -> bool:
    """Whether ``tax_id`` (EIN or SSN, dashes allowed) has nine digits and is not all zeros."""
    digits = digits_of(tax_id)
    return (
        bool(re.fullmatch(r"[\d-]+", tax_id, re.ASCII))
        and len(digits) == 9
        and digits != "000000000"
    )


def taxonomy_is_valid(taxonomy: str) -> bool:
    """Whether ``taxonomy`` has the shape of a provider taxonomy code: nine characters and X."""
    return bool(re.fullmatch(r"[0-9A-Z]{9}X", taxonomy, re.ASCII))


def postal_code_is_valid(postal_code: str) -> bool:
    """Whether ``postal_code`` is a US ZIP code of five or nine digits (``62701-1234``)."""
    return bool(re.fullmatch(r"\d{5}(-?\d{4})?", postal_code, re.ASCII))


def phone_is_valid(phone: str) -> bool:
    """Whether ``phone`` has the ten digits of a US number, in any usual punctuation."""
    digits = digits_of(phone)
    return (
        bool(re.fullmatch(r"[\d\s().+-]+", phone, re.ASCII))
        and len(digits.removeprefix("1") if len(digits) == 11 else digits) == 10
    )


def member_id_is_plausible(member_id: str) -> bool:
    """Whether ``member_id`` could stand on an insurance card (box 1a: 2 to 29 characters)."""
    return bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 -]{0,27}[A-Za-z0-9]", member_id, re.ASCII))


US_STATES: frozenset[str] = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "AS",
        "GU",
        "MP",
        "PR",
        "VI",
        "UM",
        "AA",
        "AE",
        "AP",
        "FM",
        "MH",
        "PW",
    ]
)
"""Postal abbreviations of states, territories, freely associated states and military post."""

STATE_NAMES: dict[str, str] = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA",
    "colorado": "CO", "connecticut": "CT", "delaware": "DE", "district of columbia": "DC",
    "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID", "illinois": "IL",
    "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
    "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
    "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY",
    "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
    "pennsylvania": "PA", "puerto rico": "PR", "rhode island": "RI", "south carolina": "SC",
    "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT",
    "virginia": "VA", "washington": "WA", "west virginia": "WV", "wisconsin": "WI",
    "wyoming": "WY",
}  # fmt: skip
"""Full names as records write them, lower case, to the postal abbreviation."""


def state_abbreviation(text: str) -> str:
    """The postal abbreviation for a state written either way; unknown text comes back as it is."""
    stripped = text.strip()
    if stripped.upper() in US_STATES:
        return stripped.upper()
    return STATE_NAMES.get(stripped.lower(), stripped)
