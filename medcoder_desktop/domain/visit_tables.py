"""A spreadsheet of visits with any headings: what its columns may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import cast

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.messages import sentence
from medcoder_desktop.domain.own_book import ColumnMapping

VISITS = "visits"
"""The kind under which the columns of such tables are remembered."""


TABLE = "table of visits"
"""What such a file is called."""


class VisitField(Enum):
    """What a column of the table may hold."""

    RECORD_NUMBER = "record number"
    NAME = "patient"
    FAMILY = "last name"
    GIVEN = "first name"
    MIDDLE = "middle name"
    BIRTH_DATE = "birth date"
    SEX = "sex"
    STREET = "street"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    PHONE = "phone"
    DATE_OF_SERVICE = "date of service"
    VISIT_NUMBER = "visit number"
    PROVIDER = "provider"
    PROVIDER_NPI = "provider npi"
    PLACE = "place of service"
    REASON = "reason"
    PAYER = "payer"
    PAYER_ID = "payer id"
    MEMBER_ID = "member id"
    GROUP = "group number"
    PROCEDURE = "procedure"
    DESCRIPTION = "description"
    MODIFIERS = "modifiers"
    MODIFIER_2 = "modifier 2"
    MODIFIER_3 = "modifier 3"
    MODIFIER_4 = "modifier 4"
    UNITS = "units"
    CHARGE = "charge"
    DIAGNOSES = "diagnoses"
    DIAGNOSIS_2 = "diagnosis 2"
    DIAGNOSIS_3 = "diagnosis 3"
    DIAGNOSIS_4 = "diagnosis 4"
    DIAGNOSIS_5 = "diagnosis 5"
    DIAGNOSIS_6 = "diagnosis 6"
    DIAGNOSIS_7 = "diagnosis 7"
    DIAGNOSIS_8 = "diagnosis 8"
    DIAGNOSIS_9 = "diagnosis 9"
    DIAGNOSIS_10 = "diagnosis 10"
    DIAGNOSIS_11 = "diagnosis 11"
    DIAGNOSIS_12 = "diagnosis 12"


MODIFIERS = (
    VisitField.MODIFIERS,
    VisitField.MODIFIER_2,
    VisitField.MODIFIER_3,
    VisitField.MODIFIER_4,
)
"""Modifiers may stand in one column or in several."""
DIAGNOSES = (
    VisitField.DIAGNOSES,
    VisitField.DIAGNOSIS_2,
    VisitField.DIAGNOSIS_3,
    VisitField.DIAGNOSIS_4,
    VisitField.DIAGNOSIS_5,
    VisitField.DIAGNOSIS_6,
    VisitField.DIAGNOSIS_7,
    VisitField.DIAGNOSIS_8,
    VisitField.DIAGNOSIS_9,
    VisitField.DIAGNOSIS_10,
    VisitField.DIAGNOSIS_11,
    VisitField.DIAGNOSIS_12,
)
"""So may diagnosis codes, of which a claim has twelve."""
_PATIENT = (VisitField.RECORD_NUMBER, VisitField.NAME, VisitField.FAMILY)


@dataclass(frozen=True, slots=True)
class VisitTable:
    """The beginning of a table, for a person to say which column is which.

    Attributes:
        file: Name of the file.
        headings: A name for each column, no two the same.
        samples: The first rows below the headings, a cell for each of them.
        guessed: What the headings tell: fields with the headings of their columns.
        lines: In which line of the file, or row of the sheet, each of the samples stands.
    """

    file: str
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guessed: tuple[tuple[VisitField, str], ...]
    lines: tuple[int, ...]


class NeedsColumns(InputError):  # noqa: N818 - a question to the person, no mistake
    """A table of visits whose columns nobody has named yet.

    Its parameter ``table`` is a :class:`VisitTable`. Sheets of a workbook may have different
    headings: ``others`` are the tables to be asked about besides, and ``taken`` is the
    :class:`ImportedRecord` of the sheets that were read already.
    """

    @property
    def table(self) -> VisitTable:
        """How the table begins."""
        return cast("VisitTable", self.params["table"])

    @property
    def tables(self) -> tuple[VisitTable, ...]:
        """All tables of the file that ask, no two with the same headings."""
        return (self.table, *cast("tuple[VisitTable, ...]", self.params.get("others", ())))

    @property
    def taken(self) -> ImportedRecord | None:
        """What the other sheets of the file hold; None for nothing."""
        return cast("ImportedRecord | None", self.params.get("taken"))

    def asks_about(self, table: VisitTable) -> bool:
        """Whether one of its tables has the headings of this one."""
        return any(sorted(each.headings) == sorted(table.headings) for each in self.tables)

    def without(self, table: VisitTable) -> ImportedRecord | InputError:
        """What remains when a table is not to be read: the next question, or what was taken."""
        passed = [each for each in self.tables if sorted(each.headings) == sorted(table.headings)]
        rest = tuple(each for each in self.tables if each not in passed)
        taken = self.taken
        if taken is not None:
            told = (sentence("visits.sheet_skipped", {"file": each.file}) for each in passed)
            taken = replace(taken, skipped=(*taken.skipped, *told))
        if rest:
            named = {"file": rest[0].file, "headings": ", ".join(rest[0].headings)}
            return NeedsColumns(
                self.message_id, **named, table=rest[0], others=rest[1:], taken=taken
            )
        return taken or InputError("visits.columns_skipped", file=self.table.file)


def missing_field(columns: Mapping[VisitField, str]) -> str:
    """What a table of visits cannot do without and these columns do not hold; empty for none."""
    if VisitField.DATE_OF_SERVICE not in columns:
        return VisitField.DATE_OF_SERVICE.value
    return "" if any(field in columns for field in _PATIENT) else "patient or record number"


def mapping_for(table: VisitTable, columns: Mapping[VisitField, str]) -> ColumnMapping:
    """What is remembered of a person's choice.

    Raises:
        InputError: A heading is none of the table's, or the columns do not name a visit.
    """
    chosen = {field: heading for field, heading in columns.items() if heading}
    headings = ", ".join(table.headings)
    for heading in chosen.values():
        if heading not in table.headings:
            raise InputError(
                "visits.unknown_heading", file=table.file, heading=heading, headings=headings
            )
    if wanted := missing_field(chosen):
        raise InputError("visits.no_column", file=table.file, wanted=wanted, headings=headings)
    pairs = tuple((field.value, heading) for field, heading in chosen.items())
    return ColumnMapping(VISITS, table.headings, pairs)


def field_named(text: str) -> VisitField:
    """The field a person names: ``date-of-service`` or ``date of service``.

    Raises:
        InputError: There is none of this name.
    """
    name = " ".join(text.strip().lower().replace("-", " ").replace("_", " ").split())
    try:
        return VisitField(name)
    except ValueError:
        fields = ", ".join(field.value.replace(" ", "-") for field in VisitField)
        raise InputError("visits.unknown_field", text=text, fields=fields) from None
