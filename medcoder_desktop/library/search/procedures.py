"""Procedures by their words: HCPCS Level II, the office's CPT file and its fee schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from medcoder_desktop.domain.codes import Code, CodeLevel, procedure_system
from medcoder_desktop.domain.practice import FeeLine
from medcoder_desktop.domain.procedures import CPT_MARK, ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.domain.search import MatchField, SearchContext, SearchedSet
from medcoder_desktop.library.fact_rows import read_all
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.library.search.arrays import (
    BILLABLE,
    IS_TITLE,
    PhraseArrays,
    PhraseRow,
    PhraseWords,
    make_blobs,
)
from medcoder_desktop.library.search.forms import WordForms
from medcoder_desktop.library.search.phrases import LITTLE_WORDS, essence
from medcoder_desktop.library.search.spelling import Spelling
from medcoder_desktop.library.search.tables import Wordings
from medcoder_desktop.library.search.words import indexed_words

_FOR_A_WORD = 10
"""Against a phrase for each of its words, as diagnoses are weighed."""
_FOR_A_TERM = 5

Sources = tuple[Installed | None, Installed | None, tuple[FeeLine, ...]]
"""The lists that answer for a day: HCPCS, CPT, and the fee schedule."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure that can be found.

    Attributes:
        entry: As its list has it; None for a code that only the fee schedule names.
        fee: The office's first line for it; None when it has none.
    """

    code: str
    entry: ProcedureEntry | None
    fee: FeeLine | None

    @property
    def title(self) -> str:
        """The fullest wording there is."""
        return (self.entry.title if self.entry else "") or (
            self.fee.description if self.fee else ""
        )

    @property
    def mark(self) -> str:
        """Whose words the title is, where that must be said."""
        is_cpt = self.entry is not None and not self.code[:1].isalpha()
        return CPT_MARK if is_cpt else procedure_system(self.code).value

    def as_code(self, on: date) -> Code:
        """The procedure as a result shows it; billable while it may be billed that day."""
        valid = self.entry is None or self.entry.valid_on(on)
        return Code(procedure_system(self.code), self.code, self.title, CodeLevel.CODE, valid, "")

    def caution(self, on: date) -> str:
        """Why it may not be billed that day; empty when it may."""
        if self.entry is None or self.entry.valid_on(on):
            return ""
        ended = self.entry.terminated
        if ended is not None and ended < on:
            instead = ", ".join(self.entry.cross_references)
            return f"Not valid since {ended}." + (f" See {instead}." if instead else "")
        return f"Not valid before {self.entry.added or self.entry.effective}."


class ProcedureBook:
    """The procedures of one day's lists, ready to be searched.

    Args:
        entries: Of HCPCS and CPT, modifiers left out.
        fees: The fee schedule.

    Attributes:
        procedures: By code.
        place_of: The number of each code among them.
    """

    def __init__(
        self, entries: Iterable[ProcedureEntry], fees: Sequence[FeeLine], wordings: Wordings
    ) -> None:
        by_code: dict[str, FeeLine] = {}
        for fee in fees:
            by_code.setdefault(fee.procedure, fee)
        procedures = [Procedure(each.code, each, by_code.get(each.code)) for each in entries]
        listed = {each.code for each in procedures}
        procedures += [Procedure(c, None, fee) for c, fee in by_code.items() if c not in listed]
        procedures.sort(key=lambda each: each.code)
        self.procedures = tuple(procedures)
        self._texts: list[tuple[MatchField, str]] = []
        self.place_of = {each.code: at for at, each in enumerate(procedures)}
        rows: list[PhraseRow] = []
        words = PhraseWords()
        for number, procedure in enumerate(procedures):
            for field, text in _phrases(procedure):
                said = essence(text)
                found_by = " ".join(indexed_words(text) - LITTLE_WORDS)
                words.add(len(rows), [words.weighed(found_by, said)])
                is_title = field is MatchField.TITLE
                price = _FOR_A_WORD * min(len(said), 30) + (0 if is_title else _FOR_A_TERM)
                first = not rows or rows[-1].code != number
                flags = BILLABLE | (IS_TITLE if first else 0)
                rows.append(PhraseRow(len(rows), number, price, flags, procedure.code[:4]))
                self._texts.append((field, text))
        self.arrays = PhraseArrays(make_blobs(rows, words))
        self.wordings = wordings
        self.forms = WordForms(self.arrays.words, wordings.families)
        self.spelling = Spelling(self.arrays.words, self.arrays.counts.tolist())

    def found(self, place: int) -> tuple[Procedure, MatchField, str]:
        """The procedure of a phrase, what kind of phrase it is, and its text."""
        field, text = self._texts[place]
        return self.procedures[int(self.arrays.code[place])], field, text

    def beginning(self, text: str) -> Iterator[Procedure]:
        """Procedures whose code begins so, by code."""
        return (each for each in self.procedures if each.code.startswith(text))


def sources_of(library: Library, context: SearchContext) -> Sources:
    """The lists that a search looks through on its day."""
    found: list[Installed | None] = []
    for wanted, code_set in ((SearchedSet.HCPCS, CodeSet.HCPCS), (SearchedSet.CPT, CodeSet.CPT)):
        answering = library.shelf().answering(code_set, context.on)
        found.append(answering.installed if answering and wanted in context.sets else None)
    return found[0], found[1], context.fees if SearchedSet.FEES in context.sets else ()


def read_procedures(library: Library, sources: Sources, wordings: Wordings) -> ProcedureBook:
    """Read the lists of a day."""
    entries: list[ProcedureEntry] = []
    for code_set, release in ((CodeSet.HCPCS, sources[0]), (CodeSet.CPT, sources[1])):
        if release is not None:
            listed = read_all(library.connection(), ProcedureEntry, code_set, release.bit)
            entries += (each for each in listed if not each.is_modifier)
    return ProcedureBook(entries, sources[2], wordings)


def _phrases(procedure: Procedure) -> Iterator[tuple[MatchField, str]]:
    """Its wordings, each once: the list's own, then what the office calls it."""
    entry, fee = procedure.entry, procedure.fee
    texts = [(MatchField.TITLE, procedure.title or procedure.code)]
    if entry is not None:
        texts += [(MatchField.INCLUSION_TERM, each) for each in (entry.medium, entry.short) if each]
    if fee is not None and fee.description:
        texts.append((MatchField.FEE_SCHEDULE, fee.description))
    if entry is None and fee is not None:
        texts = [(MatchField.FEE_SCHEDULE, procedure.title or procedure.code)]
    seen = set[str]()
    for field, text in texts:
        if text.casefold() not in seen:
            seen.add(text.casefold())
            yield field, text
