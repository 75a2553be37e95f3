"""Update previews leave the program as a PDF or as comma-separated values.

Functions at module level, so that the window can run them in a child process.
"""

from __future__ import annotations

from pathlib import Path

from medcoder_desktop import paths
from medcoder_desktop.domain.updates import UpdatePreview


def save_preview_pdf(preview: UpdatePreview, target: Path) -> Path:
    """Write a preview for printing and filing.

    Returns:
        ``target``.

    Raises:
        EnvironmentError_: The file cannot be written.
    """
    from medcoder_desktop.exports.update_preview import (  # noqa: PLC0415 - ReportLab: 100 ms
        write_preview_pdf,
    )

    write_preview_pdf(preview, target, paths.resources() / "fonts")
    return target


def save_preview_csv(preview: UpdatePreview, target: Path) -> Path:
    """Write a preview's differences for a spreadsheet.

    Returns:
        ``target``.

    Raises:
        EnvironmentError_: The file cannot be written.
    """
    from medcoder_desktop.exports.update_preview import (  # noqa: PLC0415 - ReportLab: 100 ms
        write_preview_csv,
    )

    write_preview_csv(preview, target)
    return target
