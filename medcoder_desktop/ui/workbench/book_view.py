"""The book below the results: the page of one code, links to others, and the way back."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.codes import Code, CodeEntry
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.book_history import BookHistory
from medcoder_desktop.ui.workbench.book_page import (
    BookPage,
    contents_as_html,
    page_as_html,
    read_book_page,
    read_contents,
)
from medcoder_desktop.ui.workbench.ink import Ink


class BookView(QWidget):
    """Shows the page of a code and turns to others.

    Signals:
        assign_wanted: Code to put on the sheet.
        refused: Sentence why a page cannot be shown.
        turned: The ``CodeEntry`` shown now.
    """

    assign_wanted = Signal(str)
    refused = Signal(str)
    turned = Signal(object)

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ink = ink
        self._history = BookHistory()
        self._day: date | None = None
        self._page: BookPage | None = None
        self._chapters: tuple[Code, ...] = ()
        self._with_evidence = False
        self._locked = False
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName("Code book")
        self.text.setProperty("role", "book")
        self.text.document().setDocumentMargin(14)
        self.text.anchorClicked.connect(self._on_link)
        self.assign = QPushButton("Assign")
        self.assign.setProperty("role", "primary")
        self.assign.clicked.connect(self.assign_shown)
        self.back = _turning_button("◂ Back", "Back in the code book")
        self.back.clicked.connect(self.go_back)
        self.forward = _turning_button("Forward ▸", "Forward in the code book")
        self.forward.clicked.connect(self.go_forward)
        foot = QWidget()
        foot.setProperty("role", "panelFoot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.assign)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addWidget(foot)
        self._refresh_buttons()

    @property
    def entry(self) -> CodeEntry | None:
        """The entry shown; None when the book is closed."""
        return self._page.entry if self._page else None

    @property
    def code(self) -> str:
        """The code shown; empty when the book is closed."""
        return self._page.entry.code.code if self._page else ""

    def set_day(self, day: date) -> None:
        """Read pages as of a date of service; what was turned to before is forgotten."""
        if day != self._day:
            self._day = day
            self._history = BookHistory()
            self._close()
            self._context.tasks.read(
                partial(read_contents, self._context.services, day),
                self._show_contents,
                topic="workbench.book",
            )

    def preview(self, code: str) -> None:
        """Show the page of the result under the highlight; previews leave one step behind."""
        if code != self.code:
            self._history.preview(code)
            self._turn(code)

    def turn_to(self, code: str) -> None:
        """Turn to a code the coder asked for, so that Back returns from it."""
        self._history.visit(code)
        self._turn(code)

    def go_back(self) -> None:
        """Turn back."""
        self._turn(self._history.back())

    def go_forward(self) -> None:
        """Turn forward again."""
        self._turn(self._history.forward())

    def set_evidence(self, *, waiting: bool) -> None:
        """Say on the button whether assigning takes evidence along."""
        self._with_evidence = waiting
        self._refresh_buttons()

    def set_locked(self, *, locked: bool) -> None:
        """Nothing can be assigned to a finished visit."""
        self._locked = locked
        self._refresh_buttons()

    def restyle(self) -> None:
        """Take the theme's colours anew."""
        if self._page is not None:
            self.text.setHtml(page_as_html(self._page, self._ink))
        else:
            self._show_contents(self._chapters)

    def _turn(self, code: str) -> None:
        if not code or self._day is None:
            return
        self._context.tasks.read(
            partial(read_book_page, self._context.services, code, self._day),
            self._show,
            self._on_failure,
            topic="workbench.book",
        )

    def _show(self, page: BookPage) -> None:
        self._page = page
        self.text.setHtml(page_as_html(page, self._ink))
        self.refused.emit("")
        self._refresh_buttons()
        self.turned.emit(page.entry)

    def _show_contents(self, chapters: tuple[Code, ...]) -> None:
        self._chapters = chapters
        self.text.setHtml(contents_as_html(chapters, self._ink))

    def _on_failure(self, error: Exception) -> None:
        self._history.forget_current()
        self._refresh_buttons()
        if isinstance(error, MedCoderError):
            self.refused.emit(error.sentence)
        else:
            self._context.show_error(error)

    def _close(self) -> None:
        self._page = None
        self.text.clear()
        self._refresh_buttons()

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == "code":
            self.turn_to(url.path())

    def assign_shown(self) -> None:
        """Ask for the code shown to be put on the sheet."""
        if self.assign.isEnabled():
            self.assign_wanted.emit(self.code)

    def _refresh_buttons(self) -> None:
        billable = self._page is not None and self._page.entry.code.billable
        words = f"Assign {self.code}" if billable else "Assign"
        self.assign.setText(f"{words} with evidence" if self._with_evidence else words)
        self.assign.setEnabled(billable and not self._locked)
        self.back.setEnabled(self._history.can_go_back)
        self.forward.setEnabled(self._history.can_go_forward)


def _turning_button(words: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setAccessibleName(name)
    button.setProperty("role", "quiet")
    return button
