"""Two versions of an amended note, line for line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from medcoder_desktop.domain.documents import ClinicalDocument
from medcoder_desktop.ui.workbench.ink import Ink


class VersionDialog(QDialog):
    """Shows what was taken out of a note and what was put in."""

    def __init__(
        self, old: tuple[ClinicalDocument, str], new: tuple[ClinicalDocument, str], ink: Ink,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Compare versions")
        self.resize(820, 640)
        title = QLabel(new[0].title)
        title.setProperty("role", "title")
        words = QLabel(f"{_named(old[0])} against {_named(new[0])}")
        words.setProperty("role", "hint")
        self.text = QTextBrowser()
        self.text.setProperty("role", "note")
        self.text.setAccessibleName("What was changed")
        self.text.setHtml("<br>".join(_lines(old[1], new[1], ink)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (title, words, self.text, buttons):
            column.addWidget(widget)


def _named(document: ClinicalDocument) -> str:
    stored = f", stored {document.added_at:%Y-%m-%d %H:%M}" if document.added_at else ""
    state = {True: "signed", False: "not signed", None: "version"}[document.signed]
    return f"{state} of {document.written_on or 'no date'}{stored}"


def _lines(old: str, new: str, ink: Ink) -> Iterator[str]:
    """Lines of both, those taken out struck and those put in marked, with a sign for each."""
    out, put = ink.name("error"), ink.name("ok")
    for line in difflib.ndiff(old.split("\n"), new.split("\n")):
        sign, words = line[:1], escape(line[2:])
        if sign == "-":
            yield f'<span style="color:{out}">− <s>{words}</s></span>'
        elif sign == "+":
            yield f'<span style="color:{put}">+ <b>{words}</b></span>'
        elif sign == " ":
            yield f"&nbsp;&nbsp;{words}"
