"""Says in words what the indicators of the relative value file mean.

Source: the record layout CMS publishes with the Medicare physician fee schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medcoder_desktop.domain.payment_rules import RelativeValues

_STATUS = {
    "A": "paid separately",
    "B": "always bundled",
    "C": "priced by the contractor",
    "E": "excluded by regulation",
    "I": "not valid for Medicare",
    "J": "anesthesia",
    "M": "for reporting only",
    "N": "not covered",
    "P": "bundled or excluded",
    "Q": "for reporting function only",
    "R": "restricted coverage",
    "T": "paid only when nothing else is",
    "X": "excluded by statute",
}
_PC_TC = {
    "0": "a physician's service, no 26 or TC",
    "1": "splits into 26 and TC",
    "2": "professional component only",
    "3": "technical component only",
    "4": "global test, split into other codes",
    "5": "incident to a physician's service",
    "6": "laboratory interpretation, 26 allowed",
    "7": "physical therapy, not by hospitals' staff",
    "8": "physician's interpretation of a smear",
}
_GLOBAL = {
    "000": "global: the day itself",
    "010": "global: 10 days",
    "090": "global: the day before and 90 days",
    "MMM": "maternity, usual global period not used",
    "YYY": "global period set by the contractor",
    "ZZZ": "within the global period of another service",
}
_BILATERAL = {
    "0": "modifier 50 raises nothing",
    "1": "modifier 50 pays 150 %",
    "2": "priced for both sides already",
    "3": "modifier 50 pays each side in full",
}
_HELP = {"0": "only with documentation", "1": "not paid", "2": "paid"}
_JOINT = {"0": "not allowed", "1": "with documentation", "2": "allowed"}


def values_in_words(values: RelativeValues) -> str:
    """One line for a person: which service, RVUs, components, global period, both sides."""
    name = f"-{values.modifier}: " if values.modifier else ""
    return name + " · ".join(_parts(values))


def _parts(values: RelativeValues) -> Iterator[str]:
    yield _STATUS.get(values.status, f"status {values.status}")
    yield f"work {values.work} RVU"
    if values.total_nonfacility is not None:
        yield f"total {values.total_nonfacility}"
    if values.total_facility is not None:
        yield f"in a facility {values.total_facility}"
    for meanings, indicator in (
        (_PC_TC, values.pc_tc),
        (_GLOBAL, values.global_days),
        (_BILATERAL, values.bilateral),
    ):
        if indicator in meanings:
            yield meanings[indicator]
    if values.multiple not in ("", "0", "9"):
        yield f"multiple-procedure rule {values.multiple}"
    for who, meanings, indicator in (
        ("assistant", _HELP, values.assistant),
        ("co-surgeons", _JOINT, values.co_surgeons),
        ("team", _JOINT, values.team),
    ):
        if indicator in meanings and values.follow_up_days is not None:
            yield f"{who} {meanings[indicator]}"
