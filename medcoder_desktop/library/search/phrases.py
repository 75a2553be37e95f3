"""What a title or an inclusion term says at heart, and how likely a coder means it.

The index stores phrases in the order of :func:`cost`, so that the first matches read are the
likely ones and the rest need not be read at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b

from medcoder_desktop.domain.codes import Code, CodeLevel
from medcoder_desktop.library.search.words import singular, words_of

LITTLE_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "by", "due", "for", "from", "in", "is", "of", "on", "or", "the",
     "to", "with"]
)  # fmt: skip
"""Words that say too little to be looked for."""

_UNSAID = frozenset(["unspecified", "nos", "uncomplicated"])
"""Words of the default code, which a coder leaves out: "Unspecified asthma, uncomplicated"."""

_DEFAULT_PART = re.compile(
    r"^(?!.*\bwith(?:out)?\b).*\bunspecified\b|\bnot (?:otherwise )?specified$"
    r"|^ ?not intractable$|^ ?without\b|^ ?initial encounter(?! for open)",
    re.IGNORECASE,
)
"""A part behind a comma that says that nothing more is known or present, or the usual encounter."""

_WITHOUT = re.compile(r"(?<!\bor)\s+without\b.*", re.IGNORECASE)
"""What the default code has not ("gastro-esophageal reflux disease without esophagitis")."""

_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")

_FOR_A_WORD = 10
_FOR_A_LEVEL = {
    CodeLevel.CODE: 0,
    CodeLevel.SUBCATEGORY: 60,
    CodeLevel.CATEGORY: 60,
    CodeLevel.SECTION: 90,
    CodeLevel.CHAPTER: 100,
}
_FOR_A_TERM = 5
_FOR_WITHOUT = 4
"""Of two codes that say the same, the one that does not name what is absent is the usual one:
"Migraine, unspecified, not intractable" before "Migraine without aura, not intractable"."""
_FOR_A_RARE_SETTING = 15
_FOR_A_RARE_WORD = 12
_RARE_WORDS = frozenset(
    ["congenital", "elsewhere", "history", "juvenile", "neonatal", "newborn", "obsolete", "other",
     "postprocedural", "secondary", "sequela", "sequelae", "specified"]
)  # fmt: skip
_RARE_SETTINGS = frozenset("OPQTUVWXY")
"""Chapters whose codes are asked for by their own words: childbirth, the newborn, malformations,
poisoning, special purposes, external causes."""


def essence(text: str) -> list[str]:
    """The words that matter in a title or term.

    Nonessential modifiers in brackets go, as in the book ("hypertension (arterial) (benign)"),
    and so does what the default code says in addition.
    """
    bare = _BRACKETED.sub("", text) if "(" in text or "[" in text else text
    first, *others = bare.split(",")
    kept = [first, *(part for part in others if not is_default(part))]
    if "without" in bare:
        kept = [_WITHOUT.sub("", part) for part in kept]
    words = [word for part in kept for word in words_of(part)]
    return telling(words) or words_of(text)


@lru_cache(maxsize=20_000)
def is_default(part: str) -> bool:
    """Whether a part behind a comma is left out by coders who mean the usual code."""
    return bool(_DEFAULT_PART.search(part))


def telling(words: list[str]) -> list[str]:
    """The words without little ones and those a coder leaves out."""
    return [word for word in words if word not in LITTLE_WORDS and word not in _UNSAID]


def signature(words: Sequence[str]) -> int:
    """A number that is the same for the same words in any order and number."""
    key = " ".join(sorted({singular(word) for word in words}))
    digest = blake2b(key.encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big")


def cost(code: Code, words: Sequence[str], seventh: str, *, is_term: bool) -> int:
    """How unlikely it is that a coder means this phrase; less is better.

    Args:
        words: The phrase's essence.
        seventh: The meaning of the code's seventh character, if it has one.
        is_term: Whether the phrase is an inclusion term, not the title.
    """
    total = _FOR_A_WORD * min(len(words), 30) + _FOR_A_LEVEL[code.level]
    total += _FOR_A_TERM * is_term + _FOR_WITHOUT * ("without" in code.title.partition(",")[0])
    total += _FOR_A_RARE_WORD * len(_RARE_WORDS.intersection(words))
    if code.code[:1] in _RARE_SETTINGS:
        total += _FOR_A_RARE_SETTING
    return total + cost_of_encounter(seventh)


def cost_of_term(plain: str, words: int) -> int:
    """How unlikely it is that a coder means a term of the index.

    Args:
        plain: Its code without dot.
        words: How many words it has that must be said.
    """
    rare = _FOR_A_RARE_SETTING if plain[:1] in _RARE_SETTINGS else 0
    return _FOR_A_WORD * min(words, 30) + _FOR_A_TERM + rare


@cache
def cost_of_encounter(meaning: str) -> int:
    """Initial before subsequent before sequela; closed before open; healing well before badly."""
    if meaning.startswith("initial"):
        return 20 + 2 * ("III" in meaning) if "open" in meaning else 0
    if meaning.startswith("subsequent"):
        badly = next(
            (place for place, word in enumerate(("delayed", "nonunion", "malunion"), 1)
             if word in meaning),
            0,
        )  # fmt: skip
        return 30 + badly + 5 * ("open" in meaning) + ("III" in meaning)
    return 45 if meaning.startswith("sequela") else 0
