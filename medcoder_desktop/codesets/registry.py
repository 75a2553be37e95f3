"""Every file format the program reads, and which of them a file is."""

from __future__ import annotations

from medcoder_desktop.codesets import (
    clia_waived,
    coverage_database,
    cpt,
    hcpcs_anweb,
    hcpcs_corrections,
    hcpcs_corrections_text,
    hcpcs_noc,
    hcpcs_workbook,
    icd10cm_addenda,
    icd10cm_changes,
    icd10cm_codes,
    icd10cm_index,
    icd10cm_order,
    icd10cm_tabular,
    mce_age_sex,
    ncci_add_on,
    ncci_mue,
    ncci_ptp,
    pprrvu,
)
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.source import SourceFile


def _offered() -> tuple[Format, ...]:
    modules = (
        icd10cm_tabular, icd10cm_order, icd10cm_codes, icd10cm_addenda, icd10cm_changes,
        icd10cm_index, hcpcs_anweb, hcpcs_workbook, hcpcs_corrections, hcpcs_corrections_text,
        hcpcs_noc, cpt, ncci_ptp, ncci_mue, ncci_add_on, clia_waived, mce_age_sex, pprrvu,
        coverage_database,
    )  # fmt: skip
    found: list[Format] = []
    for module in modules:
        found += getattr(module, "FORMATS", None) or [module.FORMAT]
    return tuple(found)


FORMATS = _offered()
"""Asked in this order; at most one of them takes a file."""


def format_of(file: SourceFile) -> Format | None:
    """The format of a file, told by its content; None when no reader takes it."""
    return next((each for each in FORMATS if each.recognises(file)), None)
