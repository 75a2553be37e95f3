"""Lines of a text file in the encodings that publishers use."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from medcoder_desktop.codesets import limits
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import EnvironmentError_, InputError

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def lines_of(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Number and text of each line, without its end; the first line is 1.

    UTF-8, and Windows' Western encoding where a line is not UTF-8, are told line by line:
    official files mix them. UTF-16 is read when it is marked.

    Raises:
        InputError: The file is no text, or a line is longer than any publisher writes.
        EnvironmentError_: The file cannot be read.
    """
    try:
        if file.head.startswith(_WIDE_MARKS):
            yield from _wide_lines(file)
        else:
            yield from _narrow_lines(file)
    except OSError as error:
        raise EnvironmentError_("codeset.not_opened", file=file.label) from error


def head_lines(file: SourceFile, most: int = 60) -> tuple[str, ...]:
    """The first lines, for telling what a file is; empty when it is no text."""
    found: list[str] = []
    if file.is_archive:
        return ()
    try:
        for _, line in lines_of(file):
            found.append(line)
            if len(found) == most:
                break
    except InputError:
        return ()
    return tuple(found)


def _narrow_lines(file: SourceFile) -> Iterator[tuple[int, str]]:
    number = 0
    with file.path.open("rb") as raw:
        while line := raw.readline(limits.LONGEST_LINE):
            number += 1
            if b"\x00" in line:
                raise InputError("codeset.not_text", file=file.label, line=number)
            if len(line) == limits.LONGEST_LINE:
                raise InputError("codeset.line_too_long", file=file.label, line=number)
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            yield number, _text(line.rstrip(b"\r\n\x1a"))


def _text(line: bytes) -> str:
    if line.isascii():
        return line.decode("ascii")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _wide_lines(file: SourceFile) -> Iterator[tuple[int, str]]:
    try:
        with file.path.open(encoding="utf-16") as text:
            for number, line in enumerate(text, 1):
                yield number, line.rstrip("\r\n")
    except UnicodeError as error:
        raise InputError("codeset.not_text", file=file.label, line=1) from error
