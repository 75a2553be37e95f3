"""What searching in one release needs, read once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.office_habits import OfficeHabits
from medcoder_desktop.domain.patients import Sex
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.library.search.arrays import read_arrays
from medcoder_desktop.library.search.forms import WordForms
from medcoder_desktop.library.search.impossible import Impossible, impossible_for
from medcoder_desktop.library.search.lifting import lift_of, lifted
from medcoder_desktop.library.search.spelling import Spelling
from medcoder_desktop.library.search.tables import load_wordings

if TYPE_CHECKING:
    from medcoder_desktop.library.search.arrays import Floats

_MOST_PATIENTS = 50
_MOST_HABITS = 4


class Ready:
    """The arrays of a release, the tables of search, and what is worked out from them."""

    def __init__(self, connection: dbapi2.Connection, release: Installed) -> None:
        self.release = release
        self.arrays = read_arrays(connection, release.id)
        self.wordings = load_wordings(connection)
        self.forms = WordForms(self.arrays.words, self.wordings.families)
        self.spelling = Spelling(self.arrays.words, self.arrays.counts.tolist())
        self._guard = threading.Lock()
        self._impossible: dict[tuple[int | None, Sex | None], Impossible] = {}
        self._lifts: dict[OfficeHabits, Floats | None] = {}

    def impossible(self, age: int | None, sex: Sex | None) -> Impossible:
        """The codes that can hardly be a patient's; worked out once for each age and sex."""
        with self._guard:
            key = (age, sex)
            if key not in self._impossible:
                if len(self._impossible) > _MOST_PATIENTS:
                    self._impossible.clear()
                self._impossible[key] = impossible_for(self.arrays.beginning, age, sex)
            return self._impossible[key]

    def lifts(self, connection: dbapi2.Connection, habits: OfficeHabits) -> Floats | None:
        """How much the office's habits lift each phrase; worked out once for each visit."""
        lifts = lift_of(habits)
        if not lifts:
            return None
        with self._guard:
            if habits not in self._lifts:
                if len(self._lifts) > _MOST_HABITS:
                    self._lifts.clear()
                marks = ", ".join("?" * len(lifts))
                rows = connection.execute(
                    f"SELECT id, compact FROM code WHERE compact IN ({marks}) AND releases & ?",
                    (*lifts, self.release.mask),
                )
                by_number = {number: lifts[plain] for number, plain in rows}
                self._lifts[habits] = lifted(self.arrays, by_number)
            return self._lifts[habits]
