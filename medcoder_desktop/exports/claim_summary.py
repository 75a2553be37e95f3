"""The claim summary: a claim as a page an office prints, reads and files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from reportlab.platypus import Flowable, Spacer
from reportlab.platypus.doctemplate import LayoutError

from medcoder_desktop.domain.claims import Claim, ClaimStatus
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.exports.atomic_file import replace_file
from medcoder_desktop.exports.claim_summary_diagnoses import diagnosis_table
from medcoder_desktop.exports.claim_summary_head import claim_head, notice, parties, visit_strip
from medcoder_desktop.exports.claim_summary_lines import line_table
from medcoder_desktop.exports.page_frame import Surroundings, build_pages
from medcoder_desktop.exports.page_text import clipped, day_text, load_fonts


def write_claim_summary(
    claim: Claim, target: Path, *, fonts: Path, printed_at: datetime, with_evidence: bool
) -> None:
    """Write the summary of a claim as a PDF on letter paper.

    The same arguments give the same bytes. The file's properties hold the claim number and no
    word about the patient.

    Args:
        claim: Any claim; a withdrawn one is marked so across every page.
        target: The file; what stood there is replaced in one step.
        fonts: The folder of the shipped fonts.
        printed_at: What the footer says, in its own time zone.
        with_evidence: Whether the quotes stand under their diagnoses.

    Raises:
        EnvironmentError_: The file cannot be written, or the fonts are not there.
        InputError: A part of the claim is too long for any page.
    """
    load_fonts(fonts)
    try:
        content = build_pages(
            list(_content(claim, with_evidence=with_evidence)), _surroundings(claim, printed_at)
        )
    except LayoutError as failure:
        raise InputError("export.cannot_lay_out", number=claim.number) from failure
    replace_file(target, content)


def _surroundings(claim: Claim, printed_at: datetime) -> Surroundings:
    number = clipped(claim.number, 40)
    return Surroundings(
        title=f"Claim summary {number}",
        head_left=clipped(claim.practice.name, 100),
        head_right=f"Claim {number} · Date of service {day_text(claim.date_of_service)}",
        foot=f"Claim {number} · {clipped(claim.patient.name.listed, 100)}",
        printed_at=printed_at,
        stamp="WITHDRAWN" if claim.status is ClaimStatus.WITHDRAWN else "",
    )


def _content(claim: Claim, *, with_evidence: bool) -> Iterator[Flowable]:
    yield claim_head(claim)
    yield Spacer(1, 10)
    if claim.status is ClaimStatus.WITHDRAWN:
        yield notice(
            "This claim is withdrawn.",
            "The visit was reopened after the claim was finished: do not bill from this page.",
        )
        yield Spacer(1, 10)
    yield parties(claim)
    yield Spacer(1, 10)
    yield visit_strip(claim)
    yield Spacer(1, 12)
    if not claim.in_force:
        yield notice(
            "Check these codes.",
            f"The date of service {day_text(claim.date_of_service)} lies outside "
            f"{claim.code_release}, the nearest release installed when the claim was finished.",
        )
        yield Spacer(1, 12)
    yield diagnosis_table(claim, with_evidence=with_evidence)
    yield Spacer(1, 16)
    yield line_table(claim)
