"""The sentences about record files, by id; part of the one table."""

from __future__ import annotations

RECORD_MESSAGES: dict[str, str] = {
    # reading record files
    "record.unreadable": "{file} cannot be opened ({reason}): close it elsewhere, or check that "
    "you may read it.",
    "record.empty": "{file} is empty: export or copy it again.",
    "record.too_large": "{file} is larger than {most} MB: export fewer patients at a time, or "
    "raise the limit under Practice, Settings.",
    "record.binary": "{file} is neither text nor a kind of document this program knows.",
    "record.text_too_long": "{file} is longer than {most} characters: split it into single notes, "
    "or raise the limit under Practice, Settings.",
    "record.not_read_yet": "{file} is {kind}: recognised, but this version does not read it, so "
    "nothing was taken from it.",
    "record.claim": "{file} is a claim this program wrote, not a patient record: open it with the "
    "claims.",
    "record.cut_off": "{file} breaks off at line {line}, column {column}: export or copy it again.",
    "record.not_json": "{file} is damaged at line {line}, column {column}, where it is no valid "
    "JSON: export it again.",
    "record.json_number": "{file} holds a number of thousands of digits, which no record has: "
    "export it again.",
    "record.too_deep": "{file} is nested more than {most} levels deep, which no record is: export "
    "it again.",
    "record.bad_line": "{file} is damaged in line {line}: export it again.",
    "record.not_fhir": "{file} is JSON, but not a FHIR record: export the patient as a FHIR R4 "
    "bundle.",
    "record.single_resource": "{file} holds a single FHIR {kind} without its patient: import it "
    "together with the file that holds the patient, or export the whole patient.",
    "record.patients_elsewhere": "{file} is about patients who are not in it: import it together "
    "with the file that holds them.",
    "record.no_patient": "{file} names no patient: export the patient together with the record.",
    "record.only_asks": "{file} brings no patient. {asks}",
    "record.bulk_without_patient": "{file} has no patients in it: import all files of the bulk "
    "export together, the patients too.",
    "record.web_page": "{file} is a web page, probably a sign-in or error page saved in place of "
    "the record: download the record again.",
    "record.other_xml": "{file} is XML that begins with <{root}>, which is no patient record.",
    "record.xml_damaged": "{file} is damaged at line {line}, where it is no valid XML: export it "
    "again.",
    "record.xml_document_type": "{file} declares a document type of its own, which no patient "
    "record needs and this program does not follow: export it again without one.",
    "record.image_damaged": "{file} is a damaged picture: scan or save it again.",
    "record.image_pixels": "{file} has more than {most} million pixels, which no scanned page has: "
    "scan it again with fewer dots an inch.",
    "record.pdf_locked": "{file} is locked with a password: save it without one first.",
    "record.pdf_damaged": "{file} is a damaged PDF document: print or save it again.",
    "record.pdf_pages": "{file} has more than {most} pages: split it, or raise the limit "
    "under Practice, Settings.",
    "record.docx_damaged": "{file} is a damaged Word document: open it and save it again.",
    "record.rtf_damaged": "{file} is a damaged RTF document: open it and save it again.",
    "record.mail_damaged": "{file} is a damaged e-mail: save it again.",
    "record.mail_nested": "{file} is an e-mail with attachments inside another file: save it by "
    "itself and import that.",
    "record.zip_broken": "{file} is a damaged zip archive: download or copy it again.",
    "record.gzip_broken": "{file} is a damaged gzip file: download or copy it again.",
    "record.zip_nested": "{file} is a zip archive inside another one: unpack it and import it by "
    "itself.",
    "record.zip_empty": "{file} is a zip archive without any file in it.",
    "record.zip_locked": "{file} is locked with a password: unpack it first and zip its files "
    "without one.",
    "record.zip_members": "{file} holds more than {most} files: split the export, or raise the "
    "limit under Practice, Settings.",
    "record.zip_bomb": "{file} would unpack to far more than the {most} MB allowed, so it was not "
    "unpacked: export fewer patients at a time, or raise the limit under Practice, Settings.",
    # what a record file holds that could not be taken
    "left_out.more": "And {count} more reasons.",
    "left_out.fhir_release": "This follows FHIR {release} and was read as far as it is like R4: "
    "compare it with the original, or choose R4 in the export.",
    "left_out.more_pages": "This is one page of a longer answer: import the other pages, too.",
    "left_out.kinds": "Not read by this version: {kinds}.",
    "left_out.other_members": "Other files in this archive inside another one: {count}. Unpack it "
    "and import them by themselves.",
    "left_out.no_patient": "{kind} of someone who is not in the file, left out: {count}.",
    "left_out.segment": "{name} segments, not read by this version: {count}.",
    "left_out.message_merges": "A message asks to merge record {old} into {new}: look at both "
    "patients and do it by hand.",
    "left_out.message_deletes": "Messages that ask to delete something ({event}), not followed: "
    "{count}.",
    "left_out.read_with": "Read together with {files} for its patients or visits.",
    "left_out.serves": "It is about no patient; other files that were read with it refer to it.",
    "left_out.second_patient": "Further patients of a document about several, left out: {count}.",
    "left_out.nameless_patient": "Patients without a name in the file: {count}.",
    "left_out.visit_status": "Visits planned, cancelled, missed or entered in error, left out: "
    "{count}.",
    "left_out.visit_undated": "Visits without a full date, left out: {count}.",
    "left_out.listed_visit": "Visits the document lists but is not about, to be read in its text: "
    "{count}.",
    "left_out.care": "The document tells of care ({time}) but names no visit, so none was made of "
    "it.",
    "left_out.coverage_status": "Coverages cancelled or entered in error, left out: {count}.",
    "left_out.payer_unnamed": "Coverages that name no payer, left out: {count}.",
    "left_out.result_status": "Results cancelled or entered in error, left out: {count}.",
    "left_out.result_withdrawn": "The sender takes back {name} of {day}: where it came in before, "
    "look at it again.",
    "left_out.document_cancelled": "The sender takes back “{title}” of {day}: where it came in "
    "before, look at it again.",
    "left_out.result_empty": "Observations without a value, left out: {count}.",
    "left_out.condition_status": "Conditions refuted or entered in error, left out: {count}.",
    "left_out.condition_unnamed": "Conditions without a name, left out: {count}.",
    "left_out.history_status": "{kind} not done, cancelled or entered in error, left out: {count}.",
    "left_out.history_unnamed": "{kind} without a name, left out: {count}.",
    "left_out.no_charge": "Payments, credits and adjustments, left out: {count}.",
    "left_out.claim_status": "Claims cancelled, drafted or entered in error, left out: {count}.",
    "left_out.charge_uncoded": "Lines of claims with neither code nor amount, left out: {count}.",
    "left_out.document_status": "Documents withdrawn or entered in error, left out: {count}.",
    "left_out.document_type": "“{title}” is of a type not read yet ({detail}), left out: {count}.",
    "left_out.document_garbled": "The text of “{title}” cannot be decoded, left out: {count}.",
    "left_out.document_long": "“{title}” is too long to be a note, left out: {count}.",
    "left_out.document_empty": "“{title}” has no text, left out: {count}.",
    "left_out.document_elsewhere": "The text of “{title}” lies elsewhere, under “{detail}”, and "
    "was not fetched: {count}.",
    "left_out.document_missing": "The text of “{title}” should lie beside the record as {detail} "
    "but does not: {count}.",
    "left_out.word_comments": "Comments on the document, which are no part of it, left out: "
    "{count}.",
    "left_out.word_pictures": "Pictures in the document, whose words cannot be read, left "
    "out: {count}.",
    "left_out.word_chunks": "Documents of another format placed into this one, left out: "
    "{count}. Open it in Word and save it again to have them read.",
    "left_out.mail_attachment": "Attachment “{title}” of an e-mail inside another file, left "
    "out: {count}. Save the e-mail by itself and import that.",
    # tables of visits
    "visits.no_headings": "{file} is a table whose headings name neither a patient nor a day of "
    "service: give its columns headings such as Patient, Birth date and Date of service.",
    "visits.which_columns": "{file} is a table of visits with columns not met before ({headings}): "
    "say which holds what.",
    "visits.strange_columns": "{file} is a table whose headings name no visit ({headings}): say "
    "which column holds the patient and which the day of service.",
    "visits.no_column": "{file} needs a column that holds the {wanted}; its columns are: "
    "{headings}.",
    "visits.unknown_field": "“{text}” names no field of a visit: write FIELD=HEADING with one of "
    "{fields}.",
    "visits.unknown_heading": "{file} has no column “{heading}”; its columns are: {headings}.",
    "visits.columns_skipped": "{file} is a table of visits whose columns were not chosen, so "
    "nothing was taken from it.",
    "visits.sheet_skipped": "{file} was not read: its columns were not chosen.",
    "visits.nothing": "{file} has no row with a patient and a day of service.",
    "visits.too_many": "{file} has more than {most} rows: split it, or raise the limit under "
    "Practice, Settings.",
    "visits.damaged": "{file} is a damaged workbook: open it and save it again.",
    "visits.bad_quotes": "{file} is damaged at line {line}: a quoted cell does not end there.",
    # rows of a table of visits that could not be taken
    "left_out.columns": "Columns not read: {headings}.",
    "left_out.sheet": "The sheet “{name}” is no table of visits and was not read.",
    "left_out.row_days": "Row {row} is of several days (“{text}”): its first was taken.",
    "left_out.row_day": "Row {row} has no day of service that can be read (“{text}”).",
    "left_out.row_patient": "Row {row} names no patient.",
    "left_out.row_cell": "“{text}” in row {row} is no {wanted} and was left empty.",
}
