"""Coverage policies while their tables are read one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from medcoder_desktop.codesets.coverage_paragraphs import plain_text
from medcoder_desktop.codesets.coverage_tables import Role, Table, records
from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.domain.codes import dotted, looks_like_diagnosis, looks_like_procedure
from medcoder_desktop.domain.coverage_policies import CoverageGroup, CoveragePolicy, PolicyKind
from medcoder_desktop.domain.errors import InputError

_NO_CODE = "XX000"
"""Stands in a group that lists no codes."""
_LETTERS = {PolicyKind.ARTICLE: "A", PolicyKind.LCD: "L"}
_BEGINS = {
    PolicyKind.ARTICLE: ("article_eff_date",),
    PolicyKind.LCD: ("rev_eff_date", "orig_det_eff_date"),
}
_ENDS = {
    PolicyKind.ARTICLE: ("article_end_date", "article_rev_end_date", "date_retired"),
    PolicyKind.LCD: ("ent_det_end_date", "rev_end_date", "date_retired"),
}
_NOT_NUMBERED = 1
_GROUPS = {
    Role.PROCEDURES: ("hcpc_code_id", "hcpc_code_group"),
    Role.SUPPORTING: ("icd10_code_id", "icd10_covered_group"),
    Role.EXCLUDING: ("icd10_code_id", "icd10_noncovered_group"),
    Role.PROCEDURE_PARAGRAPHS: ("paragraph", "hcpc_code_group"),
    Role.SUPPORTING_PARAGRAPHS: ("paragraph", "icd10_covered_group"),
    Role.EXCLUDING_PARAGRAPHS: ("paragraph", "icd10_noncovered_group"),
}


@dataclass(slots=True)
class _Group:
    procedures: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)
    excluding: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A policy whose contractors and groups are being collected."""

    name: str
    version: int
    title: str
    effective: date | None
    ended: date | None
    contractors: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    groups: dict[int, _Group] = field(default_factory=dict)

    def finished(self, kind: PolicyKind) -> CoveragePolicy:
        """The policy, each code once in the order of the file, groups by their number."""
        return CoveragePolicy(
            self.name,
            self.version,
            kind,
            self.title,
            _once(self.contractors),
            tuple(sorted(set(self.states))),
            self.effective,
            self.ended,
            tuple(
                CoverageGroup(
                    number,
                    _once(group.procedures),
                    _once(group.supporting),
                    _once(group.excluding),
                    "\n".join(_once(group.paragraphs)),
                )
                for number, group in sorted(self.groups.items())
            ),
        )


def drafts_of(table: Table, kind: PolicyKind) -> dict[tuple[str, str], Draft]:
    """The policies of the principal table, by id and version as written there.

    Raises:
        InputError: A policy has no number, a date is none, or a policy stands there twice.
    """
    found: dict[tuple[str, str], Draft] = {}
    begins, ends = _BEGINS[kind], _ENDS[kind]
    wanted = (*table.key, "title", "display_id", *begins, *ends)
    for line, (number, version, title, shown, *days) in records(table, *wanted):
        key = (number, version)
        if key in found or not all(map(_is_number, key)):
            raise wrong(table, line, f"{number} {version}", "a policy's number and version, once")
        first = [_day(table, line, text) for text in days[: len(begins)]]
        last = [day for text in days[len(begins) :] if (day := _day(table, line, text))]
        found[key] = Draft(
            name=shown.strip().upper() or f"{_LETTERS[kind]}{number}",
            version=int(version),
            title=" ".join(plain_text(title).split()),
            effective=next((day for day in first if day), None),
            ended=min(last, default=None),
        )
    return found


class Groups:
    """Puts codes and paragraphs into the groups of their policies.

    A full download names half a million diagnoses, some twenty thousand different ones: each is
    checked and kept once.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[bool, str], str] = {}
        self._numbers: dict[str, int] = {"": _NOT_NUMBERED}

    def take(self, table: Table, drafts: dict[tuple[str, str], Draft]) -> None:
        """Read a table of codes or paragraphs; rows of other versions are left out.

        Raises:
            InputError: A code or the number of a group is none; names file and line.
        """
        for line, (number, version, text, place) in records(
            table, *table.key, *_GROUPS[table.role]
        ):
            draft = drafts.get((number, version))
            if draft is None:
                continue
            of_group = self._numbers.get(place)
            if of_group is None:
                of_group = self._numbered(table, line, place)
            group = draft.groups.get(of_group)
            if group is None:
                group = draft.groups[of_group] = _Group()
            match table.role:
                case Role.PROCEDURES:
                    _append(group.procedures, self._code(table, line, text, diagnosis=False))
                case Role.SUPPORTING:
                    _append(group.supporting, self._code(table, line, text, diagnosis=True))
                case Role.EXCLUDING:
                    _append(group.excluding, self._code(table, line, text, diagnosis=True))
                case _:
                    _append(group.paragraphs, plain_text(text))

    def _numbered(self, table: Table, line: int, text: str) -> int:
        plain = text.strip()
        if plain and not _is_number(plain):
            raise wrong(table, line, plain, "the number of a group")
        self._numbers[text] = int(plain) if plain else _NOT_NUMBERED
        return self._numbers[text]

    def _code(self, table: Table, line: int, text: str, *, diagnosis: bool) -> str:
        known = self._codes.get((diagnosis, text))
        if known is None:
            plain = text.strip().upper()
            fits = looks_like_diagnosis if diagnosis else looks_like_procedure
            if plain == _NO_CODE:
                known = ""
            elif fits(plain):
                known = dotted(plain) if diagnosis else plain
            else:
                expected = "an ICD-10-CM code" if diagnosis else "a HCPCS or CPT code"
                raise wrong(table, line, plain, expected)
            self._codes[diagnosis, text] = known
        return known


def wrong(table: Table, line: int, text: str, expected: str) -> InputError:
    """The refusal of a cell."""
    return InputError(
        "codeset.wrong_line", file=table.file.label, line=line, text=text, expected=expected
    )


def _day(table: Table, line: int, text: str) -> date | None:
    """A date; the database writes midnight behind it."""
    words = text.split()
    try:
        return read_day(words[0]) if words else None
    except ValueError:
        raise wrong(table, line, text, "a date such as 2026-04-01") from None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _append(texts: list[str], text: str) -> None:
    if text:
        texts.append(text)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
