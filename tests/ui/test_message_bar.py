"""Messages: in the corner, as large as their words, gone by themselves or when dismissed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.ui.message_bar import SHOWN_FOR, MessageBar, Tone
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.theme import Theme


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


@pytest.fixture
def messages(page: QWidget, tmp_path: Path) -> MessageBar:
    return MessageBar(page, Theme(Settings(tmp_path)))


def test_a_message_leaves_the_buttons_to_the_right_free(
    page: QWidget, messages: MessageBar
) -> None:
    messages.say("Imported 3 patients. " * 12, Tone.OK)
    assert messages.geometry().right() < page.width() // 3
    assert page.rect().contains(messages.geometry())


def test_a_message_is_as_large_as_its_words(messages: MessageBar) -> None:
    messages.say("Saved.", Tone.OK)
    short = messages.size()
    messages.say("The file names no visit that is here. " * 8, Tone.WARNING)
    assert messages.width() > short.width()
    assert messages.height() > short.height()
    words = messages.words
    assert words.height() >= words.heightForWidth(words.width())


def test_a_message_stays_in_a_small_window(page: QWidget, messages: MessageBar) -> None:
    messages.say("The file names no visit that is here. " * 4)
    page.resize(420, 300)
    assert page.rect().contains(messages.geometry())


def test_a_message_goes_by_itself(
    messages: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SHOWN_FOR, Tone.OK, 1)
    messages.say("Saved.", Tone.OK)
    assert messages.isVisible()
    qtbot.waitUntil(messages.isHidden)


def test_an_error_stays_until_it_is_dismissed(
    page: QWidget,
    messages: MessageBar,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(SHOWN_FOR, Tone.OK, 1)
    messages.say("Saved.", Tone.OK)
    messages.say_error(InputError("claim_json.missing", source="claim.json", path="payer"))
    later = MessageBar(page, Theme(Settings(tmp_path)))
    later.say("Saved.", Tone.OK)
    qtbot.waitUntil(later.isHidden)
    assert messages.isVisible()
    messages.dismiss_button.click()
    assert messages.isHidden()
