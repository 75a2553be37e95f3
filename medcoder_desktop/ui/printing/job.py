"""One print: the dialog, then a page at a time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.printing.pages import PagePicture, draw_pages

_DOTS_PER_INCH = 200


class PrintJob(QObject):
    """Asks for the printer while the pages are being drawn, then paints them.

    Args:
        printed: What is printed, for the message in the end.
    """

    def __init__(self, context: AppContext, window: QWidget, printed: str = "The claim") -> None:
        super().__init__(window)
        self._printed = printed
        self._context = context
        self._window = window
        self._path = Path()
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._pages: list[PagePicture] = []
        self._next_page = QTimer(self, singleShot=True, interval=0)
        self._next_page.timeout.connect(self._paint_page)

    def start(self, path: Path) -> None:
        """Ask for the printer; without one say so."""
        if not QPrinterInfo.availablePrinterNames():
            self._context.show_error(EnvironmentError_("window.no_printer"))
            return
        self._path = path
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(path.stem)
        dialog = QPrintDialog(self._printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_accepted)
        dialog.setModal(True)
        dialog.show()

    def paint_on(self, printer: QPrinter, pages: tuple[PagePicture, ...]) -> None:
        """Paint pages, one for each turn of the event loop, so that the window stays alive."""
        self._printer = printer
        self._pages = list(pages)
        self._painter = QPainter()
        if not self._pages or not self._painter.begin(printer):
            self._context.show_error(EnvironmentError_("window.no_printer"))
            return
        self._next_page.start()

    @Slot()
    def _on_accepted(self) -> None:
        self._context.tasks.in_child(
            draw_pages,
            (self._path, _DOTS_PER_INCH),
            None,
            self._on_drawn,
            self._context.show_error,
        )

    def _on_drawn(self, pages: tuple[PagePicture, ...]) -> None:
        assert self._printer is not None  # noqa: S101 - chosen before the pages were drawn
        self.paint_on(self._printer, pages)

    @Slot()
    def _paint_page(self) -> None:
        painter, printer = self._painter, self._printer
        if painter is None or printer is None:
            return
        page = self._pages.pop(0)
        form = QImage.Format.Format_Grayscale8
        picture = QImage(page.grey, page.width, page.height, page.stride, form)
        area = painter.viewport()
        fitting = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(area.topLeft(), fitting), picture)
        if self._pages:
            printer.newPage()
            self._next_page.start()
        else:
            painter.end()
            self._painter = None
            self._context.show_message(f"{self._printed} is on its way to the printer.")
