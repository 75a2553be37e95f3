"""The command line: ``medcoder …``, the same services as the window, without Qt."""

from __future__ import annotations

from medcoder_desktop.cli.app import main

__all__ = ["main"]
