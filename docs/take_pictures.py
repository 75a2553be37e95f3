"""Takes the pictures of the README from the real window: python docs/take_pictures.py.

Works on the sample patients in a folder of its own, without a screen.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from medcoder_desktop.bootstrap import open_library, open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.evidence import evidence_from
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.services.packaged_parts import DERIVED_RELEASE
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.app import new_window, picture
from medcoder_desktop.ui.library.releases_panel import ReleasesPanel
from medcoder_desktop.ui.library.update_preview_dialog import UpdatePreviewDialog
from medcoder_desktop.ui.main_window import MainWindow
from medcoder_desktop.ui.settings import Settings
from medcoder_desktop.ui.tasks import Tasks
from medcoder_desktop.ui.theme import ThemeChoice

PICTURES = Path(__file__).parent / "pictures"
CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
CODER = Actor("demo")
SAMPLE = "01-okafor-diabetes"
SIZE = (1440, 900)
LIBRARY_DAY = date(2026, 3, 14)


def code_sample(services: Services) -> tuple[str, str]:
    """Code one sample by its key; returns the visit and the words of its first search."""
    for row in services.patients.encounter_rows():
        key = services.records.answer_key(row.encounter.id)
        if key is None or key.slug != SAMPLE:
            continue
        visit = row.encounter.id
        for diagnosis in key.diagnoses:
            marks = []
            for document in services.records.chart(visit).documents:
                text = services.records.document_text(document.id)
                for quote in diagnosis.quotes:
                    if document.source == diagnosis.document and quote in text:
                        start = text.index(quote)
                        marks.append(evidence_from(document.id, text, start, start + len(quote)))
            services.coding.assign(CODER, visit, diagnosis.code, tuple(marks))
        for line in key.lines:
            procedure = "-".join((line.procedure, *line.modifiers))
            services.coding.add_line(CODER, visit, f"{procedure} x{line.units} {line.pointers}")
        return visit, key.diagnoses[0].search
    raise SystemExit(f"sample {SAMPLE} is not there")


def open_window(folder: Path, application: QApplication) -> tuple[MainWindow, Tasks]:
    """The window on a folder, as a new person sees it."""
    settings = Settings(folder)
    settings.set_text("theme", ThemeChoice.LIGHT.value)
    window = new_window(folder, settings, CLOCK)
    tasks = window.findChild(Tasks)
    assert tasks is not None
    window.resize(*SIZE)
    window.show()
    window.start()
    settle(application, tasks)
    return window, tasks


def settle(application: QApplication, tasks: Tasks) -> None:
    """Turn the event loop until nothing more is asked for."""
    quiet = 0
    while quiet < 5:
        quiet = quiet + 1 if tasks.is_idle else 0
        tasks.wait_idle()
        application.processEvents()


def preview_picture(window: MainWindow, application: QApplication, tasks: Tasks) -> None:
    """What FY2027 changes, as the window shows it before a release is put in use."""
    panel = window.findChild(ReleasesPanel)
    assert panel is not None
    panel.updates.preview(DERIVED_RELEASE)
    settle(application, tasks)
    dialog = next(iter(window.findChildren(UpdatePreviewDialog)))
    dialog.resize(1200, 700)
    settle(application, tasks)
    dialog.grab().save(str(PICTURES / "update-preview.png"))
    dialog.close()


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    application = QApplication(["medcoder"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        open_library(folder).build(no_progress)
        fresh = folder / "fresh"
        fresh.mkdir()
        shutil.copy(folder / "library.db", fresh)
        window, tasks = open_window(fresh, application)
        window.grab().save(str(PICTURES / "first-run.png"))
        window.close()
        services = open_services(folder, CLOCK)
        services.records.import_samples(CODER)
        visit, search = code_sample(services)
        services.close()
        for theme in ("light", "dark"):
            target = PICTURES / f"workbench-{theme}.png"
            picture(folder, visit, target, SIZE, dark=theme == "dark", search=search)
        window, tasks = open_window(folder, application)
        for page in ("worklist", "practice"):
            window.go_to(page)
            settle(application, tasks)
            window.grab().save(str(PICTURES / f"{page}.png"))
        window.open_code("S52.501A", LIBRARY_DAY)
        settle(application, tasks)
        window.grab().save(str(PICTURES / "library.png"))
        preview_picture(window, application, tasks)
        window.close()


if __name__ == "__main__":
    main()
