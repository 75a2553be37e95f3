"""What the resources of a FHIR file refer to without holding it, and what they could lend."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medcoder_desktop.records.fhir.entries import Entry
from medcoder_desktop.records.fhir.nodes import Node, nodes, text
from medcoder_desktop.records.fhir.pool import conditional_identifier

_ON_A_SERVER = re.compile(r"(https?://.+)/([A-Z]\w+/[^/?#]+)$")
_BESIDE = re.compile(r"[A-Z]\w+/[^/?#]+$")
NUMBER = "number "
"""Before what a patient or visit is known by elsewhere."""
_PEOPLE = ("Patient/", "Encounter/", "urn:", NUMBER)
_NUMBERED = ("Patient", "Encounter")
_UNIMPORTANT = ("meta", "text", "extension")
"""What may differ between two copies of one resource."""


@dataclass(frozen=True, slots=True)
class Address:
    """What a resource is called by others.

    Attributes:
        name: ``Patient/17``, ``urn:uuid:…``, or the number of a patient or visit.
        server: Where it stands; empty where that is not stated.
    """

    name: str
    server: str = ""

    def may_be(self, other: Address) -> bool:
        """Whether both may name one resource: alike, and not on two servers."""
        return self.name == other.name and (
            self.server == other.server or not (self.server and other.server)
        )


def lent_by(entries: Sequence[Entry]) -> dict[Address, str]:
    """The resources of a file by their addresses, with a fingerprint of what they say."""
    lent: dict[Address, str] = {}
    for full_url, body in entries:
        mark = _fingerprint(body)
        if full_url.startswith("urn:"):
            lent[Address(full_url)] = mark
        if text(body, "id"):
            name = f"{text(body, 'resourceType')}/{text(body, 'id')}"
            lent[Address(name, _server_of(full_url))] = mark
        if text(body, "resourceType") in _NUMBERED:
            for identifier in nodes(body, "identifier"):
                lent |= dict.fromkeys(_numbered(identifier), mark)
    return lent


def wanted_by(entries: Sequence[Entry]) -> frozenset[Address]:
    """What a file refers to and does not hold.

    A file with patients of its own wants patients and visits only; one without wants whatever it
    names.
    """
    held = {address.name for address in lent_by(entries)}
    alone = any(text(body, "resourceType") == "Patient" for _, body in entries)
    return frozenset(
        address
        for full_url, body in entries
        for address in _referred(body, _server_of(full_url))
        if address.name not in held and (not alone or address.name.startswith(_PEOPLE))
    )


def _referred(body: Node, server: str) -> Iterator[Address]:
    waiting: list[object] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            if "reference" not in node and "resourceType" not in node:
                yield from _numbered(node.get("identifier"))
            for key in ("reference", "url"):
                address = _address(node.get(key), server)
                if address and (key == "reference" or address.name.startswith("Binary/")):
                    yield address


def _numbered(identifier: object) -> Iterator[Address]:
    """An identifier, which alone may stand for a patient or visit."""
    if isinstance(identifier, dict) and text(identifier, "value"):
        yield Address(f"{NUMBER}{text(identifier, 'system')}|{text(identifier, 'value')}")


def _address(reference: object, server: str) -> Address | None:
    if not isinstance(reference, str):
        return None
    kind, system, value = conditional_identifier(reference)
    if kind in _NUMBERED and value:
        return Address(f"{NUMBER}{system}|{value}")
    plain = reference.partition("/_history/")[0]
    if plain.startswith("urn:"):
        return Address(plain)
    if found := _ON_A_SERVER.match(plain):
        return Address(found[2], found[1])
    return Address(plain, server) if _BESIDE.match(plain) else None


def _server_of(full_url: str) -> str:
    found = _ON_A_SERVER.match(full_url.partition("/_history/")[0])
    return found[1] if found else ""


def _fingerprint(body: Node) -> str:
    content = {key: value for key, value in body.items() if key not in _UNIMPORTANT}
    written = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()
