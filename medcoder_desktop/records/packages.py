"""What an archive holds besides records: files that systems, portals and exports add to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

_LITTER = ("__MACOSX/", "Thumbs.db", "desktop.ini")
"""What systems put into an archive by themselves."""
_STYLES = (".xsl", ".xslt", ".xsd", ".css", ".js")
"""How records are to be shown or checked; none is one."""
_XDM_HELPERS = ("metadata.xml", "index.htm", "index.html", "autorun.inf")
_LINES = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")
_MANIFEST = "manifest.json"


def is_lines(name: str) -> bool:
    """Whether this name is that of newline-delimited JSON, packed or not."""
    return name.lower().endswith(_LINES)


@dataclass(frozen=True, slots=True)
class Packing:
    """What kind of package an archive is, told by the names in it.

    Attributes:
        is_xdm: A package that portals hand to patients (IHE Cross-Enterprise Document Media
            Interchange): documents below ``IHE_XDM``, with an index that explains them.
        is_export: A FHIR bulk export.
        documents: Names of the XML documents without their endings; of some a package has
            pages to look at besides.
    """

    is_xdm: bool
    is_export: bool
    documents: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Packing:
        """The package with these files."""
        lower = [_plain(name) for name in names]
        return cls(
            any("ihe_xdm/" in name and name.endswith("/metadata.xml") for name in lower),
            any(map(is_lines, lower)),
            frozenset(_stem(name) for name in lower if name.endswith(".xml")),
        )

    def adds_nothing(self, name: str) -> bool:
        """Whether a file is no record but explains or shows one, or was left by a system."""
        lower = _plain(name)
        base = posixpath.basename(lower)
        if name.startswith(_LITTER) or posixpath.basename(name).startswith((".", *_LITTER)):
            return True
        if lower.endswith(_STYLES):
            return True
        if self.is_xdm:
            shown = lower.endswith((".htm", ".html")) and _stem(lower) in self.documents
            return shown or base in _XDM_HELPERS or base.startswith("readme")
        return self.is_export and base == _MANIFEST


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def _stem(name: str) -> str:
    return posixpath.splitext(posixpath.basename(name))[0]
