"""Undo and redo as ever new versions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis
from medcoder_desktop.domain.sheet_versions import SheetVersion, next_version, redone, undone


def test_undo_redo_and_a_new_action_behave_like_an_editor() -> None:
    history = [SheetVersion(CodingSheet("v"), 0)]
    sheets = [CodingSheet("v", (Diagnosis(str(n), f"Z0{n}", ""),)) for n in range(3)]

    def do(sheet: CodingSheet) -> None:
        history.append(next_version(history[-1], sheet, "assign"))

    def undo() -> None:
        assert history[-1].undo_to is not None
        history.append(undone(history[-1], history[history[-1].undo_to]))

    def redo() -> None:
        assert history[-1].redo_to is not None
        history.append(redone(history[-1], history[history[-1].redo_to]))

    do(sheets[0])
    do(sheets[1])
    undo()
    undo()
    assert history[-1].sheet == CodingSheet("v")
    assert not history[-1].can_undo
    redo()
    redo()
    assert history[-1].sheet == sheets[1]
    assert not history[-1].can_redo
    undo()
    do(sheets[2])
    assert not history[-1].can_redo
    undo()
    assert history[-1].sheet == sheets[0]


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_any_sequence_agrees_with_a_plain_undo_stack(actions: list[str]) -> None:
    history = [SheetVersion(CodingSheet("v"), 0)]
    done, undone_stack = [history[0].sheet], list[CodingSheet]()
    for number, action in enumerate(actions):
        current = history[-1]
        if action == "do":
            sheet = CodingSheet("v", (Diagnosis(str(number), "Z00", ""),))
            history.append(next_version(current, sheet, "assign"))
            done.append(sheet)
            undone_stack.clear()
        elif action == "undo" and current.undo_to is not None:
            history.append(undone(current, history[current.undo_to]))
            undone_stack.append(done.pop())
        elif action == "redo" and current.redo_to is not None:
            history.append(redone(current, history[current.redo_to]))
            done.append(undone_stack.pop())
        assert history[-1].sheet == done[-1]
        assert history[-1].can_undo == (len(done) > 1)
        assert history[-1].can_redo == bool(undone_stack)
        assert [version.version for version in history] == list(range(len(history)))
