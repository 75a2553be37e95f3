"""One table of the English sentences for every error and finding, by id.

A translation replaces this table; nothing else in the program phrases an error.
"""

from __future__ import annotations

import string
from collections.abc import Mapping

MESSAGES: dict[str, str] = {
    # money
    "money.not_an_amount": "“{text}” is not an amount: write dollars such as 185 or 185.00.",
    "money.too_large": "“{text}” is more than a claim form can hold (9,999,999.99).",
    # coding sheet
    "sheet.diagnosis_there": "{code} is on the sheet already.",
    "sheet.diagnoses_full": "A claim holds {most} diagnoses: remove one before adding another.",
    "sheet.lines_full": "A claim holds {most} service lines: start another visit for the rest.",
    "sheet.locked": "Visit {number} is {status}: reopen it before changing its codes.",
    "sheet.nothing_to_undo": "There is nothing to undo on this sheet.",
    "sheet.nothing_to_redo": "There is nothing to redo on this sheet.",
    "sheet.evidence_moved": "The marked words no longer stand at that place of the document: "
    "select them again.",
    # service lines
    "line.empty": "Write a procedure code first, for example 99213-25 x1 @125.00 AB.",
    "line.not_a_procedure": "“{text}” is not a procedure code: five characters such as 99213 "
    "or G0439, with modifiers behind a dash.",
    "line.not_a_modifier": "“{text}” is not a modifier: two characters such as 25 or LT.",
    "line.too_many_modifiers": "A service line holds {most} modifiers.",
    "line.too_many_pointers": "A service line points to at most {most} diagnoses.",
    "line.pointer_twice": "“{letters}” names a diagnosis twice.",
    "line.pointer_unknown": "Pointer {letter} names no diagnosis on this sheet.",
    "line.part_unknown": "“{text}” in the service line is not understood: use x2 for units, "
    "@60.00 for the charge of each unit, AB for diagnosis pointers.",
    "line.no_units": "A service line has at least one unit.",
    "line.no_charge": "{procedure} is not in the fee schedule: write its charge, for example "
    "@125.00.",
    "line.charge_too_large": "The charge of {procedure} is more than a claim form can hold.",
    # codes
    "code.unknown": "{code} is not in {release}: search by its words, or check the digits.",
    "code.not_billable": "{code} is a heading, not a billable code: choose one of {children}.",
    # things that are not there
    "missing.visit": "There is no visit {number}: `medcoder encounters` lists them.",
    "missing.claim": "There is no claim {number}.",
    "missing.library": "The code library is not built yet: start the program once, or run "
    "`medcoder search` again when it is.",
    "missing.practice": "The practice is not set up yet: enter its name, address, NPI and tax ID "
    "first.",
    # findings on the sheet
    "finding.no_diagnosis": "The claim has no diagnosis.",
    "finding.no_line": "The claim has no service line.",
}


def sentence(message_id: str, params: Mapping[str, object]) -> str:
    """The English sentence for ``message_id`` with its values filled in.

    Raises:
        KeyError: The id is not in the table, or a value the sentence names is missing.
    """
    return string.Formatter().vformat(MESSAGES[message_id], (), params)
