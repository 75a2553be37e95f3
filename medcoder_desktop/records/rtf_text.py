"""The text of an RTF document."""

from __future__ import annotations

import re
from typing import Any

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.wording import tidy_text

_PICTURES = re.compile(rb"[0-9a-fA-F\r\n]{400,}")
"""Pictures stand in the file as long runs of digits, which are no words."""


def text_of_rtf(raw: bytes, file: str) -> str:
    """The words of a document in their order.

    Args:
        file: Name of the file, for the sentence.

    Raises:
        InputError: The file is damaged.
    """
    from striprtf import striprtf  # noqa: PLC0415 - only who reads RTF pays for it

    to_text: Any = striprtf.rtf_to_text  # the package has no annotations
    written = _PICTURES.sub(b"", raw).decode("cp1252", "replace")
    try:
        return tidy_text(to_text(written, errors="replace"))
    except (ValueError, LookupError, IndexError, OverflowError) as problem:
        raise InputError("record.rtf_damaged", file=file) from problem
