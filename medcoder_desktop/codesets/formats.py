"""What a reader offers: one official file format, recognised by content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.releases import CodeSet, Edition


@dataclass(frozen=True, slots=True)
class Format:
    """One file format of one code set.

    Attributes:
        code_set: The set such a file belongs to.
        name: What a person calls such a file: ``ICD-10-CM order file``.
        recognises: Whether a file is of this format, told by its content; never raises for a
            file of another kind.
        edition: What the file says of the edition it holds.
        read: Its rows as domain objects, in the order of the file; what type they are follows
            from the code set and :attr:`gives`.
        gives: The type of the rows.
        changes_a_base: Whether the rows are changes to an earlier release, not a whole one.
        rank: Which of several readable files of one download is taken for a set, highest first:
            a download holds the same list in several layouts, and addenda beside it.
        read_together: For a set whose tables belong together: its rows from all files of a
            download, to be used in the place of :attr:`read`. None where one file is all.
    """

    code_set: CodeSet
    name: str
    recognises: Callable[[SourceFile], bool]
    edition: Callable[[SourceFile], Edition]
    read: Callable[[SourceFile], Iterator[Any]]
    gives: type
    changes_a_base: bool = False
    rank: int = 0
    read_together: Callable[[Sequence[SourceFile]], Iterator[Any]] | None = None
