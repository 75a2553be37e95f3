"""Two invented years around the day on which G35 became a heading, and what else changed."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.codes import NoteKind
from tests.unit.library.invented_lists import billable, chapter, heading, part, section, year

LAST_DAY = date(2025, 9, 30)
NEXT_DAY = date(2025, 10, 1)

_TOP = (
    chapter("6", "Diseases of the nervous system"),
    section("G35-G37", "Demyelinating diseases of the central nervous system", "6"),
)
_NEUROMYELITIS = (
    heading(
        "G36",
        "Other acute disseminated demyelination",
        "G35-G37",
        (NoteKind.EXCLUDES1, "postinfectious encephalitis and encephalomyelitis NOS (G04.01)"),
    ),
    billable("G36.0", "Neuromyelitis optica [Devic]", "G36"),
)
_FIVE_FORMS = tuple(
    billable(f"G37.8{last}", f"Demyelinating disease, form {last}", "G37.8") for last in range(5)
)

OLD = part(
    year(2025),
    (
        *_TOP,
        billable(
            "G35", "Multiple sclerosis", "G35-G37", (NoteKind.INCLUSION_TERM, "Plaque disease")
        ),
        *_NEUROMYELITIS,
        billable("G36.1", "Acute leukoencephalitis of Hurst", "G36"),
        billable("G36.9", "Acute disseminated demyelination, unspecified", "G36"),
        heading("G37", "Other demyelinating diseases", "G35-G37"),
        heading("G37.8", "Other specified demyelinating diseases", "G37"),
        *_FIVE_FORMS,
        billable("G37.9", "Demyelinating disease, unspecified", "G37"),
    ),
)
"""FY2025: G35 may be billed."""

NEW = part(
    year(2026),
    (
        *_TOP,
        heading("G35", "Multiple sclerosis", "G35-G37", (NoteKind.INCLUSION_TERM, "Plaques")),
        billable("G35.A", "Relapsing-remitting multiple sclerosis", "G35"),
        billable("G35.B", "Primary progressive multiple sclerosis", "G35"),
        billable("G35.C", "Secondary progressive multiple sclerosis", "G35"),
        billable("G35.D", "Multiple sclerosis, unspecified", "G35"),
        *_NEUROMYELITIS,
        heading("G36.8", "Other specified acute demyelination", "G36"),
        billable("G36.81", "Acute hemorrhagic demyelination", "G36.8"),
        billable("G36.89", "Other acute demyelination", "G36.8"),
        billable("G36.9", "Acute demyelination, unspecified", "G36"),
        heading("G37", "Other demyelinating diseases", "G35-G37"),
        heading("G37.8", "Other specified demyelinating diseases", "G37"),
        *_FIVE_FORMS,
        billable("G37.85", "Demyelinating disease, form 5", "G37.8"),
        billable("G37.86", "Demyelinating disease, form 6", "G37.8"),
        billable("G37.9", "Demyelinating disease, unspecified", "G37"),
    ),
)
"""FY2026: G35 is a heading, G36.1 is gone, G36.8 has come, G36.9 is retitled."""
