"""Which release answers for a day, in words."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.releases import InForce


@dataclass(frozen=True, slots=True)
class ReleaseWords:
    """What is said beside codes about the release they come from.

    Attributes:
        remark: For the head of a panel, always there.
        warning: A sentence when the release is not in force on the day; else empty.
    """

    remark: str
    warning: str


def words_for(in_force: InForce) -> ReleaseWords:
    """Name the release; say what is not complete in it, and when it is not in force."""
    release = in_force.release
    name = release.title
    if in_force.exact:
        but = f" · {release.remark}" if release.remark else ""
        return ReleaseWords(f"{name} · in force on {in_force.day}{but}", "")
    until = f" to {release.effective_to}" if release.effective_to else " on"
    return ReleaseWords(
        f"{name} · not in force",
        f"No installed release is in force on {in_force.day}: the nearest one, {name} "
        f"({release.effective_from}{until}), answers instead.",
    )


NOT_BUILT = "The code library is not built yet: codes cannot be searched or checked."
"""Said while there is no release at all."""
