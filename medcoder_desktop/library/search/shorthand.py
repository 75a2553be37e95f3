"""A first few of the short forms coders write, and what the book calls the same thing."""

from __future__ import annotations

import re

_SIGNS = (
    (re.compile(r"\bw\s*/\s*o\b", re.IGNORECASE), " without "),
    (re.compile(r"\bs\s*/\s*p\b", re.IGNORECASE), " status "),
    (re.compile(r"\b[hp]\s*/\s*o\b", re.IGNORECASE), " history "),
    (re.compile(r"\bw\s*/(?=\s|\w)", re.IGNORECASE), " with "),
)

_WRITTEN = {
    "abn": "abnormal", "afib": "atrial fibrillation", "bil": "bilateral",
    "bilat": "bilateral", "bph": "benign prostatic hyperplasia", "ca": "malignant neoplasm",
    "cad": "atherosclerotic heart disease", "cancer": "malignant neoplasm",
    "chf": "heart failure", "ckd": "chronic kidney disease",
    "copd": "chronic obstructive pulmonary disease", "cva": "cerebral infarction",
    "distal": "lower end", "dm": "diabetes mellitus", "dm1": "type 1 diabetes mellitus",
    "dm2": "type 2 diabetes mellitus", "dvt": "deep vein thrombosis", "dx": "diagnosis",
    "esrd": "end stage renal disease", "fx": "fracture", "gerd": "gastro esophageal reflux disease",
    "hld": "hyperlipidemia", "htn": "hypertension", "hx": "history", "iddm": "type 1 diabetes",
    "init": "initial", "lbp": "low back pain", "lt": "left", "niddm": "type 2 diabetes",
    "oa": "osteoarthritis", "osa": "obstructive sleep apnea", "proximal": "upper end",
    "rt": "right", "subs": "subsequent", "t1dm": "type 1 diabetes mellitus",
    "t2dm": "type 2 diabetes mellitus", "uri": "upper respiratory infection",
    "uti": "urinary tract infection", "vit": "vitamin", "well child": "routine child health",
}  # fmt: skip

_LONGEST = 2
"""Words of the longest short form."""

MEANINGS: dict[tuple[str, ...], tuple[str, ...]] = {
    tuple(short.split()): tuple(long.split()) for short, long in _WRITTEN.items()
}
"""Words as written to the words of the book, both folded."""


def spelled_out(text: str) -> str:
    """The text with "w/o", "s/p", "h/o" and "w/" as words."""
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return text


def short_form_at(words: list[str], place: int) -> tuple[str, ...] | None:
    """The longest short form that begins at a word of a query."""
    for length in range(_LONGEST, 0, -1):
        candidate = tuple(words[place : place + length])
        if len(candidate) == length and candidate in MEANINGS:
            return candidate
    return None
