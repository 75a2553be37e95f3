"""The 22 chapters of ICD-10-CM, for lists that name codes without them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the tabular list.

    Attributes:
        number: As the list prints it: ``1`` to ``22``.
        first: Its first category.
        last: Its last category, inclusive.
        title: Without the range that stands in brackets behind it.
    """

    number: str
    first: str
    last: str
    title: str


CHAPTERS = (
    Chapter("1", "A00", "B99", "Certain infectious and parasitic diseases"),
    Chapter("2", "C00", "D49", "Neoplasms"),
    Chapter(
        "3",
        "D50",
        "D89",
        "Diseases of the blood and blood-forming organs and certain disorders involving the "
        "immune mechanism",
    ),
    Chapter("4", "E00", "E89", "Endocrine, nutritional and metabolic diseases"),
    Chapter("5", "F01", "F99", "Mental, Behavioral and Neurodevelopmental disorders"),
    Chapter("6", "G00", "G99", "Diseases of the nervous system"),
    Chapter("7", "H00", "H59", "Diseases of the eye and adnexa"),
    Chapter("8", "H60", "H95", "Diseases of the ear and mastoid process"),
    Chapter("9", "I00", "I99", "Diseases of the circulatory system"),
    Chapter("10", "J00", "J99", "Diseases of the respiratory system"),
    Chapter("11", "K00", "K95", "Diseases of the digestive system"),
    Chapter("12", "L00", "L99", "Diseases of the skin and subcutaneous tissue"),
    Chapter("13", "M00", "M99", "Diseases of the musculoskeletal system and connective tissue"),
    Chapter("14", "N00", "N99", "Diseases of the genitourinary system"),
    Chapter("15", "O00", "O9A", "Pregnancy, childbirth and the puerperium"),
    Chapter("16", "P00", "P96", "Certain conditions originating in the perinatal period"),
    Chapter(
        "17",
        "Q00",
        "QA0",
        "Congenital malformations, deformations and chromosomal abnormalities",
    ),
    Chapter(
        "18",
        "R00",
        "R99",
        "Symptoms, signs and abnormal clinical and laboratory findings, not elsewhere classified",
    ),
    Chapter(
        "19",
        "S00",
        "T88",
        "Injury, poisoning and certain other consequences of external causes",
    ),
    Chapter("20", "V00", "Y99", "External causes of morbidity"),
    Chapter(
        "21",
        "Z00",
        "Z99",
        "Factors influencing health status and contact with health services",
    ),
    Chapter("22", "U00", "U85", "Codes for special purposes"),
)
"""As the tabular list of FY2026 has them; until FY2025 chapter 17 ended with Q99."""

_BY_FIRST = sorted(CHAPTERS, key=lambda chapter: chapter.first)
_FIRSTS = [chapter.first for chapter in _BY_FIRST]


def chapter_of(category: str) -> Chapter | None:
    """The chapter of a category of three characters; None where no chapter has it.

    A category behind the last one of its letter is new and belongs to the letter's chapter, as
    QA0 was added behind Q99.
    """
    place = bisect_right(_FIRSTS, category)
    if not place:
        return None
    chapter = _BY_FIRST[place - 1]
    return chapter if category[:1] in _letters(chapter) else None


def _letters(chapter: Chapter) -> str:
    return "".join(chr(place) for place in range(ord(chapter.first[0]), ord(chapter.last[0]) + 1))
