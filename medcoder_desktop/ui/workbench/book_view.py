"""The book below the results: the page of one code, links to others, and the way back."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from medcoder_desktop.domain.codes import Code, CodeSystem
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.any_page import (
    AnyPage,
    any_as_html,
    any_as_text,
    read_any_page,
)
from medcoder_desktop.ui.workbench.book_foot import BookFoot
from medcoder_desktop.ui.workbench.book_history import BookHistory
from medcoder_desktop.ui.workbench.book_page import contents_as_html, read_contents
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.office_note import OfficeNoteEditor
from medcoder_desktop.ui.workbench.own_book import OwnBook

_ELSEWHERE = ":"
"""Stands in a page of the history that is no code, but a place in the index."""


class BookView(QWidget):
    """Shows the page of a code and turns to others.

    Args:
        topic: What its readings are called; another for each view of the window.
        assigning: Whether codes can be put on a sheet from here.

    Signals:
        assign_wanted: Code to put on the sheet.
        refused: Sentence why a page cannot be shown.
        turned: The code shown now.
        place_wanted: Page of the history that is a place in the index.
        opened: A page was turned to on purpose, and is among the recent ones now.
    """

    assign_wanted = Signal(str)
    refused = Signal(str)
    turned = Signal(str)
    place_wanted = Signal(str)
    opened = Signal()

    def __init__(
        self,
        context: AppContext,
        ink: Ink,
        parent: QWidget | None = None,
        *,
        topic: str = "workbench.book",
        assigning: bool = True,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ink = ink
        self._topic = topic
        self._history = BookHistory()
        self._day: date | None = None
        self._page: AnyPage | None = None
        self._under_way: tuple[str, bool] | None = None
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
        self.note = OfficeNoteEditor()
        self.note.saved.connect(self._on_note)
        self.note.closed.connect(self.text.setFocus)
        self.own = OwnBook(context, self)
        self.own.refused.connect(self.refused)
        self.foot = BookFoot(assigning=assigning)
        self.assign = self.foot.assign
        self.foot.assign.clicked.connect(self.assign_shown)
        self.foot.star.clicked.connect(self.toggle_favourite)
        self.foot.write.clicked.connect(self.write_note)
        self.foot.copy.clicked.connect(self.copy_text)
        self.foot.back.clicked.connect(self.go_back)
        self.foot.forward.clicked.connect(self.go_forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.text, 1)
        column.addWidget(self.foot)
        self._refresh_buttons()

    @property
    def code(self) -> str:
        """The code shown; empty when the book is closed."""
        return self._page.code if self._page else ""

    @property
    def code_wanted(self) -> str:
        """The code that is being turned to, else the one shown."""
        return self._under_way[0] if self._under_way else self.code

    @property
    def day(self) -> date | None:
        """The day the book is read for; None before it was opened."""
        return self._day

    @property
    def system(self) -> CodeSystem | None:
        """The set of the code shown; None for a chapter, a section, or a closed book."""
        return self._page.system if self._page else None

    def has_code(self) -> bool:
        """Whether a code is shown that the office can keep and write about."""
        return self.system is not None

    def has_page(self) -> bool:
        """Whether any page is shown."""
        return self._page is not None

    def set_day(self, day: date) -> None:
        """Read pages as of a date of service; what was turned to before is forgotten."""
        if day != self._day:
            self._day = day
            self.reset()

    def reset(self) -> None:
        """Close the book at its contents: other releases answer now."""
        if self._day is None:
            return
        self._history = BookHistory()
        self._close()
        self._context.tasks.read(
            partial(read_contents, self._context.services, self._day),
            self._show_contents,
            topic=f"{self._topic}.contents",
        )

    def preview(self, code: str) -> None:
        """Show the page of the result under the highlight; previews leave one step behind."""
        if code != self.code:
            self._history.preview(code)
            self._turn(code)

    def turn_to(self, code: str) -> None:
        """Turn to a code the coder asked for, so that Back returns from it."""
        self._history.visit(code)
        self._turn(code, on_purpose=True)

    def stay_at(self, code: str) -> None:
        """Begin the history with a code that was open before."""
        self._history.visit(code)
        self._turn(code)

    def pass_by(self, place: str) -> None:
        """Note a place of the index in the history; it has a colon, which no code has."""
        self._history.visit(place)
        self._refresh_buttons()

    def go_back(self) -> None:
        """Turn back."""
        self._go(self._history.back())

    def go_forward(self) -> None:
        """Turn forward again."""
        self._go(self._history.forward())

    def read_again(self) -> None:
        """What the office wrote about the code shown has changed."""
        if self._under_way is not None:
            code, on_purpose = self._under_way  # the page turned to meanwhile, not the old one
            self._turn(code, on_purpose=on_purpose)
        elif self._page is not None:
            self._turn(self.code)

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
            self._write(self._page)
        else:
            self._show_contents(self._chapters)

    def assign_shown(self) -> None:
        """Ask for the code shown to be put on the sheet."""
        if self.assign.isEnabled():
            self.assign_wanted.emit(self.code)

    def toggle_favourite(self) -> None:
        """Keep the code shown at hand, in a folder that is asked for; or no longer."""
        page, system = self._page, self.system
        if page is None or system is None:
            return
        if page.favourite is not None:
            self.own.remove(system, page.code)
        else:
            at = self.foot.star.mapToGlobal(QPoint(0, 0))
            self.own.ask_folder(system, page.code, at, moving=False)

    def write_note(self) -> None:
        """Write the office's own note on the code shown."""
        page = self._page
        if page is not None and self.system is not None:
            self.note.open(page.code, page.note.text if page.note else "")

    def copy_text(self) -> None:
        """Copy code, title and notes as plain text."""
        if self._page is not None:
            QGuiApplication.clipboard().setText(any_as_text(self._page))
            self._context.show_message(f"{self.code} is copied as text.")

    def _go(self, page: str) -> None:
        self._refresh_buttons()
        if _ELSEWHERE in page:
            self.place_wanted.emit(page)
        else:
            self._turn(page)

    def _turn(self, code: str, *, on_purpose: bool = False) -> None:
        if not code or self._day is None:
            return
        self.note.keep()
        self._under_way = (code, on_purpose)
        self._context.tasks.read(
            partial(read_any_page, self._context.services, code, self._day),
            partial(self._show, on_purpose),
            self._on_failure,
            topic=self._topic,
        )

    def _show(self, on_purpose: bool, page: AnyPage) -> None:
        self._under_way = None
        same = self._page is not None and self._page.code == page.code
        read_to = self.text.verticalScrollBar().value() if same else 0
        self._page = page
        self._write(page)
        self.text.verticalScrollBar().setValue(read_to)
        self.refused.emit("")
        self._refresh_buttons()
        self.turned.emit(page.code)
        if on_purpose and page.system is not None:
            self.own.remember(page.system, page.code)
            self.opened.emit()

    def _write(self, page: AnyPage) -> None:
        self.text.setHtml(any_as_html(page, self._ink))

    def _show_contents(self, chapters: tuple[Code, ...]) -> None:
        self._chapters = chapters
        if self._page is None:
            self.text.setHtml(contents_as_html(chapters, self._ink))

    def _on_failure(self, error: Exception) -> None:
        self._under_way = None
        self._history.forget_current()
        self._refresh_buttons()
        if isinstance(error, MedCoderError):
            self.refused.emit(error.sentence)
        else:
            self._context.show_error(error)

    def _on_note(self, code: str, text: str) -> None:
        if self._page is not None and self.system is not None and code == self.code:
            self.own.save_note(self.system, code, text)

    def _close(self) -> None:
        self.note.keep()
        self._context.tasks.forget(self._topic)
        self._under_way = None
        self._page = None
        self.text.clear()
        self._refresh_buttons()

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == "code":
            self.turn_to(url.path())

    def _refresh_buttons(self) -> None:
        page = self._page
        is_procedure = page is not None and page.system in (CodeSystem.CPT, CodeSystem.HCPCS)
        billable = page is not None and page.system is CodeSystem.ICD10CM and page.billable
        words = f"Assign {self.code}" if billable else "Assign"
        if is_procedure:
            words = f"Add line {self.code}"
        elif self._with_evidence:
            words = f"{words} with evidence"
        self.assign.setText(words)
        self.assign.setEnabled((billable or is_procedure) and not self._locked)
        self.foot.show_page(
            has_page=page is not None,
            has_code=self.has_code(),
            is_favourite=page is not None and page.favourite is not None,
            has_note=page is not None and page.note is not None,
        )
        self.foot.back.setEnabled(self._history.can_go_back)
        self.foot.forward.setEnabled(self._history.can_go_forward)
        self._context.refresh_actions()
