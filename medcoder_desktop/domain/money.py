"""Money as whole cents, read from and shown as people write it."""

from __future__ import annotations

import re

from medcoder_desktop.domain.errors import InputError

_AMOUNT = re.compile(
    r"\$?\s*(?P<dollars>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<cents>\d{0,2}))?", re.ASCII
)
MOST_CENTS = 9_999_999_99
"""Largest amount a claim form holds (box 24F and 28: seven digits of dollars), in cents."""


def parse_cents(text: str) -> int:
    """Read an amount of dollars such as ``185``, ``185.00``, ``$1,250.5``.

    Args:
        text: What the person typed; never negative, at most two decimals.

    Returns:
        The amount in cents.

    Raises:
        InputError: The text is not an amount, or is larger than the form can hold.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or (match["dollars"] is None and not match["cents"]):
        raise InputError("money.not_an_amount", text=text)
    dollars = int((match["dollars"] or "0").replace(",", ""))
    cents = dollars * 100 + int((match["cents"] or "").ljust(2, "0"))
    if cents > MOST_CENTS:
        raise InputError("money.too_large", text=text)
    return cents


def format_cents(cents: int) -> str:
    """Show an amount as ``1,234.50``, without a currency sign."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
