"""What holds for every tabular list: walking finds all, export gives back, changes are exact."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings

from medcoder_desktop.domain.code_changes import ChangeAction, CodeChange
from medcoder_desktop.domain.composing import with_changes
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.domain.updates import Difference
from medcoder_desktop.library.comparing import differences
from medcoder_desktop.library.library import Library
from medcoder_desktop.library.parts import Part
from tests.unit.library.generated_lists import changed_lists, lists
from tests.unit.library.invented_lists import built, exported, part, year

FEW = settings(max_examples=40, deadline=None)
DAY = year(2026).effective_from


@contextmanager
def library_of(*parts: Part) -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder:
        library = built(Path(folder) / "library.db", *parts)
        try:
            yield library
        finally:
            library.close()


@FEW
@given(lists())
def test_every_leaf_is_found_by_walking_from_the_chapters(entries: list[TabularEntry]) -> None:
    with library_of(part(year(2026), entries)) as library:
        reached = []
        waiting = list(library.chapters(DAY))[::-1]
        while waiting:
            code = waiting.pop()
            reached.append(code)
            waiting += library.children(code.code, DAY)[::-1]
        assert reached == [entry.code for entry in entries]
        leaves = [code for code in reached if code.billable]
        assert library.count_billable(DAY) == len(leaves)
        parents = {entry.code.code: entry.code.parent for entry in entries}
        for leaf in leaves:
            entry = library.entry(leaf.code, DAY)
            path = [above.code for above in entry.path]
            assert [parents[each] for each in (*path, leaf.code)] == ["", *path]
            sources = {note.source for note in entry.notes}
            assert sources <= {*path, leaf.code}


@FEW
@given(lists(), lists())
def test_import_export_import_is_the_same_library(
    first: list[TabularEntry], second: list[TabularEntry]
) -> None:
    with library_of(part(year(2025), first), part(year(2026), second)) as library:
        once = [exported(library, name) for name in ("FY2025", "FY2026")]
        assert once == [first, second]
    with library_of(part(year(2026), once[1]), part(year(2025), once[0])) as again:
        assert [exported(again, name) for name in ("FY2025", "FY2026")] == once


@FEW
@given(changed_lists())
def test_changes_make_exactly_the_codes_expected_and_are_the_difference(
    given_list: tuple[list[TabularEntry], list[CodeChange], dict[str, tuple[str, bool]]],
) -> None:
    base, changes, after = given_list
    made = list(with_changes(base, changes))
    assert {each.code.code: (each.code.title, each.code.billable) for each in made} == after
    assert len(made) == len(after)
    seen: set[str] = {""}
    for each in made:
        assert each.code.parent in seen
        seen.add(each.code.code)
    with library_of(part(year(2025), base), part(year(2026), made)) as library:
        assert exported(library, "FY2026") == made
        shelf = library.shelf()
        found, _ = differences(library.connection(), shelf.named("FY2025"), shelf.named("FY2026"))
    kinds = {
        ChangeAction.ADD: Difference.ADDED,
        ChangeAction.DELETE: Difference.DELETED,
        ChangeAction.RETITLE: Difference.RETITLED,
        ChangeAction.TO_HEADING: Difference.NOW_HEADING,
    }
    said = {(each.kind, each.code) for each in found}
    assert said == {(kinds[change.action], change.code) for change in changes}
    assert len(said) == len(found)
