"""The marks on a note: which words support which code, and which are about to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextDocument

from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.sheet import CodingSheet
from medcoder_desktop.ui.workbench.page_marks import PageMark


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the note that supports codes of the sheet.

    Attributes:
        diagnosis_id: The diagnosis it supports.
        label: Its letter and code, for the hint under the pointer.
    """

    evidence: Evidence
    diagnosis_id: str
    label: str


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a mark is painted.

    Attributes:
        outlined: A frame all round instead of a line below.
    """

    fill: QColor
    line: QColor
    outlined: bool = False


def marks_of(sheet: CodingSheet, document_id: str) -> tuple[Mark, ...]:
    """The marks a sheet makes on one document."""
    return tuple(
        Mark(
            piece,
            diagnosis.id,
            f"{sheet.letter_of(diagnosis.id)}  {diagnosis.code}  {diagnosis.title}",
        )
        for diagnosis in sheet.diagnoses
        for piece in diagnosis.evidence
        if piece.document_id == document_id
    )


def page_marks_of(sheet: CodingSheet, document_id: str) -> tuple[PageMark, ...]:
    """The marks a sheet makes on the pages of one document."""
    return tuple(
        PageMark(mark.evidence.region, mark.diagnosis_id, mark.label)
        for mark in marks_of(sheet, document_id)
        if mark.evidence.region is not None
    )


def line_areas(document: QTextDocument, start: int, end: int) -> list[QRectF]:
    """The areas the characters from ``start`` to ``end`` cover, line by line.

    Args:
        document: A document that is laid out.
        start: Document position (UTF-16 units) of the first character.
        end: One past the last.

    Returns:
        Rectangles in the document's own coordinates.
    """
    areas = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        areas.extend(_areas_in_block(document, block, start, end))
        block = block.next()
    return areas


def _areas_in_block(
    document: QTextDocument, block: QTextBlock, start: int, end: int
) -> list[QRectF]:
    areas = []
    corner = document.documentLayout().blockBoundingRect(block).topLeft()
    layout = block.layout()
    text = block.text()
    first = max(start - block.position(), 0)
    last = min(end - block.position(), block.length() - 1)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        begin = max(first, line.textStart())
        stop = min(last, line.textStart() + line.textLength())
        while stop > begin and text[stop - 1 : stop].isspace():
            stop -= 1  # the blank at which the line breaks belongs to no words
        if begin >= stop:
            continue
        left, right = line.cursorToX(begin)[0], line.cursorToX(stop)[0]  # type: ignore[index]  # the binding returns (x, position)
        areas.append(
            QRectF(
                corner.x() + left,
                corner.y() + line.y(),
                right - left,
                line.ascent() + line.descent(),
            )
        )
    return areas


def paint_mark(painter: QPainter, areas: list[QRectF], scrolled: QPointF, style: MarkStyle) -> None:
    """Paint a mark behind its words."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for area in areas:
        box = area.translated(-scrolled).adjusted(-1.5, -1, 1.5, 1.5)
        if style.outlined:
            painter.setPen(QPen(style.line, 1.5))
            painter.setBrush(style.fill)
            painter.drawRoundedRect(box, 3, 3)
            continue
        painter.setPen(QPen(style.fill, 0))
        painter.setBrush(style.fill)
        painter.drawRoundedRect(box, 2, 2)
        painter.setPen(QPen(style.line, 2))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
