"""Which edition of an index or table is shown, and whether it is in force on the day."""

from __future__ import annotations

from medcoder_desktop.domain.releases import InForce
from medcoder_desktop.ui.style import set_role
from medcoder_desktop.ui.workbench.elided_label import ElidedLabel
from medcoder_desktop.ui.workbench.release_words import words_for


class EditionLabel(ElidedLabel):
    """Says the release; one that is not in force is marked in words and colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "hint")

    def show_edition(self, in_force: InForce | None) -> None:
        """Say a release; nothing for None."""
        if in_force is None:
            self.clear()
            return
        words, name = words_for(in_force), in_force.release.name
        if words.warning:
            self.setText(f"▲  {name} is not in force on {in_force.day}: the nearest one answers")
        else:
            self.setText(f"{name} · in force on {in_force.day}")
        self.setToolTip(words.warning or words.remark)
        set_role(self, severity="warning" if words.warning else "")
