"""The code browser: searches as the coder types, opens headings, assigns with evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from medcoder_desktop.domain.codes import Code, CodeSystem, compact, looks_like_diagnosis
from medcoder_desktop.domain.earlier_codes import EarlierCode
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.domain.search import SearchAnswer, SearchContext
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.workbench.code_browser_view import CodeBrowserView
from medcoder_desktop.ui.workbench.earlier import EarlierCodes, count_of
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.release_words import NOT_BUILT, ReleaseWords, words_for
from medcoder_desktop.ui.workbench.results import ResultRow, row_of_child, row_of_result

_LONGEST_QUERY = 120
_COMMON_WORD = "pain"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A heading the coder opened.

    Attributes:
        code: The heading.
        query: What was in the search box then.
    """

    code: str
    query: str


class CodeBrowser(CodeBrowserView):
    """Behaviour of the code browser.

    Signals:
        assign_wanted: A diagnosis and the tuple of its evidence.
        line_wanted: A procedure that is to become a service line.
        carry_wanted: A code of the patient's past and where it comes from.
        pending_changed: The ``Evidence`` that waits for a code, or None.
    """

    assign_wanted = Signal(str, object)
    line_wanted = Signal(str)
    carry_wanted = Signal(str, str)
    pending_changed = Signal(object)

    def __init__(self, context: AppContext, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(context, ink, parent)
        self._context = context
        self._about: SearchContext | None = None
        self.earlier = EarlierCodes(context, self)
        self.earlier.changed.connect(self._on_earlier)
        self._answered = ""
        self._enter_waits = False
        self._keep_evidence = False
        self._opened: list[_Opened] = []
        self._pending: Evidence | None = None
        self._locked = False
        self.search.textEdited.connect(self._on_typed)
        self.search.moved.connect(self.results.step)
        self.search.chosen.connect(self._on_enter)
        self.results.highlighted.connect(self._on_highlighted)
        self.results.chosen.connect(self._choose_highlighted)
        self.results.back_wanted.connect(self.leave_heading)
        self.chip.dropped.connect(self.drop_evidence)
        self.sets.changed.connect(self._on_sets)
        self.book.assign_wanted.connect(self._assign_from_book)
        self.book.refused.connect(self.notice.say)

    @property
    def answered(self) -> str:
        """The text whose answer is shown; empty while an answer is awaited."""
        return self._answered

    @property
    def pending(self) -> Evidence | None:
        """The words that wait for a code."""
        return self._pending

    def open_visit(self, about: SearchContext, in_force: InForce | None, *, fresh: bool) -> None:
        """Search for this visit from now on.

        Args:
            in_force: The release that answers; None while the code library is not built.
            fresh: Whether another visit was open before, whose search is put away.
        """
        self._about = about
        self._say_release(in_force)
        self.book.set_day(about.on)
        if in_force is not None:
            # The first search reads what searching needs: better now than at the first key.
            read = partial(self._context.services.library.search, _COMMON_WORD, about, 1)
            self._context.tasks.read(read, _forget, _forget, topic="workbench.warming")
        if fresh:
            self.search.clear()
            self.search.say("")
            self.drop_evidence()
            self.notice.say("")
            self._answered = ""
            self._opened.clear()
            self._show_earlier()

    def know(self, about: SearchContext) -> None:
        """Search with what is known now of the visit and its office.

        What is shown stays as it stands, unless the words typed may mean something else now.
        """
        before, self._about = self._about, about
        taught = before is not None and before.office.synonyms != about.office.synonyms
        if taught and not self._opened:
            self._ask(self.search.text())

    def set_locked(self, *, locked: bool) -> None:
        """Nothing can be assigned to a finished visit; searching goes on."""
        self._locked = locked
        self.book.set_locked(locked=locked)

    def search_words(self, evidence: Evidence) -> None:
        """Search the selected words of the note and keep them as evidence."""
        self._set_pending(evidence)
        words = " ".join(evidence.quote.split())
        if len(words) > _LONGEST_QUERY:
            words = words[:_LONGEST_QUERY].rsplit(" ", 1)[0]
        if words:  # a place on a scan has none: the coder types them
            self.search.setText(words)
            self._ask(words)
        self.focus_search()

    def search_for(self, text: str) -> None:
        """Search a text as if it had been typed; the keyboard stays where it is."""
        self.search.setText(text)
        self._on_typed(text)

    def show_code(self, code: str) -> None:
        """Open the book at a code."""
        self.book.turn_to(code)

    def drop_evidence(self) -> None:
        """Let the waiting words go."""
        self._set_pending(None)

    def take_assigned(self, _: str) -> None:
        """A code stands on the sheet: its words are used, the next search may begin."""
        self.notice.say("")
        if not self._keep_evidence:
            self.drop_evidence()
        self._keep_evidence = False
        self.search.selectAll()

    def refuse(self, sentence: str) -> None:
        """Say why a code was not assigned."""
        self._keep_evidence = False
        self.notice.say(sentence)

    def focus_search(self) -> None:
        """Put the keyboard into the search box with its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def leave_heading(self) -> None:
        """Out of an opened heading, back to what was shown before."""
        if not self._opened or self._about is None:
            return
        left = self._opened.pop()
        if self._opened:
            self._ask_children(self._opened[-1].code)
        else:
            self._ask(left.query)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._opened:
                self.leave_heading()
                return
            if self._pending is not None:
                self.drop_evidence()
                return
        super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        self._enter_waits = False
        self.notice.say("")
        self._ask(text)

    def _ask(self, text: str) -> None:
        self._opened.clear()
        if self._about is None:
            return
        self._answered = ""
        if not text.strip():
            self._context.tasks.read(_nothing, self._take_nothing, topic="workbench.search")
            return
        services = self._context.services
        about = replace(self._about, sets=self.sets.sets)
        self._context.tasks.read(
            partial(services.library.search, text, about),
            self._take_answer,
            self._on_failure,
            topic="workbench.search",
        )

    def _take_nothing(self, _: None) -> None:
        self._show_earlier()

    def _on_earlier(self) -> None:
        if not self.search.text().strip() and not self._opened:
            self._show_earlier()

    def _show_earlier(self) -> None:
        """With nothing to search: what was coded before, and the problem list."""
        rows = self.earlier.rows()
        self.search.say(count_of(rows))
        self.results.show_earlier(rows)
        if rows:
            self.upper.setCurrentWidget(self.results)
        else:
            self.invite()

    def _take_answer(self, answer: SearchAnswer) -> None:
        if answer.query != self.search.text() or self._opened:
            return  # typed on meanwhile: only the answer to what stands there is shown
        self._answered = answer.query
        rows = tuple(row_of_result(result) for result in answer.results)
        count = f"{len(rows)} result" + ("" if len(rows) == 1 else "s")
        self.search.say(f"{count} · {answer.milliseconds:.0f} ms")
        self._say_release(answer.in_force)
        if answer.standing is not None:
            self.notice.say(answer.standing.sentence)
        elif answer.reminder:
            self.notice.say(answer.reminder)
        self._show(rows, "No code matches these words. Try fewer words, or a part of a code.")
        if self._enter_waits:
            self._enter_waits = False
            self._choose_highlighted()

    def _show(self, rows: tuple[ResultRow, ...], otherwise: str) -> None:
        self.results.show_rows(rows)
        if rows:
            self.upper.setCurrentWidget(self.results)
        else:
            self.invite(otherwise)

    def _on_enter(self, keep_evidence: bool) -> None:
        self._keep_evidence = keep_evidence
        if not self.search.text().strip():
            if self.results.was_moved:  # into what was coded before
                self._choose_highlighted()
            return
        if self._opened or self._answered == self.search.text():
            self._choose_highlighted()
        else:
            self._enter_waits = True  # acted on as soon as the answer to these words is here

    def _choose_highlighted(self) -> None:
        row = self.results.current_row()
        typed = self.search.text().strip()
        if row is not None and row.earlier is not None:
            self._choose_earlier(row.earlier)
        elif not self._opened and looks_like_diagnosis(typed) and not self._answers(row, typed):
            # Never another code in its place: the refusal says what is wrong.
            self._assign(typed, CodeSystem.ICD10CM)
        elif row is None:
            return
        elif row.code.billable or row.code.system is not CodeSystem.ICD10CM:
            self._assign(row.code.code, row.code.system)
        else:
            self._opened.append(_Opened(row.code.code, self.search.text()))
            self._ask_children(row.code.code)

    def _choose_earlier(self, earlier: EarlierCode) -> None:
        """Carry a code forward, or search a problem that has none."""
        if not earlier.code:
            self.search_for(earlier.text)
        elif self._locked or self._pending is not None:
            self._assign(earlier.code, CodeSystem.ICD10CM)
        else:
            self.carry_wanted.emit(earlier.code, earlier.source)

    def _answers(self, row: ResultRow | None, typed: str) -> bool:
        """Whether a row is the code that was typed, begins with it, or was gone to by hand."""
        if row is None:
            return False
        return self.results.was_moved or compact(row.code.code).startswith(compact(typed))

    def _ask_children(self, code: str) -> None:
        if self._about is None:
            return
        self._context.tasks.read(
            partial(self._context.services.library.children, code, self._about.on),
            partial(self._take_children, code),
            self._on_failure,
            topic="workbench.search",
        )

    def _take_children(self, code: str, children: tuple[Code, ...]) -> None:
        if not self._opened or self._opened[-1].code != code:
            return
        self.search.say(f"below {code} · Esc goes back")
        self._show(
            tuple(row_of_child(child) for child in children), f"Nothing stands below {code}."
        )

    def _on_highlighted(self, row: ResultRow | None) -> None:
        if row is not None and row.code.code:
            self.book.preview(row.code.code)

    def _on_sets(self) -> None:
        if not self._opened:
            self._ask(self.search.text())

    def _assign_from_book(self, code: str) -> None:
        self._assign(code, self.book.system or CodeSystem.ICD10CM)

    def _assign(self, code: str, system: CodeSystem) -> None:
        if self._locked:
            self.notice.say("This visit is finished: reopen it before changing its codes.")
            return
        if system is CodeSystem.ICD10CM:
            self.assign_wanted.emit(code, (self._pending,) if self._pending else ())
        else:
            self.line_wanted.emit(code)

    def _set_pending(self, evidence: Evidence | None) -> None:
        self._pending = evidence
        self.chip.show_evidence(evidence)
        self.book.set_evidence(waiting=evidence is not None)
        self.pending_changed.emit(evidence)

    def _say_release(self, in_force: InForce | None) -> None:
        words = words_for(in_force) if in_force else ReleaseWords("", NOT_BUILT)
        self.header.say(words.remark, warned=bool(in_force and words.warning))
        self.release.say(words.warning)

    def _on_failure(self, error: Exception) -> None:
        self._enter_waits = False
        if isinstance(error, MedCoderError):
            self.notice.say(error.sentence)
        else:
            self._context.show_error(error)


def _forget(_: object) -> None:
    """The answer is not what was asked for."""


def _nothing() -> None:
    """The answer to an empty search: asked like any other, so that it outdates older ones."""
