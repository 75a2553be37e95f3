"""The main window: opens the data folder, holds the pages, and is what they call back to."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QMainWindow, QPushButton
from typing_extensions import override

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.domain.work_list import WorkList
from medcoder_desktop.ui.actions import Actions
from medcoder_desktop.ui.context import (
    AppContext,
    CodeLibraryPage,
    Page,
    PutsAway,
    VisitListPage,
    VisitPage,
)
from medcoder_desktop.ui.incoming import Incoming
from medcoder_desktop.ui.main_window_view import MainWindowView
from medcoder_desktop.ui.message_bar import Tone
from medcoder_desktop.ui.opening import Opened
from medcoder_desktop.ui.page_list import LIBRARY, PRACTICE, WORK_LIST, WORKBENCH
from medcoder_desktop.ui.palette import Palette
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.shortcut_overview import ShortcutOverview
from medcoder_desktop.ui.startup import Startup
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import Theme
from medcoder_desktop.ui.watching import Watch
from medcoder_desktop.ui.window_actions import window_actions

_EVERYTHING = Changes(~Changed.NOTHING)
_SMALLEST = (1000, 640)
_DESIGNED = QSize(1440, 900)
_DECORATIONS = QSize(0, 40)  # what a window manager puts around it


class MainWindow(QMainWindow):
    """One window on one data folder.

    Args:
        data_dir: Where the databases live.
        actor: Who is working.

    Signals:
        ready: The pages are there.
    """

    ready = Signal()

    def __init__(
        self,
        data_dir: Path,
        *,
        theme: Theme,
        settings: Settings,
        tasks: Tasks,
        actor: Actor,
        clock: Clock,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._data_dir = data_dir
        self._settings = settings
        self._tasks = tasks
        self._actor = actor
        self._clock = clock
        self._context: AppContext | None = None
        self._pages: dict[str, Page] = {}
        self._page = ""
        self._visits = WorkList()
        self._serial: int | None = None
        self._opened: Opened | None = None
        self._watch: Watch | None = None
        self.setWindowTitle("MedCoder")
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self.view = MainWindowView(theme)
        self.setCentralWidget(self.view)
        self.actions_table = Actions(self, settings)
        self.palette_overlay = Palette(self, self.actions_table)
        self.incoming = Incoming(self)
        self._startup = Startup(data_dir, clock, tasks, self.view.welcome, self)
        self._restore_geometry()
        self._connect()
        self.actions_table.add(window_actions(self))

    def _connect(self) -> None:
        view, welcome = self.view, self.view.welcome
        view.navigation.page_wanted.connect(self.go_to)
        view.navigation.palette_wanted.connect(self.palette_overlay.open)
        self.actions_table.changed.connect(self._show_menus)
        self._tasks.unhandled.connect(self.show_error)
        self._tasks.writing.connect(view.status.show_writing)
        self._startup.ready.connect(self._make_pages)
        welcome.samples_wanted.connect(self._begin_with_samples)
        welcome.practice_wanted.connect(partial(self.go_to, PRACTICE))
        welcome.worklist_wanted.connect(partial(self.go_to, WORK_LIST))

    # opening ----------------------------------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Open the data folder, and build the code library where it is missing."""
        self._startup.start()

    @Slot(object)
    def _make_pages(self, opened: Opened) -> None:
        """Make the pages, one for each turn of the event loop."""
        self._opened = opened
        self._context = AppContext(
            services=opened.services,
            tasks=self._tasks,
            theme=self.theme,
            actor=self._actor,
            clock=self._clock,
            settings=self._settings,
            open_visit=self.open_visit,
            next_visit=self.next_visit,
            go_to=self.go_to,
            open_code=self.open_code,
            show_in_visit=self.show_in_visit,
            show_error=self.show_error,
            show_message=self.show_message,
            changed=self.changed,
            run_action=self.actions_table.run,
            refresh_actions=self.actions_table.refresh,
            data_dir=self._data_dir,
        )
        self.incoming.attach(self._context)
        self.palette_overlay.attach(self._context, self._show_patient)
        self._make_next_page()

    @Slot()
    def _make_next_page(self) -> None:
        opened, context = self._opened, self._context
        assert opened is not None  # noqa: S101 - pages are made of an open folder
        assert context is not None  # noqa: S101 - and with its context
        place = next((p for p in opened.pages if p.id not in self._pages), None)
        if place is None:
            self._on_pages_made(opened, context)
            return
        page = place.make(context)
        self._pages[place.id] = page
        self.view.stack.addWidget(page.widget)
        if place.id == WORK_LIST:
            self.actions_table.add(self._work_list.actions_everywhere())
            self._work_list.listed.connect(self._on_listed)
            self._work_list.open_counted.connect(self._on_open_counted)
        self.actions_table.add(page.actions_offered(), place.id)
        QTimer.singleShot(0, self, self._make_next_page)

    def _on_pages_made(self, opened: Opened, context: AppContext) -> None:
        self._watch = Watch(context, self)
        self._watch.written.connect(self._on_written_elsewhere)
        self._watch.start()
        page = self._settings.text("page", WORK_LIST)
        if opened.is_new:
            self.view.welcome.show_choices()
            self.view.navigation.setEnabled(True)
        elif opened.place is not None:
            self.open_visit(opened.place.encounter_id)
            if page in self._pages and page != WORKBENCH:
                self.go_to(page)
        else:
            self.go_to(page if page in self._pages and page != WORKBENCH else WORK_LIST)
        self.actions_table.refresh()
        self.ready.emit()

    # what pages call back ---------------------------------------------------------------------

    def is_ready(self) -> bool:
        """Whether the pages are there."""
        return self._watch is not None

    def page(self, page_id: str) -> Page:
        """A page by its id."""
        return self._pages[page_id]

    @property
    def current_page(self) -> str:
        """Id of the page in front; empty before there is one."""
        return self._page

    @Slot(str)
    def go_to(self, page_id: str) -> None:
        """Bring a page to the front."""
        page = self._pages.get(page_id)
        if page is None:
            return
        if page_id != self._page:
            # Written at once, so that a crash reopens here too.
            self._settings.set_text("page", page_id)
            self._settings.save()
        self._page = page_id
        self.view.show_page(page.widget)
        self.view.navigation.show_page(page_id)
        self.actions_table.show_page(page_id)
        page.activated()

    @Slot(str)
    def open_visit(self, encounter_id: str) -> None:
        """Show a visit in the workbench."""
        self._workbench.open_visit(encounter_id)
        self.go_to(WORKBENCH)
        self._read_status(encounter_id)

    def open_code(self, code: str, on: date) -> None:
        """Show a code in the code library as it is for a date of service."""
        self.go_to(LIBRARY)
        cast("CodeLibraryPage", self._pages[LIBRARY]).open_code(code, on)

    def show_in_visit(self, code: str) -> None:
        """Show the workbench, its book at a code."""
        if code and self._workbench.encounter_id:
            self._workbench.show_code(code)
        self.go_to(WORKBENCH)

    def search_codes(self, text: str) -> None:
        """Search codes for the visit that is open."""
        self._workbench.search_codes(text)

    @Slot()
    def next_visit(self) -> None:
        """Show the next visit that is not finished."""
        context = self._context
        if context is not None:
            look = context.services.work_list.next_open
            read = partial(look, self._visits, self._workbench.encounter_id)
            self._tasks.read(read, self._on_next, self.show_error, topic="next-visit")

    def _on_next(self, following: str | None) -> None:
        if following is None:
            self.show_message("No other visit of the work list as it is filtered is left to code.")
        else:
            self.open_visit(following)

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Say an error in one sentence."""
        self.view.messages.say_error(error)

    def show_message(self, words: str) -> None:
        """Say that something went well."""
        self.view.messages.say(words, Tone.OK)

    def changed(self, changes: Changes) -> None:
        """Have every page show what a write changed."""
        for page in self._pages.values():
            page.refresh(changes)
        if self._workbench.encounter_id and changes.what & Changed.ENCOUNTERS:
            self._read_status(self._workbench.encounter_id)

    @property
    def _workbench(self) -> VisitPage:
        return cast("VisitPage", self._pages[WORKBENCH])

    @property
    def _work_list(self) -> VisitListPage:
        return cast("VisitListPage", self._pages[WORK_LIST])

    # the rest ---------------------------------------------------------------------------------

    @Slot()
    def show_shortcuts(self) -> None:
        """Show every action with its keys."""
        ShortcutOverview(self.actions_table, self.theme, self).open()

    @Slot()
    def open_menu(self) -> None:
        """Open the menu with the keyboard."""
        self.view.navigation.menu_button.showMenu()

    @Slot()
    def quit(self) -> None:
        """Close the window."""
        self.close()

    def bring_in(self, files: tuple[Path, ...]) -> None:
        """Import files that were dropped on the window: records, code sets, fees."""
        self.incoming.take(files)

    def _show_patient(self, name: str) -> None:
        self._work_list.show_patient(name)

    @Slot()
    def _begin_with_samples(self) -> None:
        self.go_to(WORK_LIST)
        self.actions_table.run("file.samples")

    @Slot()
    def _show_menus(self) -> None:
        self.view.navigation.show_menus(self.actions_table.menus())

    @Slot(object)
    def _on_listed(self, visits: WorkList) -> None:
        self._visits = visits
        self._show_place()

    @Slot(int)
    def _on_open_counted(self, count: int) -> None:
        self.view.navigation.show_count(WORK_LIST, count)

    def _show_place(self) -> None:
        visits = self._visits
        self.view.status.show_place(visits.place_of(self._serial), len(visits.serials))

    def _read_status(self, encounter_id: str) -> None:
        assert self._context is not None  # noqa: S101 - a visit is open
        read = partial(_standing_of, self._context, encounter_id)
        self._tasks.read(read, self._show_standing, self.show_error, topic="in-force")

    def _show_standing(self, standing: tuple[InForce, int | None]) -> None:
        in_force, self._serial = standing
        self.view.status.show_in_force(in_force)
        self._show_place()

    @Slot()
    def _on_written_elsewhere(self) -> None:
        self.changed(_EVERYTHING)

    def _restore_geometry(self) -> None:
        kept = self._settings.layout("geometry")
        if kept is None or not self.restoreGeometry(kept):
            room = self.screen().availableSize() - _DECORATIONS
            self.resize(_DESIGNED.boundedTo(room))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as it does in dialogs."""
        button = self.focusWidget()
        if isinstance(button, QPushButton) and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            button.click()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep where the coder was, finish every write, let go of the databases."""
        if self._watch is not None:
            self._watch.stop()
            self._workbench.leave()
        for page in self._pages.values():
            if isinstance(page, PutsAway):
                page.close_up()
        self.incoming.close_up()
        self._settings.set_layout("geometry", self.saveGeometry())
        self._settings.save()
        self._tasks.shutdown()
        self._startup.close()
        super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.is_ready() and event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.view.show_drop_hint(visible=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.view.show_drop_hint(visible=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.view.show_drop_hint(visible=False)
        files = tuple(Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile())
        event.acceptProposedAction()
        self.bring_in(files)


def _standing_of(context: AppContext, encounter_id: str) -> tuple[InForce, int | None]:
    """The code release that answers for a visit, and what the visit's number counts."""
    services = context.services
    visit = services.patients.visit(encounter_id)
    in_force = services.library.in_force(visit.encounter.date_of_service)
    return in_force, services.work_list.serial_of(encounter_id)
