"""The line at the foot of the window: saved, code set in force, place in the work list."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from medcoder_desktop.domain.releases import InForce, Origin
from medcoder_desktop.ui.style import set_role

_MARKS = {
    Origin.DERIVED: "codes and titles, without the official notes",
    Origin.STARTER: "starter list",
}
"""What stands behind a release that is not the whole publication; its remark says more."""
_SAID_AFTER = 200  # milliseconds; a shorter write is not worth a flicker


class StatusBar(QFrame):
    """What the coder glances at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "statusBar")
        self.setAccessibleName("Status")
        self.saved = QLabel("● saved")
        self.saved.setProperty("role", "ok")
        self.release = QLabel()
        self.place = QLabel()
        self.key = QLabel("Alt+N")
        self.key.setProperty("role", "key")
        for label in (self.release, self.place):
            label.setProperty("role", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.saved)
        row.addWidget(self.release, 1)
        row.addWidget(self.place)
        row.addWidget(self.key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(28)
        self.show_place(0, 0)
        self._patience = QTimer(self, singleShot=True, interval=_SAID_AFTER)
        self._patience.timeout.connect(self._say_saving)

    @Slot(bool)
    def show_writing(self, writing: bool) -> None:
        """Say "saved", or "saving" when a write takes its time."""
        if writing:
            self._patience.start()
            return
        self._patience.stop()
        self.saved.setText("● saved")
        set_role(self.saved, "ok")

    def show_in_force(self, in_force: InForce | None) -> None:
        """Say which release answers on the visit's date, and whether it really does."""
        remark = in_force.release.remark if in_force is not None else ""
        self.release.setToolTip(remark)
        self.release.setAccessibleDescription(remark)
        if in_force is None:
            self.release.clear()
            return
        release = in_force.release
        name = release.title
        if in_force.exact:
            mark = f" · ◐ {_MARKS.get(release.origin, 'not whole')}" if remark else ""
            self.release.setText(f"{name} in force on {in_force.day}{mark}")
            set_role(self.release, "secondary")
        else:
            self.release.setText(
                f"▲ {name} is not in force on {in_force.day}: the nearest release answers"
            )
            set_role(self.release, "warning")

    def show_place(self, number: int, count: int) -> None:
        """Say where the visit stands in the work list; 0 when it stands nowhere."""
        self.place.setText(f"visit {number} of {count} · next" if number else "")
        self.key.setVisible(bool(number))

    @Slot()
    def _say_saving(self) -> None:
        self.saved.setText("○ saving")
        set_role(self.saved, "warning")
