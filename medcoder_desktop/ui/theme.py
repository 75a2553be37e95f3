"""The look in force: colours, faces and sizes, light or dark, following the system."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from medcoder_desktop import paths
from medcoder_desktop.ui.colours import DARK, LIGHT, Colours
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.style import style_sheet

GRID = 4
"""All distances are multiples of this many pixels."""
SIZES = {"caption": 11.0, "body": 13.0, "note": 13.5, "title": 15.0, "name": 16.0, "display": 22.0}
"""Pixels at 96 dots an inch, by what is written."""
NOTE_LINE_HEIGHT = 1.6
"""Of the note text, as a multiple of its size."""
MONO_FACES = ("JetBrains Mono", "Cascadia Mono", "Menlo", "Consolas", "DejaVu Sans Mono")
_LAST_RESORT = "DejaVu"
_READING_FACES = ("Inter", "Inter Variable")
_POINTS_PER_PIXEL = 1.0 if sys.platform == "darwin" else 0.75


class ThemeChoice(Enum):
    """What the person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours and faces for everything that paints or lays out.

    Args:
        settings: Remembers the choice.

    Signals:
        changed: The colours are different now; the style sheet is in place already.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._choice = _choice_from(settings.text("theme"))
        self._family = _first_present(_READING_FACES) or _better_than_plain()
        self._mono_family = _first_present(MONO_FACES)
        self._put_on = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> ThemeChoice:
        """System, light or dark."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        if self._choice is ThemeChoice.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        return DARK if self.is_dark else LIGHT

    def colour(self, name: str) -> QColor:
        """One colour in force, by its name in :class:`Colours`."""
        return QColor(getattr(self.colours, name))

    def font(self, size: str = "body") -> QFont:
        """The reading face; ``size`` is one of :data:`SIZES`. Figures are tabular."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        if self._family:
            font.setFamily(self._family)
        return _sized(font, size)

    def mono(self, size: str = "body") -> QFont:
        """The face for codes and identifiers."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        if self._mono_family:
            font.setFamily(self._mono_family)
        return _sized(font, size)

    def choose(self, choice: ThemeChoice) -> None:
        """Change and remember the choice."""
        self._settings.set_text("theme", choice.value)
        if choice is not self._choice:
            self._choice = choice
            self.put_on()

    def put_on(self) -> None:
        """Dress the whole application."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - a theme needs one
        if not self._put_on:
            application.setStyle("Fusion")
            self._put_on = True
        application.setFont(self.font())
        application.setPalette(palette(self.colours))
        points = {name: size * _POINTS_PER_PIXEL for name, size in SIZES.items()}
        mono = QFont(self.mono()).family()
        application.setStyleSheet(style_sheet(asdict(self.colours), points, mono, self.is_dark))
        self.changed.emit()

    @Slot()
    def _on_system_changed(self) -> None:
        if self._put_on and self._choice is ThemeChoice.SYSTEM:
            self.put_on()


def palette(colours: Colours) -> QPalette:
    """Qt's palette of these colours, for what the style sheet does not reach."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for which, name in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.raised),
        (role.Text, colours.text),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.error),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.text_hint),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.text),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Light, colours.raised),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.control_line),
        (role.Shadow, colours.control_line),
    ):
        made.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(colours.text_hint))
    return made


def _sized(font: QFont, size: str) -> QFont:
    font.setPointSizeF(SIZES[size] * _POINTS_PER_PIXEL)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _choice_from(stored: str) -> ThemeChoice:
    try:
        return ThemeChoice(stored)
    except ValueError:
        return ThemeChoice.SYSTEM


def _better_than_plain() -> str:
    """The shipped face, where the system has only its last resort; else empty."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if not QFontInfo(system).family().startswith(_LAST_RESORT):
        return ""
    for file in sorted((paths.resources() / "fonts").glob("NotoSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    return _first_present(("Noto Sans",))


def _first_present(faces: tuple[str, ...]) -> str:
    """The first of ``faces`` installed here; empty when none is."""
    installed = set(QFontDatabase.families())
    return next((face for face in faces if face in installed), "")
