"""Reads AMA's files of CPT descriptions, which an office has under its own licence.

Layouts, as AMA described them for CPT 2001 and the National Library of Medicine lists them since;
no file is shown in public:

* ``LONGULF.TXT``, ``LONGUF.TXT``: code in columns 1-5, sequence number in 6-7, description in
  9-80. A longer one goes on in further lines with the same code and the next number.
* ``LONGULT.TXT``, ``LONGUT.TXT``: code, tab, the whole description.
* ``MEDU.TXT`` and ``SHORTU.TXT``: code in columns 1-5, a blank, up to 100 or 28 characters.

A copyright notice of AMA's stands above the codes: without one no file is taken for one of these.
Below the first code only blank lines are skipped. Each file fills one description of its entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise

from medcoder_desktop.codesets.cpt_edition import edition_of, is_notice
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition

_HEAD = 400
"""Lines that tell which description a file has."""

_LONGEST_SHORT = 28
_LONGEST_MEDIUM = 100
_COLUMNS = 80
_FULL = 71
"""Characters of a description's line from which a next word may have been cut in two."""

_CODE = r"(?P<code>\d{4}[0-9AFMTU])"
_NUMBERED = re.compile(rf"{_CODE}(?P<sequence>\d\d) (?P<text>.*)", re.ASCII)
_PLAIN = re.compile(rf"{_CODE}(?: +|\t)(?P<text>[^\t]*)\t?\s*", re.ASCII)
_WORD = re.compile(r"[A-Za-z]{3}")
_CODE_OR_DAY = re.compile(r"(?:[0-9A-Z]\d{3}[0-9A-Z]|\d{8})(?:\s|$)", re.ASCII)


class _Kind(Enum):
    LONG = "long"
    MEDIUM = "medium"
    SHORT = "short"


def _kind(file: SourceFile) -> _Kind | None:
    """Which description a file has; None when it is none of AMA's files.

    The file's name decides where it is AMA's own; else the longest description near the beginning.
    """
    notice, records = _parts(head_lines(file, _HEAD))
    if not records or not is_notice(notice):
        return None
    if all(_NUMBERED.match(line) for line in records):
        return _Kind.LONG
    texts = [match["text"].strip() for line in records if (match := _PLAIN.fullmatch(line))]
    if len(texts) != len(records) or not all(map(_describes, texts)):
        return None
    for kind, beginning in ((_Kind.LONG, "long"), (_Kind.MEDIUM, "med"), (_Kind.SHORT, "short")):
        if file.name.startswith(beginning):
            return kind
    longest = max(map(len, texts))
    if "\t" in records[0] or longest > _LONGEST_MEDIUM:
        return _Kind.LONG
    return _Kind.SHORT if longest <= _LONGEST_SHORT else _Kind.MEDIUM


def _describes(text: str) -> bool:
    """Whether a text is a description, not the next code or day of another publisher's table."""
    return bool(_WORD.search(text)) and not _CODE_OR_DAY.match(text)


def _parts(lines: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The lines of the notice, and those of the codes without blank ones."""
    filled = [line for line in lines if line.strip()]
    for at, line in enumerate(filled):
        if _begins(line):
            return filled[:at], filled[at:]
    return filled, []


def _begins(line: str) -> bool:
    return bool(_NUMBERED.match(line) or _PLAIN.fullmatch(line))


def edition(file: SourceFile) -> Edition:
    """The year by the notice or the file's name."""
    notice, _ = _parts(head_lines(file, _HEAD))
    return edition_of(file, notice)


def read(file: SourceFile) -> Iterator[ProcedureEntry]:
    """Every code, with the one description the file has.

    Raises:
        InputError: A line is not laid out as described or breaks off, or a code stands a second
            time; names the line.
        EnvironmentError_: The file cannot be read.
    """
    kind = _kind(file) or _Kind.LONG
    seen = set[str]()
    for line, code, text in _descriptions(file):
        if code in seen:
            raise _wrong(file, line, code, "a code that has not stood above")
        seen.add(code)
        description = " ".join(text.split())
        if not description:
            raise _wrong(file, line, code, "a code with its description")
        yield ProcedureEntry(
            code=code,
            is_modifier=False,
            short=description if kind is _Kind.SHORT else "",
            long=description if kind is _Kind.LONG else "",
            medium=description if kind is _Kind.MEDIUM else "",
        )
    if not seen:
        raise InputError("codeset.no_rows", file=file.label, expected="CPT codes and descriptions")


def _descriptions(file: SourceFile) -> Iterator[tuple[int, str, str]]:
    """Line, code and whole description of each entry."""
    _, records = _parts(head_lines(file, _HEAD))
    if not records or not _NUMBERED.match(records[0]):
        for line, text in _records(file):
            plain = _PLAIN.fullmatch(text)
            if plain is None:
                raise _wrong(file, line, text, "a CPT code and its description")
            yield line, plain["code"], plain["text"]
        return
    between = " " if _breaks_at_words(records) else ""
    begun: tuple[int, str, str] | None = None
    sequence = 0
    for line, text in _records(file):
        numbered = _NUMBERED.match(text)
        if numbered is None:
            raise _wrong(file, line, text, "a CPT code, a sequence number and a description")
        number, code = int(numbered["sequence"]), numbered["code"]
        if number == sequence + 1 and begun is not None and code == begun[1]:
            begun = (begun[0], code, begun[2] + between + numbered["text"])
        elif number == 1:
            if begun is not None:
                yield begun
            begun = (line, code, numbered["text"])
        else:
            expected = "the first line of a description, or the next of the one above,"
            raise _wrong(file, line, text[:7], expected)
        sequence = number
    if begun is not None:
        yield begun


def _breaks_at_words(records: list[str]) -> bool:
    """Whether descriptions go on in a new line between words, or wherever a line is full.

    In the second case every line that goes on is full, but for a blank at its end.
    """
    for line, following in pairwise(records):
        this, following_record = _NUMBERED.match(line), _NUMBERED.match(following)
        goes_on = following_record is not None and following_record["sequence"] != "01"
        if goes_on and this is not None and len(this["text"].rstrip()) < _FULL:
            return True
    return False


def _records(file: SourceFile) -> Iterator[tuple[int, str]]:
    """The lines below the notice, without blank ones.

    Where the first one is filled with blanks to its end, a last one that is not breaks off.
    """
    width: int | None = None
    line, last = 0, ""
    for number, text in lines_of(file):
        if not text.strip() or (width is None and not _begins(text)):
            continue
        if width is None:
            width = len(text) if text.endswith("  ") else 0
        line, last = number, text
        yield number, text
    if width and len(last) < width:
        expected = f"a line of {width} characters"
        raise InputError("codeset.cut_off", file=file.label, line=line, expected=expected)


def _wrong(file: SourceFile, line: int, text: str, expected: str) -> InputError:
    return InputError(
        "codeset.wrong_line", file=file.label, line=line, text=text[:40], expected=expected
    )


def _format(kind: _Kind) -> Format:
    def recognises(file: SourceFile) -> bool:
        return _kind(file) is kind

    return Format(
        code_set=CodeSet.CPT,
        name=f"CPT {kind.value} descriptions",
        recognises=recognises,
        edition=edition,
        read=read,
        gives=ProcedureEntry,
        rank=10,
    )


FORMATS = tuple(map(_format, _Kind))
