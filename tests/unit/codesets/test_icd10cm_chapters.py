"""The chapters the program knows are those of the tabular list."""

from __future__ import annotations

import re

from lxml import etree

from medcoder_desktop.codesets import icd10cm_tabular
from medcoder_desktop.codesets.icd10cm_chapters import CHAPTERS, chapter_of
from medcoder_desktop.codesets.packaged import packaged_tabular
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.codes import CodeLevel


def test_the_chapters_are_those_of_the_packaged_list() -> None:
    file = SourceFile(packaged_tabular())
    titles = {
        entry.code.code: entry.code.title
        for entry in icd10cm_tabular.read(file)
        if entry.code.level is CodeLevel.CHAPTER
    }
    printed = [
        chapter.findtext("desc", "") for chapter in etree.parse(file.path).iterfind("chapter")
    ]
    ranges = [re.findall(r"\((\w{3})-(\w{3})\)$", title) for title in printed]
    assert [(chapter.number, chapter.title) for chapter in CHAPTERS] == list(titles.items())
    assert [[(chapter.first, chapter.last)] for chapter in CHAPTERS] == ranges


def test_every_category_of_the_packaged_list_finds_its_chapter() -> None:
    entries = {
        entry.code.code: entry.code
        for entry in icd10cm_tabular.read(SourceFile(packaged_tabular()))
    }
    for code in entries.values():
        if len(code.code) == 3:
            above = code
            while above.parent:
                above = entries[above.parent]
            chapter = chapter_of(code.code)
            assert chapter is not None
            assert (code.code, chapter.number) == (code.code, above.code)


def test_a_new_category_belongs_to_the_chapter_of_its_letter() -> None:
    found = {category: chapter_of(category) for category in ("QB1", "K96", "F00", "001", "W99")}
    assert {category: chapter.number for category, chapter in found.items() if chapter} == {
        "QB1": "17",
        "K96": "11",
        "W99": "20",
    }
