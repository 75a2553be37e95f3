"""Codes in a text that were meant for a printer or a connection and are no part of its words."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    "\x1b(?:"
    r"\[[0-?]*[ -/]*[@-~]"  # terminals: ESC [ 1 m
    r"|[&*()%](?:[a-z]?(?:[-+]?[\d.]+[a-z])*[-+]?[\d.]+[@A-Z]|[a-z]?[@A-Z]|[@-Z])"  # ESC & l 0 O
    "|[-!SWaxktQCNRrJA3lUs/][\x00-\x1f0-9]"  # a code with one number: ESC W 1
    "|[$\\\\][\x00-\xff]{2}"  # a place on the line, as two numbers
    r"|[ -~])"  # codes of one letter: ESC E
)
"""Escape codes of laser printers (PCL), matrix printers (ESC/P) and terminals."""
_SHIFTS = re.compile("[\x07\x0e\x0f\x11-\x14]")
"""Bell, narrow and wide letters on and off."""
_UNDERLINED = re.compile("_\x08|\x08_")
_STRUCK_TWICE = re.compile("(.)\x08(?=\\1)")
"""A bold letter, printed twice on the same place."""
_FRAME_END = re.compile("\x1c\r?\n?")
_FRAME_START = re.compile("\x0b(?=[FBM][HS][SH])")
"""Around HL7 messages as a connection sends them."""
_ANY = re.compile("[\x07\x08\x0b\x0e\x0f\x11-\x14\x1b\x1c]")


def without_control_codes(text: str) -> str:
    """A text as it came out on paper. Form feeds, line ends and tabs stay."""
    if not _ANY.search(text):
        return text
    if _FRAME_START.search(text):
        text = _FRAME_START.sub("", _FRAME_END.sub("\r", text))
    text = _SHIFTS.sub("", _ESCAPE.sub("", text))
    return _STRUCK_TWICE.sub("", _UNDERLINED.sub("", text))
