"""What of a difference between two releases may be shown, and how a person reads it.

CPT descriptors belong to the American Medical Association. They are shown where the office's own
licensed CPT file says them, with its notice, and nowhere else, whatever a file of another set
carries along.
"""

from __future__ import annotations

from medcoder_desktop.domain.codes import CodeSystem, looks_like_procedure, procedure_system
from medcoder_desktop.domain.procedures import CPT_NOTICE
from medcoder_desktop.domain.releases import CodeSet, Release
from medcoder_desktop.domain.updates import CodeDifference, Difference, Touched

_RULES_ALONE = frozenset({CodeSet.PTP, CodeSet.MUE, CodeSet.ADD_ON})
"""Sets that say rules about procedures and carry no descriptors."""


def shown_words(difference: CodeDifference, code_set: CodeSet) -> tuple[str, str]:
    """What may be shown of a difference: before, after.

    A CPT code of another set than CPT keeps its values and loses its descriptor.
    """
    hidden = (
        code_set is not CodeSet.CPT
        and code_set not in _RULES_ALONE
        and difference.kind is not Difference.VALUES
        and _is_cpt(difference.code)
    )
    return ("", "") if hidden else (difference.before, difference.after)


def notice_for(release: Release) -> str:
    """The notice that stands beside the descriptors of a release; empty where none is due."""
    if release.code_set is not CodeSet.CPT:
        return ""
    return CPT_NOTICE.format(year=release.effective_from.year)


def span_of(release: Release) -> str:
    """The days a release governs: ``2026-10-01 to 2027-09-30``."""
    return f"{release.effective_from} to {release.effective_to or 'further notice'}"


def touched_word(kind: Touched) -> str:
    """What of the office's own is touched, as the screen and the page spell it."""
    return "favorite" if kind is Touched.FAVOURITE else kind.value


def _is_cpt(code: str) -> bool:
    return looks_like_procedure(code) and procedure_system(code) is CodeSystem.CPT
