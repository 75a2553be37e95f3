"""The upper part of a printed update preview: the releases, the counts, what must be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from medcoder_desktop.domain.releases import Release
from medcoder_desktop.domain.shown_differences import notice_for
from medcoder_desktop.domain.updates import UpdatePreview
from medcoder_desktop.exports.claim_summary_head import notice
from medcoder_desktop.exports.page_styles import (
    HAIR,
    HEAD,
    INK,
    LABEL,
    MEASURE,
    NAME,
    PRACTICE,
    SMALL,
    VALUE,
    grey,
)
from medcoder_desktop.exports.page_text import clipped, day_text, markup

_MOST: Final = 300
_FLUSH: Final = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def preview_head(preview: UpdatePreview) -> Table:
    """The new release on the left, what it is compared with on the right, a rule below."""
    right = [Paragraph("Compared with", LABEL), *_release(preview.old)]
    left = [
        Paragraph("Update preview", LABEL),
        Paragraph(markup(preview.new.title), PRACTICE),
        *_release_lines(preview.new),
    ]
    half = MEASURE / 2
    table = Table([[left, right]], colWidths=[half, half])
    table.setStyle(
        [
            *_FLUSH,
            ("BOTTOMPADDING", (0, 0), (-1, 0), 8),
            ("LINEBELOW", (0, 0), (-1, 0), 1, grey(INK)),
        ]
    )
    return table


def counts_strip(preview: UpdatePreview) -> Flowable:
    """How many differences of each kind, side by side."""
    counted = [(kind.value, preview.counts[kind]) for kind in preview.counts]
    cells: list[tuple[str, int]] = [("touched in this office", len(preview.touched)), *counted]
    width = MEASURE / max(5, len(cells))
    table = Table(
        [
            [Paragraph(f"{count:,}", NAME) for _, count in cells],
            [Paragraph(markup(words), HEAD) for words, _ in cells],
        ],
        colWidths=[width] * len(cells),
        hAlign="LEFT",
    )
    table.setStyle(
        [
            *_FLUSH,
            ("LEFTPADDING", (1, 0), (-1, -1), 8),
            ("LINEBEFORE", (1, 0), (-1, -1), 0.5, grey(HAIR)),
        ]
    )
    return table


def notices(preview: UpdatePreview) -> Iterator[Flowable]:
    """What must not be overlooked: gaps, omissions, the owner of CPT."""
    said = []
    if preview.new.remark:
        said.append(("Not the whole publication.", preview.new.remark))
    if preview.cut_off:
        said.append(
            (
                "Not every difference is listed.",
                f"{preview.cut_off:,} more are left out because there are so many.",
            )
        )
    if not preview.differences:
        said.append(("Nothing changes.", "The release says the same as the one before it."))
    if owner := notice_for(preview.new):
        said.append(("Descriptors.", owner))
    for head, words in said:
        yield notice(head, clipped(words, _MOST))
        yield Spacer(1, 10)


def _release(release: Release | None) -> list[Flowable]:
    if release is None:
        return [
            Paragraph("nothing", PRACTICE),
            Paragraph("No release of this set is in force on its first day.", SMALL),
        ]
    return [Paragraph(markup(release.title), PRACTICE), *_release_lines(release)]


def printed_span(release: Release) -> str:
    """The days a release governs: ``In force from 10/01/2026 to 09/30/2027``."""
    until = day_text(release.effective_to) if release.effective_to else "further notice"
    return f"In force from {day_text(release.effective_from)} to {until}"


def _release_lines(release: Release) -> list[Flowable]:
    lines: list[Flowable] = [
        Paragraph(printed_span(release), VALUE),
        Paragraph(markup(release.origin.value), SMALL),
    ]
    if release.notes_as_of:
        lines.append(Paragraph(markup(clipped(f"Notes: {release.notes_as_of}", 120)), SMALL))
    return lines
