"""Golden files: what the program wrote when a person last looked at it and agreed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True, slots=True)
class GoldenFiles:
    """The folder of golden files.

    Attributes:
        rewrite: Take what the program writes now instead of comparing (``--update-golden``).
    """

    rewrite: bool

    def check(self, name: str, written: str) -> None:
        """Compare with the golden file ``name``, a path below the folder."""
        path = _FOLDER / name
        if self.rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written.encode())
            return
        assert path.is_file(), f"no golden file {name}: look at the output, then --update-golden"
        expected = path.read_bytes().decode()
        assert expected == written, f"{name} changed: look at it, then --update-golden"

    def path(self, name: str) -> Path:
        """Where the golden file ``name`` lies, for tests that read it."""
        return _FOLDER / name
