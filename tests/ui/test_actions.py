"""What can be done: menus, shortcuts and palette agree, because one table feeds them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from medcoder_desktop.ui.action_spec import ActionSpec
from medcoder_desktop.ui.actions import Actions, Choice
from medcoder_desktop.ui.palette_ranking import ranked
from medcoder_desktop.ui.settings import Settings
from tests.ui.opened import OpenedWindow


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def actions(window: QMainWindow, tmp_path: Path) -> Actions:
    return Actions(window, Settings(tmp_path))


def spec(
    action_id: str, handler: Callable[[], None], keys: str = "", section: str = "Visit"
) -> ActionSpec:
    return ActionSpec(action_id, action_id.title(), section, handler, keys)


def nothing() -> None:
    pass


def test_keys_do_what_the_menu_entry_does(actions: Actions, window: QMainWindow) -> None:
    done: list[str] = []
    actions.add([spec("next", lambda: done.append("next"), "Alt+N")])
    QTest.keySequence(window, QKeySequence("Alt+N"))
    (menu,) = actions.menus()
    menu.actions()[0].trigger()
    assert done == ["next", "next"]


def test_a_page_action_works_only_while_its_page_is_in_front(
    actions: Actions, window: QMainWindow
) -> None:
    done: list[str] = []
    actions.add([spec("bench.print", lambda: done.append("bench"), "Ctrl+P")], "workbench")
    actions.add([spec("claims.print", lambda: done.append("claims"), "Ctrl+P")], "claims")
    for page in ("claims", "workbench", "worklist"):
        actions.show_page(page)
        QTest.keySequence(window, QKeySequence("Ctrl+P"))
    assert done == ["claims", "bench"]


def test_an_action_that_cannot_be_done_now_is_not_done(actions: Actions) -> None:
    done: list[str] = []
    undo = ActionSpec("undo", "Undo", "Edit", lambda: done.append("undo"), "Ctrl+Z", lambda: False)
    actions.add([undo])
    actions.run("undo")
    assert done == []
    assert not actions.choices()[0].enabled


def test_two_actions_of_one_name_are_a_mistake(actions: Actions) -> None:
    actions.add([spec("next", nothing)])
    with pytest.raises(ValueError, match="twice"):
        actions.add([spec("next", nothing)])


def test_changed_keys_are_remembered_and_can_be_restored(
    actions: Actions, window: QMainWindow, tmp_path: Path
) -> None:
    actions.add([spec("next", nothing, "Alt+N")])
    assert actions.change_shortcut("next", QKeySequence("Ctrl+J")) == ""
    again = Actions(window, Settings(tmp_path))
    again.add([spec("next", nothing, "Alt+N")])
    assert again.choices()[0].shortcut == "Ctrl+J"
    again.restore_shortcut("next")
    assert again.choices()[0].shortcut == "Alt+N"


def test_keys_that_are_taken_are_refused_with_the_name_of_the_action(actions: Actions) -> None:
    actions.add([spec("next", nothing, "Alt+N"), spec("open", nothing, "Ctrl+O")])
    assert actions.change_shortcut("next", QKeySequence("Ctrl+O")) == "Open"
    assert actions.choices()[0].shortcut == "Alt+N"


def test_every_action_of_the_window_has_a_menu_entry_that_shows_its_keys(
    opened: OpenedWindow,
) -> None:
    entries = {entry.objectName(): entry for entry in opened.window.view.navigation.entries()}
    choices = opened.window.actions_table.choices()
    assert {choice.id for choice in choices} == set(entries)
    for choice in choices:
        shown = entries[choice.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert shown == choice.shortcut


def test_no_two_actions_of_one_page_share_keys(opened: OpenedWindow) -> None:
    table = opened.window.actions_table
    taken: dict[tuple[str, str], str] = {}
    for choice in table.choices():
        command = table.command(choice.id)
        for keys in command.shortcuts():
            for page in ("worklist", "workbench", "claims", "library", "practice"):
                if command.page in ("", page):
                    other = taken.setdefault((page, keys.toString()), choice.id)
                    assert other == choice.id


def test_the_promised_keys_are_there(opened: OpenedWindow) -> None:
    keys = {choice.shortcut for choice in opened.window.actions_table.choices()}
    promised = {"F1", "F2", "F3", "F4", "F5", "F6", "Alt+N", "Ctrl+Z", "Ctrl+Y", "Ctrl+K"}
    assert promised | {"Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"} <= keys


def choice(text: str, *, section: str = "Visit", enabled: bool = True, words: str = "") -> Choice:
    return Choice(text.lower(), text, section, "", enabled, words)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("next", "Next unfinished visit"),
        ("unf", "Next unfinished visit"),
        ("visit next", "Next unfinished visit"),
        ("imp rec", "Import records…"),
        ("fhir", "Import records…"),
        ("nuv", "Next unfinished visit"),
    ],
)
def test_a_few_letters_find_the_action(typed: str, first: str) -> None:
    table = (
        choice("Import records…", section="File", words="fhir bundle"),
        choice("Next unfinished visit"),
        choice("Open visit"),
    )
    found = ranked(table, typed)
    assert (*found.meant, *found.perhaps)[0].text == first


def test_an_action_named_as_it_is_typed_comes_before_one_that_mentions_it() -> None:
    found = ranked((choice("Import fee schedule…"), choice("Fee schedule")), "fee sch")
    assert [c.text for c in found.meant] == ["Fee schedule", "Import fee schedule…"]


def test_what_cannot_be_done_now_stands_last() -> None:
    table = (choice("Undo", enabled=False), choice("Undo everything"))
    found = ranked(table, "undo")
    assert [c.text for c in found.meant] == ["Undo everything"]
    assert [c.text for c in found.perhaps] == ["Undo"]


def test_words_that_fit_nothing_find_nothing() -> None:
    found = ranked((choice("Undo"),), "zebra")
    assert (found.meant, found.perhaps) == ((), ())
