"""Where the writing stands on the picture of a page that has no words of its own."""

from __future__ import annotations

from medcoder_desktop.domain.pages import WHOLE, PageImage

_COLUMNS, _ROWS = 100, 130
"""Cells the page is looked at in: a speck of dust vanishes in one, a word does not."""
_INKED = 225
"""Brightness, of 255, below which something is written in a cell."""
_FEWEST = 3
"""Inked cells of a column that is written in."""
_EDGE = 3
"""Columns at either side where scanners leave shadows."""


def ink_span(picture: PageImage) -> tuple[int, int]:
    """From where to where across the page something is written, in ten-thousandths.

    The whole width of a page that is empty, or dark all over.
    """
    from PIL import Image  # noqa: PLC0415 - only who shows scans pays for it

    size = (picture.width, picture.height)
    whole = Image.frombytes("RGB", size, picture.rgb).convert("L")
    cells = whole.resize((_COLUMNS, _ROWS), Image.Resampling.BOX).tobytes()
    written = [
        column
        for column in range(_EDGE, _COLUMNS - _EDGE)
        if sum(shade < _INKED for shade in cells[column::_COLUMNS]) >= _FEWEST
    ]
    if not written:
        return 0, WHOLE
    step = WHOLE // _COLUMNS  # a column more on either side, for the end of a single line
    return (written[0] - 1) * step, (written[-1] + 2) * step
