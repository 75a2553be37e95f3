"""Forms and tables of web pages and clinical documents read as they look."""

from __future__ import annotations

import time

import pytest

from medcoder_desktop.records.documents.rich_text import text_of_html


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_a_box_that_is_not_ticked_can_be_told_from_one_that_is(kind: str) -> None:
    page = (
        f"<p><input type={kind} checked> Diabetes <input type='{kind}'>COPD "
        f"<label>Asthma<input type={kind} checked=''></label></p>"
    )
    assert text_of_html(page) == "☒ Diabetes ☐ COPD Asthma ☒"


def test_a_box_drawn_by_a_script_or_a_symbol_font_is_read_too() -> None:
    page = (
        "<p><span role=checkbox aria-checked=true></span>Diabetes</p>"
        "<p><span style='font-family:Wingdings'>o</span> COPD "
        "<font face='Wingdings'>þ</font> Asthma</p>"
    )
    assert text_of_html(page) == "☒ Diabetes\n\n☐ COPD ☒ Asthma"


def test_a_list_shows_what_was_chosen_of_it() -> None:
    options = "<option>None</option><option{}>Mild</option><option{}>Severe</option>"
    assert text_of_html(f"Pain: <select>{options.format(' selected', '')}</select>!") == (
        "Pain: Mild !"
    )
    assert text_of_html(f"Pain: <select>{options.format('', '')}</select>") == "Pain: None"
    many = f"<select multiple>{options.format(' selected', ' selected')}</select>"
    assert text_of_html(f"Pain: {many}") == "Pain: Mild, Severe"
    assert text_of_html(f"Pain: <select multiple>{options.format('', '')}</select>") == "Pain:"


def test_what_was_typed_into_a_form_is_read_and_what_is_hidden_is_not() -> None:
    page = "<p>Weight: <input value='182'> lb<input type=hidden value=x><input type=submit></p>"
    assert text_of_html(page) == "Weight: 182 lb"
    assert text_of_html("<textarea>Plan: recheck BMP</textarea>") == "Plan: recheck BMP"


@pytest.mark.parametrize("tag", ["p", "div", "paragraph", "h5"])
def test_a_row_whose_cells_hold_paragraphs_stays_one_line(tag: str) -> None:
    rows = "".join(
        f"<tr><td><{tag}>{drug}</{tag}></td><td>\n<{tag}>{status}</{tag}>\n</td></tr>"
        for drug, status in (("Drug", "Status"), ("Warfarin", "STOPPED"), ("Apixaban", "Started"))
    )
    assert text_of_html(f"<div><table>{rows}</table></div>") == (
        "Drug | Status\nWarfarin | STOPPED\nApixaban | Started"
    )


def test_paragraphs_lists_and_breaks_within_a_cell_are_set_apart() -> None:
    page = (
        "<table><tr><td>Warfarin</td><td><p>5 mg</p><p>daily.</p><p>Stopped</p></td></tr>"
        "<tr><td>Labs</td><td><ul><li>BMP</li><li>A1c</li></ul></td></tr>"
        "<tr><td></td><td>one<br/>two</td></tr></table>"
    )
    assert text_of_html(page) == (
        "Warfarin | 5 mg; daily. Stopped\nLabs | • BMP; • A1c\n | one; two"
    )


def test_a_table_that_lays_out_a_page_keeps_the_lines_of_the_page() -> None:
    page = (
        "<table><tr><td>Clinic</td><td><h2>Plan</h2><p>Rest.</p><p>Fluids.</p></td></tr></table>"
        "<table><tr><td><p>One</p><p>Two</p></td></tr></table>"
    )
    assert text_of_html(page) == "Clinic\n\nPlan\n\nRest.\n\nFluids.\n\nOne\n\nTwo"


def test_a_table_inside_a_cell_keeps_its_rows() -> None:
    inner = "<table><tr><td>BP</td><td>150/90</td></tr><tr><td>HR</td><td>70</td></tr></table>"
    page = f"<table><tr><td>Vitals</td><td>{inner}</td></tr></table>"
    assert text_of_html(page) == "Vitals\n\nBP | 150/90\nHR | 70"
    single = "<table><tr><td>12.1</td><td>g/dL</td></tr></table>"
    assert text_of_html(f"<table><tr><td>Hb</td><td>{single}</td></tr></table>") == (
        "Hb | 12.1 | g/dL"
    )


def test_a_list_item_that_holds_a_paragraph_keeps_its_bullet() -> None:
    assert text_of_html("<ul><li><p>Rest</p></li><li>Fluids</li></ul>") == "• Rest\n\n• Fluids"


def test_a_page_of_many_rows_or_nested_tables_is_read_at_once() -> None:
    started = time.monotonic()
    rows = "<tr><td><p>a</p></td><td>b</td></tr>" * 20_000
    deep = "<table><tr><td>x</td><td>" * 80 + rows + "</td></tr></table>" * 80
    assert "a | b" in text_of_html(f"<div>{deep}</div>")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("<del>", "</del>"),
        ("<s><strike>", "</strike></s>"),
        ("<span style='text-decoration: line-through'>", "</span>"),
        ("<content revised='delete'>", "</content>"),
    ],
)
def test_words_crossed_out_are_kept_and_marked(opened: str, closed: str) -> None:
    page = f"<p>Diabetes {opened}type <b>1</b>{closed} type 2.{opened} {closed}</p>"
    assert text_of_html(page) == "Diabetes [struck out: type 1] type 2."
