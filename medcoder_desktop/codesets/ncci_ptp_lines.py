"""Reads the lines of a procedure-to-procedure edit file quickly, checking every cell.

A quarter has some two million lines. They are taken in blocks that are split at once and
checked column by column: each new code, day and indicator once, not in every line. A block in
which anything is not as CMS writes it is gone through line by line, which finds the line that
is wrong, or takes cells with blanks around them.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, TypeAlias

from medcoder_desktop.codesets import limits
from medcoder_desktop.codesets.ncci_editions import refuse_cut_off
from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import lines_of
from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import EnvironmentError_, InputError

PtpRow: TypeAlias = tuple[str, str, int, int | None, str, str]
"""Column 1, column 2, effective and deleted as 20260401, indicator, rationale."""

EXPECTED = "a row with two procedure codes, two days, an indicator and a rationale"

_CELLS = 7
_BLOCK = 256 * 1024
_MARKS = frozenset({"", "*"})
"""What the column ``*=in existence prior to 1996`` may hold."""
_INDICATORS = frozenset("019")
_MOST_RATIONALES = 1000
"""Rationales remembered; a quarter has some twenty."""
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class RowCheck:
    """Checks cells, remembering which codes and days it has seen.

    Attributes:
        effective: First dates of service by their writing.
        deleted: Deletion dates by their writing; None for none.
        rationales: Each rationale by itself, so that equal ones are one string.
    """

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._codes = set[str]()
        self.effective: dict[str, int] = {}
        self.deleted: dict[str, int | None] = {"*": None, "": None}
        self.rationales: dict[str, str] = {}

    def passes(self, columns: Sequence[list[str]]) -> bool:
        """Whether all cells of a block are exactly as CMS writes them."""
        if not (_MARKS.issuperset(columns[2]) and _INDICATORS.issuperset(columns[5])):
            return False
        rationales = set(columns[6]).difference(self.rationales)
        if any(text != _bare(text) or not text.isprintable() for text in rationales):
            return False
        try:
            self._learn_codes(set(columns[0]).union(columns[1]))
            self._learn_effective(set(columns[3]))
            self._learn_deleted(set(columns[4]))
        except ValueError:
            return False
        self._remember(rationales)
        return True

    def row(self, line: int, cells: Sequence[str]) -> PtpRow:
        """One row, with blanks and quotes around its cells taken away.

        Args:
            cells: The seven cells in the order of the official file.

        Raises:
            InputError: A cell is not what belongs there; names the line.
        """
        column1, column2, mark, effective, deleted, indicator, rationale = map(_bare, cells)
        self._learn(line, self._learn_codes, (column1, column2), "a procedure code")
        self._learn(line, self._learn_effective, (effective,), "a day such as 20260401")
        self._learn(line, self._learn_deleted, (deleted,), "a day such as 20260401, or *,")
        if mark not in _MARKS:
            raise self._wrong(line, mark, "* or nothing")
        if indicator not in _INDICATORS:
            raise self._wrong(line, indicator, "a modifier indicator 0, 1 or 9")
        self._remember((rationale,))
        return (
            column1,
            column2,
            self.effective[effective],
            self.deleted[deleted],
            indicator,
            rationale,
        )

    def text_row(self, line: int, text: str) -> PtpRow:
        """The row that a line of text holds.

        Raises:
            InputError: It has more or fewer cells, or a cell is wrong; names the line.
        """
        if "\x00" in text:
            raise InputError("codeset.not_text", file=self._file.label, line=line)
        cells = text.split("\t")
        while len(cells) > _CELLS and not cells[-1].strip():
            cells.pop()
        if len(cells) < _CELLS:
            raise InputError("codeset.cut_off", file=self._file.label, line=line, expected=EXPECTED)
        if len(cells) > _CELLS:
            raise self._wrong(line, cells[_CELLS].strip(), "the end of the line")
        return self.row(line, cells)

    def _learn(
        self,
        line: int,
        learn: Callable[[Iterable[str]], None],
        texts: tuple[str, ...],
        expected: str,
    ) -> None:
        try:
            learn(texts)
        except ValueError as error:
            raise self._wrong(line, str(error), expected) from None

    def _learn_codes(self, codes: Iterable[str]) -> None:
        for code in set(codes).difference(self._codes):
            if len(code) != 5 or code != code.upper() or not looks_like_procedure(code):
                raise ValueError(code)
            self._codes.add(code)

    def _learn_effective(self, texts: Iterable[str]) -> None:
        for text in set(texts).difference(self.effective):
            day = _number(text)
            if day is None:
                raise ValueError(text)
            self.effective[text] = day

    def _learn_deleted(self, texts: Iterable[str]) -> None:
        for text in set(texts).difference(self.deleted):
            self.deleted[text] = _number(text)

    def _remember(self, rationales: Iterable[str]) -> None:
        if len(self.rationales) < _MOST_RATIONALES:
            self.rationales.update((text, text) for text in rationales)

    def _wrong(self, line: int, text: str, expected: str) -> InputError:
        return InputError(
            "codeset.wrong_line",
            file=self._file.label,
            line=line,
            text=text[:60],
            expected=expected,
        )


def tabbed_rows(file: SourceFile, headings: int) -> Iterator[PtpRow]:
    """The edits of a tab-delimited text.

    Args:
        headings: The line on which the headings begin; those that follow it and have nothing
            in the first two columns belong to it.

    Raises:
        InputError: A line is damaged, or the last one is cut off; names the line.
        EnvironmentError_: The file cannot be read.
    """
    check = RowCheck(file)
    if file.head.startswith(_WIDE_MARKS):
        lines = ((number, text) for number, text in lines_of(file) if number > headings)
        yield from _rows(check, _below_headings(lines))
        return
    try:
        with file.path.open("rb") as raw:
            yield from _narrow_rows(file, check, raw, headings)
    except OSError as error:
        raise EnvironmentError_("codeset.not_opened", file=file.label) from error


def _narrow_rows(
    file: SourceFile, check: RowCheck, raw: BinaryIO, headings: int
) -> Iterator[PtpRow]:
    rest, line = b"", 0
    while line <= headings or (rest and _is_heading(rest.decode("latin-1"))):
        rest = raw.readline(limits.LONGEST_LINE)
        line += 1
    while block := raw.read(_BLOCK):
        whole, _, rest = (rest + block).rpartition(b"\n")
        if whole:
            lines = whole.count(b"\n") + 1
            yield from _block_rows(check, line, lines, whole)
            line += lines
        elif len(rest) > limits.LONGEST_LINE:
            raise InputError("codeset.line_too_long", file=file.label, line=line)
    seen = tuple(check.rationales)
    for row in _rows(check, enumerate(_decoded(rest).split("\n"), line)):
        yield row
        if not rest.endswith(b"\n"):
            refuse_cut_off(file, line, row[-1], seen)


def _block_rows(check: RowCheck, line: int, lines: int, whole: bytes) -> Iterator[PtpRow]:
    """The rows of whole lines; ``line`` is the number of the first of them."""
    text = _decoded(whole).removesuffix("\r").replace("\r\n", "\n")
    cells = text.replace("\n", "\t").split("\t")
    if len(cells) == _CELLS * lines:
        columns = [cells[place::_CELLS] for place in range(_CELLS)]
        if check.passes(columns):
            return zip(
                columns[0],
                columns[1],
                map(check.effective.__getitem__, columns[3]),
                map(check.deleted.__getitem__, columns[4]),
                columns[5],
                map(check.rationales.get, columns[6], columns[6]),
                strict=True,
            )
    return _rows(check, enumerate(text.split("\n"), line))


def _rows(check: RowCheck, lines: Iterable[tuple[int, str]]) -> Iterator[PtpRow]:
    for number, text in lines:
        bare = text.rstrip("\r\x1a")
        if bare.strip():
            yield check.text_row(number, bare)


def _below_headings(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for number, text in lines:
        if not _is_heading(text):
            yield number, text
            break
    yield from lines


def _is_heading(text: str) -> bool:
    """Whether a line below the first line of headings belongs to them, or is empty."""
    return not "".join(text.split("\t")[:2]).strip(' "\r\n')


def _decoded(block: bytes) -> str:
    try:
        return block.decode("utf-8")
    except UnicodeDecodeError:
        return block.decode("cp1252", "replace")


def _bare(cell: str) -> str:
    return cell.strip().strip('"').strip()


def _number(text: str) -> int | None:
    """A day as 20260401; None where the text says that there is none.

    Raises:
        ValueError: It is no day.
    """
    day = read_day(text)
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day
