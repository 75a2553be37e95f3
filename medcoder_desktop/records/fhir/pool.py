"""All resources of a bundle or export together, and how they refer to one another."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from medcoder_desktop.records.fhir.nodes import Node, at, nodes, text

_DEEPEST_BUNDLE = 4
"""Bundles inside bundles: a batch of search answers has two."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One FHIR resource.

    Attributes:
        kind: Its ``resourceType``.
        name: ``Encounter/123``: what repeats of it are recognised by. A contained resource is
            named after the one it is in: ``Encounter/123#coverage``.
    """

    kind: str
    name: str
    body: Node


class Pool:
    """The resources of one import, each once.

    Args:
        entries: Resources with their ``fullUrl``, which may be empty.

    Attributes:
        own: Names of the resources that are to be read; None for all of them.
    """

    def __init__(self, entries: Iterable[tuple[str, Node]]) -> None:
        self._by_kind: dict[str, list[Resource]] = {}
        self._by_address: dict[str, Resource] = {}
        self._by_id: dict[str, Resource] = {}
        self._by_identifier: dict[tuple[str, str, str], list[Resource]] | None = None
        self.own: frozenset[str] | None = None
        for full_url, body in entries:
            self.add(full_url, body)

    def part(self, names: frozenset[str]) -> Pool:
        """The same resources, of which only those with these names are to be read.

        The others can be referred to as before.
        """
        part = copy(self)
        part.own = names
        return part

    def of_kind(self, kind: str) -> tuple[Resource, ...]:
        """The resources of one kind that are to be read, in the order of the file."""
        return tuple(filter(self._is_own, self._by_kind.get(kind, ())))

    def whole_kind(self, kind: str) -> tuple[Resource, ...]:
        """The resources of one kind, those of other parts too."""
        return tuple(self._by_kind.get(kind, ()))

    def everything(self) -> Iterator[Resource]:
        """All resources that are to be read."""
        for listed in self._by_kind.values():
            yield from filter(self._is_own, listed)

    def count_by_kind(self) -> Counter[str]:
        """How many resources of each kind are to be read."""
        return Counter(resource.kind for resource in self.everything())

    def resolve(self, reference: object, inside: Resource) -> Resource | None:
        """The resource a Reference means; None when it is not here.

        Understands addresses (``urn:uuid:…``, absolute, ``Type/id``, versions), contained
        resources (``#id``), conditional references (``Type?identifier=system|value``) and
        references by identifier alone.
        """
        address = text(reference, "reference")
        if address.startswith("#"):
            return self._contained(address[1:], inside)
        if "?" in address:
            kind, system, value = conditional_identifier(address)
            return self._identified(kind, system, value)
        if address:
            return self.at_address(address)
        identifier = at(reference, "identifier")
        value = text(identifier, "value")
        if not value:
            return None
        return self._identified(text(reference, "type"), text(identifier, "system"), value)

    def at_address(self, address: str) -> Resource | None:
        """The resource at an address."""
        plain = unquote(address).partition("/_history/")[0]
        found = self._by_address.get(plain)
        if found is None and "/" in plain:
            found = self._by_address.get("/".join(plain.rsplit("/", 2)[-2:]))
        if found is None and plain.startswith("urn:"):
            found = self._by_id.get(plain.rpartition(":")[2])
        return found

    def _is_own(self, resource: Resource) -> bool:
        return self.own is None or resource.name in self.own

    def add(self, full_url: str, body: Node) -> str:
        """Add a resource unless it is here already.

        Returns:
            Its name.
        """
        kind, identity = text(body, "resourceType"), text(body, "id")
        named = identity or full_url.rpartition(":" if full_url.startswith("urn:") else "/")[2]
        name = f"{kind}/{named or _fingerprint(body)}"
        other = self._by_address.get(name)
        if other is not None:
            if other.body == body:
                return name
            # two resources under one id are told apart by their content
            name = f"{name}~{_fingerprint(body)}"
            if name in self._by_address:
                return name
        resource = Resource(kind, name, body)
        self._by_kind.setdefault(kind, []).append(resource)
        self._by_address[name] = resource
        if identity:
            self._by_id.setdefault(identity, resource)
        if full_url:
            self._by_address.setdefault(full_url, resource)
        return name

    def _contained(self, local: str, inside: Resource) -> Resource | None:
        if not local:
            return inside
        for body in nodes(inside.body, "contained"):
            if text(body, "id").lstrip("#") == local:
                outer = inside.name.partition("#")[0]
                return Resource(text(body, "resourceType"), f"{outer}#{local}", body)
        return None

    def _identified(self, kind: str, system: str, value: str) -> Resource | None:
        """The one resource with this identifier; None when there is none or more than one."""
        if not value or not (kind or system):
            return None
        if self._by_identifier is None:
            self._by_identifier = self._index_identifiers()
        found = self._by_identifier.get((kind, system, value), [])
        return found[0] if len(found) == 1 else None

    def _index_identifiers(self) -> dict[tuple[str, str, str], list[Resource]]:
        index: dict[tuple[str, str, str], list[Resource]] = {}
        for resource in (each for listed in self._by_kind.values() for each in listed):
            for identifier in nodes(resource.body, "identifier"):
                value, system = text(identifier, "value"), text(identifier, "system")
                for key in {(k, s, value) for k in (resource.kind, "") for s in (system, "")}:
                    index.setdefault(key, []).append(resource)
        return index


def conditional_identifier(address: str) -> tuple[str, str, str]:
    """Kind, system and value of ``Type?identifier=system|value``; empty where not given."""
    head, _, query = address.partition("?")
    system, _, value = parse_qs(query).get("identifier", [""])[0].rpartition("|")
    return head.rpartition("/")[2], system, value


def flatten(tree: object, depth: int = 0) -> Iterator[tuple[str, Node]]:
    """The resources of a bundle with their addresses, bundles inside it opened."""
    for entry in nodes(tree, "entry"):
        resource = at(entry, "resource") or entry  # some programs leave the entries out
        if not isinstance(resource, dict) or not text(resource, "resourceType"):
            continue
        if text(resource, "resourceType") == "Bundle":
            if depth < _DEEPEST_BUNDLE:
                yield from flatten(resource, depth + 1)
            continue
        yield text(entry, "fullUrl"), resource


def _fingerprint(body: Node) -> str:
    content = json.dumps(body, sort_keys=True, default=str)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]
