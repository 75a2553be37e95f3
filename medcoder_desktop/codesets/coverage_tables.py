"""The tables of a download of the Medicare Coverage Database, told by their headings.

``current_article.zip`` and ``current_lcd.zip`` hold ``…_csv.zip`` with some forty CSV files each.
Those read here, by the columns that tell them (CMS, data dictionaries in the same archives):

* ``article.csv``, ``lcd.csv``: article_id or lcd_id with its version, title, status
* ``…_x_hcpc_code.csv``: hcpc_code_id, hcpc_code_group; ``…_hcpc_code_group.csv``: paragraph
* ``article_x_icd10_covered.csv``, ``…_noncovered.csv``: icd10_code_id and the group; and their
  ``…_group.csv``: paragraph
* ``…_x_contractor.csv``, ``contractor.csv``, ``contractor_jurisdiction.csv``,
  ``…_x_primary_jurisdiction.csv``, ``state_lookup.csv``
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter

from medcoder_desktop.codesets import limits
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.coverage_policies import PolicyKind
from medcoder_desktop.domain.errors import InputError


class Role(Enum):
    """What a table tells; the value names its file, ``*`` standing for ``article`` or ``lcd``."""

    POLICIES = "*.csv"
    PROCEDURES = "*_x_hcpc_code.csv"
    PROCEDURE_PARAGRAPHS = "*_x_hcpc_code_group.csv"
    SUPPORTING = "*_x_icd10_covered.csv"
    SUPPORTING_PARAGRAPHS = "*_x_icd10_covered_group.csv"
    EXCLUDING = "*_x_icd10_noncovered.csv"
    EXCLUDING_PARAGRAPHS = "*_x_icd10_noncovered_group.csv"
    POLICY_CONTRACTORS = "*_x_contractor.csv"
    POLICY_STATES = "*_x_primary_jurisdiction.csv"
    CONTRACTORS = "contractor.csv"
    CONTRACTOR_STATES = "contractor_jurisdiction.csv"
    STATES = "state_lookup.csv"


_OF_POLICIES = {
    Role.POLICIES: {"title", "status"},
    Role.PROCEDURES: {"hcpc_code_id", "hcpc_code_group"},
    Role.PROCEDURE_PARAGRAPHS: {"hcpc_code_group", "paragraph"},
    Role.SUPPORTING: {"icd10_code_id", "icd10_covered_group"},
    Role.SUPPORTING_PARAGRAPHS: {"icd10_covered_group", "paragraph"},
    Role.EXCLUDING: {"icd10_code_id", "icd10_noncovered_group"},
    Role.EXCLUDING_PARAGRAPHS: {"icd10_noncovered_group", "paragraph"},
    Role.POLICY_CONTRACTORS: {"contractor_id", "contractor_type_id", "contractor_version"},
    Role.POLICY_STATES: {"state_id"},
}
_OF_CONTRACTORS = {
    Role.CONTRACTORS: {"contractor_id", "contractor_bus_name"},
    Role.CONTRACTOR_STATES: {"contractor_id", "state_id"},
    Role.STATES: {"state_id", "state_abbrev"},
}
_KEYS = {PolicyKind.ARTICLE: "article", PolicyKind.LCD: "lcd"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table and what it tells.

    Attributes:
        kind: Whose policies it speaks of; None for the tables of contractors and states.
        headings: The columns in their order, in lower case.
    """

    file: SourceFile
    role: Role
    kind: PolicyKind | None
    headings: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The two columns that name a policy."""
        word = _KEYS[self.kind] if self.kind else ""
        return f"{word}_id", f"{word}_version"


def file_name(role: Role, kind: PolicyKind) -> str:
    """What the publisher calls the file of a table: ``article_x_hcpc_code.csv``."""
    return role.value.replace("*", _KEYS[kind])


def table_of(file: SourceFile) -> Table | None:
    """Tell a table by its headings; None for any other file."""
    first = next(iter(head_lines(file, 1)), "")
    try:
        cells = next(csv.reader([first]), [])
    except csv.Error:
        return None
    headings = tuple(cell.strip().lower() for cell in cells)
    for kind, word in _KEYS.items():
        if {f"{word}_id", f"{word}_version"} <= set(headings):
            return _told(file, kind, headings, _OF_POLICIES)
    return _told(file, None, headings, _OF_CONTRACTORS)


def _told(
    file: SourceFile,
    kind: PolicyKind | None,
    headings: tuple[str, ...],
    roles: dict[Role, set[str]],
) -> Table | None:
    for role, columns in roles.items():
        if columns <= set(headings):
            return Table(file, role, kind, headings)
    return None


def records(table: Table, *wanted: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and cells of the wanted columns, two or more; empty where the table has no such column.

    The line is the one a record ends in: paragraphs hold line ends. Empty lines are skipped.

    Raises:
        InputError: A record has more or fewer cells than there are headings.
        EnvironmentError_: The file cannot be read.
    """
    width = len(table.headings)
    places = (table.headings.index(n) if n in table.headings else width for n in wanted)
    pick = itemgetter(*places)
    limit = csv.field_size_limit(limits.LONGEST_LINE)
    # The shared reading of tables guesses tabs or commas; paragraphs are full of tabs.
    reader = csv.reader(line + "\n" for _, line in lines_of(table.file))
    try:
        next(reader, None)
        for cells in reader:
            if len(cells) != width:
                if not any(cells):
                    continue
                raise InputError(
                    "codeset.cut_off" if len(cells) < width else "codeset.row_damaged",
                    file=table.file.label,
                    line=reader.line_num,
                    expected=f"a row of {width} cells",
                )
            cells.append("")
            yield reader.line_num, pick(cells)
    except csv.Error as error:
        raise InputError(
            "codeset.row_damaged", file=table.file.label, line=reader.line_num
        ) from error
    finally:
        csv.field_size_limit(limit)
