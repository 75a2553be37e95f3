"""What a diagnostic report of a FHIR import says in its own words."""

from __future__ import annotations

from collections.abc import Iterable

from medcoder_desktop.records.concepts import words
from medcoder_desktop.records.fhir.narrative import narrative_of
from medcoder_desktop.records.fhir.nodes import Node, at, nodes, text
from medcoder_desktop.records.limits import limits
from medcoder_desktop.records.wording import tidy_text


def own_words(report: Node, forms: Iterable[str]) -> str:
    """What a report says in the resource itself and not in its forms: narrative and conclusion.

    A server writes the narrative from what else the resource holds. So it counts where there is
    nothing else to read, or where it says that it adds to that.

    Args:
        forms: Texts of its forms; what stands in one of them is not repeated.
    """
    read = [_folded(form) for form in forms]
    own: list[str] = []
    adds = text(report, "text", "status") == "additional"
    for said in (
        narrative_of(report) if adds or not (read or nodes(report, "result")) else "",
        _conclusion(report),
        *(whole_text(note, "text") for note in nodes(report, "note")),  # from FHIR R5 on
    ):
        if said and not any(_folded(said) in each for each in read):
            read.append(_folded(said))
            own.append(said)
    return "\n\n".join(own)


def whole_text(node: Node, key: str) -> str:
    """A text with its lines; empty where there is none."""
    found = at(node, key)
    return tidy_text(found[: limits().longest_text]).strip() if isinstance(found, str) else ""


def _conclusion(report: Node) -> str:
    """The conclusion with its lines; behind it the coded ones it does not spell out."""
    stated = whole_text(report, "conclusion")
    coded = [words(concept) for concept in nodes(report, "conclusionCode")]
    coded += [words(concept) for concept in nodes(report, "codedDiagnosis")]  # up to FHIR STU3
    more = [said for said in dict.fromkeys(coded) if said and _folded(said) not in _folded(stated)]
    return "\n".join(filter(None, (stated, *more)))


def _folded(said: str) -> str:
    return " ".join(said.casefold().split())
