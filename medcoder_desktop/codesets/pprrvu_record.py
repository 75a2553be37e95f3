"""One line of Medicare's relative value file, from the texts of its fields.

Indicators and what they may be: CMS, "National Physician Fee Schedule Relative Value File,
Calendar Year 2026", record layout and attachment A (``RVU26A.pdf`` inside ``RVU26A.zip``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.codes import looks_like_procedure
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import RelativeValues

_NUMBER = re.compile(r"-?(?:\d{1,6}(?:\.\d{0,17})?|\.\d{1,17})", re.ASCII)
_MODIFIER = re.compile(r"(?:[0-9A-Z]{2})?", re.ASCII)
_STATUS = re.compile(r"[A-Z]", re.ASCII)
_GLOBAL = re.compile(r"\d{3}|MMM|XXX|YYY|ZZZ", re.ASCII)
_INDICATOR = re.compile(r"[0-9]?", re.ASCII)
_NOT_APPLICABLE = "NA"
_NOTHING = Decimal(0)


def relative_values(file: SourceFile, line: int, fields: Mapping[str, str]) -> RelativeValues:
    """Make a line of the file a value, and check it.

    Spreadsheets take leading zeros from codes and global days; they are put back. An empty
    share or RVU is none (0). A practice expense flagged NA, and its total, are None. The
    short description is the AMA's text and is not kept.

    Args:
        line: For messages.
        fields: The text of each field of :class:`RelativeValues`, and of ``na_nonfacility`` and
            ``na_facility``; what is left out is empty.

    Raises:
        InputError: A field holds what it cannot; names file and line.
    """

    def field(name: str) -> str:
        return fields.get(name, "")

    code = _restored(field("code").upper(), 5)
    if not looks_like_procedure(code):
        raise _wrong(file, line, code, "a HCPCS or CPT code")

    def number(name: str) -> Decimal:
        text = field(name)
        if text and not _NUMBER.fullmatch(text):
            raise _wrong(file, line, text, f"a number ({name.replace('_', ' ')}) of {code}")
        return Decimal(text) if text else _NOTHING

    def shown(name: str, shape: re.Pattern[str], expected: str, digits: int = 0) -> str:
        text = _restored(field(name).upper(), digits)
        if not shape.fullmatch(text):
            raise _wrong(file, line, text, f"{expected} of {code}")
        return text

    def indicator(name: str) -> str:
        return shown(name, _INDICATOR, f"the indicator “{name.replace('_', ' ')}”")

    def unless_flagged(name: str, flag: str) -> Decimal | None:
        flagged = _NOT_APPLICABLE in (field(flag).upper(), field(name).upper())
        return None if flagged else number(name)

    return RelativeValues(
        code=code,
        modifier=shown("modifier", _MODIFIER, "a modifier"),
        status=shown("status", _STATUS, "the status code"),
        work=number("work"),
        practice_nonfacility=unless_flagged("practice_nonfacility", "na_nonfacility"),
        practice_facility=unless_flagged("practice_facility", "na_facility"),
        malpractice=number("malpractice"),
        total_nonfacility=unless_flagged("total_nonfacility", "na_nonfacility"),
        total_facility=unless_flagged("total_facility", "na_facility"),
        pc_tc=indicator("pc_tc"),
        global_days=shown("global_days", _GLOBAL, "the global days (000, 010, 090, XXX …)", 3),
        multiple=indicator("multiple"),
        bilateral=indicator("bilateral"),
        assistant=indicator("assistant"),
        co_surgeons=indicator("co_surgeons"),
        team=indicator("team"),
        endoscopic_base=_base(file, line, _restored(field("endoscopic_base").upper(), 5)),
        conversion_factor=number("conversion_factor") or None,
        pre_operative=number("pre_operative"),
        intra_operative=number("intra_operative"),
        post_operative=number("post_operative"),
    )


def _base(file: SourceFile, line: int, code: str) -> str:
    if code and not looks_like_procedure(code):
        raise _wrong(file, line, code, "the code of an endoscopic base procedure")
    return code


def _restored(text: str, digits: int) -> str:
    return text.zfill(digits) if text.isascii() and text.isdigit() else text


def _wrong(file: SourceFile, line: int, text: str, expected: str) -> InputError:
    return InputError(
        "codeset.wrong_line", file=file.label, line=line, text=text, expected=expected
    )
