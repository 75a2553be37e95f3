"""The sentences about code-set files, releases and the standing of codes; part of the one table."""

from __future__ import annotations

CODE_SET_MESSAGES: dict[str, str] = {
    # code-set files
    "codeset.packaged_missing": "The package {package}, which carries code lists, is not "
    "installed completely: install the program again.",
    "codeset.not_opened": "{file} cannot be opened: check that it exists and that you may read it.",
    "codeset.not_xml": "{file} is damaged at line {line}: an ICD-10-CM list in XML was expected. "
    "Download it again.",
    "codeset.doctype": "{file} declares a document type, which official code lists never do, so it "
    "was not read: download the list again from its publisher.",
    "codeset.wrong_name": "{file} is damaged at line {line}: “{text}” stands where the code of one "
    "entry was expected. Download it again.",
    "codeset.not_tabular": "{file} is XML, but not an ICD-10-CM tabular list.",
    "codeset.folder": "{file} is a folder: choose the files or archives inside it.",
    "codeset.empty": "{file} is empty: download it again from its publisher.",
    "codeset.web_page": "{file} is a web page, not a code list: the download went wrong, so open "
    "the publisher's page in a browser and save the file itself.",
    "codeset.not_zip": "{file} is named like a zip archive but is none: download it again.",
    "codeset.zip_damaged": "The archive {file} is damaged or cut off: download it again.",
    "codeset.zip_locked": "The archive {file} is protected by a password: unpack it first.",
    "codeset.zip_too_deep": "{file} holds archives inside archives inside archives: unpack it "
    "first and choose the list itself.",
    "codeset.zip_too_many": "{file} holds more than {most} files: unpack it and choose the list.",
    "codeset.zip_bomb": "{file} unpacks to far more than any published list, so it was not "
    "read: download it again from its publisher.",
    "codeset.not_unpacked": "{file} cannot be unpacked: free some space on the disk and try again.",
    "codeset.not_text": "{file} is no text at line {line}: a code list was expected there. "
    "Download it again, or save it as plain text.",
    "codeset.line_too_long": "{file} has a line {line} longer than any published list: it is "
    "not a code list.",
    "codeset.row_damaged": "{file} is damaged at line {line}: a row of a table was expected. "
    "Download it again.",
    "codeset.wrong_line": "{file}, line {line}: “{text}” stands where {expected} was expected. "
    "Download the file again.",
    "codeset.cut_off": "{file} breaks off at line {line}: {expected} was expected. Download it "
    "again.",
    "codeset.no_columns": "{file} has no column {wanted}: {expected} was expected.",
    "codeset.wrong_total": "{file}, line {line}: the file says “{text}”, but there are {found} in "
    "it: it is damaged or cut off. Download it again.",
    "codeset.index_too_deep": "{file} is damaged at line {line}: terms stand more than {most} deep "
    "under one another, which no official index has. Download it again.",
    "codeset.not_index": "{file} is XML, but not an ICD-10-CM index or table.",
    "codeset.no_date": "{file} does not say which release it holds, or from which date of service "
    "on: name the release and its first day.",
    "codeset.no_rows": "{file} holds no rows: {expected} was expected. Download it again.",
    "codeset.own_line": "{file}, line {line}: “{text}” stands where {expected} was expected. "
    "Correct that line and save the file again.",
    "codeset.own_headings": "{file}, line {line}: the columns {expected} were expected, with tabs "
    "between them. Put the headings back and save the file as text with tabs.",
    "codeset.own_twice": "{file}, line {line}: {code} already stands in line {first}. Remove one "
    "of the two lines.",
    "codeset.own_unknown": "{file} speaks of “{name}”, which is no code set of this program. "
    "Correct that heading.",
    "codeset.own_entry": "{file}: {expected} was expected as “{field}” of “{name}”. Correct that "
    "entry and save the file again.",
    "codeset.own_toml": "{file} is damaged: {reason}. Correct that line and save the file again.",
    "codeset.not_for_practitioners": "{file} holds the edits for {whom}, which do not judge the "
    "claims of a physician office to Medicare: choose the file for practitioners.",
    "codeset.tables_missing": "{file} is one of several tables that belong together, and {missing} "
    "is not among the chosen files: choose the whole archive as it was downloaded.",
    "codeset.fee_row": "{file}, line {line}: “{text}” stands where {expected} was expected: "
    "correct that row and choose the file again.",
    "codeset.fee_rows_missing": "{file} holds no fees: rows with a procedure code and a charge "
    "were expected.",
    "codeset.fee_column_missing": "{file} has no column for “{wanted}”: say which column of the "
    "fee schedule holds it.",
    "codeset.not_a_table": "{file} is an archive, not a table: choose the file inside it.",
    "codeset.workbook_damaged": "The workbook {file} is damaged: download it again, or save it "
    "as CSV.",
    "codeset.unknown": "{file} is no code list this program reads: “medcoder codes list” and the "
    "Releases tab name the files it knows.",
    "codeset.fee_table": "{file} looks like an office's own fee schedule: import it in Practice › "
    "Fee schedule, or with “medcoder fees import”.",
    "codeset.two_of_a_kind": "These files hold the same release twice: {files}. Choose one of "
    "them.",
    "codeset.ends_before": "{file}: the last day of the release lies before its first.",
    "codeset.needs_base": "{file} only lists changes: the release of {code_set} in force on {day} "
    "must be imported first.",
    # lists of changes
    "changes.there": "The list of changes adds {code}, which the release before has already: it "
    "belongs to another release.",
    "changes.missing": "The list of changes names {code}, which the release before does not have: "
    "it belongs to another release.",
    # releases
    "release.there": "{release} is in the library already: remove it first to import it again.",
    "release.too_many": "The library holds {most} releases of {code_set}: remove old ones first.",
    "release.unknown": "There is no release “{text}”: “medcoder codes list” and the Releases tab "
    "list what there is.",
    "release.ambiguous": "“{text}” may be any of {choice}: write one of these.",
    "release.overlaps": "{new} ({days}) overlaps {other} ({other_days}), which is in use: remove "
    "that one first, or import the file with other dates.",
    "release.other_set": "{old} and {new} are of different code sets: compare two of one set.",
    "release.packaged": "{release} comes with the program and cannot be removed; an official file "
    "takes its place when it is put in use.",
    "library.pair_twice": "The table of procedure pairs holds a pair twice with the same date: "
    "choose each of its parts once, or download it again.",
    "library.term_too_deep": "The index is damaged at “{term}”: it stands deeper than the term "
    "above it. Download the file again.",
    "library.term_gone": "This term is no longer in the index, because another release was put in "
    "use: look it up again.",
    # how a diagnosis stands on a day
    "standing.heading": "{code} needs {position} character: {codes}.",
    "standing.heading_alone": "{code} is a heading and cannot be billed.",
    "standing.split": "{code} is not billable since {since}: {codes}.",
    "standing.split_alone": "{code} is not billable since {since}.",
    "standing.ended": "{code} is not valid since {since}; nearest: {codes}.",
    "standing.ended_alone": "{code} is not valid since {since}.",
    "standing.not_yet": "{code} is valid from {since}, not before; until then: {codes}.",
    "standing.not_yet_alone": "{code} is valid from {since}, not before.",
    "standing.later": "{code} is not in {release}, but in the one from {since}; for this day: "
    "{codes}.",
    "standing.later_alone": "{code} is not in {release}, but in the one from {since}.",
    "standing.unknown": "{code} is not in {release}; nearest: {codes}.",
    "standing.unknown_alone": "{code} is not in {release}: search by its words, or check the "
    "digits.",
    "library.not_written": "The code library cannot be written to {folder}: make room on the disk "
    "or mend the folder's permissions, then start again.",
}
