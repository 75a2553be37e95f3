"""What searching in one release needs, read once."""

from __future__ import annotations

import threading

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.patients import Sex
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.library.search.arrays import PhraseArrays
from medcoder_desktop.library.search.forms import WordForms
from medcoder_desktop.library.search.impossible import Impossible, impossible_for
from medcoder_desktop.library.search.spelling import Spelling
from medcoder_desktop.library.search.tables import load_wordings


class Ready:
    """The arrays of a release, the tables of search, and what is worked out from them."""

    def __init__(self, connection: dbapi2.Connection, release: Installed) -> None:
        self.release = release
        self.arrays = PhraseArrays(connection, release.id)
        self.wordings = load_wordings(connection)
        self.forms = WordForms(self.arrays.words, self.wordings.families)
        self.spelling = Spelling(self.arrays.words, self.arrays.counts.tolist())
        self._guard = threading.Lock()
        self._impossible: dict[tuple[int | None, Sex | None], Impossible] = {}

    def impossible(self, age: int | None, sex: Sex | None) -> Impossible:
        """The codes that can hardly be a patient's; worked out once for each age and sex."""
        with self._guard:
            key = (age, sex)
            if key not in self._impossible:
                if len(self._impossible) > 50:
                    self._impossible.clear()
                self._impossible[key] = impossible_for(self.arrays.beginning, age, sex)
            return self._impossible[key]
