"""Numbers, units and reference ranges of results, made readable without losing what matters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from medcoder_desktop.domain.documents import AbnormalFlag

_MOST_DECIMALS = 4
"""Decimals a laboratory reports; more of them are the noise of a calculation."""
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_BETWEEN = re.compile(rf"\s*({_NUMBER})\s*(?:-|–|to)\s*({_NUMBER})\s*[^\d]*", re.ASCII)
_ONE_SIDED = re.compile(rf"\s*(<=|>=|<|>|≤|≥)\s*({_NUMBER})\s*[^\d]*", re.ASCII)
_UNITS = {
    "mm[Hg]": "mmHg", "Cel": "°C", "[degF]": "°F", "[lb_av]": "lb", "[oz_av]": "oz",
    "[in_i]": "in", "[ft_i]": "ft", "u[IU]/mL": "uIU/mL", "m[IU]/L": "mIU/L", "[iU]/L": "IU/L",
    "[pH]": "", "1": "", "/[HPF]": "/HPF", "/[LPF]": "/LPF",
}  # fmt: skip
"""UCUM codes to what laboratories print."""
_POWER_OF_TEN = re.compile(r"\b10\*(\d+)", re.ASCII)
_ANNOTATION = re.compile(r"\{([^}]*)\}")
_FLAGS = {
    "L": AbnormalFlag.LOW, "H": AbnormalFlag.HIGH, "LL": AbnormalFlag.CRITICAL_LOW,
    "HH": AbnormalFlag.CRITICAL_HIGH, "LU": AbnormalFlag.CRITICAL_LOW,
    "HU": AbnormalFlag.CRITICAL_HIGH, "<": AbnormalFlag.CRITICAL_LOW,
    ">": AbnormalFlag.CRITICAL_HIGH, "A": AbnormalFlag.ABNORMAL, "AA": AbnormalFlag.ABNORMAL,
    "N": AbnormalFlag.NORMAL, "LOW": AbnormalFlag.LOW, "HIGH": AbnormalFlag.HIGH,
    "CRITICAL LOW": AbnormalFlag.CRITICAL_LOW, "CRITICAL HIGH": AbnormalFlag.CRITICAL_HIGH,
    "ABNORMAL": AbnormalFlag.ABNORMAL, "CRITICAL ABNORMAL": AbnormalFlag.ABNORMAL,
    "NORMAL": AbnormalFlag.NORMAL,
}  # fmt: skip
"""Codes of v3 ObservationInterpretation and the words laboratories write instead."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A numeric reference range; None where it is open.

    Attributes:
        exclusive: Whether the limits themselves lie outside, as in ``< 100``.
    """

    low: Decimal | None
    high: Decimal | None
    exclusive: bool = False

    def flag(self, value: Decimal) -> AbnormalFlag:
        """How a value stands to the range."""
        if self.low is not None and (value < self.low or (self.exclusive and value == self.low)):
            return AbnormalFlag.LOW
        if self.high is not None and (value > self.high or (self.exclusive and value == self.high)):
            return AbnormalFlag.HIGH
        return AbnormalFlag.NORMAL


def number(written: str) -> Decimal | None:
    """A number from its text; None when it is none or beyond anything measured."""
    try:
        value = Decimal(written)
    except InvalidOperation:
        return None
    return value if value.is_finite() and -30 <= value.adjusted() <= 30 else None


def readable_number(value: Decimal | int) -> str:
    """A number as a laboratory would print it.

    Up to four decimals stay as reported (``9.10``); more are rounded to two, or to three
    significant digits below one: ``185.8289545670521`` → ``185.83``.
    """
    if isinstance(value, int):
        return str(value)
    if not value.is_finite() or not -12 <= value.adjusted() <= 15:
        return str(value)
    _, _, exponent = value.as_tuple()
    if isinstance(exponent, int) and exponent >= -_MOST_DECIMALS:
        return f"{value:f}"
    places = 2 if abs(value) >= 1 else 2 - value.adjusted()
    return f"{round(value, places).normalize():f}"


def readable_unit(unit: str) -> str:
    """A unit as people write it: ``mm[Hg]`` → ``mmHg``, ``10*3/uL`` → ``10^3/uL``."""
    if unit in _UNITS:
        return _UNITS[unit]
    plain = _ANNOTATION.sub(r"\1", unit).replace("1.73_m2", "1.73m2")
    return _POWER_OF_TEN.sub(r"10^\1", plain)


def limits_from_text(written: str) -> Limits | None:
    """A numeric range from ``4.0-5.6``, ``< 100`` or ``>= 60``; None for anything else."""
    if match := _BETWEEN.fullmatch(written):
        return Limits(Decimal(match[1]), Decimal(match[2]))
    if match := _ONE_SIDED.fullmatch(written):
        bound, exclusive = Decimal(match[2]), match[1] in "<>"
        if match[1] in ("<", "<=", "≤"):
            return Limits(None, bound, exclusive)
        return Limits(bound, None, exclusive)
    return None


def stated_flag(interpretation: str) -> AbnormalFlag | None:
    """The flag an interpretation code or word means; None where it says nothing of a range."""
    return _FLAGS.get(interpretation.strip().upper())
