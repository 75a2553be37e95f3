"""What the fields of a form on a web page show: boxes, chosen entries, words typed in."""

from __future__ import annotations

from lxml import etree

from medcoder_desktop.records.documents.symbols import box
from medcoder_desktop.records.safe_xml import all_text, local_name
from medcoder_desktop.records.wording import one_line

FIELDS = frozenset(["input", "select"])
"""Elements that :func:`shown` knows; a text area holds its words as text."""
_BOXES = frozenset(["checkbox", "radio"])
_NOT_SHOWN = frozenset(["hidden", "password", "submit", "button", "reset", "image", "file"])


def shown(field: etree._Element) -> str:
    """The words a field shows, with a blank on either side; empty when it shows none."""
    words = _chosen(field) if local_name(field).lower() == "select" else _entered(field)
    return f" {words} " if words else ""


def role_of_box(element: etree._Element) -> str:
    """The box that an element draws as one, with a blank on either side; empty for others."""
    if element.get("role") not in _BOXES or element.get("aria-checked") is None:
        return ""
    return f" {box(ticked=element.get('aria-checked') == 'true')} "


def _entered(field: etree._Element) -> str:
    kind = (field.get("type") or "text").strip().lower()
    if kind in _BOXES:
        return box(ticked=_is_set(field, "checked"))
    return "" if kind in _NOT_SHOWN else one_line(field.get("value") or "")


def _chosen(field: etree._Element) -> str:
    """The chosen entries; where none is marked, a list that is closed shows its first one."""
    entries = [each for each in field.iter() if local_name(each).lower() == "option"]
    chosen = [each for each in entries if _is_set(each, "selected")]
    if field.get("multiple") is None and (field.get("size") or "1") == "1":
        chosen = chosen[-1:] or entries[:1]
    return ", ".join(filter(None, (" ".join(all_text(each).split()) for each in chosen)))


def _is_set(element: etree._Element, name: str) -> bool:
    return element.get(name) is not None
