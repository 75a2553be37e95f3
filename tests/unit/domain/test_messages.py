"""One table of sentences: complete, and nothing in it unused."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import medcoder_desktop
from medcoder_desktop.domain.messages import MESSAGES

PACKAGE = Path(medcoder_desktop.__file__).parent


def strings_of_the_program() -> set[str]:
    strings: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        if file.name.endswith("messages.py"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
    return strings


def test_every_error_the_program_raises_has_a_sentence() -> None:
    raised: set[str] = set()
    kinds = {"InputError", "EnvironmentError_", "Defect", "RecognisedButNotRead"}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in kinds
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                raised.add(str(node.args[0].value))
    assert raised - set(MESSAGES) == set()
    assert raised


def test_no_sentence_is_left_over() -> None:
    used = strings_of_the_program()
    unused = {
        message_id
        for message_id in MESSAGES
        if message_id not in used and message_id.removeprefix("finding.") not in used
    }
    assert unused == set()


def test_sentences_are_whole_and_plain() -> None:
    for message_id, text in MESSAGES.items():
        assert re.search(r"[.:}]$", text.strip("”)")), message_id
        assert "!" not in text, message_id
