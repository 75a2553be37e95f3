"""Names, addresses and phone numbers of FHIR as claims carry them."""

from __future__ import annotations

from medcoder_desktop.domain.identifiers import digits_of, state_abbreviation
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.records.fhir.nodes import Node, nodes, text, texts
from medcoder_desktop.records.person_names import name_from_text, split_credentials

_NAME_USES = ("official", "usual", "", "temp")
"""In order of preference. Old, maiden, nick and anonymous names do not stand on a claim."""
_ADDRESS_USES = ("home", "", "billing", "work", "temp")
_PHONE_USES = ("home", "", "mobile", "work")


def human_name(node: object) -> tuple[PersonName, str]:
    """The legal name of a person and the credentials behind it, both possibly empty.

    Args:
        node: A resource with a list of HumanName under ``name``.
    """
    chosen = _best(nodes(node, "name"), _NAME_USES)
    if chosen is None:
        return PersonName(family="", given=""), ""
    given = texts(chosen, "given")
    family = " ".join(texts(chosen, "family"))
    if not family or not given:
        written = name_from_text(text(chosen, "text"))
        if written:
            return written
        if not family and not given:
            family = text(chosen, "text")
    generation, credentials = split_credentials(texts(chosen, "suffix"))
    name = PersonName(
        family=family,
        given=given[0] if given else "",
        middle=" ".join(given[1:]),
        suffix=generation,
    )
    return name, credentials


def postal_address(node: object) -> Address:
    """The address a claim needs, from a list of Address under ``address``."""
    chosen = _best(nodes(node, "address"), _ADDRESS_USES)
    if chosen is None:
        return Address()
    lines = texts(chosen, "line")
    return Address(
        line1=lines[0] if lines else text(chosen, "text"),
        line2=", ".join(lines[1:]),
        city=text(chosen, "city"),
        state=state_abbreviation(text(chosen, "state")),
        postal_code=_postal_code(text(chosen, "postalCode")),
    )


def phone_number(node: object) -> str:
    """The phone number to call, from a list of ContactPoint under ``telecom``."""
    phones = tuple(
        contact
        for contact in nodes(node, "telecom")
        if text(contact, "system") in ("phone", "") and text(contact, "value")
    )
    chosen = _best(phones, _PHONE_USES)
    if chosen is None:
        return ""
    number = text(chosen, "value").removeprefix("tel:")
    digits = digits_of(number).removeprefix("1")
    if len(digits) == 10 and len(digits_of(number)) == len(number.lstrip("+")):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return number


def _best(listed: tuple[Node, ...], uses: tuple[str, ...]) -> Node | None:
    """The entry of the most preferred use; one that has ended only when nothing else is there."""

    def rank(node: Node) -> tuple[bool, int]:
        use = text(node, "use")
        return bool(text(node, "period", "end")), uses.index(use) if use in uses else len(uses)

    return min(listed, key=rank, default=None)


def _postal_code(written: str) -> str:
    """``670358120`` → ``67035-8120``; anything else as it stands."""
    if len(written) == 9 and written.isascii() and written.isdigit():
        return f"{written[:5]}-{written[5:]}"
    return written
