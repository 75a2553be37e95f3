"""Update previews on paper and as a table."""

from __future__ import annotations

import csv
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from medcoder_desktop import paths
from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.releases import CodeSet, Release
from medcoder_desktop.domain.updates import CodeDifference, Difference, UpdatePreview
from medcoder_desktop.exports.update_preview import (
    CSV_COLUMNS,
    write_preview_csv,
    write_preview_pdf,
)
from tests.unit.exports.previews import DERIVED, DIFFERENCES, long_preview, preview
from tests.unit.exports.printed import metadata, page_texts, text_of

FONTS = paths.resources() / "fonts"
PRINTED_AT = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "preview.pdf"


def printed(shown: UpdatePreview, target: Path) -> str:
    write_preview_pdf(shown, target, FONTS, PRINTED_AT)
    return text_of(target)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_page_names_both_releases_and_their_dates(target: Path) -> None:
    text = printed(preview(), target)
    assert "Update preview ICD-10-CM FY2027 In force from 10/01/2026 to 09/30/2027" in text
    assert "Compared with ICD-10-CM FY2026 In force from 10/01/2025 to 09/30/2026" in text
    assert metadata(target)["Title"] == "Update preview ICD-10-CM FY2027"


def test_what_touches_the_office_stands_before_every_difference(target: Path) -> None:
    text = printed(preview(), target)
    places = [
        text.index(heading)
        for heading in (
            "Touched in this office 2",
            "Added 2",
            "Deleted 1",
            "No longer billable 1",
            "Revised titles 1",
            "Changed notes 1",
        )
    ]
    assert places == sorted(places)
    assert "G35 no longer billable Visit V1004 of 2026-10-03" in text


def test_each_difference_shows_what_changes(target: Path) -> None:
    text = printed(preview(), target)
    assert "G35.A Relapsing-remitting multiple sclerosis" in text
    assert "G35.B heading Primary progressive form" in text
    assert "E66.81 Obesity class Obesity by its class" in text


def test_every_kind_is_counted_at_the_head(target: Path) -> None:
    head = printed(preview(), target)
    assert "2 2 1 1 1 1 touched in this office added deleted no longer billable" in head


def test_a_release_that_is_not_whole_says_so(target: Path) -> None:
    text = printed(preview(new=DERIVED), target)
    assert "Not the whole publication. codes and titles complete" in text


def test_without_an_older_release_everything_is_compared_with_nothing(target: Path) -> None:
    assert "Compared with nothing" in printed(preview(old=None), target)


def test_left_out_differences_are_counted_in_words(target: Path) -> None:
    assert "1,999,000 more are left out" in printed(preview(cut_off=1_999_000), target)


def test_a_preview_without_differences_says_that_nothing_changes(target: Path) -> None:
    assert "Nothing changes." in printed(preview(differences=(), touched=()), target)


def test_a_list_over_several_pages_has_its_heading_on_each(target: Path) -> None:
    printed(long_preview(200), target)
    pages = page_texts(target)
    assert len(pages) > 3
    assert all("Code" in page for page in pages)
    assert "Revised titles continued" in " ".join(pages)


def test_every_row_of_a_long_list_is_printed_once(target: Path) -> None:
    text = printed(long_preview(600), target)
    assert [text.count(f"S{number:05d}") for number in range(600)] == [1] * 600


def test_a_note_longer_than_a_page_runs_on(target: Path) -> None:
    note = " ".join(f"word{number}" for number in range(3000))
    long_note = CodeDifference(Difference.NOTES, "E11", note, "")
    text = printed(preview(differences=(long_note,)), target)
    assert all(f"word{number}" in text for number in range(3000))


def test_a_word_wider_than_its_column_is_broken_not_lost(target: Path) -> None:
    wide = CodeDifference(Difference.RETITLED, "E11", "x" * 400, "short")
    text = printed(preview(differences=(wide,), touched=()), target)
    assert text.replace(" ", "").count("x") >= 400


def test_signs_of_other_scripts_do_not_stop_the_printing(target: Path) -> None:
    odd = CodeDifference(Difference.RETITLED, "E11", "Ménière ≥ α-1 \U0001f600", "<b>&amp;")
    text = printed(preview(differences=(odd,)), target)
    assert "Ménière ≥ α-1" in text
    assert "<b>&amp;" in text


@pytest.mark.parametrize(
    ("code_set", "kind", "shown"),
    [
        (CodeSet.RELATIVE_VALUES, Difference.RETITLED, False),
        (CodeSet.RELATIVE_VALUES, Difference.ADDED, False),
        (CodeSet.RELATIVE_VALUES, Difference.VALUES, True),
        (CodeSet.CLIA, Difference.DELETED, False),
        (CodeSet.MUE, Difference.ADDED, True),
        (CodeSet.CPT, Difference.ADDED, True),
    ],
)
def test_descriptors_of_cpt_are_shown_by_cpt_alone(
    code_set: CodeSet, kind: Difference, shown: bool, tmp_path: Path
) -> None:
    new = Release(code_set, "2027", date(2027, 1, 1), None)
    difference = CodeDifference(kind, "99999", "invented before", "invented after")
    one = preview(old=None, new=new, differences=(difference,), touched=())
    text = printed(one, tmp_path / "preview.pdf")
    write_preview_csv(one, tmp_path / "preview.csv")
    row = rows_of(tmp_path / "preview.csv")[1]
    assert "99999" in text
    assert ("invented" in text) is shown
    assert ("invented" in " ".join(row)) is shown
    assert ("CPT copyright 2027 American Medical Association" in text) is (code_set is CodeSet.CPT)


def test_the_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    write_preview_csv(preview(), tmp_path / "preview.csv")
    head, *rows = rows_of(tmp_path / "preview.csv")
    assert tuple(head) == CSV_COLUMNS
    back = tuple(
        CodeDifference(Difference(kind), code, before, after, billable == "yes")
        for kind, code, billable, before, after in rows
    )
    assert back == DIFFERENCES


def test_the_same_preview_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    write_preview_pdf(preview(), one, FONTS, PRINTED_AT)
    write_preview_pdf(preview(), other, FONTS, PRINTED_AT)
    assert one.read_bytes() == other.read_bytes()


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for write in (write_preview_csv, lambda p, t: write_preview_pdf(p, t, FONTS)):
        with pytest.raises(EnvironmentError_) as refused:
            write(preview(), tmp_path / "none" / "preview")
        assert refused.value.message_id == "export.no_folder"


def test_five_thousand_differences_are_written_in_three_seconds(tmp_path: Path) -> None:
    shown = long_preview(5000)
    begun = time.process_time()
    write_preview_pdf(shown, tmp_path / "preview.pdf", FONTS, PRINTED_AT)
    write_preview_csv(shown, tmp_path / "preview.csv")
    taken = time.process_time() - begun
    print(f"{taken:.2f} s")
    assert taken < 3


def test_a_release_without_an_end_is_in_force_until_further_notice(target: Path) -> None:
    open_ended = replace(preview().new, effective_to=None)
    assert "10/01/2026 to further notice" in printed(preview(new=open_ended), target)
