"""The tabular list as a tree; with words in the filter line, the codes they find."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from medcoder_desktop.domain.codes import Code, CodeEntry, CodeLevel
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.search import SearchContext
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.book_tree import BookTree
from medcoder_desktop.ui.library.code_search import FoundCodes, find_codes
from medcoder_desktop.ui.library.lazy_tree import Branches, LazyTree, Step
from medcoder_desktop.ui.library.lines import Line, Piece, Tone
from medcoder_desktop.ui.library.side import Side
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.results import ResultRow
from medcoder_desktop.ui.workbench.results_list import ResultsList

_TOPIC = "library.tabular"
_SEARCH = "library.search"


class TabularSide(Side):
    """Chapters, sections and codes, opened one below the other."""

    hint = "Search codes: words or a code"

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._about: SearchContext | None = None
        self._wanted = ""
        self._text = ""
        self._answered = ""
        self._enter_waits = False
        branches = Branches(_identity, line_of_code, _has_below, self._children)
        self.tree: BookTree[Code] = BookTree(LazyTree(context, branches, self), ink, "Tabular list")
        self.tree.highlighted.connect(self._on_highlighted)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.typed.connect(self.typed)
        self.results = ResultsList(ink)
        self.results.highlighted.connect(self._on_result)
        self.results.chosen.connect(self._choose_result)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "hint")
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(16)
        self.stack = QStackedWidget()
        for widget in (self.tree, self.results, self.nothing):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    @override
    def set_day(self, day: date) -> None:
        super().set_day(day)
        self.tree.tree.show(())

    def office_changed(self) -> None:
        """What the office is used to has changed: the next search reads it anew."""
        self._about = None

    @override
    def _read(self) -> None:
        self._context.tasks.read(
            partial(_chapters, self._context.services, self._day),
            self._show_chapters,
            topic=_TOPIC,
        )
        if self._text:
            self.narrow(self._text)

    @override
    def narrow(self, text: str) -> None:
        self._text = text
        self._answered = ""
        self._enter_waits = False
        if not text.strip():
            self._context.tasks.forget(_SEARCH)
            self.stack.setCurrentWidget(self.tree)
            self.remarked.emit("")
            self.noticed.emit("")
            return
        self._context.tasks.read(
            partial(find_codes, self._context.services, text, self._day, self._about),
            self._show_found,
            self._on_failure,
            topic=_SEARCH,
        )

    @override
    def enter(self) -> None:
        if not self._text.strip():
            self.tree.choose_current()
        elif self._answered == self._text:
            self._choose_result()
        else:
            self._enter_waits = True

    @override
    def begin(self) -> None:
        if self.stack.currentWidget() is self.results:
            self.results.setFocus()
        else:
            self.stack.setCurrentWidget(self.tree)
            self.tree.go_to_first()
            self.tree.setFocus()

    @override
    def follow(self, code: str) -> None:
        """Open the branches down to a code and mark it, without taking the keyboard."""
        current = self.tree.current
        if not code or (current is not None and current.code == code):
            return
        self._wanted = code
        if self._is_read and self.tree.tree.rowCount():
            self._context.tasks.read(
                partial(read_way, self._context.services, code, self._day),
                partial(self._show_way, code),
                self._no_way,
                topic="library.way",
            )

    def _children(self, code: Code) -> tuple[Code, ...]:
        return self._context.services.library.children(code.code, self._day)

    def _show_chapters(self, chapters: tuple[Code, ...]) -> None:
        self.tree.tree.show(chapters)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.follow(wanted)
        elif self.tree.hasFocus():
            self.tree.go_to_first()

    def _show_way(self, code: str, steps: tuple[Step[Code], ...]) -> None:
        self._wanted = ""
        self.tree.go_to(self.tree.tree.open_path(steps, code))

    def _no_way(self, error: Exception) -> None:
        """A procedure, or a code of another release, stands nowhere in this tree."""
        self._wanted = ""
        if not isinstance(error, MedCoderError):
            self._context.show_error(error)

    def _show_found(self, found: FoundCodes) -> None:
        if found.text != self._text:
            return
        self._answered = found.text
        self._about = found.about
        count = len(found.rows)
        self.remarked.emit(f"{count} result" + ("" if count == 1 else "s"))
        self.noticed.emit(found.remark)
        self.results.show_rows(found.rows)
        if found.rows:
            self.stack.setCurrentWidget(self.results)
        else:
            self.nothing.setText(
                f"No code matches “{found.text}”. Try fewer words, or a part of a code."
            )
            self.stack.setCurrentWidget(self.nothing)
        if self._enter_waits:
            self._enter_waits = False
            self._choose_result()

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, MedCoderError):
            self.noticed.emit(error.sentence)
        else:
            self._context.show_error(error)

    def _on_highlighted(self, code: Code) -> None:
        self.highlighted.emit(code.code)

    def _on_chosen(self, code: Code) -> None:
        self.chosen.emit(code.code)

    def _on_result(self, row: ResultRow | None) -> None:
        if row is not None:
            self.highlighted.emit(row.code.code)

    def _choose_result(self) -> None:
        row = self.results.current_row()
        if row is not None:
            self.chosen.emit(row.code.code)


def line_of_code(code: Code) -> Line:
    """An entry as a line: its code, its title, and in words whether it is billable."""
    heavy = code.level in (CodeLevel.CHAPTER, CodeLevel.SECTION)
    return Line(
        (Piece(code.code, Tone.CODE), Piece(code.title, Tone.STRONG if heavy else Tone.TEXT)),
        chip="billable" if code.billable else "",
    )


def read_way(services: Services, code: str, day: date) -> tuple[Step[Code], ...]:
    """Everything that stands beside the way from the chapters down to a code.

    Raises:
        InputError: No such code on that day.
    """
    entry: CodeEntry = services.library.entry(code, day)
    return tuple(
        Step(above.code, services.library.children(above.code, day)) for above in entry.path
    )


def _chapters(services: Services, day: date) -> tuple[Code, ...]:
    return services.library.chapters(day) if services.library.is_ready() else ()


def _identity(code: Code) -> str:
    return code.code


def _has_below(code: Code) -> bool:
    return not code.billable
