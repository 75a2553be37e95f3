"""What is known of a code set apart from any release of it: who publishes it, where, how often."""

from __future__ import annotations

from dataclasses import dataclass

from medcoder_desktop.domain.releases import CodeSet


@dataclass(frozen=True, slots=True)
class KnownSet:
    """One entry of ``codesets/manifest.toml``.

    Attributes:
        code_set: The set.
        what: One sentence on what it is good for.
        publisher: Who publishes it.
        licence: Under which terms an office may use it.
        address: The publisher's web page for it, beginning with ``https://``.
        files: Name patterns of the publisher's files, with ``*``. They help to find the file on
            the page; a file is recognised by its content.
        changes: How often it changes.
        page: What the publisher calls that page.
    """

    code_set: CodeSet
    what: str
    publisher: str
    licence: str
    address: str
    files: tuple[str, ...]
    changes: str
    page: str = ""
