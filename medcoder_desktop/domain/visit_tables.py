"""A spreadsheet of visits with any headings: what its columns may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import cast

from medcoder_desktop.domain.errors import InputError
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
)
"""So may diagnosis codes."""
_PATIENT = (VisitField.RECORD_NUMBER, VisitField.NAME, VisitField.FAMILY)


@dataclass(frozen=True, slots=True)
class VisitTable:
    """The beginning of a table, for a person to say which column is which.

    Attributes:
        file: Name of the file.
        headings: A name for each column, no two the same.
        samples: The first rows below the headings, a cell for each of them.
        guessed: What the headings tell: fields with the headings of their columns.
    """

    file: str
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guessed: tuple[tuple[VisitField, str], ...]


class NeedsColumns(InputError):  # noqa: N818 - a question to the person, no mistake
    """A table of visits whose columns nobody has named yet.

    Its parameter ``table`` is a :class:`VisitTable`.
    """

    @property
    def table(self) -> VisitTable:
        """How the table begins."""
        return cast("VisitTable", self.params["table"])


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
