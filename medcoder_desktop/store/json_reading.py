"""Reading the program's own JSON back, with one plain answer to what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from medcoder_desktop.domain.errors import Defect, InputError

Json = Mapping[str, Any]
"""An object of parsed JSON."""


def parsed(text: str, newest: int) -> Json:
    """Parse an object that says its ``schema`` number.

    Args:
        text: The stored text.
        newest: The newest number this program writes and reads.

    Raises:
        InputError: A newer version of the program wrote it.
        ValueError: It is no JSON object with a schema number.
    """
    content = json.loads(text)
    if not isinstance(content, dict) or not isinstance(content.get("schema"), int):
        raise TypeError("stored content without a schema number")
    if content["schema"] > newest:
        raise InputError("store.newer_content", schema=content["schema"], newest=newest)
    return content


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Say plainly that stored content cannot be read; a bare error might show what it holds.

    Args:
        what: What is read, in words.

    Raises:
        Defect: Reading failed inside the block.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise Defect("store.unreadable_content", what=what, reason=type(error).__name__) from None


def written(content: Json) -> str:
    """The text of a JSON object, as short as it can be, in readable Unicode."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def day_text(day: date | None) -> str | None:
    """A day as JSON holds it."""
    return None if day is None else day.isoformat()


def day_of(text: str | None) -> date | None:
    """The day that :func:`day_text` wrote."""
    return None if text is None else date.fromisoformat(text)
