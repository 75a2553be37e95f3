"""What the coder does while reading: jump, find, make larger, darken, compare, print."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import QObject

from medcoder_desktop.domain.documents import ClinicalDocument
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.finding_words import ChartHit, places_of
from medcoder_desktop.domain.outline import outline_of
from medcoder_desktop.domain.pages import PageRegion
from medcoder_desktop.services.suite import Services
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.printing.document import DocumentPrint
from medcoder_desktop.ui.workbench.note_view import MEASURES, USUAL_MEASURE, WHOLE_PANEL
from medcoder_desktop.ui.workbench.record_panel import RecordPanel
from medcoder_desktop.ui.workbench.version_dialog import VersionDialog

_SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_ON = "yes"
_WHOLE_PAGES = "pages"
_ZOOM = re.compile(r"\d\.\d{1,3}")

Version = tuple[ClinicalDocument, str]


class Reader(QObject):
    """Behaviour of the bar above the record, for texts and pages alike."""

    def __init__(self, context: AppContext, panel: RecordPanel) -> None:
        super().__init__(panel)
        self._context = context
        self._panel = panel
        self._places: tuple[tuple[int, int], ...] = ()
        self._regions: tuple[PageRegion, ...] = ()
        self._current = -1
        self._hit: ChartHit | None = None
        self._encounter_id = ""
        bar, find = panel.bar, panel.find_bar
        bar.outline.section_chosen.connect(self._on_section)
        panel.place_changed.connect(self._on_place)
        panel.viewer.zoom_changed.connect(self._keep_zoom)
        bar.find_wanted.connect(self.find)
        bar.larger_wanted.connect(self.larger)
        bar.smaller_wanted.connect(self.smaller)
        bar.other_wanted.connect(panel.show_other_form)
        bar.print_wanted.connect(self.print_document)
        bar.compare_wanted.connect(self.compare)
        bar.night_toggled.connect(self._on_night)
        find.changed.connect(self._look)
        find.step_wanted.connect(self._step)
        find.hit_wanted.connect(self._on_hit)
        find.closed.connect(self._on_closed)
        panel.opened.connect(self._on_opened)
        self._restore()
        self._on_opened()

    def open_visit(self, encounter_id: str) -> None:
        """Another visit's chart is looked through from now on."""
        self._encounter_id = encounter_id

    def is_reading(self) -> bool:
        """Whether a document is in front."""
        return self._panel.document is not None

    # size and light ---------------------------------------------------------------------------

    def larger(self) -> None:
        """Make letters or pages larger by a step."""
        if self._is_pages():
            self._panel.viewer.zoom_in()
        else:
            self._scale_to(next((s for s in _SCALES if s > self._scale + 0.01), _SCALES[-1]))

    def smaller(self) -> None:
        """Make letters or pages smaller by a step."""
        if self._is_pages():
            self._panel.viewer.zoom_out()
        else:
            smaller = (s for s in reversed(_SCALES) if s < self._scale - 0.01)
            self._scale_to(next(smaller, _SCALES[0]))

    def usual_size(self) -> None:
        """Letters in the theme's size; words, or a second time pages, as wide as the panel."""
        if self._is_pages():
            self._panel.viewer.fit_other_width()
        else:
            self._scale_to(1.0)

    def wider(self) -> None:
        """Let lines of the note run on for more characters, at last for the whole panel."""
        note = self._panel.note
        if note.measure >= note.room:
            self._context.show_message("Lines of notes are as wide as the panel.")
            return
        self._measure_to(next((m for m in MEASURES if m > note.measure), WHOLE_PANEL))

    def narrower(self) -> None:
        """Let lines of the note end after fewer characters than they have now."""
        note = self._panel.note
        now = min(note.measure, note.room)
        if now <= MEASURES[0]:
            self._context.show_message("Lines of notes are as narrow as they become.")
            return
        self._measure_to(next(m for m in reversed(MEASURES) if m < now))

    def usual_measure(self) -> None:
        """Let lines of the note end where they are easiest to follow back."""
        self._measure_to(USUAL_MEASURE)

    def _measure_to(self, measure: int) -> None:
        self._panel.note.set_measure(measure)
        self._context.settings.set_text("reader.measure", str(measure))

    def toggle_night(self) -> None:
        """Light letters on dark, or the theme's own."""
        self._panel.bar.night.toggle()

    @property
    def _scale(self) -> float:
        return self._panel.reading_ink.scale

    def _scale_to(self, scale: float) -> None:
        self._panel.reading_ink.scale = scale
        self._context.settings.set_text("reader.scale", str(scale))
        self._panel.note.restyle()

    def _on_night(self, on: bool) -> None:
        self._panel.reading_ink.night = on
        self._context.settings.set_text("reader.night", _ON if on else "")
        self._panel.note.restyle()
        self._panel.viewer.set_night(on)

    def _keep_zoom(self) -> None:
        viewer = self._panel.viewer
        fit = _WHOLE_PAGES if viewer.fits_whole_width else ""
        kept = fit if viewer.fits_width else f"{viewer.zoom:.3f}"
        self._context.settings.set_text("reader.zoom", kept)

    def _restore(self) -> None:
        settings = self._context.settings
        stored = settings.text("reader.scale", "1.0")
        self._panel.reading_ink.scale = next((s for s in _SCALES if str(s) == stored), 1.0)
        measure = settings.text("reader.measure")
        found = [each for each in MEASURES if str(each) == measure]
        self._panel.note.set_measure(found[0] if found else USUAL_MEASURE)
        zoom = settings.text("reader.zoom")
        if zoom == _WHOLE_PAGES:
            self._panel.viewer.fit_width(whole=True)
        elif _ZOOM.fullmatch(zoom):
            self._panel.viewer.set_zoom(float(zoom))
        self._panel.bar.night.setChecked(settings.text("reader.night") == _ON)

    # sections ---------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        """Another document or table is in front."""
        panel, bar = self._panel, self._panel.bar
        document, pages = panel.document, self._is_pages()
        bar.setVisible(document is not None)
        text = panel.note.text if document is not None and not pages else ""
        sections = outline_of(text)
        bar.outline.show_sections(sections)
        bar.outline.setVisible(bool(sections))
        self._on_place()
        bar.other.setVisible(document is not None and document.has_pages and document.length > 0)
        bar.other.setText("Text" if pages else "Pages")
        bar.compare.setVisible(document is not None and panel.version_before(document) is not None)
        if panel.find_bar.isVisible() and not panel.find_bar.everywhere.isChecked():
            self._look()
        self._frame_hit()

    def _on_place(self) -> None:
        """The coder scrolled: the bar names the section that is read now."""
        if self._panel.pages.currentWidget() is self._panel.note:
            self._panel.bar.outline.follow(self._panel.note.first_character())

    def _on_section(self, start: int) -> None:
        panel = self._panel
        panel.note.jump_to(Evidence(panel.note.document_id, start, start + 1, ""))
        panel.note.setFocus()

    # finding ----------------------------------------------------------------------------------

    def find(self) -> None:
        """Open the field, with the words selected in the note."""
        chosen = self._panel.selected()
        words = chosen.quote if isinstance(chosen, Evidence) and len(chosen.quote) < 80 else ""
        self._panel.find_bar.begin(words)
        self._look()

    def _look(self) -> None:
        find, panel = self._panel.find_bar, self._panel
        self._places, self._regions, self._current, self._hit = (), (), -1, None
        if find.everywhere.isChecked() and find.words:
            records = self._context.services.records
            read = partial(records.find_in_chart, self._encounter_id, find.words)
            self._context.tasks.read(read, self._take_hits, topic="workbench.find")
        elif self._is_pages() and find.words:
            pages = self._context.services.pages
            read_pages = partial(pages.find, panel.viewer.document_id, find.words)
            self._context.tasks.read(read_pages, self._take_regions, topic="workbench.find")
        else:
            self._context.tasks.forget("workbench.find")
            find.show_hits(())
            self._places = places_of(panel.note.text, find.words)
            self._show(0)

    def _take_hits(self, hits: tuple[ChartHit, ...]) -> None:
        self._panel.find_bar.show_hits(hits)
        self._panel.find_bar.say(-1, len(hits))

    def _take_regions(self, regions: tuple[PageRegion, ...]) -> None:
        self._regions = regions
        self._panel.find_bar.show_hits(())
        self._show(0)

    def _show(self, current: int) -> None:
        panel = self._panel
        count = len(self._regions) if self._is_pages() else len(self._places)
        self._current = current % count if count else -1
        if self._is_pages():
            panel.viewer.show_found(self._regions, self._current)
        else:
            panel.note.show_found(self._places, self._current)
        panel.find_bar.say(self._current, count)

    def _step(self, step: int) -> None:
        if self._panel.find_bar.everywhere.isChecked():
            self._panel.find_bar.step_through_hits(step)
        else:
            self._show(self._current + step)

    def _on_hit(self, hit: ChartHit) -> None:
        find = self._panel.find_bar
        self._hit = hit
        self._panel.jump_to(Evidence(hit.document.id, hit.start, hit.end, hit.found))
        self._frame_hit()
        find.say(find.hits.currentRow(), find.hits.count())

    def _frame_hit(self) -> None:
        """Mark what was found in the chart, once its document is in front."""
        hit, note = self._hit, self._panel.note
        if hit is not None and note.document_id == hit.document.id and not self._is_pages():
            note.show_found(((hit.start, hit.end),), 0)

    def _on_closed(self) -> None:
        if 0 <= self._current < len(self._places) and not self._is_pages():
            self._panel.note.select(*self._places[self._current])
        elif self._hit is not None and self._hit.document.id == self._panel.note.document_id:
            self._panel.note.select(self._hit.start, self._hit.end)
        self._places, self._regions, self._current, self._hit = (), (), -1, None
        self._panel.note.show_found((), -1)
        self._panel.viewer.show_found(())
        self._panel.begin_reading()

    # versions and paper -----------------------------------------------------------------------

    def compare(self) -> None:
        """Show what the version before said otherwise."""
        document = self._panel.document
        before = self._panel.version_before(document) if document else None
        if document is None or before is None:
            self._context.show_message("There is no version before this one.")
            return
        read = partial(_both_versions, self._context.services, before, document)
        self._context.tasks.read(read, self._show_versions, topic="workbench.versions")

    def _show_versions(self, versions: tuple[Version, Version]) -> None:
        old, new = versions
        VersionDialog(old, new, self._panel.reading_ink, self._panel).open()

    def print_document(self) -> None:
        """Print the document that is read: its text, or its pages."""
        document = self._panel.document
        if document is None:
            return
        text = None if self._is_pages() else self._panel.note.text
        DocumentPrint(self._context, self._panel.window()).start(document, text)

    def _is_pages(self) -> bool:
        return self._panel.pages.currentWidget() is self._panel.viewer


def _both_versions(
    services: Services, old: ClinicalDocument, new: ClinicalDocument
) -> tuple[Version, Version]:
    read = services.records.document_text
    return (old, read(old.id)), (new, read(new.id))
