"""What a new release changes, as pages for the office's meeting and as a table for its computer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable, Spacer

from medcoder_desktop.domain.releases import Release
from medcoder_desktop.domain.shown_differences import notice_for, shown_words
from medcoder_desktop.domain.updates import CodeDifference, UpdatePreview
from medcoder_desktop.exports.atomic_file import replace_file
from medcoder_desktop.exports.page_frame import Surroundings, build_pages
from medcoder_desktop.exports.page_text import load_fonts
from medcoder_desktop.exports.update_preview_head import (
    counts_strip,
    notices,
    preview_head,
    printed_span,
)
from medcoder_desktop.exports.update_preview_table import difference_lists, touched_list

CSV_COLUMNS: Final = ("change", "code", "billable", "before", "after")


def write_preview_pdf(
    preview: UpdatePreview, target: Path, fonts: Path, printed_at: datetime | None = None
) -> None:
    """Write a preview as a PDF on letter paper, what touches the office first.

    The same arguments give the same bytes. CPT descriptors appear only where the release itself
    is CPT, and then with the notice of their owner.

    Args:
        target: The file; what stood there is replaced in one step.
        fonts: The folder of the shipped fonts.
        printed_at: What the footer says, in its own time zone; None for the present moment.

    Raises:
        EnvironmentError_: The file cannot be written, or the fonts are not there.
    """
    load_fonts(fonts)
    moment = printed_at or datetime.now().astimezone()
    replace_file(target, build_pages(list(_content(preview)), _surroundings(preview.new, moment)))


def write_preview_csv(preview: UpdatePreview, target: Path) -> None:
    """Write the differences of a preview as comma-separated values, one row each.

    The file is UTF-8 with the mark by which spreadsheets know it, its columns are
    :data:`CSV_COLUMNS`; ``billable`` is ``yes`` or ``no``.

    Raises:
        EnvironmentError_: The file cannot be written.
    """
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(CSV_COLUMNS)
    rows.writerows(_csv_row(each, preview.new) for each in preview.differences)
    replace_file(target, text.getvalue().encode("utf-8-sig"))


def _csv_row(difference: CodeDifference, release: Release) -> tuple[str, ...]:
    before, after = shown_words(difference, release.code_set)
    billable = "yes" if difference.billable else "no"
    return (difference.kind.value, difference.code, billable, before, after)


def _content(preview: UpdatePreview) -> Iterator[Flowable]:
    yield preview_head(preview)
    yield Spacer(1, 12)
    yield counts_strip(preview)
    yield Spacer(1, 12)
    yield from notices(preview)
    yield from touched_list(preview)
    yield from difference_lists(preview)


def _surroundings(release: Release, moment: datetime) -> Surroundings:
    title = f"Update preview {release.title}"
    return Surroundings(
        title=title,
        head_left=title,
        head_right=printed_span(release),
        foot=notice_for(release) or title,
        printed_at=moment,
    )
