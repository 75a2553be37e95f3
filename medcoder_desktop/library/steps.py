"""How the writers of the library tell how far they are."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[int, int], None]
"""Called with (done, total), both 0 where the whole is not known; may raise ``Cancelled``."""
