"""One table of the English sentences for every error and finding, by id.

A translation replaces this table; nothing else in the program phrases an error.
"""

from __future__ import annotations

import string
from collections.abc import Mapping

from medcoder_desktop.domain.code_set_messages import CODE_SET_MESSAGES
from medcoder_desktop.domain.record_messages import RECORD_MESSAGES

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
    "sheet.nothing_to_verify": "{code} was not carried forward: there is nothing to verify.",
    "earlier.not_there": "{code} was not coded before and is not on the problem list: assign it "
    "instead.",
    "charge.no_code": "This charge names no CPT or HCPCS code: add the service by hand.",
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
    "line.not_units": "“{text}” is not a number of units: a whole number from 1 to 9999.",
    "line.no_units": "A service line has at least one unit.",
    "line.no_charge": "{procedure} is not in the fee schedule: write its charge, for example "
    "@125.00.",
    "line.charge_too_large": "The charge of {procedure} is more than a claim form can hold.",
    # codes
    "code.unknown": "{code} is not in {release}: search by its words, or check the digits.",
    "code.standing": "{sentence}",
    "code.not_a_procedure": "“{text}” is not a procedure code: five characters such as 99213 or "
    "G0439.",
    **CODE_SET_MESSAGES,
    # search
    "search.queries_unreadable": "{file} cannot be read as a list of queries: a text file with one "
    "query a line was expected.",
    "file.not_written": "{file} cannot be written: choose another folder, or make room on the "
    "disk.",
    "synonym.no_words": "Write the words that people here use, for example: sugar foot.",
    "synonym.no_meaning": "Write what “{said}” means: a code, or words of the book.",
    "synonym.too_long": "Neither the words nor their meaning may have over {most} characters.",
    "synonym.same": "“{said}” would mean itself: write a code, or what the book calls it.",
    "synonym.unknown": "No code is found for “{meant}”: write a code, or words of the book.",
    "synonym.unknown_code": "{code} is not in the code library on that day: check its digits.",
    "synonym.not_there": "“{said}” has no meaning of the office's own.",
    "synonym.bad_line": "{file}, line {line}: two columns with a tab between them were expected, "
    "the words and what they mean.",
    "synonym.unreadable": "{file} cannot be read as text: save it as text with tabs between the "
    "columns.",
    # things that are not there
    "missing.visit": "There is no visit {number}: `medcoder encounters` lists them.",
    "missing.claim": "There is no claim {number}.",
    "missing.library": "The code library is not built yet: start the program once, or run "
    "`medcoder search`, which builds it.",
    "folder.not_made": "The data folder {folder} cannot be made or opened: choose another with "
    "--data-dir, or mend its permissions.",
    # command line
    "program.fault": "The program made a mistake and stopped; nothing half-done is kept. Please "
    "report it with the file medcoder.log in {folder}.",
    "demo.no_sample": "There is no sample “{sample}”: choose one of {samples}.",
    "demo.no_visit": "The sample {sample} holds no visit with an answer key.",
    # fields of the office's own tables
    "field.practice_name_missing": "Write the practice's name as payers know it.",
    "field.facility_name_missing": "Write the facility's name.",
    "field.payer_name_missing": "Write the payer's name.",
    "field.family_name_missing": "Write the family name.",
    "field.given_name_missing": "Write the given name.",
    "field.description_missing": "Describe the service in the office's own words.",
    "field.street_missing": "Write the street and number.",
    "field.city_missing": "Write the city.",
    "field.state": "“{text}” is not a state: two letters such as IL.",
    "field.postal_code": "“{text}” is not a ZIP code: 62701 or 62701-1234.",
    "field.po_box": "The billing address must be a street address, not a PO box.",
    "field.phone": "“{text}” is not a phone number of ten digits.",
    "field.npi_shape": "“{text}” is not an NPI: ten digits.",
    "field.npi_check_digit": "{text} is not a valid NPI: its check digit does not fit, so a digit "
    "is mistyped.",
    "field.taxonomy": "“{text}” is not a taxonomy code: ten characters that end in X, such as "
    "207Q00000X.",
    "field.tax_id": "“{text}” is not a tax ID: nine digits, such as 12-3456789.",
    "field.payer_id": "“{text}” is not a payer ID: 2 to 15 letters and digits.",
    "field.ends_before_start": "The fee ends before it begins.",
    "field.release_name_missing": "Write the name of the release, such as FY2027 or 2027-Q1.",
    "field.release_name_blank": "A release's name has no blanks: FY2027 or 2027-Q1.",
    "field.release_from_missing": "Write the first date of service it holds for.",
    "field.release_ends_before": "The release ends before it begins.",
    "field.not_a_date": "“{text}” is not a date: write 2026-03-14 or 03/14/2026.",
    "field.birth_date_missing": "Write the date of birth.",
    "field.birth_date_future": "The date of birth {day} lies in the future.",
    "field.birth_date_old": "The date of birth {day} is more than {years} years ago.",
    "field.payer_missing": "Choose the payer.",
    "field.member_id": "“{text}” is not a member ID: 2 to 29 letters and digits, as on the card.",
    "field.rank": "Coverage is primary or secondary.",
    "field.subscriber_missing": "Write who holds the policy, since it is not the patient.",
    "field.subscriber_unneeded": "The patient holds the policy: leave the policy holder empty.",
    "field.date_in_future": "The date of service {day} lies in the future.",
    "field.before_birth": "The date of service {day} lies before the patient's birth.",
    "field.place_of_service": "“{text}” is not a place of service: two digits such as 11.",
    # what is in use stays
    "office.provider_in_use": "{name} is on visits already and stays: mark the provider as no "
    "longer active instead.",
    "office.payer_in_use": "{name} is on patients' coverage and stays: change it there first.",
    "office.facility_in_use": "{name} is on visits already and stays.",
    "office.coverage_in_use": "This coverage is on a visit and stays: choose another coverage for "
    "that visit first.",
    "office.fee_twice": "{code} is in the fee schedule already for these dates.",
    # the office's book
    "book.not_a_code": "“{text}” is not a code of {system}.",
    "book.favourite_there": "{code} is among the favourites already.",
    "book.no_favourite": "{code} is not among the favourites.",
    "book.no_folder": "There is no folder “{folder}” among the favourites.",
    "book.folder_too_long": "The name of a folder has at most {most} characters.",
    "book.note_too_long": "The note on {code} is longer than {most} characters: shorten it.",
    # a table of fees
    "fees.not_one_table": "{file} holds {count} tables of fees: choose a file that is or holds "
    "exactly one.",
    "fees.contradiction": "{file}, line {line}: {code} stands in line {first} already with "
    "another charge or last day for the same first day. Remove one of the two lines.",
    "fees.unknown_field": "“{text}” does not say what a column of fees holds: name one of "
    "{fields}.",
    "fees.no_column": "The column for the {wanted} of {file} is not told by its headings "
    "({headings}): name it with --map, such as --map “{wanted}=Heading”.",
    # record files
    "import.not_a_file": "{file} is not a file.",
    "import.already_there": "Everything in {file} is here already.",
    "import.says_otherwise": "Nothing of {file} is new, but it says something otherwise.",
    "import.patient_differs": "{name}: the file says {what} {theirs}; here it is {ours}, which "
    "was left.",
    "import.visit_differs": "Visit {number} is of {ours} here; the file says {theirs}.",
    "import.waits_in_inbox": "{title} names no known patient and visit: it waits in the inbox to "
    "be filed.",
    "import.claim_twice": "{file} holds another claim under number {number}, which a claim here "
    "has: it was left out.",
    "import.claim_as_written": "Claim {number} as it was written.",
    "import.undo_claim": "Import {number} cannot be undone: claim {claim} was {status} since.",
    "import.undone_before": "Import {number} was undone before.",
    "import.undo_coded": "Import {number} cannot be undone: visit {visit} has been coded since.",
    "import.undo_quoted": "Import {number} cannot be undone: {title} is quoted as evidence of "
    "visit {visit}. Take the quote off first.",
    "import.undo_amended": "Import {number} cannot be undone: {title} was amended by a later "
    "import. Undo that one first.",
    "import.undo_added_to": "Import {number} cannot be undone: {what} was added to {whom} since.",
    "import.none": "There is no import {number}.",
    # the work list
    "work.name_too_long": "A coder’s name has at most {most} characters.",
    "work.cannot_move": "Visit {number} is {status} and cannot become {wanted}.",
    "work.age": "Write the age in whole days, for example 30.",
    "work.view_name": "Give the view a name of at most {most} characters.",
    "work.view_taken": "“{name}” is a view of the program’s own: choose another name.",
    **RECORD_MESSAGES,
    # claims
    "claim.has_errors": "Visit {number} cannot be finished: {problem}",
    "claim.finished_already": "Visit {number} is finished already as claim {claim}.",
    "claim.sheet_changed": "The sheet of visit {number} changed meanwhile: look at it and finish "
    "again.",
    "claim.not_checked": "The visit was finished before it was checked.",
    "claim.not_finished": "Visit {number} is not finished.",
    "claim.withdrawn": "Claim {number} is withdrawn: finish the visit again and export that claim.",
    # settings of the office
    "setting.unknown": "“{text}” is no setting: write one of {names}.",
    "setting.yes_or_no": "“{text}” does not fit “{words}”: write yes or no.",
    "setting.not_in_range": "“{text}” does not fit “{words}”: write a whole number from {least} "
    "to {most}.",
    "setting.no_folder": "{folder} is no folder: write the whole path of one that is there.",
    "setting.own_folder": "{folder} holds the program’s own files: watch another folder.",
    "setting.no_value": "“{text}” names no value: write NAME=VALUE, for example "
    "evidence.needed=yes.",
    "watched.unreachable": "The watched folder {folder} cannot be reached now: connect its drive, "
    "or watch another folder.",
    "import.no_files": "Name the files to import, or ask for those of the watched folder with "
    "--watched.",
    "watched.none": "No folder is watched: name one with “medcoder settings "
    "watched.folder=FOLDER”, or under Practice, Settings.",
    # the store of patient data
    "store.no_permission": "{file} cannot be opened or written: check that its folder exists, "
    "is no longer in use by another person, and may be written by you.",
    "store.locked": "{file} is in use by another program that is writing to it: wait a moment "
    "and try again.",
    "store.disk_full": "The disk that holds {file} is full: free some space and try again; "
    "nothing was changed.",
    "store.disk_error": "The disk that holds {file} does not read or write properly: check its "
    "connection, and restore a backup if the trouble stays.",
    "store.damaged": "{file} is damaged and cannot be read in full: restore the latest backup.",
    "store.not_a_database": "{file} is no MedCoder database, is encrypted, or needs another key: "
    "choose another data folder, or restore a backup.",
    "store.not_ours": "{file} is a database of another program: choose another data folder.",
    "store.newer_file": "{file} was written by a newer version of MedCoder: install that version "
    "to open it.",
    "store.newer_content": "This was written by a newer version of MedCoder (form {schema}, known "
    "here up to {newest}): install that version to read it.",
    "store.unreadable_content": "A stored {what} cannot be read ({reason}): please report this, "
    "and restore a backup if it is needed at once.",
    "store.broken_text": "The text holds half a character (U+{character}) and cannot be stored: "
    "have it exported again, or remove that character.",
    "store.write_while_reading": "Something tried to change the records while only reading them: "
    "please report this; nothing was changed.",
    "store.not_recorded": "A change to {tables} was about to be kept without a line in the audit "
    "trail: please report this; nothing was changed.",
    "store.version_out_of_order": "Version {version} of a coding sheet does not follow on the one "
    "before: please report this; nothing was changed.",
    "store.defect": "The records in {file} could not be used because of a mistake in the program: "
    "please report this; nothing was changed.",
    # writing files
    "export.is_a_folder": "{file} is a folder: choose a file name inside {folder}.",
    "export.disk_full": "{file} was not written because the disk of {folder} is full: make room, "
    "or choose another folder.",
    "export.not_allowed": "{file} was not written because {folder} may not be written to or the "
    "file is open in another program: close it, or choose another folder.",
    "export.no_folder": "{file} was not written because there is no folder {folder}: choose one "
    "that exists.",
    "export.failed": "{file} was not written to {folder} ({reason}): choose another folder.",
    "export.unreadable": "{file} cannot be opened ({reason}): close it elsewhere, or check that "
    "you may read it.",
    "export.no_fonts": "The fonts for printing are missing from {folder}: install the program "
    "again.",
    "export.cannot_lay_out": "Claim {number} does not fit on its pages: a name or number in it is "
    "far too long.",
    # claim files
    "claim_json.not_a_claim": "{source} is not a claim file of this program: choose a JSON file "
    "that was exported here.",
    "claim_json.broken": "{source} breaks off or is damaged at line {line}, column {column}: "
    "export the claim again.",
    "claim_json.too_large": "{source} is larger than {most} MB, so it is no claim file.",
    "claim_json.version": "{source} has version {version} of the claim format, but this program "
    "reads version {known}: use the program that wrote it, or update this one.",
    "claim_json.twice": "{source} holds the field “{name}” twice: export the claim again.",
    "claim_json.missing": "{source}: {path} is missing.",
    "claim_json.unknown": "{source}: {path} is not a field of the claim format.",
    "claim_json.wrong": "{source}: {path} must be {expected}, not {found}.",
    "claim_json.total": "{source}: {path} is {total}, but the service lines add up to {added}.",
    "claim_json.pointer_unknown": "{source}: {path} points to diagnosis {letter}, which the claim "
    "does not have.",
    "claim_json.pointer_twice": "{source}: {path} points to diagnosis {letter} a second time.",
    "claim_json.not_faithful": "Claim {number} would not read back from its file as it is, so it "
    "was not written.",
    # the window
    "window.second": "MedCoder is open on this data folder already: use that window, or choose "
    "another folder with --data-dir.",
    "window.lock_refused": "The data folder {folder} cannot be written: mend its permissions, or "
    "choose another with --data-dir.",
    "window.child_died": "The work ended before it was done, perhaps for want of memory: close "
    "other programs and try again; nothing was changed.",
    "window.not_opened": "{file} could not be opened: no program for such files is set up here.",
    "window.claim_without_visit": "Claim {number} was read back from a file and has no visit here: "
    "save or print the claim itself.",
    "window.no_printer": "There is no printer to print on: set one up, or save the PDF.",
    "window.mistake": "Something went wrong in the program: what you saved is kept. Try again, "
    "and report it with the log file if it stays.",
    # findings on the sheet
    "finding.no_diagnosis": "The claim has no diagnosis yet.",
    "finding.no_line": "The claim has no service line yet.",
    "finding.diagnosis_not_billable": "{why}",
    "finding.fits_others": "{code} fits {whom} patients only (Medicare Code Editor): check the "
    "code and the patient's data.",
    "finding.procedure_ended": "{procedure} ended on {ended}{instead}.",
    "finding.procedure_not_yet": "{procedure} may be billed from {added}, not before.",
    "finding.procedure_unknown": "{procedure} is not in {release}: check its digits.",
    "finding.modifier_unknown": "Modifier {modifier} of {procedure} is in no installed list.",
    "finding.outside_release": "The date of service {day} lies outside {release}: codes are "
    "checked against the nearest release, so check them again when the right one is installed.",
    "finding.no_evidence": "{code} has no words of the record behind it.",
    "finding.not_verified": "{code} is carried forward from {source}: verify it or remove it.",
    "finding.not_pointed_to": "No service line points to {code}.",
    "finding.line_without_pointer": "{procedure} points to no diagnosis.",
    "finding.zero_charge": "{procedure} has no charge.",
    "finding.line_repeated": "{procedure} stands twice with the same modifiers and date.",
    "finding.manifestation_first": "{code} cannot be first-listed: its note says to code first "
    "the underlying condition.",
    "finding.external_cause_first": "{code} is an external cause and cannot be first-listed.",
    "finding.excludes1": "{code} and {other} exclude each other (Excludes1 at {source}).",
    "finding.practice_missing": "The practice is not set up yet.",
    "finding.practice_field": "Practice: {problem}",
    "finding.provider_missing": "No rendering provider is chosen.",
    "finding.provider_npi": "{name}: {problem}",
    "finding.patient_field": "Patient: {problem}",
    "finding.patient_address": "The patient's address is not complete.",
    "finding.patient_sex": "The patient's sex is not known.",
    "finding.coverage_field": "Coverage: {problem}",
    "finding.coverage_missing": "No coverage is chosen: the claim is for a self-paying patient.",
    "finding.date_in_future": "The date of service {day} lies in the future.",
    "finding.before_birth": "The date of service {day} lies before the patient's birth.",
    "finding.facility_field": "{name}: {problem}",
    "finding.facility_missing": "{place} is outside the practice: choose the facility where the "
    "patient was seen.",
    "finding.place_of_service": "{text} is not a place of service.",
    "finding.evidence_amended": "The quote behind {code} no longer stands in its document: assign "
    "it once more with words of the newest version.",
}


def sentence(message_id: str, params: Mapping[str, object]) -> str:
    """The English sentence for ``message_id`` with its values filled in.

    Raises:
        KeyError: The id is not in the table, or a value the sentence names is missing.
    """
    return string.Formatter().vformat(MESSAGES[message_id], (), params)
