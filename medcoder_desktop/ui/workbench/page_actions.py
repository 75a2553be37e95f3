"""Every action of the workbench with its words and keys, for menus and the command palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medcoder_desktop.ui.action_spec import ActionSpec

if TYPE_CHECKING:
    from medcoder_desktop.ui.workbench.page import WorkbenchPage

NEW_VISIT_ACTION = "visit.new"
"""The work list's action that types in a visit by hand."""


def actions_of(page: WorkbenchPage) -> tuple[ActionSpec, ...]:
    """The actions of the page, in the order of their menus."""
    return (*_places(page), *_on_the_visit(page), *_on_the_sheet(page), *_on_the_claim(page))


def _places(page: WorkbenchPage) -> tuple[ActionSpec, ...]:
    view, is_open = page.view, page.is_open
    return (
        ActionSpec("record.read", "Record", "Go", view.record.focus_reading, "F2", is_open),
        ActionSpec(
            "record.find", "Find in the record", "Edit", page.reader.find, "Ctrl+F", is_open
        ),
        ActionSpec(
            "record.filter",
            "Filter the documents",
            "Record",
            view.record.filter_bar.begin,
            "Ctrl+Shift+D",
            is_open,
            words="kind author date signed list",
        ),
        ActionSpec(
            "record.wider",
            "Wider lines of the note",
            "View",
            page.reader.wider,
            "Ctrl+Shift+.",
            is_open,
            words="measure column width",
        ),
        ActionSpec(
            "record.narrower",
            "Narrower lines of the note",
            "View",
            page.reader.narrower,
            "Ctrl+Shift+,",
            is_open,
            words="measure column width",
        ),
        ActionSpec(
            "record.usual-measure",
            "Usual width of lines of the note",
            "View",
            page.reader.usual_measure,
            "",
            is_open,
            words="measure column",
        ),
        ActionSpec(
            "record.larger",
            "Larger letters or pages",
            "View",
            page.reader.larger,
            "Ctrl++; Ctrl+=",
            is_open,
            words="zoom",
        ),
        ActionSpec(
            "record.smaller",
            "Smaller letters or pages",
            "View",
            page.reader.smaller,
            "Ctrl+-",
            is_open,
            words="zoom",
        ),
        ActionSpec(
            "record.usual-size",
            "Usual size of letters or pages",
            "View",
            page.reader.usual_size,
            "Ctrl+0",
            is_open,
            words="zoom fit width",
        ),
        ActionSpec(
            "record.night",
            "Read light letters on dark",
            "View",
            page.reader.toggle_night,
            "F9",
            is_open,
            words="night mode invert",
        ),
        ActionSpec(
            "record.other",
            "Show pages as text, or text as pages",
            "View",
            view.record.show_other_form,
            "Ctrl+Shift+P",
            is_open,
            words="pdf scan",
        ),
        ActionSpec(
            "record.compare",
            "Compare with the version before",
            "View",
            page.reader.compare,
            "",
            is_open,
            words="amended difference",
        ),
        ActionSpec(
            "record.print", "Print the document", "File", page.reader.print_document, "", is_open
        ),
        ActionSpec("codes.search", "Search codes", "Go", view.codes.focus_search, "F3", is_open),
        ActionSpec("sheet.go", "Coding sheet", "Go", view.sheet.focus_sheet, "F4", is_open),
        ActionSpec("findings.go", "Findings", "Go", view.sheet.focus_findings, "F5", is_open),
        ActionSpec(
            "codes.search-selection",
            "Search the selected words",
            "Codes",
            page.from_record.search_selection,
            "Ctrl+Return; Ctrl+Enter",
            is_open,
            words="evidence phrase quote",
            tip="Searches the words selected in the note and keeps them as evidence.",
        ),
        ActionSpec(
            "codes.sets",
            "Search all, diagnoses or procedures",
            "Codes",
            view.codes.sets.next_choice,
            "Ctrl+T",
            is_open,
            words="filter set cpt hcpcs icd",
        ),
        ActionSpec(
            "codes.teach",
            "Teach the search this office's words…",
            "Codes",
            page.teach_search,
            "Ctrl+Shift+T",
            is_open,
            words="synonym abbreviation own meaning",
        ),
        ActionSpec(
            "codes.assign",
            "Assign the code in the book",
            "Codes",
            view.codes.book.assign_shown,
            "Ctrl+Shift+Return",
            page.can_code,
        ),
        ActionSpec(
            "codes.back",
            "Back in the code book",
            "Codes",
            view.codes.book.go_back,
            "Alt+Left",
            is_open,
        ),
        ActionSpec(
            "codes.forward",
            "Forward in the code book",
            "Codes",
            view.codes.book.go_forward,
            "Alt+Right",
            is_open,
        ),
        *_in_the_book(page),
    )


