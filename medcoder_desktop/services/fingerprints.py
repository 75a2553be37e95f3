"""How files are recognised again."""

from __future__ import annotations

import hashlib
from pathlib import Path


def file_fingerprint(path: Path) -> str:
    """Name, size and time of change of a file: cheap to ask at every start.

    Good enough to notice that an installed package was updated; where content must be
    recognised, use its SHA-256.
    """
    status = path.stat()
    mark = f"{path.name}:{status.st_size}:{status.st_mtime_ns}"
    return hashlib.sha256(mark.encode()).hexdigest()
