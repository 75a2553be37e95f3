"""Text as printed pages take it: clean, marked up, and with a letter for every character."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.money import format_cents

REGULAR: Final = "NotoSans"
BOLD: Final = "NotoSans-Bold"
_SYMBOLS: Final = "NotoSansSymbols"
_FILES: Final = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    _SYMBOLS: "NotoSansSymbols-Selection.ttf",
}
_MISSING_BOX = 0x25AF
_UNKNOWN = "\ufffd"
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


def load_fonts(fonts: Path) -> None:
    """Make the shipped fonts known to ReportLab, once in a process.

    Args:
        fonts: The folder of the shipped fonts.

    Raises:
        EnvironmentError_: A font is missing or damaged.
    """
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in _FILES.items():
        if name in known:
            continue
        try:
            # Shaping would depend on what else is installed, and join letters into ligatures
            # that nobody finds when searching the page.
            font = TTFont(name, str(fonts / file), shapable=False)
        except (TTFError, OSError) as failure:
            raise EnvironmentError_("export.no_fonts", folder=str(fonts)) from failure
        pdfmetrics.registerFont(font)


def clean(text: str) -> str:
    """Text for one paragraph: white space folded, composed, nothing invisible in it.

    Soft hyphens, joiners and the like would keep a printed quote from being found; accents as
    separate characters would stand beside their letters.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(_LIGATURES.get(letter, letter) for letter in composed if _is_visible(letter))


def clipped(text: str, most: int) -> str:
    """Clean text of at most ``most`` characters; what is cut off is shown by an ellipsis."""
    whole = clean(text)
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def runs(text: str) -> tuple[tuple[str, str], ...]:
    """Clean text in stretches of one font each: (name of the font, text)."""
    whole = clean(text)
    letters = pdfmetrics.getFont(REGULAR).face.charToGlyph
    if all(ord(letter) in letters for letter in whole):
        return ((REGULAR, whole),)
    stretches = groupby(whole, lambda letter: ord(letter) in letters)
    return tuple(
        (REGULAR, "".join(run)) if known else (_SYMBOLS, _printable("".join(run)))
        for known, run in stretches
    )


def markup(text: str) -> str:
    """Clean text as a ReportLab paragraph wants it, with a font for every character."""
    return "".join(
        escape(run, quote=False)
        if font == REGULAR
        else f'<font name="{font}">{escape(run, quote=False)}</font>'
        for font, run in runs(text)
    )


def day_text(day: date) -> str:
    """A date as offices in the United States write it: ``03/14/2026``."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"


def moment_text(moment: datetime) -> str:
    """A date with its time of day: ``03/14/2026, 4:05 PM``."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    return f"{day_text(moment.date())}, {hour}:{moment.minute:02d} {half}"


def dollars_text(cents: int) -> str:
    """A sum of money with its sign: ``$1,234.50``."""
    return f"${format_cents(cents)}"


def _is_visible(letter: str) -> bool:
    """Whether a character leaves a mark; variation selectors only choose between shapes."""
    return unicodedata.category(letter) not in ("Cc", "Cf") and not "\ufe00" <= letter <= "\ufe0f"


def _printable(part: str) -> str:
    """Give each character that no shipped font holds an empty box.

    The box keeps the character behind it, so that copying it from the page gives the right text.
    ReportLab cannot say so for characters beyond U+FFFF; those and broken ones become U+FFFD.
    """
    face = pdfmetrics.getFont(_SYMBOLS).face
    printable = []
    for letter in part:
        known = ord(letter) <= 0xFFFF and unicodedata.category(letter) != "Cs"
        shown = letter if known else _UNKNOWN
        code = ord(shown)
        if code not in face.charToGlyph:
            face.charToGlyph[code] = face.charToGlyph[_MISSING_BOX]
            face.charWidths[code] = face.charWidths[_MISSING_BOX]
        printable.append(shown)
    return "".join(printable)
