"""Everything else a work list can be filtered by: people, days, age, value, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medcoder_desktop.domain.dates import parse_day
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.money import format_cents, parse_cents
from medcoder_desktop.domain.work_list import SELF_PAY, WorkListFilter
from medcoder_desktop.services.work_list_service import FilterChoices
from medcoder_desktop.ui.forms.filter_fields import read_field

_ANY, _NOBODY = "any", "nobody"
_MOST_DAYS = 40_000


class FilterPanel(QFrame):
    """Two rows of fields; what cannot be understood is marked and left out of the filter.

    Signals:
        changed: The filter is another one.
        save_wanted, remove_wanted: The person wants to keep the view, or to forget it.
    """

    changed = Signal()
    save_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._settling = False
        self.provider = _choice("Provider")
        self.payer = _choice("Payer")
        self.coder = _choice("Assigned coder")
        self.first_day = _field("YYYY-MM-DD", "First date of service", 104)
        self.last_day = _field("YYYY-MM-DD", "Last date of service", 104)
        self.age = _field("days", "Age in days, at least", 60)
        self.least = _field("$", "Value, at least", 84)
        self.most = _field("$", "Value, at most", 84)
        self.no_document = QCheckBox("No document")
        self.unsigned = QCheckBox("Unsigned note")
        self.no_charges = QCheckBox("No charges")
        self.clear_button = QPushButton("Clear")
        self.save_button = QPushButton("Save view…")
        self.remove_button = QPushButton("Forget view")
        for button in (self.clear_button, self.save_button, self.remove_button):
            button.setProperty("role", "quiet")
        self._connect()
        self._lay_out()

    def read(self, base: WorkListFilter) -> WorkListFilter:
        """The filter of these fields; words and states are those of ``base``."""
        payer = self.payer.currentData()
        coder = self.coder.currentData()
        return replace(
            base,
            provider_id=self.provider.currentData() or "",
            payer_id=payer or "",
            assigned_to=None if coder in (None, _ANY) else "" if coder == _NOBODY else coder,
            first_day=read_field(self.first_day, parse_day),
            last_day=read_field(self.last_day, parse_day),
            least_age=read_field(self.age, _days),
            least_value=read_field(self.least, parse_cents),
            most_value=read_field(self.most, parse_cents),
            without_documents=self.no_document.isChecked(),
            unsigned=self.unsigned.isChecked(),
            without_charges=self.no_charges.isChecked(),
        )

    def show_filter(self, wanted: WorkListFilter) -> None:
        """Show a filter, without a word to anyone."""
        self._settling = True
        coder = _ANY if wanted.assigned_to is None else wanted.assigned_to or _NOBODY
        _choose(self.provider, wanted.provider_id)
        _choose(self.payer, wanted.payer_id)
        _choose(self.coder, coder)
        self.first_day.setText(str(wanted.first_day or ""))
        self.last_day.setText(str(wanted.last_day or ""))
        self.age.setText("" if wanted.least_age is None else str(wanted.least_age))
        for field, cents in ((self.least, wanted.least_value), (self.most, wanted.most_value)):
            field.setText("" if cents is None else format_cents(cents))
        self.no_document.setChecked(wanted.without_documents)
        self.unsigned.setChecked(wanted.unsigned)
        self.no_charges.setChecked(wanted.without_charges)
        self._settling = False

    def show_choices(self, choices: FilterChoices) -> None:
        """Offer who there is; what is chosen stays chosen."""
        providers = [(p.name.listed, p.id) for p in choices.providers]
        payers = [("Self-pay", SELF_PAY), *((p.name, p.id) for p in choices.payers)]
        coders = [("Nobody’s", _NOBODY), *((name, name) for name in choices.coders)]
        self._settling = True
        _offer(self.provider, "Any provider", "", providers)
        _offer(self.payer, "Any payer", "", payers)
        _offer(self.coder, "Any coder", _ANY, coders)
        self._settling = False

    def _connect(self) -> None:
        for box in (self.provider, self.payer, self.coder):
            box.currentIndexChanged.connect(self._on_changed)
        for field in (self.first_day, self.last_day, self.age, self.least, self.most):
            field.textChanged.connect(self._on_changed)
        for check in (self.no_document, self.unsigned, self.no_charges):
            check.toggled.connect(self._on_changed)
        self.clear_button.clicked.connect(self._on_clear)
        self.save_button.clicked.connect(self.save_wanted)
        self.remove_button.clicked.connect(self.remove_wanted)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        for box in (self.provider, self.payer, self.coder):
            first.addWidget(box)
        for words, field in (("from", self.first_day), ("to", self.last_day)):
            first.addWidget(_hint(words))
            first.addWidget(field)
        first.addStretch(1)
        for words, field in (
            ("at least", self.age),
            ("days old, value from", self.least),
            ("to", self.most),
        ):
            second.addWidget(_hint(words))
            second.addWidget(field)
        for check in (self.no_document, self.unsigned, self.no_charges):
            second.addWidget(check)
        second.addStretch(1)
        for button in (self.clear_button, self.save_button, self.remove_button):
            second.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 6)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    @Slot()
    def _on_changed(self) -> None:
        if not self._settling:
            self.changed.emit()

    @Slot()
    def _on_clear(self) -> None:
        self.show_filter(WorkListFilter())
        self.changed.emit()


def _days(words: str) -> int:
    if not words.isdecimal() or int(words) > _MOST_DAYS:
        raise InputError("work.age")
    return int(words)


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.view().setAccessibleName(name)
    box.setMinimumWidth(150)
    box.setMaximumWidth(210)
    return box


def _field(hint: str, name: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setAccessibleName(name)
    field.setFixedWidth(width)
    return field


def _hint(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "hint")
    return label


def _offer(
    box: QComboBox, anybody: str, any_value: str, choices: Sequence[tuple[str, str]]
) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(anybody, any_value)
    for words, value in choices:
        box.addItem(words, value)
    _choose(box, chosen or any_value)


def _choose(box: QComboBox, value: str) -> None:
    place = box.findData(value)
    if place < 0 and value and value not in (_ANY, _NOBODY):
        box.addItem(value, value)  # a view may name somebody who has no visits any more
        place = box.count() - 1
    box.setCurrentIndex(max(place, 0))
