"""The official indexes as phrases of search: each term with those above it, and its code."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.alphabetic_index import IndexTerm
from medcoder_desktop.domain.codes import compact
from medcoder_desktop.domain.releases import CodeSet
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.library.search.arrays import (
    BILLABLE,
    DEFAULT,
    IS_TITLE,
    PhraseRow,
    PhraseWords,
    WeighedWords,
    make_blobs,
    read_arrays,
    read_blob,
    write_arrays,
)
from medcoder_desktop.library.search.forms import WordForms
from medcoder_desktop.library.search.phrases import LITTLE_WORDS, cost_of_term
from medcoder_desktop.library.search.spelling import Spelling
from medcoder_desktop.library.search.tables import load_wordings
from medcoder_desktop.library.search.words import indexed_words

_CODES = "codes"
"""Name of the list of codes, kept beside the arrays."""
_FURTHER = "-"
"""Behind a code that needs further characters."""
_IN_FRONT = {CodeSet.ICD_NEOPLASMS: "Neoplasm"}
"""What stands over a whole table and not in its terms."""
_LINKS = LITTLE_WORDS | {"nec", "nos", "see", "also"}


@dataclass(slots=True)
class IndexPhrases:
    """Gathers the phrases of one release of an index, then writes them.

    Attributes:
        columns: Headings of a table from the column of terms on; empty for an index.
    """

    release_id: int
    columns: Sequence[str]
    code_set: CodeSet
    _rows: list[PhraseRow] = field(default_factory=list)
    _words: PhraseWords = field(default_factory=PhraseWords)
    _codes: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, term: IndexTerm, above: Sequence[IndexTerm]) -> None:
        """Take in a term.

        Args:
            number: Row id of the term.
            above: The terms it stands under, from the main term down.
        """
        if not term.code and not any(term.cells):
            return
        line = (*above, term)
        essential = " ".join((_IN_FRONT.get(self.code_set, ""), *(each.title for each in line)))
        optional = " ".join(part for each in line for part in each.nonessential)
        for heading, code in self._coded(term):
            self._put(number, code, f"{essential} {heading}", optional)

    def write(self, connection: dbapi2.Connection) -> None:
        """Write everything gathered; once, after the last term."""
        blobs = make_blobs(self._rows, self._words)
        blobs[_CODES] = "\n".join(self._codes).encode()
        write_arrays(connection, self.release_id, blobs)

    def _coded(self, term: IndexTerm) -> Iterator[tuple[str, str]]:
        """The codes of a term, each with the heading of its column."""
        if term.code:
            yield "", term.code
        for heading, cell in zip(self.columns[1:], term.cells, strict=False):
            if cell[:1].isalpha() and cell[1:2].isdigit():
                yield heading, cell

    def _put(self, number: int, code: str, essential: str, optional: str) -> None:
        said = indexed_words(essential) - _LINKS
        if not said:
            return
        beside = indexed_words(optional) - said - _LINKS
        numbers = self._words.numbers
        weighed = WeighedWords(
            [numbers[word] for word in (*said, *beside)],
            [1.0] * len(said) + [0.0] * len(beside),
        )
        flags = DEFAULT | IS_TITLE | (0 if code.endswith(_FURTHER) else BILLABLE)
        plain = compact(code.rstrip(_FURTHER))
        self._words.add(len(self._rows), (weighed,))
        self._rows.append(
            PhraseRow(
                number,
                self._codes.setdefault(code, len(self._codes)),
                cost_of_term(plain, len(said)),
                flags,
                plain[:4],
            )
        )


class IndexReady:
    """The phrases of one release of an index, ready to be searched.

    Attributes:
        codes: As printed, by their number in the arrays.
    """

    def __init__(self, connection: dbapi2.Connection, installed: Installed) -> None:
        self.installed = installed
        self.arrays = read_arrays(connection, installed.id)
        listed = read_blob(connection, installed.id, _CODES).decode()
        self.codes = listed.split("\n") if listed else []
        self.wordings = load_wordings(connection)
        self.forms = WordForms(self.arrays.words, self.wordings.families)
        self.spelling = Spelling(self.arrays.words, self.arrays.counts.tolist())

    def code(self, place: int) -> str:
        """The code of a phrase without the dash that stands for further characters."""
        return self.codes[int(self.arrays.code[place])].rstrip(_FURTHER).rstrip(".")

    def term(self, place: int) -> int:
        """Row id of the term of a phrase."""
        return int(self.arrays.phrase[place])


class IndexShelf:
    """The indexes in use, each read at the first search in it."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._ready: dict[int, IndexReady] = {}

    def ready(self, connection: dbapi2.Connection, installed: Installed) -> IndexReady:
        """What searching in an index needs."""
        with self._loading:
            present = self._ready.get(installed.id)
            if present is None or present.installed != installed:
                present = self._ready[installed.id] = IndexReady(connection, installed)
            return present
