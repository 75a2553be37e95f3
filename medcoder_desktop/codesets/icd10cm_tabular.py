"""Reads the ICD-10-CM tabular list in the XML that NCHS publishes.

Layout: ``chapter`` > ``section`` > ``diag`` nested to any depth; a section may span others that
follow it. Notes stand as ``includes``, ``excludes1`` … with ``note`` children; ``sevenChrDef``
holds the seventh characters that apply to every code below it unless a nearer definition
replaces them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.icd10cm_edition import edition_by_version
from medcoder_desktop.codesets.official_xml import folded, opening_of, parsed
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.codes import (
    Code,
    CodeLevel,
    CodeNote,
    CodeSystem,
    NoteKind,
    SeventhCharacter,
    compact,
    dotted,
)
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Edition
from medcoder_desktop.domain.tabular import TabularEntry

_ROOT = "ICD10CM.tabular"
_KINDS = {
    "notes": NoteKind.NOTE,
    "includes": NoteKind.INCLUDES,
    "inclusionTerm": NoteKind.INCLUSION_TERM,
    "codeFirst": NoteKind.CODE_FIRST,
    "useAdditionalCode": NoteKind.USE_ADDITIONAL,
    "codeAlso": NoteKind.CODE_ALSO,
    "excludes1": NoteKind.EXCLUDES1,
    "excludes2": NoteKind.EXCLUDES2,
    "sevenChrNote": NoteKind.SEVENTH_CHARACTER,
}
_CATEGORY = r"[A-Z](?:\d[0-9A-Z]|[A-Z]\d)"
_RANGE_AT_END = re.compile(rf"\s*\({_CATEGORY}(?:-{_CATEGORY})?\)\s*$", re.ASCII)
_NAMES = {
    "chapter": re.compile(r"\d{1,2}", re.ASCII),
    "section": re.compile(rf"{_CATEGORY}-{_CATEGORY}", re.ASCII),
    "diag": re.compile(rf"{_CATEGORY}(?:\.[0-9A-Z]{{1,4}})?", re.ASCII),
}
"""What the entries of each kind are named like; QA0 shows that two letters may begin a code."""
_SEVENTH = re.compile(r"[0-9A-Z]", re.ASCII)
_EXCEPTION = re.compile(
    r"7th characters? (?P<sevenths>[A-Z](?:(?:,| and| or) [A-Z])*) do(?:es)? not apply"
    r".*?with 6th character (?P<sixths>.*)"
)
_PLACEHOLDER = "X"
_LENGTH_BEFORE_SEVENTH = 6


@dataclass(frozen=True, slots=True)
class _Sevenths:
    """Seventh characters in force for the entries below their definition.

    Attributes:
        excepted: Pairs of sixth and seventh character that do not go together, as the note
            beside the definition of S06 says.
    """

    choices: tuple[SeventhCharacter, ...]
    excepted: frozenset[tuple[str, str]] = frozenset()

    def for_stem(self, stem: str) -> tuple[SeventhCharacter, ...]:
        """The choices that apply to a stem of six characters."""
        return tuple(c for c in self.choices if (stem[-1], c.character) not in self.excepted)


def read(file: SourceFile) -> Iterator[TabularEntry]:
    """Every entry of the list in book order, parents before children.

    Codes that take a seventh character follow their stem, one for each choice, with the
    placeholder X where the stem is shorter than six characters.

    Raises:
        InputError: The file is no tabular list, or is damaged; names file and line.
        EnvironmentError_: The file cannot be opened.
    """
    root = _list_in(file)
    for chapter in root.iterchildren("chapter"):
        number = _text_of(chapter, "name")
        yield _entry(
            chapter, _heading(chapter, number, CodeLevel.CHAPTER, ""), _own_sevenths(chapter)
        )
        around = list[str]()
        for section in chapter.iterchildren("section"):
            span = _span(section)
            while around and not _holds(around[-1], span):
                around.pop()
            parent = around[-1] if around else number
            own = _own_sevenths(section)
            yield _entry(section, _heading(section, span, CodeLevel.SECTION, parent), own)
            around.append(span)
            for category in section.iterchildren("diag"):
                found: list[TabularEntry] = []
                _gather(category, span, own, found)
                yield from found


def _list_in(file: SourceFile) -> etree._Element:
    root = parsed(file)
    if root.tag != _ROOT or root.find("chapter") is None:
        raise InputError("codeset.not_tabular", file=file.label)
    _check_names(root, file.label)
    return root


def _check_names(root: etree._Element, file: str) -> None:
    """Refuse a list with an entry without a name of its own: everything hangs on names.

    A code is longer than the one it stands under, so none is deeper than codes are long. It
    mostly begins with that one, but FY2021 has H54.512A under H54.511.
    """
    seen = set[str]()
    for element in root.iter(*_NAMES):
        name = _span(element) if element.tag == "section" else _text_of(element, "name")
        above = element.getparent() if element.tag == "diag" else None
        stem = _text_of(above, "name") if above is not None and above.tag == "diag" else ""
        nests = not stem or (len(name) > len(stem) and name[:3] == stem[:3])
        if name in seen or not nests or not _NAMES[str(element.tag)].fullmatch(name):
            raise InputError("codeset.wrong_name", file=file, line=element.sourceline, text=name)
        seen.add(name)
    for element in root.iter("extension"):
        character = element.get("char", "")
        if not _SEVENTH.fullmatch(character):
            line = element.sourceline
            raise InputError("codeset.wrong_name", file=file, line=line, text=character)


def _span(section: etree._Element) -> str:
    """The range of a section; one of a single category is ``B20-B20``, apart from its category."""
    name = section.get("id", "")
    return name if "-" in name else f"{name}-{name}"


def _holds(outer: str, inner: str) -> bool:
    """Whether one section stands around another.

    The file lists them side by side, but the notes of ``T20-T32`` hold for ``T20-T25`` in it.
    """
    first, _, last = outer.partition("-")
    inner_first, _, inner_last = inner.partition("-")
    return first <= inner_first and inner_last <= last


def _gather(
    diag: etree._Element, parent: str, inherited: _Sevenths | None, found: list[TabularEntry]
) -> None:
    """Add an entry and all below it, in order."""
    code = _text_of(diag, "name")
    title = _title(diag)
    own = _own_sevenths(diag)
    sevenths = own or inherited
    children = list(diag.iterchildren("diag"))
    length = len(compact(code))
    is_leaf = not children
    expands = is_leaf and sevenths is not None and length <= _LENGTH_BEFORE_SEVENTH
    billable = is_leaf and not expands
    level = CodeLevel.CATEGORY if length <= 3 else CodeLevel.SUBCATEGORY
    if billable:
        level = CodeLevel.CODE
    found.append(_entry(diag, Code(CodeSystem.ICD10CM, code, title, level, billable, parent), own))
    if expands and sevenths is not None:
        stem = compact(code).ljust(_LENGTH_BEFORE_SEVENTH, _PLACEHOLDER)
        dotted_stem = dotted(stem)
        found += [
            TabularEntry(
                Code(
                    CodeSystem.ICD10CM,
                    dotted_stem + choice.character,
                    f"{title}, {choice.meaning}",
                    CodeLevel.CODE,
                    billable=True,
                    parent=code,
                )
            )
            for choice in sevenths.for_stem(stem)
        ]
    for child in children:
        _gather(child, code, sevenths, found)


def _heading(element: etree._Element, name: str, level: CodeLevel, parent: str) -> Code:
    return Code(CodeSystem.ICD10CM, name, _title(element), level, billable=False, parent=parent)


def _entry(element: etree._Element, code: Code, own: _Sevenths | None) -> TabularEntry:
    notes = tuple(_notes(element, code.code))
    return TabularEntry(code, notes, own.choices if own else ())


def _notes(element: etree._Element, code: str) -> Iterator[CodeNote]:
    for child in element:
        kind = _KINDS.get(str(child.tag))
        if kind is not None:
            for note in child.iterchildren("note"):
                yield CodeNote(kind, folded(note), code)
        elif child.tag == "sevenChrDef":
            yield from _seventh_notes(child, code)
        elif child.tag == "visualImpairment":
            for line in _visual_impairment(child):
                yield CodeNote(NoteKind.NOTE, line, code)


def _seventh_notes(definition: etree._Element, code: str) -> Iterator[CodeNote]:
    """Notes between the choices belong to the choice before them.

    Nothing can be added to a sequela: a line behind it (W08, "Fall from stool") is an inclusion
    term of the code that slipped into the definition.
    """
    before, meaning = "", ""
    for child in definition:
        if child.tag == "extension":
            before, meaning = child.get("char", ""), folded(child)
        elif meaning == "sequela":
            yield CodeNote(NoteKind.INCLUSION_TERM, folded(child), code)
        else:
            yield CodeNote(NoteKind.SEVENTH_CHARACTER, f"{before}: {folded(child)}", code)


def _visual_impairment(table: etree._Element) -> Iterator[str]:
    """The table of visual impairment categories under H54.8, a line for each category.

    Its first row holds the headings; the others name the same limits on three scales.
    """
    heads = table.find("visCategory")
    if heads is None:
        return
    limits = [(tag, _text_of(heads, f"visRange/{tag}/heading")) for tag in ("visMax", "visMin")]
    yield f"{_text_of(heads, 'heading')}: {_text_of(heads, 'visRange/heading')}"
    for category in heads.itersiblings("visCategory"):
        row = []
        for tag, head in limits:
            scales = [folded(value) for value in category.iterfind(f"visRange/{tag}/value")]
            # "No light perception" stands where a limit would, and is none.
            named = f"{head.rstrip(':').lower()} " if scales and scales[0][:1].isdigit() else ""
            row += [named + " or ".join(scales)] if scales else []
        yield f"Category {_text_of(category, 'value')}: {'; '.join(row)}"


def _own_sevenths(element: etree._Element) -> _Sevenths | None:
    definition = _child(element, "sevenChrDef")
    if definition is None:
        return None
    return _Sevenths(
        tuple(
            SeventhCharacter(extension.get("char", ""), folded(extension))
            for extension in definition.iterchildren("extension")
        ),
        frozenset(_excepted(element)),
    )


def _excepted(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Read "7th characters D and S do not apply … with 6th character 7 …, or 8 …"."""
    for note in (*element.iterfind("notes/note"), *element.iterfind("sevenChrNote/note")):
        exception = _EXCEPTION.search(folded(note))
        if exception is not None:
            for sixth in re.findall(r"\b(\d)\b", exception["sixths"]):
                for seventh in re.findall(r"\b[A-Z]\b", exception["sevenths"]):
                    yield sixth, seventh


def _title(element: etree._Element) -> str:
    """The title as CMS prints it in its list of codes: no range behind it, no accents."""
    title = _text_of(element, "desc")
    if title.endswith(")"):
        title = _RANGE_AT_END.sub("", title)
    if title.isascii():
        return title
    letters = unicodedata.normalize("NFKD", title)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _text_of(element: etree._Element, tag: str) -> str:
    return folded(element.find(tag) if "/" in tag else _child(element, tag))


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of a name; in half the time that a search for a path takes."""
    return next(element.iterchildren(tag), None)


def _recognises(file: SourceFile) -> bool:
    opening = opening_of(file)
    return opening is not None and opening.root == _ROOT


def _edition(file: SourceFile) -> Edition:
    opening = opening_of(file)
    return edition_by_version(file, opening.version if opening else "")


FORMAT = Format(
    CodeSet.ICD10CM,
    "ICD-10-CM tabular list (XML)",
    _recognises,
    _edition,
    read,
    TabularEntry,
    rank=40,
)
