"""Small ICD-10-CM files in the official layouts, and where the official ones lie."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from tests.shared_data import shared

DESCRIPTIONS_2018 = "2018-ICD-10-Code-Descriptions.zip"
DESCRIPTIONS_2019 = "2019-ICD-10-CM-Code-Descriptions.zip"
CODES_2026 = "icd10cm-codes-2026.zip"
INDEXES_2026 = "icd10cm-index-April-2026.zip"
TABULAR_2021 = "icd10cm-tabular-2021.zip"


@contextmanager
def official(archive: str, name: str = "") -> Iterator[SourceFile]:
    """The one file of an official archive whose name begins so; skips where it is absent."""
    with unpacked(shared(f"data/codesets/icd10/{archive}")) as files:
        (found,) = (file for file in files if file.name.startswith(name))
        yield found


def order_line(number: int, code: str, flag: int, title: str, short: str = "") -> str:
    """One line of an order file."""
    return f"{number:05} {code:7} {flag} {short or title:60.60} {title}"


def order_text(*entries: tuple[str, int, str]) -> str:
    """An order file of codes, flags and long titles."""
    lines = (order_line(number, *entry) for number, entry in enumerate(entries, 1))
    return "".join(line + "\r\n" for line in lines)


def codes_text(*entries: tuple[str, str]) -> str:
    """A file of code descriptions."""
    return "".join(f"{code:7} {title}\r\n" for code, title in entries)


def written(folder: Path, text: str | bytes, name: str = "list.txt") -> SourceFile:
    """A file with this content."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return SourceFile(file)


def refusal_of(entry: Format, file: SourceFile) -> str:
    """What reading a file whole is refused with; empty when it is read."""
    try:
        entry.edition(file)
        deque(entry.read(file), maxlen=0)
    except InputError as refusal:
        return refusal.sentence
    return ""


def readers_of(file: SourceFile, formats: tuple[Format, ...]) -> list[str]:
    """The names of the formats that claim a file."""
    return [entry.name for entry in formats if entry.recognises(file)]
