"""The tree as it is walked: arrow keys, Enter, a click, letters."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget
from typing_extensions import override

from medcoder_desktop.ui.library.lazy_tree import LazyTree
from medcoder_desktop.ui.library.lines import LinePainter
from medcoder_desktop.ui.workbench.ink import Ink

T = TypeVar("T")
_HELD = ~Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BookTree(QTreeView, Generic[T]):
    """Shows a lazy tree.

    Signals:
        highlighted: The value the keyboard went to.
        chosen: The value that was clicked or on which Enter was pressed.
        second_chosen: The value on which Shift+Enter was pressed.
        typed: Letters, which belong into the filter line.
    """

    highlighted = Signal(object)
    chosen = Signal(object)
    second_chosen = Signal(object)
    typed = Signal(str)

    def __init__(
        self, tree: LazyTree[T], ink: Ink, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tree = tree
        self.setModel(tree)
        self.setItemDelegate(LinePainter(ink, self))
        self.setProperty("role", "rows")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setExpandsOnDoubleClick(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def current(self) -> T | None:
        """The value the keyboard is on."""
        return self.tree.value(self.currentIndex())

    def go_to(self, index: QModelIndex) -> None:
        """Put the highlight on an index and show it, its branches opened."""
        if not index.isValid():
            return
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def go_to_first(self) -> None:
        """Put the highlight on the first line, unless it is on one."""
        if not self.currentIndex().isValid():
            self.go_to(self.tree.index(0, 0))

    def choose_current(self) -> None:
        """Do what Enter does."""
        if self.current is not None:
            self.chosen.emit(self.current)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters look for codes and terms, not for lines that happen to be opened."""
        self.typed.emit(search)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; the rest is Qt's."""
        held = event.modifiers() & _HELD
        if event.key() in _ENTER and not held:
            self.choose_current()
        elif event.key() in _ENTER and held == Qt.KeyboardModifier.ShiftModifier:
            if self.current is not None:
                self.second_chosen.emit(self.current)
        elif event.key() != Qt.Key.Key_Asterisk:  # Qt would open every branch there is
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        value = self.tree.value(index)
        if value is not None:
            self.chosen.emit(value)

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        value = self.tree.value(current)
        if value is not None:
            self.highlighted.emit(value)
