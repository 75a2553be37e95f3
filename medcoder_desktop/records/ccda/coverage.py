"""Payers and policies of a C-CDA document's section on insurance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Coverage, Patient, Relationship, Subscriber
from medcoder_desktop.domain.practice import Payer
from medcoder_desktop.records.ccda.people import day_of, person_name, postal_address
from medcoder_desktop.records.payers import payer_kind, payer_name, pays_nothing
from medcoder_desktop.records.relationships import relationship_to_subscriber
from medcoder_desktop.records.safe_xml import attribute, first, inside, words_of

_PAYERS = "48768-6"


@dataclass(frozen=True, slots=True)
class Policies:
    """What the section names, the first policy first."""

    payers: tuple[Payer, ...] = ()
    coverages: tuple[Coverage, ...] = ()


def read_policies(sections: Iterable[etree._Element], patient: Patient) -> Policies:
    """The policies of all sections on insurance."""
    payers: dict[str, Payer] = {}
    coverages: list[Coverage] = []
    for section in sections:
        if attribute(section, "code", "code") != _PAYERS:
            continue
        for policy in inside(section, "entry", "act", "entryRelationship", "act"):
            entity = first(policy, "performer", "assignedEntity")
            name = payer_name(words_of(entity, "representedOrganization", "name"))
            if not name or pays_nothing(name):
                continue
            stated = attribute(policy, "displayName", "code")
            payer = payers.setdefault(
                name.casefold(), Payer(new_id(), name, "", payer_kind(name, stated))
            )
            coverages.append(_coverage(policy, patient, payer, len(coverages) + 1))
    return Policies(tuple(payers.values()), tuple(coverages))


def _coverage(policy: etree._Element, patient: Patient, payer: Payer, rank: int) -> Coverage:
    covered = _participant(policy, "COV")
    holder = _participant(policy, "HLD")
    code = attribute(covered, "code", "code")
    relationship = relationship_to_subscriber((code,), ()) or Relationship.SELF
    subscriber = None
    if relationship is not Relationship.SELF:
        name, _ = person_name(first(holder, "playingEntity"))
        subscriber = Subscriber(
            name,
            birth_date=day_of(first(holder, "playingEntity"), "birthTime"),
            address=postal_address(holder),
        )
    return Coverage(
        id=new_id(),
        patient_id=patient.id,
        payer_id=payer.id,
        member_id=attribute(covered, "extension", "id"),
        group_number=attribute(policy, "extension", "id"),
        relationship=relationship,
        subscriber=subscriber,
        rank=rank,
    )


def _participant(policy: etree._Element, kind: str) -> etree._Element | None:
    """The role of the participant of a kind: the covered person, or who holds the policy."""
    for participant in inside(policy, "participant"):
        if participant.get("typeCode") == kind:
            return first(participant, "participantRole")
    return None
