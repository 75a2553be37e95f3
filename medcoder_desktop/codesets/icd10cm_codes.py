"""Reads the ICD-10-CM code description file, the plain list of valid codes.

Layout (``icd10cmCodesFile.pdf`` beside the file): one code a line in tabular order, columns 1-7
code without dot, from 9 its full title. It has no headings, so neither categories nor notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.icd10cm_edition import edition_by_name
from medcoder_desktop.codesets.icd10cm_lines import are_diagnoses, check_end, diagnosis_in
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.codesets.text_lines import head_lines, lines_of
from medcoder_desktop.domain.codes import dotted
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Edition
from medcoder_desktop.domain.tabular import CodeTitle

_LINE = re.compile(r"(.{7}) (\S.*)", re.ASCII)
_MAPPING = re.compile(r"[0-9A-Z]{3,7}\s+\d{5}", re.ASCII)
"""What follows the code in a file of equivalences with ICD-9-CM: a code and five flags."""
_PROCEDURE_SHAPED = re.compile(r"[A-V]\d{4}", re.ASCII)


def read(file: SourceFile) -> Iterator[CodeTitle]:
    """Every valid code with its full title, in the order of the file; blank lines passed over.

    Raises:
        InputError: A line has another layout, a code stands twice, or the list is cut off.
        EnvironmentError_: The file cannot be read.
    """
    codes: set[str] = set()
    code, line = "", 0
    for number, text in lines_of(file):
        if not text.strip():
            continue
        found = _LINE.fullmatch(text)
        code, line = diagnosis_in(found[1]) if found else "", number
        if found is None or not code or code in codes:
            raise InputError(
                "codeset.wrong_line",
                file=file.label,
                line=line,
                text=text[:80],
                expected="an ICD-10-CM code not yet listed, and its title from column 9,",
            )
        codes.add(code)
        yield CodeTitle(dotted(code), found[2].strip())
    check_end(file, len(codes), code, line)


def _recognises(file: SourceFile) -> bool:
    """Whether the first lines are codes with titles.

    A list of nothing but letters with four digits may as well be one of HCPCS Level II.
    """
    found = [_LINE.fullmatch(line) for line in head_lines(file) if line.strip()]
    lines = [match for match in found if match]
    if len(lines) < len(found) or not are_diagnoses([match[1] for match in lines]):
        return False
    return not any(_MAPPING.fullmatch(match[2].strip()) for match in lines) and not all(
        _PROCEDURE_SHAPED.fullmatch(match[1].strip()) for match in lines
    )


def _edition(file: SourceFile) -> Edition:
    return edition_by_name(file, remark="Valid codes and titles without headings and notes.")


FORMAT = Format(
    CodeSet.ICD10CM,
    "ICD-10-CM code descriptions",
    _recognises,
    _edition,
    read,
    CodeTitle,
    rank=20,
)
