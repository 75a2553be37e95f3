"""Where shipped files lie and where a person's data belong, in every kind of installation."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DATA_DIR_VARIABLE = "MEDCODER_DATA_DIR"
"""Environment variable that chooses the data folder; the command line option wins over it."""


def resources() -> Path:
    """The folder of icons, style sheets and sample patients."""
    return _shipped("resources")


def codesets() -> Path:
    """The folder of the small code tables this project wrote itself."""
    return _shipped("codesets")


def data_folder(chosen: Path | None = None) -> Path:
    """Where ``records.db`` and ``library.db`` live.

    Args:
        chosen: What the person asked for on the command line, if anything.

    Returns:
        That folder, else the one the environment names, else the platform's own place for a
        user's data. It is not created here.
    """
    if chosen is not None:
        return chosen.expanduser().absolute()
    if named := os.environ.get(DATA_DIR_VARIABLE):
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - only when nobody chose

    return user_data_path("MedCoder Desktop", appauthor=False)


def _shipped(name: str) -> Path:
    """A shipped folder: in a frozen build, beside the package in a checkout, or in the wheel."""
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen) / name
    package = Path(__file__).parent
    in_wheel = package / "_shipped" / name
    return in_wheel if in_wheel.is_dir() else package.parent / name
