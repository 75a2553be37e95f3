"""What an office decides once for all its visits, by the names under which it is stored."""

from __future__ import annotations

EVIDENCE_NEEDED = "evidence.needed"
"""Whether a visit with a code that has no evidence may not be finished."""
YES, NO = "yes", "no"
