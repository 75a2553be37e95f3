"""Coded concepts of FHIR: their codings, and the words a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medcoder_desktop.records.fhir.nodes import nodes, text

SNOMED = "http://snomed.info/sct"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC = "http://loinc.org"

_SEMANTIC_TAG = re.compile(
    r" \((?:disorder|finding|procedure|situation|environment|regime/therapy|morphologic"
    r" abnormality|person|event|observable entity|qualifier value|social concept|substance"
    r"|product|medicinal product|body structure|physical object|record artifact)\)$"
)
"""What SNOMED CT puts behind its formal names; no part of the words."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One code of a concept.

    Attributes:
        system: URI of the code system; may be empty.
        display: The system's words for the code; may be empty.
    """

    system: str
    code: str
    display: str


def without_semantic_tag(words: str) -> str:
    """A formal name of SNOMED CT as people say it: without ``(disorder)``."""
    return _SEMANTIC_TAG.sub("", words)


def codings(concept: object) -> tuple[Coding, ...]:
    """The codings of a CodeableConcept; a bare Coding counts as a concept of one."""
    inner = nodes(concept, "coding") or (nodes({"coding": concept}, "coding"))
    return tuple(
        Coding(text(node, "system"), text(node, "code"), text(node, "display"))
        for node in inner
        if text(node, "code") or text(node, "display")
    )


def words(concept: object) -> str:
    """What a person reads: the concept's own text, else a display, else a code."""
    own = text(concept, "text")
    if own:
        snomed = any(coding.system == SNOMED for coding in codings(concept))
        return without_semantic_tag(own) if snomed else own
    listed = codings(concept)
    named = next((coding for coding in listed if coding.display), None)
    if named:
        return without_semantic_tag(named.display)
    return listed[0].code if listed else ""


def codes(node: object, *path: str) -> Iterator[str]:
    """Every code at a path, whether the concept there stands alone or in a list."""
    for concept in nodes(node, *path):
        for coding in codings(concept):
            yield coding.code
    plain = text(node, *path)
    if plain:
        yield plain


def code_in(concept: object, *systems: str) -> Coding | None:
    """The first coding of one of the systems, the systems tried in their order."""
    listed = codings(concept)
    return next(
        (coding for system in systems for coding in listed if coding.system == system), None
    )
