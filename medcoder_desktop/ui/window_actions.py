"""The actions that belong to the window itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.page_list import TITLES
from medcoder_desktop.ui.theme import ThemeChoice

if TYPE_CHECKING:
    from medcoder_desktop.ui.main_window import MainWindow

_THEMES = {
    ThemeChoice.SYSTEM: "Colors like the system",
    ThemeChoice.LIGHT: "Light colors",
    ThemeChoice.DARK: "Dark colors",
}


def window_actions(window: MainWindow) -> tuple[ActionSpec, ...]:
    """What can be done on every page."""
    ready = window.is_ready
    pages = (
        ActionSpec(
            f"go.{page_id}",
            title,
            "Go",
            partial(window.go_to, page_id),
            f"Ctrl+{number}",
            ready,
            words="page show",
        )
        for number, (page_id, title) in enumerate(TITLES.items(), 1)
    )
    themes = (
        ActionSpec(
            f"view.{choice.value}",
            text,
            "View",
            partial(window.theme.choose, choice),
            words="theme mode night appearance",
        )
        for choice, text in _THEMES.items()
    )
    return (
        *pages,
        ActionSpec(
            "visit.next",
            "Next unfinished visit",
            "Visit",
            window.next_visit,
            "Alt+N",
            ready,
        ),
        ActionSpec(
            "go.anything",
            "Find anything or run a command",
            "Go",
            window.palette_overlay.open,
            "Ctrl+K",
            ready,
            words="palette search patient",
        ),
        ActionSpec(
            "file.import_codes",
            "Import code sets…",
            "File",
            window.incoming.choose_codes,
            "Ctrl+Shift+I",
            ready,
            words="release update icd hcpcs cpt ncci",
        ),
        ActionSpec(
            "releases.back",
            "Back to the update preview",
            "Codes",
            window.incoming.back_to_preview,
            "Ctrl+Shift+U",
            window.incoming.has_preview,
            words="release changes",
        ),
        *themes,
        ActionSpec(
            "view.dismiss",
            "Dismiss message",
            "View",
            window.view.messages.dismiss,
            "Alt+M",
        ),
        ActionSpec(
            "help.shortcuts", "Keyboard shortcuts", "Help", window.show_shortcuts, "F1; Ctrl+/"
        ),
        ActionSpec("help.menu", "Open the menu", "Help", window.open_menu, "F10"),
        ActionSpec("file.quit", "Quit", "File", window.quit, "Ctrl+Q", words="exit close"),
    )