def _in_the_book(page: WorkbenchPage) -> tuple[ActionSpec, ...]:
    book = page.view.codes.book
    return (
        ActionSpec(
            "codes.favorite",
            "Favorite: add or remove the code in the book",
            "Codes",
            book.toggle_favourite,
            "Ctrl+D",
            book.has_code,
            words="star bookmark",
        ),
        ActionSpec(
            "codes.note",
            "Write the office's note on the code in the book",
            "Codes",
            book.write_note,
            "Ctrl+Shift+O",
            book.has_code,
        ),
        ActionSpec(
            "codes.copy",
            "Copy the page of the book as text",
            "Codes",
            book.copy_text,
            "Ctrl+Shift+C",
            book.has_page,
            words="clipboard",
        ),
        ActionSpec(
            "codes.library",
            "Open in code library",
            "Codes",
            page.open_in_library,
            "Ctrl+Shift+L",
            page.is_open,
            words="book tabular index",
        ),
    )


def _on_the_visit(page: WorkbenchPage) -> tuple[ActionSpec, ...]:
    return (
        ActionSpec(
            "visit.edit",
            "Edit visit, patient and coverage…",
            "Visit",
            page.edit_visit,
            "Ctrl+E",
            page.can_code,
        ),
        ActionSpec(
            "visit.reopen", "Reopen visit…", "Visit", page.claim.reopen, "", page.is_finished
        ),
        ActionSpec(
            "visit.answer-key",
            "Show answer key",
            "Visit",
            page.show_answer_key,
            "Ctrl+Shift+K",
            page.has_answer_key,
            words="sample lesson solution",
        ),
        ActionSpec(
            "record.add-note",
            "Add note…",
            "Record",
            page.add_note,
            "Ctrl+Shift+N",
            page.is_open,
            words="document paste type",
        ),
    )


def _on_the_sheet(page: WorkbenchPage) -> tuple[ActionSpec, ...]:
    desk, can_code = page.desk, page.can_code
    return (
        ActionSpec("sheet.undo", "Undo", "Edit", desk.undo, "Ctrl+Z", page.can_undo),
        ActionSpec("sheet.redo", "Redo", "Edit", desk.redo, "Ctrl+Y; Ctrl+Shift+Z", page.can_redo),
        ActionSpec("sheet.up", "Move row up", "Sheet", page.move_up, "Ctrl+Up", can_code),
        ActionSpec("sheet.down", "Move row down", "Sheet", page.move_down, "Ctrl+Down", can_code),
        ActionSpec(
            "sheet.remove",
            "Remove diagnosis, service line or evidence mark",
            "Sheet",
            page.remove_current,
            "Del",
            can_code,
            tip="Works on the current row of the sheet, or on the mark under the caret.",
        ),
        ActionSpec(
            "sheet.verify",
            "Verified against today’s record",
            "Sheet",
            page.view.sheet.verify_current,
            "Ctrl+Shift+V",
            can_code,
            words="carried forward earlier confirm",
            tip="For a code that was carried forward: today’s record supports it.",
        ),
        ActionSpec(
            "sheet.add-line",
            "Add a service line",
            "Sheet",
            page.focus_line_entry,
            "Ctrl+L",
            can_code,
            words="procedure cpt hcpcs charge",
        ),
    )


def _on_the_claim(page: WorkbenchPage) -> tuple[ActionSpec, ...]:
    return (
        ActionSpec("claim.finish", "Finish claim", "Claim", page.claim.finish, "F6", page.is_open),
        ActionSpec(
            "claim.save-summary",
            "Save claim summary PDF…",
            "Claim",
            page.claim.save_summary,
            "Ctrl+S",
            page.has_claim,
            words="export",
        ),
        ActionSpec(
            "claim.open", "Open claim PDF", "Claim", page.claim.open_pdf, "Ctrl+O", page.has_claim
        ),
        ActionSpec(
            "claim.print", "Print claim…", "Claim", page.claim.print_out, "Ctrl+P", page.has_claim
        ),
        ActionSpec(
            "claim.save-json",
            "Save claim JSON…",
            "Claim",
            page.claim.save_json,
            "",
            page.has_claim,
            words="export",
        ),
    )
