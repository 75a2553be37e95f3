"""People's names as records write them: in parts, in one line, with titles and credentials."""

from __future__ import annotations

import re

from medcoder_desktop.domain.people import PersonName

_PREFIXES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "rev"))
_SUFFIXES = {
    "jr": "Jr", "sr": "Sr", "ii": "II", "iii": "III", "iv": "IV",
    "2nd": "II", "3rd": "III", "4th": "IV",
}  # fmt: skip
_PARTICLES = frozenset(
    ["van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le",
     "el", "al", "bin", "ibn", "ben", "st", "san", "ter", "ten"]
)  # fmt: skip
"""Words that belong to the family name behind them."""
CREDENTIALS = (
    r"(?:M\.?D\.?|D\.?O\.?|D\.?P\.?M\.?|D\.?D\.?S\.?|D\.?C\.?|O\.?D\.?|Ph\.?D\.?|Psy\.?D\.?"
    r"|Pharm\.?D\.?|MBBS|MBChB|N\.?P\.?|A?P?RN|LPN|P\.?A\.?|PA-C|[FAPW]NP(?:-(?:BC|C))?"
    r"|AGNP(?:-C)?|ACNP(?:-BC)?|PMHNP(?:-BC)?|WHNP(?:-BC)?|DNP|CNP|CNM|CNS|CRNA|MSN|RD|RDN"
    r"|LCSW|LMFT|LPC|PT|DPT|OT|SLP|FACP|FACS|FAAFP|FAAP|FACOG|FACC|FACR|MPH|MS|MBA)"
)
"""What stands behind a clinician's name. A pattern, to be set between word ends."""
_CREDENTIAL = re.compile(rf"{CREDENTIALS}\.?", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)|\"[^\"]*\"|“[^”]*”")
_WORD = re.compile(r"[^\W\d_][\w.'’`-]*")


def name_from_text(line: str) -> tuple[PersonName, str] | None:
    """Read a name in one line: ``Okafor, Adaeze N.`` or ``Dr. Hanna Lindqvist, MD``.

    Returns:
        The name and the credentials behind it (may be empty); None when the line cannot be a
        person's full name.
    """
    parts = [part.strip() for part in _ASIDE.sub(" ", line).split(",")]
    parts = [part for part in parts if part]
    credentials: list[str] = []
    while len(parts) > 1 and all(_CREDENTIAL.fullmatch(word) for word in parts[-1].split()):
        credentials.insert(0, parts.pop())
    suffix = ""
    if len(parts) > 1 and _suffix(parts[-1]):
        suffix = _suffix(parts.pop())
    if len(parts) == 1:
        name = _spoken(parts[0].split(), suffix, credentials)
    elif len(parts) == 2:
        name = _listed(parts[0].split(), parts[1].split(), suffix)
    else:
        return None
    return (name, ", ".join(credentials)) if name else None


def split_credentials(suffixes: tuple[str, ...]) -> tuple[str, str]:
    """What stands behind a name, told apart: generation (``Jr``) and credentials (``MD``)."""
    generation = next((found for text in suffixes if (found := _suffix(text))), "")
    credentials = ", ".join(text for text in suffixes if not _suffix(text))
    return generation, credentials


def _spoken(words: list[str], suffix: str, credentials: list[str]) -> PersonName | None:
    """Given name first."""
    while words and words[0].rstrip(".").lower() in _PREFIXES:
        words = words[1:]
    while len(words) > 2 and _CREDENTIAL.fullmatch(words[-1]) and words[-1].isupper():
        credentials.insert(0, words[-1])
        words = words[:-1]
    if len(words) > 2 and _suffix(words[-1]):
        suffix, words = _suffix(words[-1]), words[:-1]
    if not 2 <= len(words) <= 6 or not all(_WORD.fullmatch(word) for word in words):
        return None
    start = len(words) - 1
    while start > 1 and words[start - 1].lower().rstrip(".") in _PARTICLES:
        start -= 1
    return _name(words[start:], words[:1], words[1:start], suffix)


def _listed(family: list[str], given: list[str], suffix: str) -> PersonName | None:
    """Family name first, before the comma."""
    if len(family) > 1 and _suffix(family[-1]):
        suffix, family = _suffix(family[-1]), family[:-1]
    if len(given) > 1 and _suffix(given[-1]):
        suffix, given = _suffix(given[-1]), given[:-1]
    while given and given[0].rstrip(".").lower() in _PREFIXES:
        given = given[1:]
    if not 1 <= len(family) <= 4 or not 1 <= len(given) <= 4:
        return None
    if not all(_WORD.fullmatch(word) for word in (*family, *given)):
        return None
    return _name(family, given[:1], given[1:], suffix)


def _name(family: list[str], given: list[str], middle: list[str], suffix: str) -> PersonName:
    plain = [[word.rstrip(".") for word in part] for part in (family, given, middle)]
    if all(word.isupper() for part in plain for word in part):
        plain = [[_capitalized(word) for word in part] for part in plain]
    joined = [" ".join(part) for part in plain]
    return PersonName(family=joined[0], given=joined[1], middle=joined[2], suffix=suffix)


def _capitalized(word: str) -> str:
    """``O'BRIEN-HALL`` → ``O'Brien-Hall``; a single letter stays an initial."""
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)


def _suffix(word: str) -> str:
    return _SUFFIXES.get(word.rstrip(".").lower(), "")
