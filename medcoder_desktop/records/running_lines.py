"""Lines that stand on every page of a document and are read once."""

from __future__ import annotations

from collections.abc import Iterable


def read_once(texts: Iterable[str]) -> str:
    """The lines of headers, or of footers, each of them once however many pages have it."""
    seen: set[str] = set()
    kept: list[str] = []
    for line in "\n".join(texts).split("\n"):
        plain = " ".join(line.split())
        if plain and plain not in seen:
            seen.add(plain)
            kept.append(line)
    return "\n".join(kept)


def one_below_other(*parts: str) -> str:
    """Parts of a document with a blank line between those that hold something."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())
