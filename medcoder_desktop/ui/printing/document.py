"""Printing a document of the record: its text, or its pages as they are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.documents import ClinicalDocument
from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.pages import PageImage
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.printing.job import PrintJob
from medcoder_desktop.ui.printing.pages import PagePicture

_MOST_PRINTED = 60
"""Pages printed at once; so many fit into memory while the printer takes them."""
_PRINTED_WIDE = 1_700
"""Pixels across of a printed page: 200 dots an inch."""


class DocumentPrint(QObject):
    """Asks for the printer, then prints."""

    def __init__(self, context: AppContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def start(self, document: ClinicalDocument, text: str | None) -> None:
        """Ask for the printer; without one say so.

        Args:
            text: What to print; None for the pages of the original.
        """
        if not QPrinterInfo.availablePrinterNames():
            self._context.show_error(EnvironmentError_("window.no_printer"))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(document.title)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(partial(self.print_on, printer, document, text))
        dialog.setModal(True)
        dialog.show()

    def print_on(self, printer: QPrinter, document: ClinicalDocument, text: str | None) -> None:
        """Print on a printer that was chosen."""
        if text is not None:
            page = QTextDocument()
            page.setPlainText(text)
            page.print_(printer)
            self._context.show_message("The document is on its way to the printer.")
            return
        read = partial(_pictures, self._context.services, document.id)
        self._context.tasks.read(read, partial(self._print_pages, printer))

    def _print_pages(self, printer: QPrinter, read: tuple[int, tuple[PageImage, ...]]) -> None:
        count, images = read
        job = PrintJob(self._context, self._window, "The document")
        job.paint_on(printer, tuple(map(_grey, images)))
        if count > len(images):
            self._context.show_message(f"The first {len(images)} of {count} pages are printed.")


def _pictures(services: Services, document_id: str) -> tuple[int, tuple[PageImage, ...]]:
    """How many pages there are, and pictures of the first of them."""
    count = len(services.pages.info(document_id).sizes)
    wanted = range(min(count, _MOST_PRINTED))
    return count, tuple(services.pages.image(document_id, n, _PRINTED_WIDE) for n in wanted)


def _grey(image: PageImage) -> PagePicture:
    form = QImage.Format
    picture = QImage(image.rgb, image.width, image.height, image.width * 3, form.Format_RGB888)
    grey = picture.convertToFormat(form.Format_Grayscale8)
    return PagePicture(grey.width(), grey.height(), grey.bytesPerLine(), bytes(grey.constBits()))
