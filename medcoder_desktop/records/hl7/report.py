"""The texts of HL7 version 2 messages: reports and notes, as lines or as a document inside one."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.records.attachments import AttachedPages, AttachedText, text_of_bytes
from medcoder_desktop.records.document_kinds import kind_of_title
from medcoder_desktop.records.documents.rich_text import looks_like_html
from medcoder_desktop.records.hl7.people import read_provider
from medcoder_desktop.records.hl7.segments import Message, Segment
from medcoder_desktop.records.lab_values import number
from medcoder_desktop.records.limits import LONGEST_VALUE
from medcoder_desktop.records.wording import tidy_text

_SERVICES = {
    "RAD": DocumentKind.IMAGING_REPORT, "RUS": DocumentKind.IMAGING_REPORT,
    "CT": DocumentKind.IMAGING_REPORT, "NMR": DocumentKind.IMAGING_REPORT,
    "NMS": DocumentKind.IMAGING_REPORT, "CUS": DocumentKind.IMAGING_REPORT,
    "SP": DocumentKind.PATHOLOGY_REPORT, "CP": DocumentKind.PATHOLOGY_REPORT,
    "PAT": DocumentKind.PATHOLOGY_REPORT, "LAB": DocumentKind.LABORATORY_REPORT,
    "MB": DocumentKind.LABORATORY_REPORT, "CH": DocumentKind.LABORATORY_REPORT,
}  # fmt: skip
"""Diagnostic services (table 0074) by the kind of report they write."""
_SIGNED = {"AU": True, "LA": True, "DI": False, "DO": False, "IN": False, "IP": False, "PA": False}
"""Completion of a document (table 0271)."""
_PROSE_TYPES = frozenset(["TX", "FT"])
_WORD_TYPES = _PROSE_TYPES | {"ST", ""}
_LONGEST_MEASURED = 80
"""Letters of a value that has a unit, a range or a flag; what is longer is prose beside them."""
_PACKED = re.compile(r"[A-Za-z0-9+/\s]{100,}={0,2}\s*")
_PACKED_KINDS = (b"%PDF", b"PK\x03\x04", b"{\\rtf", b"\x89PNG", b"\xff\xd8", b"II*", b"MM\x00*",
                 b"<")  # fmt: skip
"""How documents begin that a sender packs into a message without saying so."""


def places_of_prose(message: Message) -> frozenset[int]:
    """Which segments of a message are observations to be read, not looked up in a table.

    A laboratory may send its values as text, and a reader of films her report as many short
    strings under one code: unit, range and flag tell the one, repetition the other.
    """
    prose: set[int] = set()
    group: list[tuple[int, Segment]] = []
    for place, segment in enumerate(message.segments):
        if segment.name in ("OBR", "TXA", "PID"):
            prose |= _prose_of(group, message)
            group = []
        elif segment.name == "OBX":
            group.append((place, segment))
    return frozenset(prose | _prose_of(group, message))


def _prose_of(group: list[tuple[int, Segment]], message: Message) -> set[int]:
    alike = Counter(
        (obx.text(3), obx.text(4)) for _, obx in group if obx.text(2).upper() in _WORD_TYPES
    )
    return {
        place
        for place, obx in group
        if _is_prose(obx, alike[obx.text(3), obx.text(4)], in_document=message.kind == "MDM")
    }


def _is_prose(obx: Segment, alike: int, *, in_document: bool) -> bool:
    kind, words = obx.text(2).upper(), obx.words(5)
    if kind == "ED" or len(words) > LONGEST_VALUE:
        return True
    if kind not in _WORD_TYPES:
        return False
    measured = bool(obx.raw(6) or obx.raw(7) or obx.raw(8)) and len(words) <= _LONGEST_MEASURED
    if measured and "\n" not in words and not in_document:
        return False
    if kind in _PROSE_TYPES or in_document:
        return True
    return alike > 1 and number(words.strip()) is None


@dataclass(slots=True)
class Report:
    """A report under way: its heading segment, and the lines that follow.

    Attributes:
        heading: The OBR or TXA it began with; another segment where there is neither.
        lines: What is said, each line with the name of the observation it is of.
        problems: Ids of sentences on what could not be taken, with what they name.
        pages: Of the first document embedded in it.
    """

    heading: Segment
    lines: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)
    pages: AttachedPages | None = None

    @property
    def name(self) -> str:
        """What it is called: the service, or the type of document."""
        heading = self.heading
        if heading.name not in ("OBR", "TXA"):
            return self.title or "Comments"
        at = 4 if heading.name == "OBR" else 2
        return heading.text(at, 2) or heading.text(at, 5) or self.title or heading.text(at, 1)

    def take(self, obx: Segment) -> None:
        """Add the text of an observation."""
        about = obx.text(3, 2) or obx.text(3, 5)
        self.title = self.title or about
        if obx.text(2).upper() == "ED":
            self._take_attached(_embedded(obx))
        else:
            self.lines.append((about, obx.words(5)))

    def comment(self, words: str, about: str = "") -> None:
        """Add a comment, on a value where one is named."""
        self.lines.append(("", f"{about}: {words}" if about else words))

    def document(
        self, patient_id: str, encounter_id: str | None, source: str
    ) -> tuple[ClinicalDocument, str] | None:
        """The document it makes; None when it has neither words nor pages."""
        text = self._text()
        if not text.strip() and self.pages is None:
            return None
        heading, is_obr = self.heading, self.heading.name == "OBR"
        author = read_provider(heading, *((32, 16) if is_obr else (9, 5, 10)))
        title = self.name or "Report"
        kind = kind_of_title(title) or (_SERVICES.get(heading.text(24)) if is_obr else None)
        signed = heading.text(25) in ("F", "C") if is_obr and heading.text(25) else None
        mark = hashlib.sha256(text.encode()).hexdigest()[:16]
        state = heading.text(25) if is_obr else heading.text(17)
        document = ClinicalDocument(
            id=new_id(),
            patient_id=patient_id,
            encounter_id=encounter_id,
            kind=kind or DocumentKind.OTHER,
            title=title,
            written_on=self.written_on,
            author=author.signed_name if author else "",
            signed=signed if is_obr else _SIGNED.get(heading.text(17).upper()),
            source=source,
            source_key=self.key or f"hl7/{heading.name}/{mark}",
            version_key=f"{state}/{mark}",
            length=len(text),
        )
        return document, text

    @property
    def key(self) -> str:
        """What its sender calls it, in every version; empty where nothing tells it from others."""
        heading = self.heading
        if heading.name not in ("OBR", "TXA"):
            return ""
        numbers = (3, 2, 4) if heading.name == "OBR" else (12,)
        own = "/".join(filter(None, map(heading.text, numbers))) or self.name or "Report"
        return f"hl7/{heading.name}/{own}/{self.written_on}"[:300]

    @property
    def written_on(self) -> date | None:
        """The day of the observation, or of the activity that the document is about."""
        if self.heading.name not in ("OBR", "TXA"):
            return None
        numbers = (7, 22, 14) if self.heading.name == "OBR" else (4, 6, 7)
        return next(filter(None, map(self.heading.day, numbers)), None)

    def _text(self) -> str:
        """All lines; where they are of several observations, each begins with its name."""
        bare = "\n".join(words for _, words in self.lines)
        unpacked = _unpacked(bare)
        if unpacked is not None:
            self.lines = []
            self._take_attached(unpacked)
            bare = "\n".join(words for _, words in self.lines)
        labels = {label for label, _ in self.lines if label}
        return tidy_text(bare if len(labels) < 2 else "\n".join(_labelled(self.lines)))

    def _take_attached(self, attached: AttachedText) -> None:
        if attached.problem:
            self.problems.append((attached.problem, attached.detail))
        self.lines.append(("", attached.text))
        self.pages = self.pages or attached.pages


def _labelled(lines: list[tuple[str, str]]) -> list[str]:
    told, before = [], ""
    for label, words in lines:
        begins = words.lstrip().casefold()
        if not label or label == before or begins.startswith(label.casefold()):
            told.append(words)
        else:
            told.append(f"{label}:{chr(10) if len(words) > _LONGEST_MEASURED else ' '}{words}")
        before = label
    return told


def _embedded(obx: Segment) -> AttachedText:
    """The text of encapsulated data: source, type, subtype, encoding, content."""
    kind = "/".join(filter(None, (obx.text(5, 2), obx.text(5, 3)))).lower()
    content = obx.repetitions(5)[0].split(obx.signs.component) if obx.repetitions(5) else []
    packed = obx.signs.unescaped(content[4]) if len(content) > 4 else ""
    if obx.text(5, 4).lower() != "base64":
        return _unpacked(packed) or text_of_bytes(packed.encode("utf-8", "replace"), "text/plain")
    raw = _decoded(packed)
    if raw is None:
        return AttachedText(problem="left_out.document_garbled")
    return text_of_bytes(raw, kind if kind in ("text/plain", "text/html", "text/rtf") else "")


def _unpacked(words: str) -> AttachedText | None:
    """The document that a text is the source or the packing of; None for a text that is none."""
    begins = words.lstrip()[:200]
    if begins.startswith("{\\rtf"):
        return text_of_bytes(words.encode("cp1252", "replace"), "text/rtf")
    if looks_like_html(words):
        return text_of_bytes(words.encode("utf-8", "replace"), "text/html; charset=utf-8")
    if not _PACKED.fullmatch(words):
        return None
    raw = _decoded(words)
    return text_of_bytes(raw, "") if raw and raw.startswith(_PACKED_KINDS) else None


def _decoded(packed: str) -> bytes | None:
    try:
        return base64.b64decode("".join(packed.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
