"""Tells when the lists that come with the program have changed; cheap to ask at every start."""

from __future__ import annotations

import hashlib
from pathlib import Path

from medcoder_desktop.codesets.packaged import packaged_hcc_files, packaged_tabular
from medcoder_desktop.services.fingerprints import file_fingerprint


def packaged_fingerprint(tables: Path) -> str:
    """Changes when any of the packaged sources does, so that the library is built anew.

    Args:
        tables: The folder of our own tables.
    """
    sources = [packaged_tabular(), *packaged_hcc_files(), *sorted(tables.glob("*.tsv"))]
    marks = "".join(file_fingerprint(source) for source in sources)
    return hashlib.sha256(marks.encode()).hexdigest()
