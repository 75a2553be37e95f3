"""The answer key of a sample visit, in a small window beside the work."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from medcoder_desktop.domain.codes import looks_like_diagnosis
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.samples import AnswerKey
from medcoder_desktop.ui.workbench.ink import Ink


class AnswerKeyWindow(QDialog):
    """What a careful coder assigns to a sample visit, and why.

    Signals:
        code_wanted: Code to show in the book.
    """

    code_wanted = Signal(str)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self.setWindowTitle("Answer key")
        self.resize(560, 640)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("Answer key")
        self.text.document().setDocumentMargin(12)
        self.text.anchorClicked.connect(self._on_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)

    def show_key(self, key: AnswerKey) -> None:
        """Show the key of a visit."""
        self.setWindowTitle(f"Answer key: {key.title}")
        self.text.setHtml(key_as_html(key, self._ink))
        self.show()
        self.activateWindow()

    def _on_link(self, url: QUrl) -> None:
        self.code_wanted.emit(url.path())


def key_as_html(key: AnswerKey, ink: Ink) -> str:
    """The answer key as rich text; diagnosis codes are links."""
    parts = [f"<h3>{escape(key.title)}</h3>", f"<p>{escape(key.lesson)}</p>", "<h4>Diagnoses</h4>"]
    for letter, diagnosis in zip("ABCDEFGHIJKL", key.diagnoses, strict=False):
        quotes = " · ".join(f"“{escape(quote)}”" for quote in diagnosis.quotes)
        parts.append(
            f"<p><b>{letter}</b>&nbsp; {_code(diagnosis.code, ink)}<br>{escape(diagnosis.reason)}"
            f'<br><span style="color:{ink.name("text_hint")}">{quotes}</span></p>'
        )
    parts.append("<h4>Services</h4>")
    for line in key.lines:
        name = "-".join([line.procedure, *line.modifiers])
        charge = format_cents(line.unit_charge)
        parts.append(
            f"<p><b>{escape(name)}</b>&nbsp; x{line.units} @{charge} {line.pointers}"
            f"<br>{escape(line.reason)}</p>"
        )
    if key.not_coded:
        parts.append("<h4>Not coded</h4>")
    parts.extend(
        f"<p>{_code(entry.code, ink)}<br>{escape(entry.reason)}</p>" for entry in key.not_coded
    )
    return "".join(parts)


def _code(code: str, ink: Ink) -> str:
    if not looks_like_diagnosis(code):
        return f"<b>{escape(code)}</b>"
    style = f"color:{ink.name('accent')}; text-decoration:none; font-weight:600"
    return f'<a href="code:{escape(code)}" style="{style}">{escape(code)}</a>'
