"""A word across the page in large pale strokes.

It is drawn, not written: slanted text would scatter its letters among the words of the page
when somebody searches or copies it.
"""

from __future__ import annotations

import math
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from medcoder_desktop.exports.page_styles import PAGE_HEIGHT, PAGE_WIDTH, STAMP

_HEIGHT = 62.0
"""Points, of a capital."""
_STROKE = 13.0
_GAP = 0.42
"""Between letters, in heights of a capital."""
_CLOSER: Final = {"RA": 0.08, "AW": 0.2}
"""Pairs that lean away from each other, and how much nearer they stand."""

_Stroke = tuple[tuple[float, ...], ...]
_LETTERS: Final[dict[str, tuple[float, tuple[_Stroke, ...]]]] = {
    "A": (0.8, (((0, 0), (0.4, 1), (0.8, 0)), ((0.15, 0.34), (0.65, 0.34)))),
    "D": (0.68, (((0, 0), (0, 1), (0.26, 1), (0.82, 1, 0.82, 0, 0.26, 0), (0, 0)),)),
    "H": (0.68, (((0, 0), (0, 1)), ((0.68, 0), (0.68, 1)), ((0, 0.5), (0.68, 0.5)))),
    "I": (0.0, (((0, 0), (0, 1)),)),
    "N": (0.72, (((0, 0), (0, 1), (0.72, 0), (0.72, 1)),)),
    "R": (
        0.62,
        (
            ((0, 0), (0, 1), (0.32, 1), (0.72, 1, 0.72, 0.46, 0.32, 0.46), (0, 0.46)),
            ((0.32, 0.46), (0.62, 0)),
        ),
    ),
    "T": (0.7, (((0, 1), (0.7, 1)), ((0.35, 1), (0.35, 0)))),
    "W": (1.1, (((0, 1), (0.27, 0), (0.55, 0.9), (0.83, 0), (1.1, 1)),)),
}
"""Each letter: its width and strokes on a square of one capital's height.

A point of two numbers is a straight line to it, one of six a curve with two control points.
"""


def draw_stamp(canvas: Canvas, word: str) -> None:
    """Draw a word from corner to corner, under whatever is printed afterwards.

    Args:
        word: Capitals of ``WITHDRAWN``, others have no strokes here; empty for no stamp.

    Raises:
        KeyError: A letter has no strokes.
    """
    if not word:
        return
    places, length = _placed(word)
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(math.degrees(math.atan2(PAGE_HEIGHT, PAGE_WIDTH)))
    canvas.translate(-length / 2, -_HEIGHT / 2)
    canvas.setStrokeGray(STAMP)
    canvas.setLineWidth(_STROKE)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    for letter, left in zip(word, places, strict=True):
        for stroke in _LETTERS[letter][1]:
            _draw_stroke(canvas, stroke, left)
    canvas.restoreState()


def _placed(word: str) -> tuple[list[float], float]:
    """Where each letter begins, and how long the word is, in points."""
    places, end = [], 0.0
    for letter, following in zip(word, f"{word[1:]} ", strict=True):
        places.append(end * _HEIGHT)
        end += _LETTERS[letter][0] + _GAP - _CLOSER.get(letter + following, 0)
    return places, (end - _GAP) * _HEIGHT


def _draw_stroke(canvas: Canvas, stroke: _Stroke, left: float) -> None:
    path = canvas.beginPath()
    for place, point in enumerate(stroke):
        numbers = [
            left + number * _HEIGHT if axis % 2 == 0 else number * _HEIGHT
            for axis, number in enumerate(point)
        ]
        if place == 0:
            path.moveTo(*numbers)
        elif len(numbers) == 2:
            path.lineTo(*numbers)
        else:
            path.curveTo(*numbers)
    canvas.drawPath(path, stroke=1, fill=0)
