"""Reads from the library the phrases that search has chosen, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import Code
from medcoder_desktop.domain.search import MatchField
from medcoder_desktop.library.library import CODE_COLUMNS, code_from_row
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.library.search.words import words_of


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that answers.

    Attributes:
        code_id: Row id of its code.
        more_specific: Billable codes below its code.
        field: What kind of phrase it is.
        text: The phrase itself.
    """

    code: Code
    code_id: int
    more_specific: int
    field: MatchField
    text: str
    connection: dbapi2.Connection
    release: Installed

    def says(self, words: Sequence[str]) -> bool:
        """Whether the phrase consists of just these words, in this order."""
        return words_of(self.text) == words

    def around(self) -> Iterator[tuple[MatchField, str]]:
        """The title, then the terms of its code and of the entries above, up to the category."""
        if self.field is not MatchField.TITLE:
            yield MatchField.TITLE, self.code.title
        rows = self.connection.execute(
            "WITH RECURSIVE up(id, parent, level, depth) AS ("
            " SELECT id, parent, level, 0 FROM code WHERE id = :code UNION ALL"
            " SELECT c.id, c.parent, c.level, depth + 1 FROM up CROSS JOIN code c"
            " ON c.compact = replace(up.parent, '.', '') AND c.releases & :mask"
            " WHERE up.level NOT IN ('category', 'section', 'chapter'))"
            " SELECT f.term, f.is_default, depth FROM up CROSS JOIN phrase f ON f.code_id = up.id"
            " WHERE f.releases & :mask ORDER BY depth, f.id",
            {"code": self.code_id, "mask": self.release.mask},
        )
        for term, is_default, _ in rows:
            if term != self.text:
                yield field_of(term, is_default), term


def field_of(term: str | None, is_default: int) -> MatchField:
    """What kind of phrase a row is."""
    if term is None:
        return MatchField.TITLE
    return MatchField.INDEX if is_default else MatchField.INCLUSION_TERM


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))


def found_phrases(
    connection: dbapi2.Connection, release: Installed, phrases: Sequence[int]
) -> Iterator[Found]:
    """The phrases that the arrays name so, in this order; below zero are titles of codes."""
    columns = CODE_COLUMNS.replace(":release", str(release.id))
    terms = [each for each in phrases if each > 0]
    titles = [-each for each in phrases if each < 0]
    rows = connection.execute(
        f"SELECT {columns}, f.term, f.is_default, f.id FROM phrase f CROSS JOIN code c"
        f" ON c.id = f.code_id WHERE f.id IN ({_marks(terms)}) UNION ALL"
        f" SELECT {columns}, NULL, 0, -c.id FROM code c WHERE c.id IN ({_marks(titles)})",
        (*terms, *titles),
    )
    by_id = {row[9]: row for row in rows}
    for phrase in phrases:
        row = by_id[phrase]
        code = code_from_row(row)
        term, is_default = row[7:9]
        field = field_of(term, is_default)
        yield Found(code, row[0], row[5], field, term or code.title, connection, release)
