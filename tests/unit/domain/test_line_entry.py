"""Service lines as coders jot them."""

from __future__ import annotations

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.line_entry import LineEntry, parse_line


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("99213-25 x1 @125.00 AB", LineEntry("99213", ("25",), 1, 125_00, "AB")),
        ("99213", LineEntry("99213", (), 1, None, "")),
        ("g0439 a, b x2", LineEntry("G0439", (), 2, None, "AB")),
        ("11721-59-LT @60", LineEntry("11721", ("59", "LT"), 1, 60_00, "")),
        ("99213 25 59 AB", LineEntry("99213", ("25", "59"), 1, None, "AB")),
        ("J7620 ×3 @$1,250.50 C", LineEntry("J7620", (), 3, 1250_50, "C")),
        ("0502F @0 A", LineEntry("0502F", (), 1, 0, "A")),
    ],
)
def test_a_jotted_line_is_read(text: str, entry: LineEntry) -> None:
    assert parse_line(text) == entry


@pytest.mark.parametrize(
    ("text", "sentence_part"),
    [
        ("", "procedure code first"),
        ("visit", "is not a procedure code"),
        ("99213-2", "is not a modifier"),
        ("99213-25-26-27-28-29", "holds 4 modifiers"),
        ("99213 x0", "at least one unit"),
        ("99213 @ten", "is not an amount"),
        ("99213 ?!", "is not understood"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, sentence_part: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_line(text)
    assert sentence_part in refusal.value.sentence
