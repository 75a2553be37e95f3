"""The upper part of a claim summary: practice, claim, patient, insurance, visit, notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reportlab.platypus import Flowable, Paragraph, Table

from medcoder_desktop.domain.claims import Claim, ClaimStatus
from medcoder_desktop.domain.patients import Coverage, Patient, Relationship, Sex
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import Practice, TaxIdKind
from medcoder_desktop.exports.page_styles import (
    HAIR,
    INK,
    KIND,
    LABEL,
    MEASURE,
    NAME,
    NOTICE,
    NUMBER,
    PRACTICE,
    SHADE,
    SMALL,
    SMALL_RIGHT,
    VALUE,
    grey,
    soft,
)
from medcoder_desktop.exports.page_text import (
    BOLD,
    clipped,
    day_text,
    dollars_text,
    markup,
    moment_text,
)

_MOST = 200
"""Characters of one field up here: nothing true is longer, and no page is high enough for more."""
_SEX = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.UNKNOWN: "Unknown"}
_STATUS = {
    ClaimStatus.FINISHED: "Finished",
    ClaimStatus.EXPORTED: "Exported",
    ClaimStatus.WITHDRAWN: "Withdrawn",
}
_RELATIONSHIP = {
    Relationship.SELF: "the subscriber",
    Relationship.SPOUSE: "spouse of the subscriber",
    Relationship.CHILD: "child of the subscriber",
    Relationship.OTHER: "otherwise related to the subscriber",
}
_NOT_RECORDED = "not recorded"
_BAR = 4.0
_HALF = (MEASURE - 24) / 2
_FLUSH = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def claim_head(claim: Claim) -> Table:
    """The practice on the left, the claim on the right, a rule below."""
    finished = f"Finished {moment_text(claim.finished_at)} by {clipped(claim.finished_by, 40)}"
    right = [
        Paragraph("Claim summary", KIND),
        Paragraph(_field(claim.number, 40), NUMBER),
        Paragraph(
            f"Visit {_field(claim.encounter_number, 40)} · Status: {_STATUS[claim.status]}",
            SMALL_RIGHT,
        ),
        Paragraph(markup(finished), SMALL_RIGHT),
    ]
    table = Table([[_practice(claim.practice), right]], colWidths=[MEASURE - 250, 250])
    table.setStyle(
        [
            *_FLUSH,
            ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
            ("LINEBELOW", (0, 0), (-1, -1), 1.2, grey(INK)),
        ]
    )
    return table


def parties(claim: Claim) -> Table:
    """The patient on the left, the insurance on the right."""
    table = Table(
        [[_patient(claim.patient, claim.date_of_service), "", _insurance(claim)]],
        colWidths=[_HALF, 24, _HALF],
    )
    table.setStyle(_FLUSH)
    return table


def visit_strip(claim: Claim) -> Table:
    """Date, place, provider and total, side by side: what one looks for first."""
    place = PLACES_OF_SERVICE.get(claim.place_of_service, "")
    provider = claim.provider
    cells = [
        ("Date of service", day_text(claim.date_of_service), ""),
        ("Place of service", f"{claim.place_of_service} {place}".strip(), _where(claim)),
        ("Rendering provider", provider.signed_name, f"NPI {provider.npi or _NOT_RECORDED}"),
        ("Total charge", dollars_text(claim.total), ""),
    ]
    table = Table(
        [
            [
                [
                    Paragraph(label, LABEL),
                    Paragraph(_field(value), NAME),
                    *([Paragraph(_field(below), VALUE)] if below else []),
                ]
                for label, value, below in cells
            ]
        ],
        colWidths=[92, 138, MEASURE - 92 - 138 - 110, 110],
    )
    table.setStyle(
        [
            *_FLUSH,
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("BOX", (0, 0), (-1, -1), 0.5, grey(HAIR)),
            ("INNERGRID", (0, 0), (-1, -1), 0.5, grey(HAIR)),
        ]
    )
    return table


def _where(claim: Claim) -> str:
    """Name, NPI and address of the facility (box 32); empty for the practice's own rooms."""
    facility = claim.facility
    if facility is None:
        return ""
    npi = f"NPI {facility.npi}" if facility.npi else ""
    return " · ".join(filter(None, (facility.name, npi, ", ".join(facility.address.lines))))


