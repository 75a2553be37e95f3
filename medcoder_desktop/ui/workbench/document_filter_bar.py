"""The line above the documents that narrows them: words, and a menu of what they are like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget
from typing_extensions import override

from medcoder_desktop.domain.document_filter import DocumentFilter, WrittenWithin
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind

_SIGNED: tuple[tuple[str, bool | None], ...] = (
    ("Signed or not", None),
    ("Signed", True),
    ("Not signed", False),
)


class DocumentFilterBar(QWidget):
    """A field with a menu; Esc lets all documents be seen again.

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
        self.wanted = DocumentFilter()
        self._documents: tuple[ClinicalDocument, ...] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter documents by title, kind, author or date")
        self.field.setAccessibleName("Filter documents")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_words)
        self.menu_button = QToolButton()
        self.menu_button.setText("More")
        self.menu_button.setAccessibleName("More ways to filter documents")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu_button.setMenu(self.menu)
        self.said = QLabel()
        self.said.setProperty("role", "hint")
        self.said.setAccessibleName("Documents shown")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.said)
        row.addWidget(self.menu_button)
        self.hide()

    def begin(self) -> None:
        """Come up with the keyboard in the field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def forget(self) -> None:
        """Ask for nothing any more, and go away."""
        self.wanted = DocumentFilter()
        self.field.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.field.clear()
        self.field.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.hide()

    def know(self, documents: Sequence[ClinicalDocument]) -> None:
        """Offer the kinds and authors of these documents."""
        self._documents = tuple(documents)

    def say(self, shown: int, count: int) -> None:
        """Say how many of how many are shown."""
        self.menu_button.setText("More ●" if replace(self.wanted, words="").asks else "More")
        self.said.setText(f"{shown} of {count}" if self.wanted.asks else "")

    def ask(self, wanted: DocumentFilter) -> None:
        """Ask for documents like these."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
            self.changed.emit()
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self.ask(replace(self.wanted, words=words))

    def _fill_menu(self) -> None:
        """What can be asked for, with how many documents answer."""
        menu, wanted = self.menu, self.wanted
        menu.clear()
        kinds = Counter(document.kind for document in self._documents)
        menu.addSection("Kind")
        for kind in (each for each in DocumentKind if kinds[each]):
            action = menu.addAction(f"{kind.value.capitalize()}  ({kinds[kind]})")
            action.setCheckable(True)
            action.setChecked(kind in wanted.kinds)
            action.toggled.connect(partial(self._on_kind, kind))
        dates = [(each.value.capitalize(), replace(wanted, within=each)) for each in WrittenWithin]
        self._add_choices("Written", dates)
        authors = Counter(each.author for each in self._documents if each.author)
        named = [
            (f"{name}  ({count})", replace(wanted, author=name))
            for name, count in sorted(authors.items())
        ]
        self._add_choices("Author", [("Any author", replace(wanted, author="")), *named])
        signed = [(words, replace(wanted, signed=value)) for words, value in _SIGNED]
        self._add_choices("Signature", signed)
        menu.addSeparator()
        clear = menu.addAction("Show all documents")
        clear.setEnabled(wanted.asks)
        clear.triggered.connect(self._on_clear)

    def _add_choices(self, title: str, choices: Iterable[tuple[str, DocumentFilter]]) -> None:
        """A submenu of which one entry holds."""
        submenu = self.menu.addMenu(title)
        group = QActionGroup(submenu)
        for words, wanted in choices:
            action = submenu.addAction(words)
            action.setCheckable(True)
            action.setChecked(wanted == self.wanted)
            group.addAction(action)
            action.triggered.connect(partial(self.ask, wanted))

    def _on_kind(self, kind: DocumentKind, on: bool) -> None:
        kinds = self.wanted.kinds | {kind} if on else self.wanted.kinds - {kind}
        self.ask(replace(self.wanted, kinds=kinds))

    def _on_clear(self) -> None:
        self.field.clear()
        self.ask(DocumentFilter())
