"""The look: legible in both themes, following the system unless the person chose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from medcoder_desktop import paths
from medcoder_desktop.ui.colours import DARK, LIGHT, Colours
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.style import set_role, style_sheet
from medcoder_desktop.ui.theme import SIZES, Theme, ThemeChoice
from tests.shared_data import shared

_GROUNDS = ("window", "surface", "raised", "selection", "neutral_soft")
_WORDS = ("text", "text_secondary", "text_hint")
_TONES = ("accent", "error", "warning", "information", "ok")


@pytest.fixture
def theme(qtbot: QtBot, tmp_path: Path) -> Iterator[Theme]:
    made = Theme(Settings(tmp_path))
    yield made
    QApplication.setStyle("Fusion")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyleSheet("")
    made.deleteLater()


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    painted = QColor(colour)
    red, green, blue = (linear(p) for p in (painted.redF(), painted.greenF(), painted.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs() -> Iterator[tuple[str, str]]:
    for ground in _GROUNDS:
        for words in _WORDS:
            yield words, ground
    for tone in _TONES:
        yield tone, "window"
        yield tone, "surface"
        yield tone, "raised"
        yield tone, f"{tone}_soft"
        yield "text", f"{tone}_soft"
    yield "text_secondary", "accent_soft"
    yield "text", "evidence"
    yield "on_accent", "accent"
    yield "on_accent", "accent_strong"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), list(pairs()))
def test_words_can_be_read_on_their_ground(colours: Colours, words: str, ground: str) -> None:
    values = asdict(colours)
    assert contrast(values[words], values[ground]) >= 4.5


def test_colours_are_those_of_the_design() -> None:
    tokens = json.loads(shared("design/tokens.json").read_text())
    for name, colours in (("light", LIGHT), ("dark", DARK)):
        assert tokens[name].items() <= asdict(colours).items()


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    template = (paths.resources() / "style" / "window.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", template) == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_icon_the_style_sheet_names_is_there(colours: Colours) -> None:
    sheet = style_sheet(asdict(colours), SIZES, "Mono", is_dark=colours is DARK)
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert named
    assert [file for file in named if not Path(file).is_file()] == []


def test_a_choice_changes_the_colours_and_is_remembered(theme: Theme, tmp_path: Path) -> None:
    theme.put_on()
    theme.choose(ThemeChoice.DARK)
    assert theme.is_dark
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert Theme(Settings(tmp_path)).choice is ThemeChoice.DARK


def test_without_a_choice_the_system_decides_and_may_change_its_mind(
    theme: Theme, qtbot: QtBot
) -> None:
    hints = QGuiApplication.styleHints()
    theme.put_on()
    before = hints.colorScheme()
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark == (before == Qt.ColorScheme.Dark)


def test_a_person_choice_outlives_a_change_of_the_system(theme: Theme, qtbot: QtBot) -> None:
    theme.put_on()
    theme.choose(ThemeChoice.LIGHT)
    with qtbot.assertNotEmitted(theme.changed):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark


def test_a_role_given_later_shows_at_once(theme: Theme, qtbot: QtBot) -> None:
    theme.choose(ThemeChoice.LIGHT)
    theme.put_on()
    label = QLabel("saved")
    qtbot.addWidget(label)
    label.show()
    set_role(label, "ok")
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.ok)
    set_role(label, "warning")
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.warning)


def test_figures_are_tabular(theme: Theme) -> None:
    assert [tag.toString() for tag in theme.font().featureTags()] == [b"tnum"]