def notice(heading: str, text: str) -> Table:
    """Something the reader must not miss, behind a heavy bar."""
    said = f'<font name="{BOLD}">{markup(heading)}</font> {markup(text)}'
    table = Table([["", Paragraph(said, NOTICE)]], colWidths=[_BAR, MEASURE - _BAR])
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (0, 0), grey(INK)),
            ("BACKGROUND", (1, 0), (1, 0), grey(SHADE)),
            ("LEFTPADDING", (1, 0), (1, 0), 8),
            ("RIGHTPADDING", (1, 0), (1, 0), 8),
            ("TOPPADDING", (1, 0), (1, 0), 5),
            ("BOTTOMPADDING", (1, 0), (1, 0), 7),
        ]
    )
    return table


def _practice(practice: Practice) -> list[Flowable]:
    street = ", ".join(part for part in (practice.address.line1, practice.address.line2) if part)
    place = replace(practice.address, line1="", line2="").lines
    tax_id = f"{_field(_tax_id(practice))} ({practice.tax_id_kind.value})"
    lines = [
        *(_field(line) for line in (street, *place) if line),
        *([f"Phone {_field(practice.phone)}"] if practice.phone else []),
        f"NPI {_field(practice.npi)} · Tax ID {tax_id}",
    ]
    return [
        Paragraph(_field(practice.name), PRACTICE),
        *(Paragraph(line, SMALL) for line in lines),
    ]


def _tax_id(practice: Practice) -> str:
    """``12-3456789`` or ``123-45-6789``, as each kind is written."""
    digits = practice.tax_id
    if len(digits) != 9 or not digits.isdecimal():
        return digits
    if practice.tax_id_kind is TaxIdKind.EIN:
        return f"{digits[:2]}-{digits[2:]}"
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


def _patient(patient: Patient, day: date) -> list[Flowable]:
    born = _birth_text(patient.birth_date)
    age = f" ({patient.age_text_on(day)})" if patient.birth_date is not None else ""
    lines = [f"{_labelled('Born', born)}{age} · {_labelled('Sex', _SEX[patient.sex])}"]
    lines += [_field(line) for line in patient.address.lines]
    lines += [] if patient.address.lines else [_labelled("Address", _NOT_RECORDED)]
    lines += [_labelled("Phone", patient.phone)] if patient.phone else []
    # The first number is the office's own; the others are no business of this page.
    lines += [_labelled("Chart number", one.value) for one in patient.record_numbers[:1]]
    return _block("Patient", patient.name.listed, lines)


def _insurance(claim: Claim) -> list[Flowable]:
    if claim.payer is None or claim.coverage is None:
        return _block(
            "Insurance", "Self-pay", ["The patient pays; no insurance is billed for this visit."]
        )
    payer, coverage = claim.payer, claim.coverage
    plan = [
        _labelled(label, value)
        for label, value in (("Group", coverage.group_number), ("Plan", coverage.plan_name))
        if value
    ]
    lines = [
        _labelled("Payer ID", payer.payer_id or _NOT_RECORDED),
        *([_field(", ".join(payer.address.lines))] if payer.address.lines else []),
        _labelled("Member ID", coverage.member_id or _NOT_RECORDED),
        *([" · ".join(plan)] if plan else []),
        _labelled("Patient is", _RELATIONSHIP[coverage.relationship]),
        *_subscriber_lines(coverage, claim.patient),
    ]
    return _block("Insurance", payer.name, lines)


def _subscriber_lines(coverage: Coverage, patient: Patient) -> Iterator[str]:
    subscriber = coverage.subscriber
    if subscriber is None:
        return
    born = _birth_text(subscriber.birth_date)
    yield (
        f"{_labelled('Subscriber', subscriber.name.listed)} · {_labelled('Born', born)} · "
        f"{_labelled('Sex', _SEX[subscriber.sex])}"
    )
    if subscriber.address.lines and subscriber.address != patient.address:
        yield _field(", ".join(subscriber.address.lines))


def _birth_text(born: date | None) -> str:
    return _NOT_RECORDED if born is None else day_text(born)


def _block(heading: str, name: str, lines: list[str]) -> list[Flowable]:
    """A heading, a name and what is known: each line is marked up already."""
    return [
        Paragraph(heading, LABEL),
        Paragraph(_field(name) or _NOT_RECORDED, NAME),
        *(Paragraph(line, VALUE) for line in lines),
    ]


def _labelled(label: str, value: str) -> str:
    """A value behind its label; they stand close, so that they stay together when copied."""
    return f"{soft(label)} {_field(value)}"


def _field(text: str, most: int = _MOST) -> str:
    return markup(clipped(text, most))
