"""The office's settings are changed on a tab of the practice page."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from medcoder_desktop.domain.office_settings import OfficeSettings
from medcoder_desktop.ui.office.settings_tab import SettingsTab
from medcoder_desktop.ui.page_list import PRACTICE
from tests.ui.opened import OpenedWindow


def settings_tab(opened: OpenedWindow) -> SettingsTab:
    opened.window.go_to(PRACTICE)
    opened.window.actions_table.run("practice.settings")
    opened.settle()
    tab = opened.window.findChild(SettingsTab)
    assert isinstance(tab, SettingsTab)
    assert tab.isVisible()
    return tab


def stored(opened: OpenedWindow) -> OfficeSettings:
    with closing(opened.services) as services:
        return services.settings.settings()


def test_a_setting_is_saved_and_holds(opened: OpenedWindow, tmp_path: Path) -> None:
    tab = settings_tab(opened)
    folder = tmp_path / "scans"
    folder.mkdir()
    tab.form.set_text("evidence.needed", "yes")
    tab.form.set_text("watched.folder", str(folder))
    tab.form.set_text("limit.most_pages", "3,000")
    tab.save_button.click()
    opened.settle()
    assert tab.said.text() == "Saved."
    settings = stored(opened)
    assert settings.evidence_needed
    assert settings.watched_folder == str(folder)
    assert settings.limits.most_pages == 3_000


def test_what_cannot_be_right_is_said_beside_its_field(opened: OpenedWindow) -> None:
    tab = settings_tab(opened)
    tab.form.set_text("limit.most_pages", "many")
    tab.save_button.click()
    opened.settle()
    assert "from 10 to 50000" in tab.form.editor("limit.most_pages").accessibleDescription()
    assert stored(opened).limits.most_pages == 2_000


def test_a_folder_that_is_not_there_is_refused(opened: OpenedWindow, tmp_path: Path) -> None:
    tab = settings_tab(opened)
    tab.form.set_text("watched.folder", str(tmp_path / "gone"))
    tab.save_button.click()
    opened.settle()
    assert "is no folder" in tab.said.text()
