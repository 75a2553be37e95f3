"""The one table of what can be done: menus, shortcuts and the palette all read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from medcoder_desktop.ui.action_spec import SECTIONS, ActionSpec
from medcoder_desktop.ui.settings import Settings


class Command(QAction):
    """One action at work: Qt's own, with the handler it calls.

    Attributes:
        spec: What its panel said of it.
        page: The page it belongs to; empty when it can be used on every page.
    """

    def __init__(self, spec: ActionSpec, page: str, parent: QObject) -> None:
        super().__init__(spec.text, parent)
        self.setObjectName(spec.id)
        self.spec = spec
        self.page = page
        if spec.tip:
            self.setStatusTip(spec.tip)
        self.triggered.connect(self._fire)

    @Slot()
    def _fire(self) -> None:
        self.spec.handler()


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette or the overview.

    Attributes:
        shortcut: As this system writes it; empty for none.
    """

    id: str
    text: str
    section: str
    shortcut: str
    enabled: bool
    words: str


class Actions(QObject):
    """Every action there is, whichever panel offered it.

    Args:
        window: Where the shortcuts hold.
        settings: Remembers the shortcuts a person changed.

    Signals:
        changed: Actions came, went, or got another shortcut.
    """

    changed = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._commands: dict[str, Command] = {}
        self._menus: dict[str, QMenu] = {}
        self._page = ""
        self._refreshing = QTimer(self, singleShot=True, interval=0)
        self._refreshing.timeout.connect(self._refresh)

    def add(self, specs: Iterable[ActionSpec], page: str = "") -> None:
        """Take actions in.

        Args:
            page: Id of the page they belong to; they can be used while it is in front.

        Raises:
            ValueError: An id is taken, or a section does not exist: a mistake in the panel.
        """
        for spec in specs:
            if spec.id in self._commands or spec.section not in SECTIONS:
                raise ValueError(f"action {spec.id!r} is there twice, or in no known section")
            command = Command(spec, page, self)
            command.setShortcuts(_sequences(self._keys_of(spec)))
            self._commands[spec.id] = command
            self._window.addAction(command)
            self._menu(spec.section).addAction(command)
        self._refresh()
        self.changed.emit()

    def menus(self) -> tuple[QMenu, ...]:
        """The menus that hold something, in their order."""
        return tuple(self._menus[name] for name in SECTIONS if name in self._menus)

    def command(self, action_id: str) -> Command:
        """One action.

        Raises:
            KeyError: There is none of this id.
        """
        return self._commands[action_id]

    def run(self, action_id: str) -> None:
        """Do it, if it can be done now."""
        command = self._commands[action_id]
        if self._can_be_used(command):
            command.trigger()

    def show_page(self, page: str) -> None:
        """Another page is in front: its actions can be used now, those of the others not."""
        self._page = page
        self._refresh()

    def refresh(self) -> None:
        """Ask every action anew whether it can be used, once the event under way is over."""
        self._refreshing.start()

    def choices(self) -> tuple[Choice, ...]:
        """Every action as the palette lists it, in the order of the menus."""
        ordered = sorted(self._commands.values(), key=lambda c: SECTIONS.index(c.spec.section))
        return tuple(
            Choice(
                id=command.spec.id,
                text=command.spec.text,
                section=command.spec.section,
                shortcut=command.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
                enabled=self._can_be_used(command),
                words=command.spec.words,
            )
            for command in ordered
        )

    def change_shortcut(self, action_id: str, keys: QKeySequence) -> str:
        """Give an action another shortcut and remember it.

        Returns:
            Text of the action that already has these keys, which then nothing changes; else
            empty.
        """
        command = self._commands[action_id]
        for other in self._commands.values():
            if other is not command and not keys.isEmpty() and keys in other.shortcuts():
                return other.spec.text
        command.setShortcuts([keys] if not keys.isEmpty() else [])
        self._settings.set_text(_key(action_id), keys.toString() or _NO_KEYS)
        self.changed.emit()
        return ""

    def restore_shortcut(self, action_id: str) -> None:
        """Go back to the shortcut the program came with."""
        self._settings.forget(_key(action_id))
        command = self._commands[action_id]
        command.setShortcuts(_sequences(command.spec.shortcut))
        self.changed.emit()

    def _keys_of(self, spec: ActionSpec) -> str:
        chosen = self._settings.text(_key(spec.id), spec.shortcut)
        return "" if chosen == _NO_KEYS else chosen

    def _menu(self, section: str) -> QMenu:
        if section not in self._menus:
            menu = QMenu(section, self._window)
            menu.aboutToShow.connect(self._refresh)
            self._menus[section] = menu
        return self._menus[section]

    def _can_be_used(self, command: Command) -> bool:
        in_front = not command.page or command.page == self._page
        asked = command.spec.enabled
        return in_front and (asked is None or asked())

    @Slot()
    def _refresh(self) -> None:
        for command in self._commands.values():
            command.setEnabled(self._can_be_used(command))


_NO_KEYS = "none"


def _sequences(keys: str) -> list[QKeySequence]:
    """Qt makes an empty sequence of an empty text, which would then count as taken."""
    return [found for found in QKeySequence.listFromString(keys) if not found.isEmpty()]


def _key(action_id: str) -> str:
    return f"shortcuts/{action_id}"
