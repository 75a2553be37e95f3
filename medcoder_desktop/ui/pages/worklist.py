"""The work list: every visit, and the ways to have more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QWidget

from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.encounters import EncounterRow
from medcoder_desktop.domain.visit_states import OPEN_STATES
from medcoder_desktop.domain.work_list import (
    NEWEST_FIRST,
    STANDARD_VIEWS,
    SavedView,
    WorkListFilter,
    WorkListOrder,
)
from medcoder_desktop.services.work_list_service import FilterChoices
from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.visit_dialog import NewVisitDialog
from medcoder_desktop.ui.importing.bringing import BringingIn
from medcoder_desktop.ui.importing.watched import WatchedFolder
from medcoder_desktop.ui.pages.inbox import Inbox
from medcoder_desktop.ui.pages.visits_model import VisitsModel
from medcoder_desktop.ui.pages.worklist_bulk import BulkWork
from medcoder_desktop.ui.pages.worklist_reading import ListRead, count_of, name_of, read_list
from medcoder_desktop.ui.pages.worklist_view import COLUMNS, WorkListView

_MOST_KEPT = 500
"""Chosen visits that are chosen again after the list was read anew."""
_SHOWN = (
    Changed.ENCOUNTERS
    | Changed.PATIENTS
    | Changed.COVERAGE
    | Changed.PROVIDERS
    | Changed.PAYERS
    | Changed.SHEET
    | Changed.CHART
    | Changed.CLAIMS
    | Changed.WORK_LIST
)


class WorkListPage(QObject):
    """Lists visits, opens them, moves them on, brings records in.

    Signals:
        listed: The ``WorkList`` as shown, after each reading.
        open_counted: How many visits can still be coded, whatever the filter.
    """

    title = "Work list"
    listed = Signal(object)
    open_counted = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._order = NEWEST_FIRST
        self._choices = FilterChoices((), (), (), STANDARD_VIEWS)
        self.model = VisitsModel(COLUMNS, self._ask_lines, context.theme, self)
        self.view = WorkListView(context.theme, self.model, Inbox(context))
        self._bulk = BulkWork(context, self.view)
        self._bringing = BringingIn(context, self.view)
        self._watched = WatchedFolder(context, self.view.watched, self._bringing)
        self._settling = False
        self._connect()
        self._show_views("")
        self.reload()

    def _connect(self) -> None:
        view = self.view
        view.filter.textChanged.connect(self.reload)
        view.filter.returnPressed.connect(self.open_current)
        view.filter.down_pressed.connect(view.table.setFocus)
        view.chips.changed.connect(self.reload)
        view.panel.changed.connect(self.reload)
        view.panel.save_wanted.connect(self.save_view)
        view.panel.remove_wanted.connect(self.remove_view)
        view.more_button.toggled.connect(view.panel.setVisible)
        view.views.activated.connect(self._on_view_chosen)
        view.table.row_opened.connect(self.open_current)
        view.table.customContextMenuRequested.connect(self._on_menu)
        view.table.selectionModel().selectionChanged.connect(self._on_selection)
        view.assign_button.clicked.connect(self.assign)
        view.move_button.clicked.connect(self.move)
        view.new_button.clicked.connect(self.new_visit)
        view.import_button.clicked.connect(self._bringing.choose_files)
        view.empty.import_wanted.connect(self._bringing.choose_files)
        view.empty.new_wanted.connect(self.new_visit)
        view.empty.samples_wanted.connect(self._bringing.add_samples)
        self.model.order_wanted.connect(self._on_order)
        self.model.lines_taken.connect(self._context.refresh_actions)

    @property
    def widget(self) -> QWidget:
        """What the window shows."""
        return self.view

    @property
    def rows(self) -> tuple[EncounterRow, ...]:
        """The lines that are read, in order."""
        return self.model.rows

    @property
    def filter(self) -> WorkListFilter:
        """What the visits listed are like."""
        view = self.view
        base = WorkListFilter(view.filter.text().strip(), view.chips.statuses)
        return view.panel.read(base)

    def activated(self) -> None:
        """The page came to the front."""
        view = self.view
        if view.stack.currentWidget() is view.empty:
            view.empty.bring.setFocus()
        elif self.model.rowCount():
            view.table.setFocus()
        else:
            view.filter.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        if changes.what & _SHOWN:
            self.reload()
        if changes.what & Changed.SETTINGS:
            self._watched.look()

    def close_up(self) -> None:
        """The window closes."""
        self._watched.stop()

    def actions_offered(self) -> Sequence[ActionSpec]:
        """What the page can do; bringing in and typing visits works from every page."""
        has = self._has_current
        return (
            ActionSpec("visit.open", "Open visit", "Visit", self.open_current, "", has),
            ActionSpec(
                "visit.assign", "Assign the chosen visits…", "Visit", self.assign, "Ctrl+Shift+A",
                has, words="coder whose bulk",
            ),
            ActionSpec(
                "visit.move", "Move the chosen visits to another status…", "Visit", self.move,
                "Ctrl+Shift+M", has, words="hold query coded review bulk",
            ),
            ActionSpec("worklist.filter", "Filter visits", "Edit", self.focus_filter, "Ctrl+F"),
            ActionSpec(
                "worklist.filters", "More filters", "Edit", self.view.toggle_filters,
                "Ctrl+Shift+F", words="provider payer coder age value missing",
            ),
            ActionSpec(
                "worklist.save-view", "Save this view…", "Edit", self.save_view,
                words="filter name keep",
            ),
        )  # fmt: skip

    def actions_everywhere(self) -> Sequence[ActionSpec]:
        """What can be done from every page."""
        return (
            ActionSpec(
                "file.import",
                "Import records…",
                "File",
                self._bringing.choose_files,
                "Ctrl+I",
                words="open file fhir ccda hl7 note bundle add",
            ),
            ActionSpec(
                "file.watched",
                "Bring in what waits in the watched folder…",
                "File",
                self._watched.bring_in,
                "Ctrl+Alt+I",
                self._watched.has_files,
                words="scans inbox import",
            ),
            ActionSpec(
                "file.imports",
                "Undo an import…",
                "File",
                self._bringing.show_imports,
                words="imports list history take back",
            ),
            ActionSpec(
                "file.samples",
                "Add the sample patients",
                "File",
                self._bringing.add_samples,
                words="demo",
            ),
            ActionSpec(
                "visit.new",
                "New patient and visit…",
                "Visit",
                self.new_visit,
                "Ctrl+N",
                words="add type superbill",
            ),
        )

    def bring_in(self, files: Sequence[Path]) -> None:
        """Import files, wherever they come from."""
        self._bringing.bring_in(files)

    @Slot()
    def reload(self) -> None:
        """Read the visits that fit the filter."""
        if self._settling:
            return
        read = partial(read_list, self._context.services, self.filter, self._order)
        self._context.tasks.read(read, self._show, topic="worklist")
        self.view.inbox.reload()

    def _ask_lines(self, page: int, serials: tuple[int, ...]) -> None:
        read = partial(self._context.services.work_list.rows, serials)
        self._context.tasks.read(read, partial(self._take_lines, page, serials))

    def _take_lines(
        self, page: int, serials: tuple[int, ...], rows: tuple[EncounterRow, ...]
    ) -> None:
        self.model.take(page, serials, rows)

    @Slot(object)
    def _on_order(self, order: WorkListOrder) -> None:
        if order != self._order and not self._settling:
            self._order = order
            self.reload()

    @Slot(int)
    def _on_view_chosen(self, place: int) -> None:
        """Show a saved view: its filter and its order."""
        if 0 <= place < len(self._choices.views):
            self.show_view(self._choices.views[place])

    def show_view(self, saved: SavedView) -> None:
        """List what a view lists."""
        view, wanted = self.view, saved.filter
        self._settling = True
        view.filter.setText(wanted.text)
        view.chips.show_statuses(wanted.statuses)
        view.panel.show_filter(wanted)
        plain = replace(wanted, text="", statuses=()) == WorkListFilter()
        view.more_button.setChecked(not plain)
        self._order = saved.order
        column, direction = self.model.column_of(saved.order)
        first = saved.order == NEWEST_FIRST
        view.table.horizontalHeader().setSortIndicator(-1 if first else column, direction)
        self._settling = False
        self.reload()

    @Slot()
    def save_view(self) -> None:
        """Keep what is listed under a name."""
        dialog = QInputDialog(self.view)
        dialog.setWindowTitle("Save view")
        dialog.setLabelText("Name of the view:")
        dialog.textValueSelected.connect(self._save_view)
        dialog.open()

    @Slot(str)
    def _save_view(self, name: str) -> None:
        context = self._context
        save = context.services.work_list.save_view
        work = partial(save, context.actor, name, self.filter, self._order)
        context.tasks.write(work, self._on_view_saved, context.show_error)

    def _on_view_saved(self, saved: SavedView) -> None:
        self._context.show_message(f"The view “{saved.name}” is kept.")
        self.reload()

    @Slot()
    def remove_view(self) -> None:
        """Forget the view that is shown, when it is one of the office's own."""
        saved = self._choices.views[max(self.view.views.currentIndex(), 0)]
        if not saved.id:
            self._context.show_message("The views of the program itself always stay.")
            return
        context = self._context
        work = partial(context.services.work_list.remove_view, context.actor, saved.id)
        context.tasks.write(work, self._on_view_removed, context.show_error)

    def _on_view_removed(self, _changes: Changes) -> None:
        self.show_view(STANDARD_VIEWS[0])

    @Slot()
    def assign(self) -> None:
        """Ask whose work the chosen visits are to be."""
        self._bulk.assign(self._chosen(), self._choices.coders)

    @Slot()
    def move(self) -> None:
        """Offer the states to which the chosen visits can be moved."""
        self._open_moves(
            self.view.move_button.mapToGlobal(self.view.move_button.rect().bottomLeft())
        )

    @Slot(QPoint)
    def _on_menu(self, point: QPoint) -> None:
        self._open_moves(self.view.table.viewport().mapToGlobal(point))

    def _open_moves(self, where: QPoint) -> None:
        current = self.model.line(self.view.table.currentIndex().row())
        chosen = self._chosen()
        if current is None or not chosen:
            return
        menu = self._bulk.menu_of_states(chosen, current.encounter.status)
        menu.addSeparator()
        menu.addAction("Assign…").triggered.connect(self.assign)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _chosen(self) -> tuple[int, ...]:
        """What the numbers of the chosen visits count."""
        rows = self.view.table.selectionModel().selectedRows()
        found = (self.model.serial(index.row()) for index in rows)
        return tuple(serial for serial in found if serial is not None)

    @Slot()
    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.view.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.filter.selectAll()

    def show_patient(self, name: str) -> None:
        """List one patient's visits."""
        self._context.go_to("worklist")
        self.show_view(replace(STANDARD_VIEWS[0], filter=WorkListFilter(text=name)))

    @Slot()
    def open_current(self) -> None:
        """Open the chosen visit."""
        visit_id = self.model.identity(self.view.table.currentIndex().row())
        if visit_id:
            self._context.open_visit(visit_id)

    @Slot()
    def new_visit(self) -> None:
        """Type a visit by hand."""
        dialog = NewVisitDialog(self._context, self.view.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.visit_added.connect(self._context.open_visit)
        dialog.open()

    def _show(self, read: ListRead) -> None:
        view = self.view
        chosen, several = self.model.serial(view.table.currentIndex().row()), self._chosen()
        waited = view.stack.currentWidget() is view.loading
        had_focus = view.table.hasFocus()
        self.model.show(read.listed, read.first)
        current = max(0, read.listed.place_of(chosen) - 1)
        places = [place - 1 for place in map(read.listed.place_of, several) if place]
        kept = places if 1 < len(several) <= _MOST_KEPT else []
        view.table.choose_several(current, kept or [current])
        everything = sum(read.listed.counts.values())
        view.chips.show_counts(read.listed.counts)
        view.count.setText(count_of(read.listed))
        self._choices = read.choices
        view.panel.show_choices(read.choices)
        self._show_views(name_of(read.choices.views, self.filter, self._order))
        filtered = self.filter != WorkListFilter()
        empty = not everything and not filtered
        for widget in (view.bar, view.views, view.more_button):
            widget.setVisible(not empty)
        if read.listed.serials:
            view.stack.setCurrentWidget(view.table)
        else:
            view.stack.setCurrentWidget(view.empty if empty else view.none_found)
        if waited and view.isVisible():
            self.activated()
        elif had_focus and read.listed.serials:
            view.table.setFocus()
        self.listed.emit(read.listed)
        self.open_counted.emit(sum(read.all_counts.get(s, 0) for s in OPEN_STATES))
        self._context.refresh_actions()

    def _show_views(self, name: str) -> None:
        """Offer the views, with the one that is shown; an unnamed one as such."""
        box = self.view.views
        box.clear()
        for saved in self._choices.views:
            box.addItem(saved.name)
        place = box.findText(name) if name else -1
        box.setCurrentIndex(place)
        box.setPlaceholderText("Own filter")
        self.view.panel.remove_button.setEnabled(place >= 0 and bool(self._choices.views[place].id))

    def _on_selection(self) -> None:
        count = len(self.view.table.selectionModel().selectedRows())
        self.view.assign_button.setText(f"Assign {count}…" if count > 1 else "Assign…")
        self.view.move_button.setText(f"Move {count} to" if count > 1 else "Move to")

    def _has_current(self) -> bool:
        return self.model.line(self.view.table.currentIndex().row()) is not None
