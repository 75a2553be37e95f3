"""What the command line may ask of the window without knowing Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class TakePicture(Protocol):
    """Draw the workbench of a visit, with a search in it, into a PNG file."""

    def __call__(
        self, data_dir: Path, encounter_id: str, target: Path, *, dark: bool, search: str
    ) -> None:
        """Draw it."""
        ...


@dataclass(frozen=True, slots=True)
class Screens:
    """The window's two services to the command line, handed in from above.

    Attributes:
        open_window: Runs the window on a data folder and returns its exit code.
        take_picture: Draws the workbench of a visit without a screen.
    """

    open_window: Callable[[Path], int]
    take_picture: TakePicture
