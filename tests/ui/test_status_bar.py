"""The line at the foot of the window."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.ui.status_bar import StatusBar
from tests.unit.exports.previews import DERIVED, OLD


def test_a_release_that_is_not_whole_is_marked_and_says_why(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_in_force(InForce(DERIVED, date(2026, 10, 1), exact=True))
    assert bar.release.text() == (
        "ICD-10-CM FY2027 in force on 2026-10-01 · ◐ codes and titles, without the official notes"
    )
    assert bar.release.toolTip() == DERIVED.remark
    bar.show_in_force(InForce(OLD, date(2026, 9, 30), exact=True))
    assert bar.release.text() == "ICD-10-CM FY2026 in force on 2026-09-30"
    assert bar.release.toolTip() == ""
