"""A chart of many documents is narrowed by what they are like."""

from __future__ import annotations

from datetime import date

import pytest

from medcoder_desktop.domain.document_filter import NO_VISIT, DocumentFilter, Signature
from medcoder_desktop.domain.documents import ClinicalDocument, DocumentKind

DAY = date(2026, 3, 14)


def document(
    title: str,
    written: date | None,
    kind: DocumentKind = DocumentKind.PROGRESS_NOTE,
    author: str = "Hanna Lindqvist, MD",
    *,
    signed: bool | None = True,
    visit: str | None = None,
) -> ClinicalDocument:
    return ClinicalDocument(title, "p", visit, kind, title, written, author, signed)


TODAY = document("Progress note", DAY, visit="v")
XRAY = document("Foot X-ray", date(2026, 3, 1), DocumentKind.IMAGING_REPORT, "Edmund Sorrel, MD")
SPRING = document("Progress note", date(2025, 6, 1), signed=False)
OLD = document("Letter", date(2020, 1, 1), DocumentKind.LETTER, signed=None)
UNDATED = document("Scan", None, DocumentKind.OTHER, "", signed=None)
LOOSE = frozenset({DocumentKind.LETTER, DocumentKind.OTHER})
ALL = (TODAY, XRAY, SPRING, OLD, UNDATED)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (DocumentFilter(), ALL),
        (DocumentFilter(words="progress"), (TODAY, SPRING)),
        (DocumentFilter(words="SORREL imaging"), (XRAY,)),
        (DocumentFilter(words="2026-03"), (TODAY, XRAY)),
        (DocumentFilter(kinds=LOOSE), (OLD, UNDATED)),
        (DocumentFilter(authors=frozenset({"Edmund Sorrel, MD"})), (XRAY,)),
        (DocumentFilter(authors=frozenset({"Edmund Sorrel, MD", ""})), (XRAY, UNDATED)),
        (DocumentFilter(signatures=frozenset({Signature.NOT_SIGNED})), (SPRING,)),
        (DocumentFilter(signatures=frozenset({Signature.NOT_STATED})), (OLD, UNDATED)),
        (DocumentFilter(visits=frozenset({"v"})), (TODAY,)),
        (DocumentFilter(visits=frozenset({NO_VISIT})), (XRAY, SPRING, OLD, UNDATED)),
        (DocumentFilter(since=date(2026, 3, 1)), (TODAY, XRAY)),
        (DocumentFilter(until=date(2026, 3, 1)), (XRAY, SPRING, OLD)),
        (DocumentFilter(since=date(2025, 6, 1), until=date(2025, 6, 1)), (SPRING,)),
        (DocumentFilter(words="note", signatures=frozenset({Signature.SIGNED})), (TODAY,)),
    ],
)  # fmt: skip
def test_only_what_is_asked_for_fits(
    asked: DocumentFilter, expected: tuple[ClinicalDocument, ...]
) -> None:
    assert tuple(each for each in ALL if asked.fits(each)) == expected


def test_blanks_alone_ask_for_nothing() -> None:
    assert not DocumentFilter(words="  ").asks
    assert DocumentFilter(words="x").asks
    assert DocumentFilter(until=DAY).asks
