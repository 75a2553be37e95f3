"""Payers by name: which kind one is, and which names mean that nobody pays."""

from __future__ import annotations

import re

from medcoder_desktop.domain.practice import PayerKind

_SUPPLEMENT = re.compile(r"supplement|medigap|medsup", re.IGNORECASE)
_KINDS = {
    PayerKind.TRICARE: r"tricare|champus",
    PayerKind.CHAMPVA: r"champ-?\s?va\b|veterans",
    PayerKind.FECA: r"\bfeca\b|\bowcp\b|federal employees.? compensation|black lung",
    PayerKind.MEDICARE: r"medicare|dual[ _-]eligible|\bmac part b\b",
    PayerKind.MEDICAID: (
        r"medicaid|medi-cal|masshealth|badgercare|soonercare|tenncare|mainecare|husky health"
        r"|peachcare|\bahcccs\b|children.?s health insurance|\bs?chip\b"
    ),
    PayerKind.OTHER: (
        r"work(?:er|man|men).{0,2}s?.{0,2} comp|auto(?:mobile)? (?:policy|insurance)"
    ),
}
_NOBODY = re.compile(
    r"(?:no|without)[ _-]?(?:insurance|coverage)|self[ _-]?pay(?:ing|ment)?|uninsured|none|n/?a"
    r"|cash|private pay|pay",
    re.IGNORECASE,
)


def payer_kind(name: str, coverage_type: str = "") -> PayerKind:
    """Guess the kind from a payer's name, else from the kind of coverage the record states.

    A Medicare supplement is a commercial policy beside Medicare.
    """
    for words in (name, coverage_type):
        if _SUPPLEMENT.search(words):
            return PayerKind.COMMERCIAL
        for kind, pattern in _KINDS.items():
            if re.search(pattern, words, re.IGNORECASE):
                return kind
    return PayerKind.COMMERCIAL


def pays_nothing(name: str) -> bool:
    """Whether a "payer" of this name says that the patient pays."""
    return bool(_NOBODY.fullmatch(name.strip()))


def payer_name(written: str) -> str:
    """A payer's name for people: ``dual_eligible`` → ``Dual eligible``."""
    spaced = written.replace("_", " ").strip()
    return spaced[:1].upper() + spaced[1:] if spaced.islower() else spaced
