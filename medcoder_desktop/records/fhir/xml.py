"""FHIR in XML, brought into the shape it has in JSON."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from lxml import etree

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.safe_xml import local_name, parse_xml

FHIR_NAMESPACE = "http://hl7.org/fhir"
_ALWAYS_LISTS = frozenset(["category"])
"""Elements of which it matters that there can be several; for others one does as well."""
_TRUTHS = frozenset(["active", "focal", "userSelected", "primarySource"])
"""Elements that are true or false without saying so in their name, as far as they are read."""
_MEASURES = frozenset(["low", "high", "numerator", "denominator", "quantity"])
"""Elements whose value is a number without saying so in their name."""


def tree_of_xml(raw: bytes, file: str) -> object:
    """The resource of an XML file as the JSON parser would have it.

    Raises:
        InputError: It is no well-formed XML, nests too deep, or declares a document type.
    """
    return _resource(parse_xml(raw, file), file, 1)


def _resource(element: etree._Element, file: str, depth: int) -> dict[str, object]:
    return {"resourceType": local_name(element), **_members(element, file, depth)}


def _members(element: etree._Element, file: str, depth: int) -> dict[str, object]:
    """Attributes and elements of an element by their names; several of one name are a list."""
    if depth > (most := limits().deepest_nesting):
        raise InputError("record.too_deep", file=file, most=most)
    members: dict[str, object] = {
        str(name): str(stated) for name, stated in element.attrib.items() if name in ("id", "url")
    }
    for child in element:
        name = local_name(child)
        value = _value(child, file, depth)
        known = members.get(name)
        if isinstance(known, list):
            known.append(value)
        elif name in members:
            members[name] = [known, value]
        else:
            members[name] = [value] if name in _ALWAYS_LISTS else value
    return members


def _value(element: etree._Element, file: str, depth: int) -> object:
    """What an element holds: a plain value, a narrative, a resource, or other elements."""
    stated = element.get("value")
    if stated is not None:
        return _plain(element, stated)
    if etree.QName(element).namespace == "http://www.w3.org/1999/xhtml":
        return etree.tostring(element, encoding="unicode", with_tail=False)
    if len(element) == 1 and local_name(element[0])[:1].isupper():
        return _resource(element[0], file, depth + 1)
    return _members(element, file, depth + 1)


def _plain(element: etree._Element, stated: str) -> object:
    name, above = local_name(element), element.getparent()
    if (name.endswith("Boolean") or name in _TRUTHS) and stated in ("true", "false"):
        return stated == "true"
    outer = "" if above is None else local_name(above)
    if name == "value" and (outer.endswith("Quantity") or outer in _MEASURES):
        try:
            return Decimal(stated)
        except InvalidOperation:
            return stated
    return stated
