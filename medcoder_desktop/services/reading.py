"""The reading half of an import: a file becomes domain objects, nothing is stored.

It stands in a module of its own because it runs in a child process when the window imports.
"""

from __future__ import annotations

from pathlib import Path

from medcoder_desktop.domain.claims import Claim
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.exports.claim_json import read_claim_json
from medcoder_desktop.records.recognise import looks_like_claim, read_record

Incoming = ImportedRecord | Claim
"""What a file can hold: a record, or a claim this program wrote."""


def read_file(path: Path) -> Incoming:
    """Read one file, whatever it is called.

    Raises:
        InputError: The file is not what it says, or of a kind that is not read.
        EnvironmentError_: The file cannot be opened.
    """
    if looks_like_claim(path):
        return read_claim_json(path)
    return read_record(path)
