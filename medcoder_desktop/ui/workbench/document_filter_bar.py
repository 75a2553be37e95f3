"""The lines above the documents that narrow them: words, and what the documents are like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.document_filter import NO_VISIT, DocumentFilter, Signature
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.ui.forms.filter_fields import read_field
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.workbench.choice_button import ChoiceButton, shortened

_DATE_WIDTH = 100
_MOST_LETTERS = 36
_DAY_TIP = "2026-03-14 or 03/14/2026"
_Value = TypeVar("_Value", bound=Hashable)


class DocumentFilterBar(QWidget):
    """A field, and a line of what can be ticked; Esc lets all documents be seen again.

    Signals:
        changed: Other documents are asked for; read ``wanted``.
        list_wanted: Down or Enter: the keyboard belongs into the list.
        closed: The coder wants to go on reading.
    """

    changed = Signal()
    list_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.wanted = DocumentFilter()
        self._day = date.min
        self.field = QLineEdit()
        self.field.setPlaceholderText("Title, kind, author or date")
        self.field.setAccessibleName("Filter documents")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_changed)
        self.visits = ChoiceButton[str]("Visit")
        self.kinds = ChoiceButton[DocumentKind]("Kind")
        self.authors = ChoiceButton[str]("Author")
        self.signatures = ChoiceButton[Signature]("Signature")
        for button in (self.visits, self.kinds, self.authors, self.signatures):
            button.chosen.connect(self._on_changed)
        self.since = self._day_field("from", "Written on this day or later")
        self.until = self._day_field("to", "Written on this day or earlier")
        self.spans = QToolButton()
        self.spans.setText("Dates")
        self.spans.setAccessibleName("Usual spans of dates")
        self.spans.setProperty("role", "tight")
        self.spans.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spans.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.spans.setMenu(self._span_menu())
        self.clear_button = QToolButton()
        self.clear_button.setText("Show all")
        self.clear_button.setAccessibleName("Show all documents")
        self.clear_button.setToolTip("Show all documents (Esc)")
        self.clear_button.setProperty("role", "tight")
        self.clear_button.clicked.connect(self.clear)
        self.said = QLabel()
        self.said.setProperty("role", "hint")
        self._lay_out()
        self.hide()

    def begin(self) -> None:
        """Come up with the keyboard in the field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def forget(self) -> None:
        """Ask for nothing any more, and go away."""
        self._show(DocumentFilter())
        self.hide()

    @Slot()
    def clear(self) -> None:
        """Ask for nothing any more; the keyboard stays here."""
        self._show(DocumentFilter())
        self.changed.emit()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def know(
        self, documents: Sequence[ClinicalDocument], visits: Iterable[Encounter], on: date
    ) -> None:
        """Offer what these documents are like, each with how many there are.

        Args:
            visits: Those the documents may belong to, as they are to be listed.
            on: The date of service of the visit that is coded.
        """
        self._day = on
        kinds = Counter(each.kind for each in documents)
        authors = Counter(each.author for each in documents)
        signed = Counter(Signature.of(each) for each in documents)
        filed = Counter(each.encounter_id or NO_VISIT for each in documents)
        named = [(visit.id, _named(visit)) for visit in visits]
        self.visits.offer(_counted([*named, (NO_VISIT, "No visit")], filed))
        self.kinds.offer(_counted(((k, k.value.capitalize()) for k in DocumentKind), kinds))
        people = [(name, name) for name in sorted(filter(None, authors), key=str.casefold)]
        self.authors.offer(_counted([*people, ("", "No author")], authors))
        said = ((each, each.value.capitalize()) for each in Signature)
        self.signatures.offer(_counted(said, signed))

    def say(self, shown: int, count: int) -> None:
        """Say so where none of so many is shown."""
        asks = self.wanted.asks
        self.clear_button.setEnabled(asks)
        self.said.setText("No document is like this." if asks and count and not shown else "")
        self.said.setVisible(bool(self.said.text()))

    def ask(self, wanted: DocumentFilter) -> None:
        """Ask for documents like these."""
        if wanted != self.wanted:
            self._show(wanted)
            self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_line = any(field.hasFocus() for field in (self.field, self.since, self.until))
        if event.key() == Qt.Key.Key_Escape:
            # The keyboard leaves before the bar does, else it falls into the list and opens a row.
            self._show(DocumentFilter())
            self.changed.emit()
            self.closed.emit()
            self.hide()
        elif event.key() == Qt.Key.Key_Down or (
            in_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, wanted: DocumentFilter) -> None:
        """Show a filter, without a word to anyone."""
        self.wanted = wanted
        for field, text in (
            (self.field, wanted.words),
            (self.since, str(wanted.since or "")),
            (self.until, str(wanted.until or "")),
        ):
            field.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            field.setText(text)
            field.blockSignals(False)  # noqa: FBT003 - Qt's own signature
            set_role(field, "", state="")
        self.visits.tick(wanted.visits)
        self.kinds.tick(wanted.kinds)
        self.authors.tick(wanted.authors)
        self.signatures.tick(wanted.signatures)

    @Slot()
    def _on_changed(self) -> None:
        wanted = DocumentFilter(
            words=self.field.text(),
            kinds=self.kinds.ticked,
            authors=self.authors.ticked,
            visits=self.visits.ticked,
            signatures=self.signatures.ticked,
            since=read_field(self.since, parse_day, tip=_DAY_TIP),
            until=read_field(self.until, parse_day, tip=_DAY_TIP),
        )
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()

    def _on_span(self, days: int) -> None:
        """Ask for so many days up to the visit, its own included."""
        since = self._day - timedelta(days=days)
        self.ask(replace(self.wanted, since=since, until=self._day))

    def _on_before(self, days: int) -> None:
        until = self._day - timedelta(days=days + 1)
        self.ask(replace(self.wanted, since=None, until=until))

    def _on_any_day(self) -> None:
        self.ask(replace(self.wanted, since=None, until=None))

    def _span_menu(self) -> QMenu:
        menu = QMenu(self)
        for words, days in (
            ("The day of the visit", 0),
            ("30 days up to the visit", 30),
            ("A year up to the visit", 365),
        ):
            menu.addAction(words).triggered.connect(partial(self._on_span, days))
        menu.addAction("More than a year before").triggered.connect(partial(self._on_before, 365))
        menu.addSeparator()
        menu.addAction("Any day").triggered.connect(self._on_any_day)
        return menu

    def _day_field(self, hint: str, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.setToolTip(_DAY_TIP)
        field.setFixedWidth(_DATE_WIDTH)
        field.textChanged.connect(self._on_changed)
        return field

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(6)
        second.setSpacing(2)
        first.addWidget(self.field, 1)
        first.addWidget(self.since)
        first.addWidget(QLabel("–"))
        first.addWidget(self.until)
        for button in (self.visits, self.kinds, self.authors, self.signatures, self.spans):
            second.addWidget(button)
        second.addStretch(1)
        second.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 2)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.said)


def _named(visit: Encounter) -> str:
    reason = shortened(visit.reason, _MOST_LETTERS)
    return " · ".join(filter(None, (str(visit.date_of_service), visit.number, reason)))


def _counted(
    named: Iterable[tuple[_Value, str]], counts: Counter[_Value]
) -> tuple[tuple[_Value, str], ...]:
    """Those of which there are any, with how many."""
    return tuple((value, f"{words}  ({counts[value]})") for value, words in named if counts[value])
