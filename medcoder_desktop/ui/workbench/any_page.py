"""A page of the book, whichever set its code belongs to."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.workbench.book_page import BookPage, page_as_html, read_book_page
from medcoder_desktop.ui.workbench.book_text import page_as_text
from medcoder_desktop.ui.workbench.ink import Ink
from medcoder_desktop.ui.workbench.procedure_page import (
    ProcedurePage,
    procedure_as_html,
    procedure_as_text,
    read_procedure_page,
)

AnyPage = BookPage | ProcedurePage
"""Both have code, system, billable, note and favourite."""


def read_any_page(services: Services, code: str, on: date) -> AnyPage:
    """Read the page of a code; a diagnosis of five characters is told by its dot.

    Raises:
        InputError: No such code on that day.
    """
    if looks_like_procedure(code):
        return read_procedure_page(services, code, on)
    return read_book_page(services, code, on)


def any_as_html(page: AnyPage, ink: Ink) -> str:
    """The page as rich text."""
    if isinstance(page, ProcedurePage):
        return procedure_as_html(page, ink)
    return page_as_html(page, ink)


def any_as_text(page: AnyPage) -> str:
    """The page as plain text."""
    if isinstance(page, ProcedurePage):
        return procedure_as_text(page)
    return page_as_text(page)
