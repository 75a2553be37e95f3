"""The program's door: a subcommand goes to the command line, none opens the window."""

from __future__ import annotations

import sys
from pathlib import Path

from medcoder_desktop.cli import main as cli_main
from medcoder_desktop.cli.screens import Screens


def main() -> None:
    """Run the program as ``medcoder`` or ``python -m medcoder_desktop``."""
    if getattr(sys, "frozen", False):  # a child of a frozen build starts here, and ends here
        from multiprocessing import freeze_support  # noqa: PLC0415 - a checkout needs none of it

        freeze_support()
    sys.exit(cli_main(Screens(open_window=_open_window, take_picture=_take_picture)))


def _open_window(data_dir: Path) -> int:
    from medcoder_desktop.ui.app import run  # noqa: PLC0415 - Qt only when a window is wanted

    return run(data_dir, [sys.argv[0]])


def _take_picture(
    data_dir: Path, encounter_id: str, target: Path, *, dark: bool, search: str
) -> None:
    from medcoder_desktop.ui.app import picture  # noqa: PLC0415 - Qt only for the picture

    picture(data_dir, encounter_id, target, dark=dark, search=search)


if __name__ == "__main__":
    main()
