"""The headings under which practice systems export what a visit is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from medcoder_desktop.domain.visit_tables import DIAGNOSES, MODIFIERS, VisitField

LONGEST_HEADING = 40
"""Characters; what is longer is a sentence."""
_MOST_COLUMNS = 400
"""Columns among which fields are looked for; no export has as many."""
_NUMBER = r"\s*(?:no|nbr|num|number|id|#)"
_DATE = r"(?:date|dt|day)"
_SERVICE = r"(?:service|svc|srvc|serv)"
_VISIT = r"(?:visit|encounter|enc|appt|appointment|session|exam)"
_PROCEDURE = r"(?:cpt(?: ?-? ?4)?|hcpcs|proc(?:edure)?|px)"
_DIAGNOSIS = (
    r"(?:icd(?:[ -]?10)?(?:[ -]?cm)? )?(?:dx|diag(?:nos[ei]s)?|icd(?:[ -]?10)?(?:[ -]?cm)?)"
)
_CODE = r"(?: ?(?:codes?|cds?))?"
_ORDINALS = ("primary|principal|prim|first|1st", "secondary|sec|second|2nd", "tertiary|third|3rd")
_NOT_THE_PATIENT = (
    r"^(?!.*\b(?:guar\w*|subscriber|sub|insured|insurance|ins|policy ?holder|resp\w*|emergency"
    r"|refer\w*|spouse|mother|employer|provider|prov|rendering|doctor|physician|pcp|attending"
    r"|billing|pay[eo]r|plan|facility|practice)\b).*"
)
"""What stands before the name or address of somebody else."""
_NOT_THE_END = r"^(?!.*\b(?:to|thru|through|end|last|next|prior)\b).*"
_NOT_THE_FIRST_POLICY = r"^(?!.*\b(?:sec|secondary|second|2nd|ter|tertiary|third|2|3)\b).*"
_NOT_WHO_SEES = (
    r"^(?!.*\b(?:refer\w*|pcp|primary care|order\w*|superv\w*|npi|type|specialty|taxonomy|dx"
    r"|date)\b)"
    rf"(?!.*\b{_NUMBER}$)(?!.* codes?$).*"
)
_NO_CHARGE = (
    r"^(?!.*\b(?:paid|pmts?|payments?|adj\w*|allowed|bal\w*|co-?pay|deduct\w*|due|write\w*|ins"
    r"|patient|pt|codes?|date|dt|type|schedule|class|entered|by)\b).*"
)


def _numbered(stem: str, number: int) -> str:
    """A pattern of the headings of one of several like columns: ``Dx 2``, ``Dx B``, ``2nd Dx``."""
    letter = chr(ord("a") + number - 1)
    patterns = [rf"^(?!icd[ -]?(?:9|10)$){stem}{_CODE} ?[#-]? ?(?:{number}|(?<= ){letter}){_CODE}$"]
    if number <= len(_ORDINALS):
        patterns.append(rf"^(?:{_ORDINALS[number - 1]}) {stem}{_CODE}$")
    return "|".join(patterns)


def _all_numbered(fields: Iterable[VisitField], stem: str) -> Iterator[tuple[VisitField, str]]:
    for number, field in enumerate(fields, 1):
        yield field, _numbered(stem, number)


_WORDS: tuple[tuple[VisitField, str], ...] = (
    (
        VisitField.BIRTH_DATE,
        _NOT_THE_PATIENT + r"(?:\bdob\b|\bd o b\b|birth|\bborn\b|\bb ?day\b)",
    ),
    (
        VisitField.DATE_OF_SERVICE,
        _NOT_THE_END
        + (
            rf"(?:\bdos\b|\bd o s\b|\b{_DATE}s? of (?:{_SERVICE}|{_VISIT})\b"
            rf"|\b{_SERVICE} ?(?:{_DATE}|from|start|begin)\b|\b{_VISIT} ?{_DATE}\b"
            rf"|\bseen(?: on)?$|^(?:{_PROCEDURE}|surgery) {_DATE}\b|^from (?:dos|{_DATE})$)"
        ),
    ),
    (
        VisitField.DATE_OF_SERVICE,
        rf"^(?:from )?date(?: from)?$|\b(?:dos|d o s|{_SERVICE} {_DATE}s?)\b|^{_SERVICE} from\b",
    ),
    (
        VisitField.NAME,
        _NOT_THE_PATIENT + r"(?:\blast\b.*\bfirst\b|\bfirst\b.*\blast\b)",
    ),
    (
        VisitField.FAMILY,
        _NOT_THE_PATIENT
        + r"(?:\b(?:last|family|sur) ?(?:name|nm)\b|^l ?name$|^(?:patient |pt |pat )?last$)",
    ),
    (
        VisitField.GIVEN,
        _NOT_THE_PATIENT
        + r"(?:\b(?:first|given) ?(?:name|nm)\b|^f ?name$|^(?:patient |pt |pat )?first$)",
    ),
    (
        VisitField.MIDDLE,
        _NOT_THE_PATIENT + r"(?:\bmiddle\b|^(?:patient |pt |pat )?m\s?i$)",
    ),
    (VisitField.SEX, _NOT_THE_PATIENT + r"(?:\b(?:sex|gender)\b|^m/f$)"),
    (
        VisitField.PROVIDER_NPI,
        r"^(?!.*\b(?:billing|group|facility|practice|refer\w*|pcp|order\w*|superv\w*)\b).*\bnpi\b",
    ),
    (VisitField.PAYER_ID, _NOT_THE_FIRST_POLICY + rf"\b(?:pay[eo]r|carrier)(?:{_NUMBER}| code)$"),
    (
        VisitField.MEMBER_ID,
        _NOT_THE_FIRST_POLICY
        + (
            r"(?:\b(?:member|subscriber|policy|insured|insurance|ins|cert(?:ificate)?)"
            rf"(?: ?1)?(?: policy)?{_NUMBER}$|^member$|^(?:mbi|hicn?|policy|medicare{_NUMBER})$)"
        ),
    ),
    (VisitField.GROUP, r"^(?!.*\b(?:npi|practice|provider|medical)\b).*\b(?:group|grp)\b"),
    (
        VisitField.RECORD_NUMBER,
        (
            r"\bmrn\b|\bm r n\b"
            rf"|\b(?:chart|medical record|med rec|record|mr|emr|ehr)(?:{_NUMBER})?$"
            rf"|^(?:patient|pt|pat|client)(?: acc(?:oun)?t)?{_NUMBER}$"
            rf"|^(?:patient |pt |pat )?acc(?:oun)?t(?:{_NUMBER})?$|^pid$"
        ),
    ),
    (
        VisitField.VISIT_NUMBER,
        (
            rf"\b(?:{_VISIT}|claim|superbill|ticket|voucher|invoice){_NUMBER}$"
            r"|^(?:encounter|csn|visit|ticket|voucher)$"
        ),
    ),
    (VisitField.PLACE, r"^p ?o ?s$|\bplace\b|\bpos code\b"),
    (
        VisitField.REASON,
        r"\breason\b|\bcomplaint\b|^cc$|\b(?:visit|appointment|appt|encounter) type\b",
    ),
    *_all_numbered(MODIFIERS, r"(?:(?:cpt|hcpcs|proc(?:edure)?|px) ?)?mod(?:ifier)?"),
    (
        VisitField.MODIFIERS,
        r"^(?:(?:cpt|hcpcs|proc(?:edure)?|px) ?)?mod(?:ifier)?s?" + _CODE + "$",
    ),
    *_all_numbered(DIAGNOSES, _DIAGNOSIS),
    (
        VisitField.DIAGNOSES,
        (
            r"^(?!.*\b(?:desc\w*|po?i?nte?r|ptr|pointers?|date|dt|type)\b)"
            r".*(?:\bdxs?\b|\bicd(?:[ -]?10)?\b|\bdiag(?:nos[ei]s)?\b)"
        ),
    ),
    (VisitField.DESCRIPTION, r"^(?!.*\b(?:dx|diag\w*|icd\S*)\b).*\bdesc\w*"),
    (
        VisitField.PROCEDURE,
        (
            r"^(?!.*\b(?:date|dt|mods?|modifiers?|units?|qty|fee|charges?|chg|amount|amt|type)\b)"
            rf".*\b{_PROCEDURE}\b|^(?:{_SERVICE}|billing|charge|chg) (?:codes?|cds?)$"
        ),
    ),
    (
        VisitField.UNITS,
        (
            r"^(?!.*\b(?:price|fee|charges?|chg|cost|amount|amt)\b)"
            r".*\b(?:units?|qty|quantity)\b"
        ),
    ),
    (
        VisitField.CHARGE,
        _NO_CHARGE + r"(?:\bcharges?\b|\bchgs?\b|\bfees?\b|\b(?:billed|amount|amt)\b|\$)",
    ),
    (
        VisitField.PROVIDER,
        _NOT_WHO_SEES + r"\b(?:rendering|treating|attending|servicing|performing|seen by|seeing)\b",
    ),
    (
        VisitField.PROVIDER,
        _NOT_WHO_SEES
        + (r"\b(?:provider|prov|doctor|dr|physician|phys|clinician|practitioner|therapist)\b"),
    ),
    (
        VisitField.PAYER,
        _NOT_THE_FIRST_POLICY
        + (
            r"(?:\bpay[eo]r(?: name)?$|\binsurance(?: ?1)?"
            r"(?: (?:name|co|company|carrier|plan(?: name)?))?$|\bcarrier(?: name)?$"
            r"|\bplan(?: name)?$|^(?:(?:primary|prim|pri) )?ins(?: ?1)?(?: (?:name|co|plan))?$)"
        ),
    ),
    (VisitField.ZIP, _NOT_THE_PATIENT + r"(?:\bzip\b|\bpostal\b)"),
    (
        VisitField.PHONE,
        _NOT_THE_PATIENT + r"(?:\bphone\b|\bcell\b|\bmobile\b|^tel(?:ephone)?\b|\bph\b)",
    ),
    (
        VisitField.STREET,
        _NOT_THE_PATIENT
        + r"(?:\bstreet\b|^(?:patient |pt |pat |home |mailing )?addr(?:ess)?(?: ?(?:line)? ?1)?$)",
    ),
    (VisitField.CITY, _NOT_THE_PATIENT + r"(?:\bcity\b|\btown\b)"),
    (VisitField.STATE, _NOT_THE_PATIENT + r"(?:\bstate\b|^(?:patient |pt |pat )?st$)"),
    (
        VisitField.NAME,
        _NOT_THE_PATIENT
        + (
            r"(?:^(?:patient|pt|pat|client)(?:['’]?s)?\s*(?:full )?(?:name|nm)\b"
            r"|^(?:full )?name\b|^(?:patient|pt|pat|client)$)"
        ),
    ),
)
"""Fields with a pattern of their headings, in lower case, the surest first."""
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _WORDS)
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|[_.:()]")
_PLAIN_NUMBERS = {"icd9": "dx 9", "icd 9": "dx 9", "icd10": "dx 10", "icd 10": "dx 10"}
"""The ninth and tenth of a row of columns that are named ``ICD1``, ``ICD2`` and so on."""


def fields_named(cells: Sequence[str]) -> dict[VisitField, int]:
    """The fields that headings name, with their columns; each column is one field's."""
    looked_at = cells[:_MOST_COLUMNS]
    folded = [" ".join(_BETWEEN_WORDS.sub(" ", cell).lower().split()) for cell in looked_at]
    if "icd8" in folded or "icd 8" in folded:
        folded = [_PLAIN_NUMBERS.get(heading, heading) for heading in folded]
    found: dict[VisitField, int] = {}
    for field, pattern in _PATTERNS:
        if field in found:
            continue
        for column, heading in enumerate(folded):
            fits = 0 < len(heading) <= LONGEST_HEADING and column not in found.values()
            if fits and pattern.search(heading):
                found[field] = column
                break
    return found
