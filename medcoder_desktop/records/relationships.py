"""The patient's relationship to the policy holder, from whatever code set states it."""

from __future__ import annotations

from collections.abc import Iterable

from medcoder_desktop.domain.patients import Relationship

_TO_SUBSCRIBER = {
    "self": Relationship.SELF, "18": Relationship.SELF, "SEL": Relationship.SELF,
    "spouse": Relationship.SPOUSE, "common": Relationship.SPOUSE, "01": Relationship.SPOUSE,
    "SPO": Relationship.SPOUSE,
    "child": Relationship.CHILD, "19": Relationship.CHILD, "CHD": Relationship.CHILD,
    "parent": Relationship.OTHER, "other": Relationship.OTHER, "injured": Relationship.OTHER,
    "G8": Relationship.OTHER, "OTH": Relationship.OTHER,
}  # fmt: skip
"""FHIR subscriber-relationship, X12 1069 and HL7 0063 codes."""
_HOLDER_IS = {
    "PRN": Relationship.CHILD, "FTH": Relationship.CHILD, "MTH": Relationship.CHILD,
    "NPRN": Relationship.CHILD, "NFTH": Relationship.CHILD, "NMTH": Relationship.CHILD,
    "STPFTH": Relationship.CHILD, "STPMTH": Relationship.CHILD, "STPPRN": Relationship.CHILD,
    "PAR": Relationship.CHILD,
    "SPS": Relationship.SPOUSE, "HUSB": Relationship.SPOUSE, "WIFE": Relationship.SPOUSE,
    "DOMPART": Relationship.SPOUSE,
}  # fmt: skip
"""What the holder is to the patient (v3 RoleCode) turned round."""


def relationship_to_subscriber(
    stated: Iterable[str], holder_is: Iterable[str]
) -> Relationship | None:
    """The patient's relationship to the subscriber; None where nothing says it.

    Args:
        stated: Codes of the coverage's own ``relationship``.
        holder_is: Codes of what the policy holder is to the patient.
    """
    for code in stated:
        if found := _TO_SUBSCRIBER.get(code) or _TO_SUBSCRIBER.get(code.lower()):
            return found
    for code in holder_is:
        if turned := _HOLDER_IS.get(code.upper()):
            return turned
    return None
