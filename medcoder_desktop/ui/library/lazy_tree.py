"""A tree whose branches are read when they are opened, off the main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.library.lines import LINE_ROLE, Line

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Branches(Generic[T]):
    """What a tree needs to know of its values.

    Attributes:
        identity: Names a value among its siblings.
        line: How it is shown.
        has_below: Whether anything stands below it.
        below: Reads what does; called on a worker thread.
    """

    identity: Callable[[T], str]
    line: Callable[[T], Line]
    has_below: Callable[[T], bool]
    below: Callable[[T], Sequence[T]]


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """One branch on the way to a value.

    Attributes:
        identity: The branch among its siblings.
        below: Everything that stands below it.
    """

    identity: str
    below: tuple[T, ...]


@dataclass(eq=False, slots=True)
class _Node(Generic[T]):
    """A value in its place.

    Attributes:
        below: Numbers of the nodes below; None until they are read.
    """

    value: T
    row: int
    above: int
    below: list[int] | None = None
    reading: bool = False


class LazyTree(QAbstractItemModel, Generic[T]):
    """Holds what was opened so far.

    Nodes go by numbers that are never used twice, so that an answer for a branch that is gone
    finds nothing.
    """

    def __init__(
        self, context: AppContext, branches: Branches[T], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._branches = branches
        self._numbers = count(1)
        self._nodes: dict[int, _Node[T]] = {}
        self._roots: list[int] = []

    def show(self, roots: Sequence[T]) -> None:
        """Show another tree, closed."""
        self.beginResetModel()
        self._nodes.clear()
        self._roots = self._plant(roots, 0)
        self.endResetModel()

    def value(self, index: _Index) -> T | None:
        """The value at an index; None outside."""
        node = self._node(index)
        return node.value if node else None

    def root(self, identity: str) -> QModelIndex:
        """The root of this name; an invalid index when there is none."""
        return self._place(self._among(self._roots, identity))

    def open_path(self, steps: Sequence[Step[T]], identity: str) -> QModelIndex:
        """Fill the branches on the way to a value, and find it.

        Returns:
            Its index; an invalid one when the way does not lead there.
        """
        here = self._roots
        for step in steps:
            number = self._among(here, step.identity)
            if not number:
                return QModelIndex()
            if self._nodes[number].below is None:
                self._fill(number, step.below)
            here = self._nodes[number].below or []
        return self._place(self._among(here, identity))

    @override
    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        node = self._node(parent)
        here = self._roots if node is None else node.below or []
        if column != 0 or not 0 <= row < len(here):
            return QModelIndex()
        return self.createIndex(row, column, here[row])

    @override
    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # QObject's parent() has no argument
        node = self._node(index)
        return self._place(node.above) if node else QModelIndex()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        node = self._node(parent)
        if node is None:
            return 0 if parent.isValid() else len(self._roots)
        return len(node.below or ())

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 1

    @override
    def hasChildren(self, parent: _Index = _ROOT) -> bool:
        node = self._node(parent)
        if node is None:
            return not parent.isValid() and bool(self._roots)
        return self._branches.has_below(node.value) if node.below is None else bool(node.below)

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        node = self._node(parent)
        return (
            node is not None
            and node.below is None
            and not node.reading
            and self._branches.has_below(node.value)
        )

    @override
    def fetchMore(self, parent: _Index) -> None:
        node = self._node(parent)
        if node is None or not self.canFetchMore(parent):
            return
        node.reading = True
        number = int(parent.internalId())
        self._context.tasks.read(
            partial(self._branches.below, node.value),
            partial(self._fill, number),
            partial(self._on_failure, number),
        )

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        if node is None:
            return None
        if role == LINE_ROLE:
            return self._branches.line(node.value)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self._branches.line(node.value).spoken
        return None

    def _fill(self, number: int, values: Sequence[T]) -> None:
        node = self._nodes.get(number)
        if node is None or node.below is not None:
            return
        node.reading = False
        if not values:
            node.below = []
            place = self._place(number)
            self.dataChanged.emit(place, place)
            return
        self.beginInsertRows(self._place(number), 0, len(values) - 1)
        node.below = self._plant(values, number)
        self.endInsertRows()

    def _on_failure(self, number: int, error: Exception) -> None:
        node = self._nodes.get(number)
        if node is not None:
            node.reading = False
        self._context.show_error(error)

    def _plant(self, values: Sequence[T], above: int) -> list[int]:
        numbers = []
        for row, value in enumerate(values):
            number = next(self._numbers)
            self._nodes[number] = _Node(value, row, above)
            numbers.append(number)
        return numbers

    def _among(self, numbers: Sequence[int], identity: str) -> int:
        name = self._branches.identity
        return next((n for n in numbers if name(self._nodes[n].value) == identity), 0)

    def _place(self, number: int) -> QModelIndex:
        node = self._nodes.get(number)
        return self.createIndex(node.row, 0, number) if node else QModelIndex()

    def _node(self, index: _Index) -> _Node[T] | None:
        return self._nodes.get(int(index.internalId())) if index.isValid() else None
