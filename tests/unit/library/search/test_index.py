"""Releases share the phrases of the search index, whichever process brings them in."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.codes import NoteKind
from medcoder_desktop.library.parts import Part
from tests.unit.library.invented_lists import add, billable, built, chapter, heading, part, year

_ADD = (
    "import sys; from pathlib import Path; from {here} import next_year;"
    " next_year(Path(sys.argv[1]))"
)


def release(fiscal: int, *, last_title: str = "Purple fever of the left knee") -> Part:
    """A year with terms, which stand around the titles below them, and two titles of many words."""
    return part(
        year(fiscal),
        (
            chapter("1", "Invented fevers"),
            heading(
                "A01",
                "Purple fever",
                "1",
                (NoteKind.INCLUDES, "violet fever of farmers, gardeners and florists"),
                (NoteKind.INCLUSION_TERM, "Lilac disease, seasonal or after exposure to spring"),
            ),
            billable("A01.1", "Purple fever of the right knee, hip, ankle and shoulder", "A01"),
            billable("A01.2", last_title, "A01"),
            billable("A01.9", "Purple fever, unspecified", "A01"),
        ),
    )


def next_year(path: Path) -> None:
    """Bring another year in that says the same."""
    add(path, release(2027))


def _phrases(path: Path) -> list[tuple[int, int]]:
    with closing(dbapi2.connect(str(path))) as connection:
        return list(connection.execute("SELECT id, releases FROM phrase ORDER BY id"))


def test_a_year_imported_by_another_process_shares_every_phrase(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    built(path, release(2026)).close()
    before = _phrases(path)

    # Words stand in sets, whose order is another in each process.
    for seed in ("1", "2"):
        copy = tmp_path / f"library-{seed}.db"
        copy.write_bytes(path.read_bytes())
        subprocess.run(
            [sys.executable, "-c", _ADD.format(here=__name__), copy],
            check=True,
            cwd=Path(__file__).parents[4],
            env={**os.environ, "PYTHONHASHSEED": seed},
        )

        assert _phrases(copy) == [(number, 0b11) for number, _ in before]


def test_a_new_title_writes_no_phrase_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    built(path, release(2026)).close()
    before = _phrases(path)

    add(path, release(2027, last_title="Purple fever of both knees"))
    assert _phrases(path) == [(number, 0b11) for number, _ in before]
