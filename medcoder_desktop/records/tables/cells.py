"""The cells of one row of a table of visits, read as what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from medcoder_desktop.domain.codes import (
    compact,
    dotted,
    looks_like_diagnosis,
    looks_like_procedure,
)
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import digits_of, state_abbreviation
from medcoder_desktop.domain.money import parse_cents
from medcoder_desktop.domain.patients import Sex
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.table_cells import Row
from medcoder_desktop.domain.visit_tables import DIAGNOSES, MODIFIERS, VisitField
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.notes.dates import read_date
from medcoder_desktop.records.person_names import CREDENTIALS, name_from_text

_LISTED_WITH_CREDENTIALS = re.compile(
    rf"([^,]+,\s*[^,\s]+(?:\s+[^,\s]+)??)\s+({CREDENTIALS}\.?)", re.IGNORECASE
)
"""``Smith, John MD``"""
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}.*$")
_CODE = re.compile(
    r"([0-9A-Z]{5})(?:\s*[-–:\s]\s*([0-9A-Z]{2}(?:[-,:\s]+[0-9A-Z]{2})*))?", re.ASCII
)
_MODIFIER = re.compile(r"[0-9A-Z]{2}", re.ASCII)
_BETWEEN_CODES = re.compile(r"[,;|/\s]+")
_SEXES = {"f": Sex.FEMALE, "w": Sex.FEMALE, "m": Sex.MALE}
_SHORT_YEAR = re.compile(
    r"(\d{1,2}[/.-]\d{1,2}[/.-]|\d{1,2}[ -][a-z]{3,9}\.?[ -])(\d{2})", re.ASCII | re.IGNORECASE
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+", re.IGNORECASE)
_BETWEEN_DAYS = re.compile(r"\s*[-–—]\s*|\s+(?:to|thru|through)\s+", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SERIAL_ZERO = date(1899, 12, 30)
"""The day before the first that Excel numbers, one earlier for the February 29 it made up."""
_SERIALS = range(20_000, 60_001)
"""Numbers of days of service: October 1954 to April 2064."""
_BIRTH_SERIALS = range(10_000, 60_001)
"""Numbers of birth dates: from May 1927, before which a year of four digits looks the same."""
_OLDEST = 115
"""Years nobody lives longer than."""
_MOST_UNITS = 9_999
_MOST_MODIFIERS = 4
_LONGEST_RANGE = 60
"""Characters of two days and what stands between them."""
_OF_A_PATIENT = (
    VisitField.RECORD_NUMBER,
    VisitField.NAME,
    VisitField.FAMILY,
    VisitField.GIVEN,
    VisitField.BIRTH_DATE,
)


@dataclass(frozen=True, slots=True)
class VisitCells:
    """A row by field. What cannot be read is left empty and told.

    Attributes:
        places: The column of each field.
        sheet: Name of the sheet, where there are several.
    """

    row: Row
    places: Mapping[VisitField, int]
    left_out: LeftOut
    sheet: str = ""

    @property
    def place_in_file(self) -> str:
        """The row as a person finds it: ``7``, or ``7 of “March”``."""
        return f"{self.row.line} of “{self.sheet}”" if self.sheet else str(self.row.line)

    @property
    def continues(self) -> bool:
        """Whether the row states codes but no patient, day or visit of its own."""
        own = (*_OF_A_PATIENT, VisitField.DATE_OF_SERVICE, VisitField.VISIT_NUMBER)
        return not any(map(self.text, own)) and bool(self.procedure or self.diagnoses)

    def text(self, field: VisitField) -> str:
        """The cell of a field as it stands; empty where the table has no such column."""
        return self.row.cell(self.places.get(field))

    @property
    def name(self) -> PersonName | None:
        """The patient's name, from columns of its parts or from one; None where there is none."""
        family, given = self.text(VisitField.FAMILY), self.text(VisitField.GIVEN)
        if family or given:
            middle = self.text(VisitField.MIDDLE)
            told = name_from_text(f"{family}, {' '.join(filter(None, (given, middle)))}")
            return told[0] if told else PersonName(family, given, middle)
        written = self.text(VisitField.NAME)
        if not written:
            return None
        told = name_from_text(written)
        return told[0] if told else PersonName(written, "")

    @property
    def provider_name(self) -> tuple[PersonName, str] | None:
        """The clinician's name and credentials."""
        written = self.text(VisitField.PROVIDER)
        if not written:
            return None
        if match := _LISTED_WITH_CREDENTIALS.fullmatch(written):  # no middle name, in this column
            written = f"{match[1]}, {match[2]}"
        return name_from_text(written) or (PersonName(written, ""), "")

    @property
    def sex(self) -> Sex:
        """Unknown where the cell is empty or says neither."""
        return _SEXES.get(self.text(VisitField.SEX)[:1].lower(), Sex.UNKNOWN)

    @property
    def address(self) -> Address:
        """The patient's."""
        return Address(
            line1=self.text(VisitField.STREET),
            city=self.text(VisitField.CITY),
            state=state_abbreviation(self.text(VisitField.STATE)),
            postal_code=self._postal_code(),
        )

    @property
    def phone(self) -> str:
        """Written as ``555-555-0100`` where it has ten digits."""
        written = self.text(VisitField.PHONE)
        digits = digits_of(written)
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else written

    @property
    def day(self) -> date | None:
        """The day of service; of several days the first."""
        written = self.text(VisitField.DATE_OF_SERVICE)
        day = _day(written)
        if day is not None:
            return day
        first, last = _days_of_range(written)
        if first != last:
            self.left_out.count("left_out.row_days", row=self.place_in_file, text=written[:40])
        return first

    @property
    def birth_date(self) -> date | None:
        """The patient's; a year of two digits that could mean two people's is left out."""
        written = self.text(VisitField.BIRTH_DATE)
        born = _day(written, of_birth=True) or _born_in_two_digits(written, self.day)
        if written and born is None:
            self._tell(written, "birth date with a year of four digits")
        return born

    @property
    def place(self) -> str:
        """A place-of-service code, from the code or from the name of the place."""
        written = self.text(VisitField.PLACE)
        code = written.partition(" ")[0].zfill(2)
        if not written or code in PLACES_OF_SERVICE:
            return code if written else "11"
        named = [
            code for code, name in PLACES_OF_SERVICE.items() if name.lower() == written.lower()
        ]
        if not named:
            self._tell(written, "place of service")
        return named[0] if named else "11"

    @property
    def procedure(self) -> str:
        """The code of the line without its modifiers; empty for none."""
        written = self.text(VisitField.PROCEDURE)
        parts = _CODE.fullmatch(written.upper())
        if written and (parts is None or not looks_like_procedure(parts[1])):
            self._tell(written, "CPT or HCPCS code")
            return ""
        return parts[1] if parts else ""

    @property
    def modifiers(self) -> tuple[str, ...]:
        """Those of their own columns, and those behind the code (``99213-25``)."""
        parts = _CODE.fullmatch(self.text(VisitField.PROCEDURE).upper())
        written = [parts[2] or ""] if parts else []
        written += [self.text(field).upper() for field in MODIFIERS]
        found: list[str] = []
        for each in _BETWEEN_CODES.split(" ".join(written).replace("-", " ").replace(":", " ")):
            if _MODIFIER.fullmatch(each) and each not in found:
                found.append(each)
            elif each and each not in found:
                self._tell(each, "modifier")
        return tuple(found[:_MOST_MODIFIERS])

    @property
    def units(self) -> int:
        """1 where the cell is empty."""
        written = self.text(VisitField.UNITS).removesuffix(".0").removesuffix(".00")
        if written.isascii() and written.isdigit() and 1 <= int(written) <= _MOST_UNITS:
            return int(written)
        if written:
            self._tell(written, "number of units")
        return 1

    @property
    def charge(self) -> int | None:
        """Cents; what a workbook computed to more than cents is rounded."""
        written = self.text(VisitField.CHARGE)
        if not written:
            return None
        if re.fullmatch(r"\d{1,9}\.\d{3,}", written, re.ASCII):
            written = str(Decimal(written).quantize(Decimal("0.01"), ROUND_HALF_UP))
        try:
            return parse_cents(written)
        except InputError:
            self._tell(written, "amount of dollars")
            return None

    @property
    def diagnoses(self) -> tuple[str, ...]:
        """Codes with their dots, in the order of the columns, none twice."""
        found: list[str] = []
        for field in DIAGNOSES:
            for each in _BETWEEN_CODES.split(self.text(field).upper()):
                code = dotted(compact(each)) if each else ""
                if code and looks_like_diagnosis(code):
                    found += [code] if code not in found else []
                elif each:
                    self._tell(each, "ICD-10-CM code")
        return tuple(found)

    def _postal_code(self) -> str:
        """A workbook drops the leading zeros of a ZIP code kept as a number."""
        written = self.text(VisitField.ZIP)
        return written.zfill(5) if written.isascii() and written.isdigit() and written else written

    def _tell(self, written: str, wanted: str) -> None:
        self.left_out.count(
            "left_out.row_cell", row=self.place_in_file, text=written[:40], wanted=wanted
        )


