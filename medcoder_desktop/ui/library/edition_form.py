"""The few fields that say which edition a file holds, when the file itself does not."""

from __future__ import annotations

from collections.abc import Iterator

from medcoder_desktop.domain.releases import Edition
from medcoder_desktop.domain.validation import Problem
from medcoder_desktop.ui.forms.form import Form


class EditionForm:
    """Name, first and last day of a release."""

    def __init__(self) -> None:
        self.form = Form()
        self.form.add_text("name", "Name of the release", "FY2027 or 2027-Q1")
        self.form.add_date("effective_from", "In force from")
        self.form.add_date("effective_to", "In force until")

    def value(self) -> Edition:
        """What the fields say."""
        return Edition(
            name=self.form.text("name"),
            effective_from=self.form.day("effective_from"),
            effective_to=self.form.day("effective_to"),
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the edition from being known."""
        return tuple(self._wrong())

    def _wrong(self) -> Iterator[Problem]:
        edition = self.value()
        yield from self.form.date_problems()
        if not edition.name:
            yield Problem("name", "field.release_name_missing")
        elif " " in edition.name:
            yield Problem("name", "field.release_name_blank")
        if edition.effective_from is None:
            yield Problem("effective_from", "field.release_from_missing")
        elif edition.effective_to is not None and edition.effective_to < edition.effective_from:
            yield Problem("effective_to", "field.release_ends_before")
