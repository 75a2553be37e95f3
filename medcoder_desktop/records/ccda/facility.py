"""Where the visit of a C-CDA document took place."""

from __future__ import annotations

from lxml import etree

from medcoder_desktop.domain.identifiers import new_id, npi_is_valid
from medcoder_desktop.domain.people import Address
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import Facility
from medcoder_desktop.records.ccda.people import NPI, postal_address
from medcoder_desktop.records.safe_xml import attribute, first, inside, words_of
from medcoder_desktop.records.wording import one_line

_PLACE_OF_SERVICE = "2.16.840.1.113883.6.50"
"""The code system of CMS's places of service."""


def read_facility(visit: etree._Element | None) -> Facility | None:
    """The place of the header's encounter, or of an encounter that a section lists.

    None where it is not named.
    """
    names: tuple[str, ...]
    addressed: tuple[etree._Element | None, ...]
    place = first(visit, "location", "healthCareFacility")
    if place is not None:
        names = (
            words_of(place, "location", "name"),
            words_of(place, "serviceProviderOrganization", "name"),
        )
        addressed = (first(place, "location"), first(place, "serviceProviderOrganization"))
    else:
        roles = (
            first(each, "participantRole")
            for each in inside(visit, "participant")
            if each.get("typeCode") == "LOC"
        )
        place = next((role for role in roles if role is not None and _is_a_place(role)), None)
        names = (words_of(place, "playingEntity", "name"),)
        addressed = (place,)
    name = next(filter(None, map(one_line, names)), "")
    if place is None or not name:
        return None
    npis = (attribute(each, "extension") for each in inside(place, "id") if each.get("root") == NPI)
    addresses = (postal_address(each) for each in addressed if each is not None)
    address = next((each for each in addresses if each.line1), None)
    return Facility(
        new_id(),
        name,
        next(filter(npi_is_valid, npis), ""),
        address or Address(),
        place_of_service(first(place, "code")),
    )


def _is_a_place(role: etree._Element) -> bool:
    return role.get("classCode") == "SDLOC"


def place_of_service(code: etree._Element | None) -> str:
    """CMS's place of service, stated as the code or as a translation of it; empty for none."""
    for each in (code, *inside(code, "translation")):
        stated = attribute(each, "code")
        if attribute(each, "codeSystem") == _PLACE_OF_SERVICE and stated in PLACES_OF_SERVICE:
            return stated
    return ""
