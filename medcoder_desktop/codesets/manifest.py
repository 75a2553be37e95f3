"""Reads ``codesets/manifest.toml``: what each code set is, who publishes it and how often.

Layout: one table for each set, named like :class:`medcoder_desktop.domain.releases.CodeSet`
writes it, with the texts ``name``, ``what``, ``publisher``, ``licence``, ``page``, ``address``
and ``changes``, and the list ``files``. ``packaged`` lists the editions the program brings.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import lines_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.known_sets import KnownSet
from medcoder_desktop.domain.releases import CodeSet

FILE = "manifest.toml"
_SETS = {code_set.value: code_set for code_set in CodeSet}


def read_manifest(path: Path) -> tuple[KnownSet, ...]:
    """Every known set, in the order of the file.

    Args:
        path: The file, usually :data:`FILE` in :func:`medcoder_desktop.paths.codesets`.

    Raises:
        InputError: It is no TOML, names a set the program does not know, or an entry lacks
            something or has it in another form.
        EnvironmentError_: The file cannot be opened.
    """
    file = SourceFile(path)
    text = "\n".join(line for _, line in lines_of(file))
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        # What tomllib says of it ends in the place: "... (at line 3, column 5)".
        raise InputError("codeset.own_toml", file=file.label, reason=str(error)) from error
    return tuple(_known_set(file.label, name, table) for name, table in tables.items())


def _known_set(file: str, name: str, table: object) -> KnownSet:
    code_set = _SETS.get(name)
    if code_set is None or not isinstance(table, dict):
        raise InputError("codeset.own_unknown", file=file, name=name)
    files = table.get("files", [])
    if not isinstance(files, list) or not all(isinstance(each, str) for each in files):
        raise InputError(
            "codeset.own_entry", file=file, name=name, field="files", expected="a list of names"
        )
    texts = {
        field: _text(file, name, table.get(field), field)
        for field in ("what", "publisher", "licence", "page", "address", "changes")
    }
    if not texts["address"].startswith("https://"):
        raise InputError(
            "codeset.own_entry", file=file, name=name, field="address", expected="https://…"
        )
    return KnownSet(code_set, files=tuple(files), **texts)


def _text(file: str, name: str, value: object, field: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError("codeset.own_entry", file=file, name=name, field=field, expected="a text")
    return value
