"""What a word processor's document says, put together from its body and what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from medcoder_desktop.domain.messages import sentence

STRUCK, END_OF_STRUCK = "[struck out: ", "]"
"""Around words that somebody crossed out."""
_TWICE = re.compile(r"(\[struck out: [^\[\]]*)\]\[struck out: ")


def struck_out(words: str) -> str:
    """Words that somebody crossed out: kept to be read, never to be taken for what holds."""
    return f"{STRUCK}{words.strip()}{END_OF_STRUCK}" if words.strip() else words


def joined_struck_out(words: str) -> str:
    """A line in which words crossed out piece by piece stand as one, blanks outside the marks."""
    while (joined := _TWICE.sub(r"\1 ", words)) != words:
        words = joined
    return words.replace(f"{STRUCK} ", f" {STRUCK}")


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What a document says.

    Attributes:
        skipped: Sentences on what in it is no text and was left out.
    """

    text: str
    skipped: tuple[str, ...] = ()


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


def numbered_notes(notes: Iterable[str]) -> str:
    """Footnotes, each on one line behind its mark."""
    written = (" ".join(note.split()) for note in notes)
    return "\n".join(f"[{number}] {note}".rstrip() for number, note in enumerate(written, 1))


def left_out_of(comments: int, pictures: int, chunks: int = 0) -> tuple[str, ...]:
    """The sentences on what in a document is no text of its own.

    Args:
        chunks: Documents of another format that were placed into it.
    """
    counts = {
        "left_out.word_comments": comments,
        "left_out.word_pictures": pictures,
        "left_out.word_chunks": chunks,
    }
    return tuple(sentence(each, {"count": count}) for each, count in counts.items() if count)
