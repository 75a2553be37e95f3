"""Where the coder has been in the book."""

from __future__ import annotations


class BookHistory:
    """Pages in the order they were turned to, with a place among them.

    Moving the highlight through results would fill the history with pages nobody asked for, so
    previews that follow each other keep one place.
    """

    def __init__(self) -> None:
        self._pages: list[tuple[str, bool]] = []
        self._place = -1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a page after this one."""
        return self._place < len(self._pages) - 1

    def visit(self, code: str) -> None:
        """Turn to a page the coder asked for; the pages after this one are forgotten."""
        self._put(code, preview=False)

    def preview(self, code: str) -> None:
        """Show a page in passing."""
        if self._place >= 0 and self._pages[self._place][1]:
            self._place -= 1
        self._put(code, preview=True)

    def back(self) -> str:
        """The page before; empty at the beginning."""
        if not self.can_go_back:
            return ""
        self._place -= 1
        return self._pages[self._place][0]

    def forward(self) -> str:
        """The page after; empty at the end."""
        if not self.can_go_forward:
            return ""
        self._place += 1
        return self._pages[self._place][0]

    def forget_current(self) -> None:
        """Forget a page that turned out not to exist."""
        if 0 <= self._place < len(self._pages):
            del self._pages[self._place]
            self._place -= 1

    def _put(self, code: str, *, preview: bool) -> None:
        del self._pages[self._place + 1 :]
        if self._pages and self._pages[-1][0] == code:
            self._pages.pop()
        self._pages.append((code, preview))
        self._place = len(self._pages) - 1