def is_day(written: str) -> bool:
    """Whether a cell is a day as people write it; a plain number is not surely one."""
    written = written.strip()
    short = _SHORT_YEAR.fullmatch(_TIME.sub("", written)) is not None
    return _SERIAL.fullmatch(written) is None and (short or _day(written) is not None)


def _day(written: str, *, of_birth: bool = False) -> date | None:
    """A day as people and programs write it, a time behind it left out."""
    written = _WEEKDAY.sub("", _TIME.sub("", written.strip()), count=1)
    if match := _COMPACT_DAY.fullmatch(written):
        written = f"{match[1]}-{match[2]}-{match[3]}"
    elif match := _SERIAL.fullmatch(written):
        number = int(match[1])
        fits = number in (_BIRTH_SERIALS if of_birth else _SERIALS)
        return _SERIAL_ZERO + timedelta(days=number) if fits else None
    elif not of_birth and (match := _SHORT_YEAR.fullmatch(written)):
        written = f"{match[1]}20{match[2]}"
    return read_date(written, of_birth=of_birth)


def _days_of_range(written: str) -> tuple[date | None, date | None]:
    """The days of ``03/12/2026-03/14/2026``; None twice for what is no range."""
    if len(written) <= _LONGEST_RANGE:
        for between in _BETWEEN_DAYS.finditer(written):
            first, last = _day(written[: between.start()]), _day(written[between.end() :])
            if first and last:
                return first, last
    return None, None


def _born_in_two_digits(written: str, seen: date | None) -> date | None:
    """A birth date with a year of two digits, where only one century fits the day of service."""
    match = _SHORT_YEAR.fullmatch(written.strip())
    if match is None or seen is None:
        return None
    found = [read_date(f"{match[1]}{century}{match[2]}") for century in (19, 20)]
    fits = [day for day in found if day and day <= seen and seen.year - day.year <= _OLDEST]
    return fits[0] if len(fits) == 1 else None
