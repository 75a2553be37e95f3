"""The style sheet, made from the theme's values, and the roles that panels style by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Template

from PySide6.QtWidgets import QWidget

from medcoder_desktop import paths


def style_sheet(
    colours: Mapping[str, str], points: Mapping[str, float], mono: str, is_dark: bool
) -> str:
    """The whole application's style sheet.

    Args:
        colours: Values of :class:`medcoder_desktop.ui.colours.Colours` by name.
        points: Sizes in points by name.
        mono: Family of the face for codes.
    """
    values = {f"size_{name}": f"{size:g}pt" for name, size in points.items()}
    values |= colours
    values["mono"] = mono
    values["icons"] = (paths.resources() / "icons").as_posix()
    values["shade"] = "dark" if is_dark else "light"
    return _template().substitute(values)


def set_role(widget: QWidget, role: str = "", **more: str) -> None:
    """Give a widget a role of the style sheet, also when it is on the screen already.

    Args:
        role: Empty leaves the role as it is.
        more: Further properties that the sheet looks at: ``tone="warning"``.
    """
    properties = {"role": role, **more} if role else more
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


@cache
def _template() -> Template:
    return Template((paths.resources() / "style" / "window.qss").read_text(encoding="utf-8"))
