"""Where real public files lie for tests that read them; users do not have them."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(path: str) -> Path:
    """A file or folder of the shared test data; skips the test where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"needs {path} from the shared test data beside the checkout")
    return found
