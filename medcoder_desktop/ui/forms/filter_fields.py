"""Fields of a filter: read while one types, marked while they cannot be understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.ui.style import set_role

_Value = TypeVar("_Value")


def read_field(field: QLineEdit, parse: Callable[[str], _Value], *, tip: str = "") -> _Value | None:
    """What a field says; None where it says nothing, or nothing that can be understood.

    Args:
        parse: Reads its words.
        tip: Its tool tip while nothing is wrong.
    """
    words = field.text().strip()
    value: _Value | None = None
    wrong = ""
    if words:
        try:
            value = parse(words)
        except InputError as error:
            wrong = error.sentence
    set_role(field, "", state="error" if wrong else "")
    field.setToolTip(wrong or tip)
    return value
