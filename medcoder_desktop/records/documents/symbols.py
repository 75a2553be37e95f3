"""Symbols of the fonts that draw pictures instead of letters: ticked boxes, arrows, Greek."""

from __future__ import annotations

TICKED, EMPTY = "☒", "☐"
"""How a box on a form reads in a note."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a symbol that is not known, so that it is seen that something stood there."""
_PRIVATE = range(0xF000, 0xF100)
"""Where word processors keep the characters of such fonts."""
_WINGDINGS = {
    0x6E: "■", 0x6F: EMPTY, 0x70: EMPTY, 0x71: EMPTY, 0x72: EMPTY, 0x78: TICKED, 0xA7: "▪",
    0xA8: EMPTY, 0xFB: "✗", 0xFC: "✓", 0xFD: TICKED, 0xFE: TICKED, 0x6C: "●", 0x9F: "•",
    0xA1: "○", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→",
    0xE9: "↑", 0xEA: "↓", 0xEF: "←", 0xF0: "→", 0xF1: "↑", 0xF2: "↓", 0x76: "❖", 0x77: "◆",
    0x28: "☎", 0x2A: "✉", 0x20: " ",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: TICKED, 0x52: TICKED, 0x53: TICKED, 0x54: TICKED, 0xA3: EMPTY,
    0x97: "●", 0x98: "●", 0x99: "○", 0x9A: "○", 0xA2: "■", 0x20: " ",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x72: "✗", 0x63: EMPTY, 0x67: "■", 0x6E: "●", 0x20: " "}
_SYMBOL = {
    0x20: " ", 0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x40: "≅", 0x44: "Δ",
    0x57: "Ω", 0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x65: "ε", 0x67: "γ", 0x6B: "κ",
    0x6C: "λ", 0x6D: "µ", 0x70: "π", 0x73: "σ", 0x74: "τ", 0x71: "θ", 0x7E: "~", 0xA3: "≤",
    0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒",
    0xDF: "⇓", 0xE5: "∑", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}


def is_symbol_font(font: str) -> bool:
    """Whether the characters of a font are no letters."""
    return _plain(font) in _FONTS


def symbol(font: str, number: int) -> str:
    """One symbol as a character that every font has.

    Args:
        font: Its font; one that is not known to draw symbols counts as Wingdings.
        number: Of the character, in the font or in the private range of Unicode.
    """
    if number not in _PRIVATE and not is_symbol_font(font):
        return chr(number) if 0 < number < 0x110000 else UNKNOWN
    known = _FONTS.get(_plain(font), _WINGDINGS)
    return known.get(number & 0xFF, UNKNOWN)


def without_symbols(words: str, font: str = "") -> str:
    """Words with every character of a symbol font made one that every font has.

    Args:
        font: In which they are set; empty where it is not known, and only characters of the
            private range are symbols.
    """
    drawn = is_symbol_font(font)
    if not drawn and not any(ord(letter) in _PRIVATE for letter in words):
        return words
    return "".join(
        symbol(font, _number(letter)) if drawn or ord(letter) in _PRIVATE else letter
        for letter in words
    )


def box(*, ticked: bool) -> str:
    """A box of a form."""
    return TICKED if ticked else EMPTY


def _number(letter: str) -> int:
    """The number of a character in its font, for the text holds it as a Windows letter."""
    if ord(letter) < 0x100 or ord(letter) in _PRIVATE:
        return ord(letter)
    return letter.encode("cp1252", "replace")[0]


def _plain(font: str) -> str:
    return " ".join(font.lower().strip(" \"'").split())
