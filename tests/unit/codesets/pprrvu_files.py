"""Twenty invented lines of a relative value file in the three layouts it is published in.

The RVUs and the words in the description column are our own.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import Workbook

CONVERSION_FACTOR = "33.4009"

_RIGHTS = "All Rights Reserved. Applicable FARS/DFARS Apply."
PREAMBLE = (
    "2026 National Physician Fee Schedule Relative Value File January Release",
    f"CPT codes and descriptions only are copyright 2025 American Medical Association. {_RIGHTS}",
    "Dental codes (D codes) are copyright 2025/26 American Dental Association.",
    "RELEASED 12/29/2025",
)
_SPREAD = """\
||||||||||||||||||||||||||||||NON-FACILITY|FACILITY|MALPRACTICE
||||NOT USED||||||||||||||||||||||PHYSICIAN||DIAGNOSTIC|PE USED FOR|PE USED FOR|USED FOR
||||FOR|||NON-FAC||FACILITY|||||||||||||||||SUPERVISION OF||IMAGING|OPPS|OPPS|OPPS
|||STATUS|MEDICARE|WORK|NON-FAC|NA|FACILITY|NA|MP|NON-FACILITY|FACILITY|PCTC|GLOB|PRE|INTRA\
|POST|MULT|BILAT|ASST|CO-|TEAM|PRICING|ENDO|CONV|DIAGNOSTIC|CALCULATION|FAMILY|PAYMENT\
|PAYMENT|PAYMENT
HCPCS|MOD|DESCRIPTION|CODE|PAYMENT|RVU|PE RVU|INDICATOR|PE RVU|INDICATOR|RVU|TOTAL|TOTAL|IND\
|DAYS|OP|OP|OP|PROC|SURG|SURG|SURG|SURG|IND|BASE|FACTOR|PROCEDURES|FLAG|INDICATOR|AMOUNT\
|AMOUNT|AMOUNT
"""
HEADINGS = tuple([*line.split("|"), *[""] * 32][:32] for line in _SPREAD.splitlines())

# code, modifier, words, status, work, expense outside, NA, expense inside, NA, malpractice,
# PC/TC, global days, shares, then multiple, bilateral, assistant, co-surgeons, team; base
LINES = tuple(
    tuple(cell.strip() for cell in line.split("|"))
    for line in """\
00100||Sleep for work on the cheek|J|0.00|0.00||0.00||0.00|9|XXX|.00|.00|.00|99999|
0001U||Test of red cells|X|0.00|0.00||0.00||0.00|9|XXX|.00|.00|.00|99999|
10060||Opening of a boil, easy|A|1.22|2.41||1.63||0.13|0|010|.10|.80|.10|20100|
11042||Cleaning of a deep wound|A|1.01|2.85||0.66||0.11|0|000|.00|1.0|.00|20100|
19303||Removal of a breast|A|15.00|11.20|NA|11.20||3.61|0|090|.11|.78|.11|21200|
20610||Needle into a big joint|A|0.79|1.03||0.44||0.12|0|000|.00|1.0|.00|21100|
22551||Joining of neck bones|A|25.00|19.87|NA|19.87||8.10|0|090|.10|.76|.14|20220|
29881||Repair inside the knee|A|7.03|8.95|NA|8.95||1.37|0|090|.10|.69|.21|31100|29870
36415||Drawing of blood|X|0.00|0.00||0.00||0.00|9|XXX|.00|.00|.00|99999|
45378||Look into the bowel|A|3.26|6.80||1.80||0.42|0|000|.00|1.0|.00|30100|
45378|53|Look into the bowel, stopped|A|1.63|3.40||0.90||0.21|0|000|.00|1.0|.00|30100|
59400||Care of a birth|A|32.16|24.90|NA|24.90||9.63|0|MMM|.00|.00|.00|20111|
71046||Two pictures of the chest|A|0.22|0.77||0.77|NA|0.02|1|XXX|.00|.00|.00|00000|
71046|26|Two pictures of the chest|A|0.22|0.08||0.08||0.01|1|XXX|.00|.00|.00|00000|
71046|TC|Two pictures of the chest|A|0.00|0.69||0.69|NA|0.01|1|XXX|.00|.00|.00|00000|
77065||Picture of one breast|A|0.81|2.79||2.79|NA|0.05|1|XXX|.00|.00|.00|03000|
90471||Giving of a first shot|A|0.17|0.44||0.44|NA|0.01|5|XXX|.00|.00|.00|00000|
93010||Reading of a heart trace|A|0.17|0.06||0.06||0.01|2|XXX|.00|.00|.00|00000|
99213||Visit of a known patient|A|1.30|1.46||0.33||0.09|0|XXX|.00|.00|.00|00000|
G0439||Yearly wellness visit|A|1.92|1.89||1.89|NA|0.12|0|ZZZ|.00|.00|.00|00000|
""".splitlines()
)


def _totals(line: tuple[str, ...]) -> tuple[str, str]:
    work, outside, inside, malpractice = (float(line[place]) for place in (4, 5, 7, 9))
    return f"{work + outside + malpractice:.2f}", f"{work + inside + malpractice:.2f}"


def cells(line: tuple[str, ...], factor: str = CONVERSION_FACTOR) -> list[str]:
    """A line as the table has it: 32 cells."""
    code, modifier, words, status, work, outside, out_flag, inside, in_flag, malpractice = line[:10]
    pc_tc, global_days, *shares, indicators, base = line[10:]
    return [
        *(code, modifier, words, status, "", work, outside, out_flag, inside, in_flag),
        *(malpractice, *_totals(line), pc_tc, global_days),
        *(f"{float(share):.2f}" for share in shares),
        *(*indicators, "9", base, factor, "09", "0", "99", "0.00", "0.00", "0.00"),
    ]


def as_csv(lines: tuple[tuple[str, ...], ...] = LINES, factor: str = CONVERSION_FACTOR) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(["", "", title, *[""] * 29] for title in PREAMBLE)
    writer.writerows(HEADINGS)
    writer.writerows(cells(line, factor) for line in lines)
    return text.getvalue()


def as_text(lines: tuple[tuple[str, ...], ...] = LINES, factor: str = CONVERSION_FACTOR) -> str:
    """The same lines in fixed columns."""
    records = [f"HDR {word:<46}" for word in ("CPT CODES AND DESCRIPTIONS ONLY ARE", "COPYRIGHT")]
    for line in lines:
        code, modifier, words, status, work, outside, out_flag, inside, in_flag, risk = line[:10]
        pc_tc, global_days, *shares, indicators, base = line[10:]
        total_outside, total_inside = _totals(line)
        records.append(
            f"{code:5}{modifier:2}{words:50}{status} {work:>6} {outside:>6}{out_flag:2} "
            f"{inside:>6}{in_flag:2} {risk:>5} {total_outside:>6}{total_inside:>6}{pc_tc}"
            f"{global_days}{''.join(shares)}{indicators}9{'':6}{base:5}{factor:>8} 090 99"
            "      0.00   0.00   0.00"
        )
    return "".join(f"{record}\r\n" for record in records)


def as_workbook(path: Path) -> Path:
    """The same lines as a workbook with numbers for cells, headings in one row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for title in PREAMBLE:
        sheet.append(["", "", title])
    sheet.append([" ".join(" ".join(words).split()) for words in zip(*HEADINGS, strict=True)])
    for line in LINES:
        sheet.append([_typed(cell) for cell in cells(line)])
    book.save(path)
    return path


def _typed(cell: str) -> str | float | None:
    if not cell:
        return None
    return float(cell) if cell.replace(".", "", 1).isdigit() else cell
