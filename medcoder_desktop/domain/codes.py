"""Codes, the notes that govern them, and the releases they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from medcoder_desktop.domain.releases import InForce

_DIAGNOSIS = re.compile(r"(?:[A-Z]\d|QA)[0-9A-Z](?:[0-9A-Z]{1,4})?", re.ASCII)
# Since FY2026 category QA0 begins with two letters; more may follow, CA125 is still no code.
_PROCEDURE = re.compile(r"\d{4}[0-9A-Z]|[A-Z]\d{4}", re.ASCII)


class CodeSystem(Enum):
    """The code sets of a physician's claim."""

    ICD10CM = "ICD-10-CM"
    HCPCS = "HCPCS Level II"
    CPT = "CPT"


def compact(code: str) -> str:
    """A code as it is compared: upper case, without dot and white space (``E1142``)."""
    return "".join(code.split()).replace(".", "").upper()


def dotted(code: str) -> str:
    """An ICD-10-CM code as it is shown and stored: ``e1142`` → ``E11.42``."""
    plain = compact(code)
    return plain if len(plain) <= 3 else f"{plain[:3]}.{plain[3:]}"


def looks_like_diagnosis(code: str) -> bool:
    """Whether the text has the shape of an ICD-10-CM code, with or without its dot."""
    return bool(_DIAGNOSIS.fullmatch(compact(code)))


def looks_like_procedure(code: str) -> bool:
    """Whether the text has the shape of a CPT or HCPCS Level II code."""
    return bool(_PROCEDURE.fullmatch(code.strip().upper()))


def procedure_system(code: str) -> CodeSystem:
    """Which set a procedure code belongs to by its shape: a leading letter is HCPCS Level II."""
    return CodeSystem.HCPCS if code[:1].isalpha() else CodeSystem.CPT


class NoteKind(Enum):
    """The kinds of notes of the ICD-10-CM tabular list, in the order the book prints them."""

    NOTE = "Note"
    INCLUDES = "Includes"
    INCLUSION_TERM = "Inclusion term"
    CODE_FIRST = "Code first"
    USE_ADDITIONAL = "Use additional code"
    CODE_ALSO = "Code also"
    EXCLUDES1 = "Excludes1"
    EXCLUDES2 = "Excludes2"
    SEVENTH_CHARACTER = "7th character"


@dataclass(frozen=True, slots=True)
class CodeNote:
    """One line of an instructional note.

    Attributes:
        text: As the official file has it, white space folded.
        source: The code, section or chapter under which the note stands; it applies to
            everything below.
    """

    kind: NoteKind
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class SeventhCharacter:
    """One choice of a seventh character and what it means."""

    character: str
    meaning: str


class CodeLevel(Enum):
    """Where an entry stands in the tabular list."""

    CHAPTER = "chapter"
    SECTION = "section"
    CATEGORY = "category"
    SUBCATEGORY = "subcategory"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code set, as lists show it.

    Attributes:
        code: With its dot; a chapter's number or a section's range for those levels.
        title: As CMS prints it, seventh-character meaning included.
        billable: Whether it may stand on a claim.
        parent: Code of the entry above; empty for a chapter.
    """

    system: CodeSystem
    code: str
    title: str
    level: CodeLevel
    billable: bool
    parent: str


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """Everything the book says about one entry.

    Attributes:
        path: From the chapter down to the entry's parent.
        notes: The entry's own notes first, then those inherited, nearest first; each names
            its source.
        children: The entries right below.
        seventh_characters: The choices, when the code takes or carries a seventh character.
        in_force: The release this entry was read from.
    """

    code: Code
    path: tuple[Code, ...]
    notes: tuple[CodeNote, ...]
    children: tuple[Code, ...]
    seventh_characters: tuple[SeventhCharacter, ...]
    in_force: InForce

    def notes_of(self, kind: NoteKind) -> tuple[CodeNote, ...]:
        """The notes of one kind, own first."""
        return tuple(note for note in self.notes if note.kind is kind)
