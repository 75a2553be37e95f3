"""Generated tabular lists, changes to them, and what the result must be."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from medcoder_desktop.domain.code_changes import ChangeAction, CodeChange
from medcoder_desktop.domain.codes import CodeNote, NoteKind, compact
from medcoder_desktop.domain.tabular import TabularEntry
from tests.unit.library.invented_lists import billable, chapter, heading, section

_WORDS = ("acute", "chronic", "left", "right", "other", "disease", "injury", "Ménière", "(joint)")
_LETTERS = "0123456789AX"
_SEVENTHS = (("A", "initial encounter"), ("D", "subsequent encounter"), ("S", "sequela"))

titles = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
notes = st.lists(
    st.tuples(st.sampled_from(list(NoteKind)), titles), max_size=2, unique=True
).map(tuple)  # fmt: skip


@st.composite
def lists(draw: st.DrawFn) -> list[TabularEntry]:
    """A whole tabular list: chapters, sections, categories and what stands below them."""
    pool = [f"{letter}{number:02}" for letter in "ACZ" for number in range(3)]
    if draw(st.booleans()):
        pool.insert(1, "A4A")
    found: list[TabularEntry] = []
    place = 0
    for number in range(1, draw(st.integers(1, 3)) + 1):
        here = pool[place : place + draw(st.integers(1, 4))]
        place += len(here)
        found.append(chapter(str(number), draw(titles)))
        parent = str(number)
        has_section = draw(st.booleans())
        if here and has_section:
            parent = f"{min(here)}-{max(here)}"
            found.append(section(parent, draw(titles), str(number)))
        for code in draw(st.permutations(here)):
            found += _below(draw, code, parent, 0)
    return found


def _below(draw: st.DrawFn, code: str, parent: str, depth: int) -> list[TabularEntry]:
    """An entry with everything below it."""
    kind = draw(st.sampled_from(("leaf", "leaf", "heading", "stem")))
    if depth == 3 or kind == "leaf":
        return [replace(billable(code, draw(titles), parent), notes=_noted(code, draw(notes)))]
    title = draw(titles)
    if kind == "stem":
        chosen = draw(st.lists(st.sampled_from(_SEVENTHS), min_size=1, unique=True))
        stem = heading(code, title, parent, sevenths=chosen)
        filled = (code if "." in code else code + ".") + "X" * (6 - len(compact(code)))
        return [
            stem,
            *(billable(filled + letter, f"{title}, {meaning}", code) for letter, meaning in chosen),
        ]
    found = [replace(heading(code, title, parent), notes=_noted(code, draw(notes)))]
    stem_code = code if "." in code else code + "."
    for letter in draw(st.lists(st.sampled_from(_LETTERS), min_size=1, max_size=3, unique=True)):
        found += _below(draw, stem_code + letter, code, depth + 1)
    return found


def _noted(code: str, drawn: tuple[tuple[NoteKind, str], ...]) -> tuple[CodeNote, ...]:
    return tuple(CodeNote(kind, text, code) for kind, text in drawn)


@st.composite
def changed_lists(
    draw: st.DrawFn,
) -> tuple[list[TabularEntry], list[CodeChange], dict[str, tuple[str, bool]]]:
    """A list, changes that fit it, and each code after them with its title and flag."""
    base = draw(lists())
    after = {entry.code.code: (entry.code.title, entry.code.billable) for entry in base}
    leaves = [entry.code.code for entry in base if entry.code.billable]
    changes: list[CodeChange] = []
    for code in draw(st.lists(st.sampled_from(leaves), max_size=4, unique=True)):
        action = draw(st.sampled_from(("delete", "retitle", "split")))
        if action == "delete":
            changes.append(CodeChange(ChangeAction.DELETE, code, billable=False))
            del after[code]
        elif action == "retitle":
            title = after[code][0] + " revised"
            changes.append(CodeChange(ChangeAction.RETITLE, code, billable=True, title=title))
            after[code] = title, True
        elif len(compact(code)) < 7:
            changes.append(CodeChange(ChangeAction.TO_HEADING, code, billable=False))
            after[code] = after[code][0], False
            for letter in "12":
                child = (code if "." in code else code + ".") + letter
                changes.append(CodeChange(ChangeAction.ADD, child, billable=True, title="a part"))
                after[child] = "a part", True
    return base, changes, after
