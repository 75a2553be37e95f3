"""The line at the head of the window: pages, the way into the palette, the menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from medcoder_desktop.ui.icons import icon
from medcoder_desktop.ui.theme import Theme

_BESIDE_WORDS = 26  # padding and border of a button, both sides


class Navigation(QFrame):
    """Brand, one button for each page, palette box and menu button.

    Signals:
        page_wanted: Id of the page the person chose.
        palette_wanted: The person wants to find anything.
    """

    page_wanted = Signal(str)
    palette_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "bar")
        brand = QLabel("MedCoder")
        brand.setProperty("role", "brand")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(4)
        self._row.addWidget(brand)
        self._row.addSpacing(12)
        self._row.addStretch(1)
        self.palette_box = _palette_box()
        self.palette_box.clicked.connect(self.palette_wanted)
        self._row.addWidget(self.palette_box)
        self.menu_button = QToolButton()
        self.menu_button.setText("Menu")
        self.menu_button.setAccessibleName("Menu")
        self.menu_button.setToolTip("Menu (F10)")
        self.menu_button.setIconSize(QSize(16, 16))
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self.menu_button)
        self.menu_button.setMenu(self.menu)
        self._row.addWidget(self.menu_button)
        self.setFixedHeight(40)
        theme.changed.connect(self._paint)
        self._paint()

    def add_page(self, page_id: str, title: str, shortcut: str) -> None:
        """Give a page its button."""
        button = QPushButton(title)
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.setAccessibleName(f"{title} page")
        button.setToolTip(f"{title} ({shortcut})")
        button.clicked.connect(partial(self.page_wanted.emit, page_id))
        self._group.addButton(button)
        self._row.insertWidget(2 + len(self._buttons), button)
        self._buttons[page_id] = button
        self._titles[page_id] = title
        self._keep_width(button)

    def show_page(self, page_id: str) -> None:
        """Mark the page in front."""
        self._buttons[page_id].setChecked(True)

    def show_count(self, page_id: str, count: int) -> None:
        """Say how much there is on a page; nothing for 0."""
        title = self._titles[page_id]
        self._buttons[page_id].setText(f"{title}  {count}" if count else title)
        self._keep_width(self._buttons[page_id])

    def show_menus(self, menus: tuple[QMenu, ...]) -> None:
        """Fill the menu button, each menu with its actions and their shortcuts."""
        self.menu.clear()
        for menu in menus:
            self.menu.addMenu(menu)

    def entries(self) -> tuple[QAction, ...]:
        """Every entry of every menu."""
        return tuple(
            entry
            for submenu in self.menu.actions()
            for entry in (submenu.menu().actions() if submenu.menu() else ())  # type: ignore[attr-defined]  # PySide's stub says object
        )

    def _keep_width(self, button: QPushButton) -> None:
        """Room for the heavier face of the page in front, so that nothing moves."""
        font = self._theme.font()
        font.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(font).horizontalAdvance(button.text())
        button.setMinimumWidth(words + _BESIDE_WORDS)

    @Slot()
    def _paint(self) -> None:
        self.menu_button.setIcon(icon("menu", self._theme.colour("text_secondary")))


def _palette_box() -> QPushButton:
    box = QPushButton("Find anything or run a command")
    box.setProperty("role", "paletteBox")
    box.setAccessibleName("Find anything or run a command, Ctrl+K")
    box.setFixedWidth(300)
    key = QLabel("Ctrl K", box)
    key.setProperty("role", "key")
    inside = QHBoxLayout(box)
    inside.setContentsMargins(8, 0, 8, 0)
    inside.addStretch(1)
    inside.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
    return box
