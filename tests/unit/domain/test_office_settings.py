"""What an office decides is named, checked, and read back as it was written."""

from __future__ import annotations

from dataclasses import fields

import pytest

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.office_settings import (
    OfficeSettings,
    named_settings,
    settings_from,
    with_value,
)
from medcoder_desktop.domain.reading_limits import LIMITS, ReadingLimits


def test_every_setting_reads_back_as_it_was_written() -> None:
    chosen = OfficeSettings(
        evidence_needed=True, watched_folder="/scans", limits=ReadingLimits(most_pages=77)
    )
    stored = {each.name: each.value for each in named_settings(chosen)}
    assert settings_from(stored) == chosen


def test_every_limit_has_its_words_and_its_usual_value_lies_in_its_range() -> None:
    assert list(LIMITS) == [each.name for each in fields(ReadingLimits)]
    for name, limit in LIMITS.items():
        assert limit.least <= getattr(ReadingLimits(), name) <= limit.most


def test_a_limit_is_written_with_or_without_commas() -> None:
    assert with_value(OfficeSettings(), "limit.most_rows", " 300,000 ").limits.most_rows == 300_000


@pytest.mark.parametrize("text", ["", "many", "-3", "0", "2.5", "9" * 30, "٣٠٠٠"])
def test_what_is_no_limit_is_refused_with_its_range(text: str) -> None:
    with pytest.raises(InputError) as refused:
        with_value(OfficeSettings(), "limit.most_pages", text)
    assert "“Pages of a PDF or scan”: write a whole number from 10" in refused.value.sentence


def test_evidence_is_needed_or_not() -> None:
    assert with_value(OfficeSettings(), "evidence.needed", "yes").evidence_needed
    with pytest.raises(InputError):
        with_value(OfficeSettings(), "evidence.needed", "maybe")


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(InputError) as refused:
        with_value(OfficeSettings(), "colour", "red")
    assert "watched.folder" in refused.value.sentence


def test_a_setting_of_another_version_is_passed_over() -> None:
    stored = {"colour": "red", "limit.most_pages": "huge", "evidence.needed": "yes"}
    assert settings_from(stored) == OfficeSettings(evidence_needed=True)
