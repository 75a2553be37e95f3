-- A file of version 0005 with one fictitious patient, coded and claimed, an office's book and
-- words, history, charges, pages, an import, a view, a setting, a facility and a value corrected.
-- Written when the version was new, and never changed afterwards.
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE audit_entries (
    number INTEGER NOT NULL,
    moment DATETIME NOT NULL,
    actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    CONSTRAINT pk_audit_entries PRIMARY KEY (number)
);
INSERT INTO "audit_entries" VALUES(1,'2026-03-14 09:30:15.250000','marisol','record.import','8d6b42d565f441fab19d15bdd08c15df','');
INSERT INTO "audit_entries" VALUES(2,'2026-03-14 09:30:15.250000','marisol','sheet.assign','8d6b42d565f441fab19d15bdd08c15df','E11.42');
INSERT INTO "audit_entries" VALUES(3,'2026-03-14 09:30:15.250000','marisol','claim.finish','8d6b42d565f441fab19d15bdd08c15df','C1001');
CREATE TABLE claim_documents (
    claim_id VARCHAR(32) NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_claim_documents PRIMARY KEY (claim_id),
    CONSTRAINT fk_claim_documents_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id)
);
INSERT INTO "claim_documents" VALUES('76e73f6f27204b76939cb35b553f5af8','{"schema":1,"id":"76e73f6f27204b76939cb35b553f5af8","number":"C1001","encounter_id":"8d6b42d565f441fab19d15bdd08c15df","encounter_number":"V1001","finished_at":"2026-03-14T09:30:15.250000+00:00","finished_by":"marisol","practice":{"name":"Alder Family Medicine","address":{"line1":"400 Alder Way","line2":"","city":"Springfield","state":"IL","postal_code":"62701"},"phone":"217-555-0100","npi":"1234567893","taxonomy":"207Q00000X","tax_id":"121234567","tax_id_kind":"EIN"},"patient":{"id":"879b9d95b0a545efaabb15cc005b1b91","name":{"family":"Okafor","given":"Adaeze","middle":"N","suffix":""},"birth_date":"1968-02-11","sex":"F","address":{"line1":"12 Alder Way","line2":"Apt 3","city":"Springfield","state":"IL","postal_code":"62701-1234"},"phone":"217-555-0142","record_numbers":[{"system":"MRN","value":"MRN-1001"}]},"coverage":{"id":"24fffa3d85bb42cebcc3e5dd921e8ca2","patient_id":"879b9d95b0a545efaabb15cc005b1b91","payer_id":"956178b4ac9a405eb0a246cc8b8e1988","member_id":"XQP123456","group_number":"77-A","plan_name":"PPO Gold","relationship":"spouse","rank":1,"subscriber":{"name":{"family":"Okafor","given":"Emeka","middle":"","suffix":""},"birth_date":"1966-07-01","sex":"M","address":{"line1":"12 Alder Way","line2":"Apt 3","city":"Springfield","state":"IL","postal_code":"62701-1234"}}},"payer":{"id":"956178b4ac9a405eb0a246cc8b8e1988","name":"Blue Plan PPO","payer_id":"BP001","kind":"commercial","address":{"line1":"12 Alder Way","line2":"Apt 3","city":"Springfield","state":"IL","postal_code":"62701-1234"},"phone":"800-555-0111"},"provider":{"id":"bec5283a69184a48a582b06d4bf145e3","name":{"family":"Lindqvist","given":"Hanna","middle":"","suffix":""},"credentials":"MD","npi":"1245319599","taxonomy":"207Q00000X","active":true},"date_of_service":"2026-03-14","place_of_service":"11","diagnoses":[{"letter":"A","code":"E11.42","title":"Type 2 diabetes …","evidence":[{"document_title":"Note","written_on":"2026-03-14","quote":"q"}]},{"letter":"B","code":"I10","title":"Essential hypertension","evidence":[{"document_title":"N","written_on":null,"quote":"q"}]}],"lines":[{"number":1,"date_of_service":"2026-03-14","place_of_service":"11","procedure":"99214","description":"Office visit","modifiers":["25"],"pointers":"AB","units":1,"charge":18500}],"total":18500,"code_release":"ICD-10-CM FY2026","in_force":true}');
CREATE TABLE claims (
    id VARCHAR(32) NOT NULL,
    number VARCHAR NOT NULL,
    encounter_id VARCHAR(32) NOT NULL,
    encounter_number VARCHAR NOT NULL,
    patient_name VARCHAR NOT NULL,
    payer_name VARCHAR NOT NULL,
    date_of_service DATE NOT NULL,
    total BIGINT NOT NULL,
    status VARCHAR(24) NOT NULL,
    finished_at DATETIME NOT NULL,
    CONSTRAINT pk_claims PRIMARY KEY (id),
    CONSTRAINT uq_claims_number UNIQUE (number)
);
INSERT INTO "claims" VALUES('76e73f6f27204b76939cb35b553f5af8','C1001','8d6b42d565f441fab19d15bdd08c15df','V1001','Okafor, Adaeze N','Blue Plan PPO','2026-03-14',18500,'finished','2026-03-14 09:30:15.250000');
CREATE TABLE code_notes (
    system VARCHAR(24) NOT NULL,
    code VARCHAR NOT NULL,
    text TEXT NOT NULL,
    changed_at DATETIME NOT NULL,
    changed_by VARCHAR NOT NULL,
    CONSTRAINT pk_code_notes PRIMARY KEY (system, code)
);
INSERT INTO "code_notes" VALUES('CPT','99214','Ask for the time when it is over 30 minutes.','2026-03-14 09:30:15.250000','marisol');
CREATE TABLE column_mappings (
    kind VARCHAR NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    headings TEXT NOT NULL,
    columns TEXT NOT NULL,
    CONSTRAINT pk_column_mappings PRIMARY KEY (kind, fingerprint)
);
INSERT INTO "column_mappings" VALUES('fee-schedule','44de4cd3226c755e7443a74c8ce57350c99e5b56e4c4363fff4a61d549fd85f8','["CPT", "Fee"]','{"code": "CPT", "charge": "Fee"}');
CREATE TABLE counters (
    name VARCHAR NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (name)
);
INSERT INTO "counters" VALUES('audit',3);
INSERT INTO "counters" VALUES('encounter',1001);
INSERT INTO "counters" VALUES('claim',1001);
CREATE TABLE coverages (
    id VARCHAR(32) NOT NULL,
    patient_id VARCHAR(32) NOT NULL,
    payer_id VARCHAR(32) NOT NULL,
    member_id VARCHAR NOT NULL,
    group_number VARCHAR NOT NULL,
    plan_name VARCHAR NOT NULL,
    relationship VARCHAR(24) NOT NULL,
    rank INTEGER NOT NULL,
    subscriber_family VARCHAR,
    subscriber_given VARCHAR,
    subscriber_middle VARCHAR,
    subscriber_suffix VARCHAR,
    subscriber_birth_date DATE,
    subscriber_sex VARCHAR(24),
    subscriber_line1 VARCHAR,
    subscriber_line2 VARCHAR,
    subscriber_city VARCHAR,
    subscriber_state VARCHAR,
    subscriber_postal_code VARCHAR,
    CONSTRAINT pk_coverages PRIMARY KEY (id),
    CONSTRAINT fk_coverages_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id),
    CONSTRAINT fk_coverages_payer_id FOREIGN KEY(payer_id) REFERENCES payers (id)
);
INSERT INTO "coverages" VALUES('24fffa3d85bb42cebcc3e5dd921e8ca2','879b9d95b0a545efaabb15cc005b1b91','956178b4ac9a405eb0a246cc8b8e1988','XQP123456','77-A','PPO Gold','spouse',1,'Okafor','Emeka','','','1966-07-01','M','12 Alder Way','Apt 3','Springfield','IL','62701-1234');
CREATE TABLE document_originals (
	document_id VARCHAR(32) NOT NULL,
	media_type VARCHAR NOT NULL,
	content BLOB NOT NULL,
	CONSTRAINT pk_document_originals PRIMARY KEY (document_id),
	CONSTRAINT fk_document_originals_document_id FOREIGN KEY(document_id) REFERENCES documents (id)
);
INSERT INTO "document_originals" VALUES('5d0a39f2ce884abc8a74ff47239624fb','image/png',X'89504E4720666963746974696F7573');
CREATE TABLE document_texts (
    document_id VARCHAR(32) NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_document_texts PRIMARY KEY (document_id),
    CONSTRAINT fk_document_texts_document_id FOREIGN KEY(document_id) REFERENCES documents (id)
);
INSERT INTO "document_texts" VALUES('5d0a39f2ce884abc8a74ff47239624fb','HPI: 58 y.o. with type 2 diabetes and numb feet.
A/P: T2DM with polyneuropathy; hypertension.
');
CREATE TABLE documents (
    id VARCHAR(32) NOT NULL,
    patient_id VARCHAR(32),
    encounter_id VARCHAR(32),
    kind VARCHAR(24) NOT NULL,
    title VARCHAR NOT NULL,
    written_on DATE,
    author VARCHAR NOT NULL,
    signed BOOLEAN,
    source VARCHAR NOT NULL,
    source_key VARCHAR NOT NULL,
    length INTEGER NOT NULL, media_type VARCHAR DEFAULT '' NOT NULL, page_starts TEXT DEFAULT '' NOT NULL, version_key VARCHAR DEFAULT '' NOT NULL, superseded_by VARCHAR(32), added_at DATETIME,
    CONSTRAINT pk_documents PRIMARY KEY (id),
    CONSTRAINT fk_documents_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id),
    CONSTRAINT fk_documents_encounter_id FOREIGN KEY(encounter_id) REFERENCES encounters (id)
);
INSERT INTO "documents" VALUES('5d0a39f2ce884abc8a74ff47239624fb','879b9d95b0a545efaabb15cc005b1b91','8d6b42d565f441fab19d15bdd08c15df','progress note','Progress note','2026-03-14','Hanna Lindqvist, MD',1,'note.txt','note-1',94,'image/png','0','',NULL,NULL);
CREATE TABLE encounters (
    id VARCHAR(32) NOT NULL,
    number VARCHAR NOT NULL,
    serial INTEGER NOT NULL,
    patient_id VARCHAR(32) NOT NULL,
    date_of_service DATE NOT NULL,
    place_of_service VARCHAR NOT NULL,
    provider_id VARCHAR(32),
    coverage_id VARCHAR(32),
    status VARCHAR(24) NOT NULL,
    reason VARCHAR NOT NULL,
    source_key VARCHAR NOT NULL,
    sheet_version INTEGER NOT NULL,
    charge_total BIGINT NOT NULL,
    diagnosis_codes VARCHAR NOT NULL, assigned_to VARCHAR DEFAULT '' NOT NULL, waiting_for VARCHAR DEFAULT '' NOT NULL, opened_at DATETIME, document_count INTEGER DEFAULT '0' NOT NULL, unsigned_count INTEGER DEFAULT '0' NOT NULL, facility_id VARCHAR(32),
    CONSTRAINT pk_encounters PRIMARY KEY (id),
    CONSTRAINT uq_encounters_number UNIQUE (number),
    CONSTRAINT fk_encounters_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id),
    CONSTRAINT fk_encounters_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
    CONSTRAINT fk_encounters_coverage_id FOREIGN KEY(coverage_id) REFERENCES coverages (id)
);
INSERT INTO "encounters" VALUES('8d6b42d565f441fab19d15bdd08c15df','V1001',1001,'879b9d95b0a545efaabb15cc005b1b91','2026-03-14','11','bec5283a69184a48a582b06d4bf145e3','24fffa3d85bb42cebcc3e5dd921e8ca2','new','numb feet','visit-1',1,18500,'E11.42 I10','marisol','lab report','2026-03-14 09:30:15.250000',1,0,'7a90d1c2b3e4f5061728394a5b6c7d8e');
CREATE TABLE facilities (
	id VARCHAR(32) NOT NULL,
	name VARCHAR NOT NULL,
	folded_name VARCHAR NOT NULL,
	npi VARCHAR NOT NULL,
	place_of_service VARCHAR NOT NULL,
	address_line1 VARCHAR NOT NULL,
	address_line2 VARCHAR NOT NULL,
	city VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	postal_code VARCHAR NOT NULL,
	CONSTRAINT pk_facilities PRIMARY KEY (id)
);
INSERT INTO "facilities" VALUES('7a90d1c2b3e4f5061728394a5b6c7d8e','Cedar General','cedar general','','22','1 Hospital Way','','Exampleton','IL','62701');
CREATE TABLE favourites (
    system VARCHAR(24) NOT NULL,
    code VARCHAR NOT NULL,
    folder VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    CONSTRAINT pk_favourites PRIMARY KEY (system, code)
);
INSERT INTO "favourites" VALUES('ICD-10-CM','E11.42','Diabetes',0);
CREATE TABLE fee_lines (
    id VARCHAR(32) NOT NULL,
    procedure VARCHAR NOT NULL,
    modifier VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    folded_description VARCHAR NOT NULL,
    charge INTEGER NOT NULL,
    effective_from DATE,
    effective_to DATE,
    CONSTRAINT pk_fee_lines PRIMARY KEY (id)
);
INSERT INTO "fee_lines" VALUES('b2d7f94e8e684a8aa783597e52b6e068','99214','','Office visit, moderate','office visit, moderate',18500,NULL,NULL);
CREATE TABLE history_entries (
	id VARCHAR(32) NOT NULL,
	patient_id VARCHAR(32) NOT NULL,
	encounter_id VARCHAR(32),
	kind VARCHAR(24) NOT NULL,
	text VARCHAR NOT NULL,
	code VARCHAR NOT NULL,
	code_system VARCHAR NOT NULL,
	"on" DATE,
	status VARCHAR NOT NULL,
	detail VARCHAR NOT NULL,
	source_key VARCHAR NOT NULL, replaced_by VARCHAR(32),
	CONSTRAINT pk_history_entries PRIMARY KEY (id),
	CONSTRAINT fk_history_entries_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id),
	CONSTRAINT fk_history_entries_encounter_id FOREIGN KEY(encounter_id) REFERENCES encounters (id)
);
INSERT INTO "history_entries" VALUES('3e6d90466e9b4742873d91e9f931fff4','879b9d95b0a545efaabb15cc005b1b91',NULL,'medication','Metformin','6809','RxNorm','2026-03-14','active','','m1',NULL);
CREATE TABLE import_items (
	import_id VARCHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	"before" TEXT NOT NULL,
	CONSTRAINT pk_import_items PRIMARY KEY (import_id, position),
	CONSTRAINT fk_import_items_import_id FOREIGN KEY(import_id) REFERENCES imports (id)
);
INSERT INTO "import_items" VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',0,'document','5d0a39f2ce884abc8a74ff47239624fb','');
CREATE TABLE imported_files (
    sha256 VARCHAR(64) NOT NULL,
    source VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    imported_at DATETIME NOT NULL,
    CONSTRAINT pk_imported_files PRIMARY KEY (sha256)
);
INSERT INTO "imported_files" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','note.txt','text note','2026-03-14 09:30:15.250000');
CREATE TABLE imports (
	id VARCHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	moment DATETIME NOT NULL,
	actor VARCHAR NOT NULL,
	sources TEXT NOT NULL,
	undone_at DATETIME,
	CONSTRAINT pk_imports PRIMARY KEY (id)
);
INSERT INTO "imports" VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',1,'2026-03-14 09:30:15.250000','marisol','note.txt',NULL);
CREATE TABLE lab_results (
    id VARCHAR(32) NOT NULL,
    patient_id VARCHAR(32) NOT NULL,
    encounter_id VARCHAR(32),
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    reference_range VARCHAR NOT NULL,
    flag VARCHAR(24) NOT NULL,
    taken_on DATE,
    panel VARCHAR NOT NULL,
    source_key VARCHAR NOT NULL, replaced_by VARCHAR(32),
    CONSTRAINT pk_lab_results PRIMARY KEY (id),
    CONSTRAINT fk_lab_results_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id),
    CONSTRAINT fk_lab_results_encounter_id FOREIGN KEY(encounter_id) REFERENCES encounters (id)
);
INSERT INTO "lab_results" VALUES('deffc690d1a44dfd98928832a2a5546d','879b9d95b0a545efaabb15cc005b1b91','8d6b42d565f441fab19d15bdd08c15df',0,'4548-4','Hemoglobin A1c','8.1','%','4.0-5.6','H','2026-03-14','HbA1c','lab-1',NULL);
INSERT INTO "lab_results" VALUES('5c1b0a6c7d3e4b0f9a8e7d6c5b4a3921','879b9d95b0a545efaabb15cc005b1b91','8d6b42d565f441fab19d15bdd08c15df',0,'4548-4','Hemoglobin A1c','18.1','%','4.0-5.6','H','2026-03-14','HbA1c','lab-1','deffc690d1a44dfd98928832a2a5546d');
CREATE TABLE office_synonyms (
    folded VARCHAR NOT NULL,
    said VARCHAR NOT NULL,
    meant VARCHAR NOT NULL,
    changed_at DATETIME NOT NULL,
    changed_by VARCHAR NOT NULL,
    CONSTRAINT pk_office_synonyms PRIMARY KEY (folded)
);
INSERT INTO "office_synonyms" VALUES('sugar foot','Sugar foot','E11.621','2026-03-15 09:00:00.000000','marisol');
CREATE TABLE patient_words (
    patient_id VARCHAR(32) NOT NULL,
    word VARCHAR NOT NULL,
    CONSTRAINT pk_patient_words PRIMARY KEY (patient_id, word),
    CONSTRAINT fk_patient_words_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id)
);
INSERT INTO "patient_words" VALUES('879b9d95b0a545efaabb15cc005b1b91','1001');
INSERT INTO "patient_words" VALUES('879b9d95b0a545efaabb15cc005b1b91','adaeze');
INSERT INTO "patient_words" VALUES('879b9d95b0a545efaabb15cc005b1b91','mrn');
INSERT INTO "patient_words" VALUES('879b9d95b0a545efaabb15cc005b1b91','mrn-1001');
INSERT INTO "patient_words" VALUES('879b9d95b0a545efaabb15cc005b1b91','mrn1001');
INSERT INTO "patient_words" VALUES('879b9d95b0a545efaabb15cc005b1b91','n');
INSERT INTO "patient_words" VALUES('879b9d95b0a545efaabb15cc005b1b91','okafor');
CREATE TABLE patients (
    id VARCHAR(32) NOT NULL,
    family VARCHAR NOT NULL,
    given VARCHAR NOT NULL,
    middle VARCHAR NOT NULL,
    suffix VARCHAR NOT NULL,
    folded_family VARCHAR NOT NULL,
    folded_given VARCHAR NOT NULL,
    birth_date DATE,
    sex VARCHAR(24) NOT NULL,
    phone VARCHAR NOT NULL,
    address_line1 VARCHAR NOT NULL,
    address_line2 VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    postal_code VARCHAR NOT NULL,
    CONSTRAINT pk_patients PRIMARY KEY (id)
);
INSERT INTO "patients" VALUES('879b9d95b0a545efaabb15cc005b1b91','Okafor','Adaeze','N','','okafor','adaeze','1968-02-11','F','217-555-0142','12 Alder Way','Apt 3','Springfield','IL','62701-1234');
CREATE TABLE payers (
    id VARCHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    folded_name VARCHAR NOT NULL,
    payer_id VARCHAR NOT NULL,
    kind VARCHAR(24) NOT NULL,
    phone VARCHAR NOT NULL,
    address_line1 VARCHAR NOT NULL,
    address_line2 VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    postal_code VARCHAR NOT NULL,
    CONSTRAINT pk_payers PRIMARY KEY (id)
);
INSERT INTO "payers" VALUES('956178b4ac9a405eb0a246cc8b8e1988','Blue Plan PPO','blue plan ppo','BP001','commercial','800-555-0111','12 Alder Way','Apt 3','Springfield','IL','62701-1234');
CREATE TABLE practice (
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    npi VARCHAR NOT NULL,
    taxonomy VARCHAR NOT NULL,
    tax_id VARCHAR NOT NULL,
    tax_id_kind VARCHAR(24) NOT NULL,
    address_line1 VARCHAR NOT NULL,
    address_line2 VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    postal_code VARCHAR NOT NULL,
    CONSTRAINT pk_practice PRIMARY KEY (number)
);
INSERT INTO "practice" VALUES(1,'Alder Family Medicine','217-555-0100','1234567893','207Q00000X','121234567','EIN','400 Alder Way','','Springfield','IL','62701');
CREATE TABLE prior_conditions (
    id VARCHAR(32) NOT NULL,
    patient_id VARCHAR(32) NOT NULL,
    encounter_id VARCHAR(32),
    text VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    code_system VARCHAR NOT NULL,
    onset DATE,
    status VARCHAR NOT NULL,
    source_key VARCHAR NOT NULL, replaced_by VARCHAR(32),
    CONSTRAINT pk_prior_conditions PRIMARY KEY (id),
    CONSTRAINT fk_prior_conditions_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id),
    CONSTRAINT fk_prior_conditions_encounter_id FOREIGN KEY(encounter_id) REFERENCES encounters (id)
);
INSERT INTO "prior_conditions" VALUES('71233cc4fa924b8b8041489a48491127','879b9d95b0a545efaabb15cc005b1b91',NULL,'Diabetes mellitus type 2','44054006','SNOMED CT','2019-05-01','active','condition-1',NULL);
CREATE TABLE providers (
    id VARCHAR(32) NOT NULL,
    family VARCHAR NOT NULL,
    given VARCHAR NOT NULL,
    middle VARCHAR NOT NULL,
    suffix VARCHAR NOT NULL,
    credentials VARCHAR NOT NULL,
    npi VARCHAR NOT NULL,
    taxonomy VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    CONSTRAINT pk_providers PRIMARY KEY (id)
);
INSERT INTO "providers" VALUES('bec5283a69184a48a582b06d4bf145e3','Lindqvist','Hanna','','','MD','1245319599','207Q00000X',1);
CREATE TABLE reading_place (
    number INTEGER NOT NULL,
    encounter_id VARCHAR(32) NOT NULL,
    document_id VARCHAR(32),
    first_character INTEGER NOT NULL,
    CONSTRAINT pk_reading_place PRIMARY KEY (number)
);
INSERT INTO "reading_place" VALUES(1,'8d6b42d565f441fab19d15bdd08c15df','5d0a39f2ce884abc8a74ff47239624fb',12);
CREATE TABLE recent_codes (
    system VARCHAR(24) NOT NULL,
    code VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_recent_codes PRIMARY KEY (system, code)
);
INSERT INTO "recent_codes" VALUES('ICD-10-CM','I10',1,'2026-03-14 09:30:15.250000');
CREATE TABLE record_numbers (
    patient_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    system VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_record_numbers PRIMARY KEY (patient_id, position),
    CONSTRAINT fk_record_numbers_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id)
);
INSERT INTO "record_numbers" VALUES('879b9d95b0a545efaabb15cc005b1b91',0,'MRN','MRN-1001');
CREATE TABLE recorded_charges (
	id VARCHAR(32) NOT NULL,
	patient_id VARCHAR(32) NOT NULL,
	encounter_id VARCHAR(32),
	position INTEGER NOT NULL,
	procedure VARCHAR NOT NULL,
	modifiers VARCHAR NOT NULL,
	units INTEGER NOT NULL,
	charge BIGINT,
	diagnoses VARCHAR NOT NULL,
	"on" DATE,
	description VARCHAR NOT NULL,
	source_key VARCHAR NOT NULL, replaced_by VARCHAR(32),
	CONSTRAINT pk_recorded_charges PRIMARY KEY (id),
	CONSTRAINT fk_recorded_charges_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id),
	CONSTRAINT fk_recorded_charges_encounter_id FOREIGN KEY(encounter_id) REFERENCES encounters (id)
);
INSERT INTO "recorded_charges" VALUES('a6e8d9eb1edb4185b0cfbd92a9731b69','879b9d95b0a545efaabb15cc005b1b91',NULL,0,'99214','25',1,12500,'E11.9 I10','2026-03-14','Visit','c1',NULL);
CREATE TABLE saved_views (
	id VARCHAR(32) NOT NULL,
	name VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_saved_views PRIMARY KEY (id)
);
INSERT INTO "saved_views" VALUES('dddddddddddddddddddddddddddddddd','Lab awaited',0,'{"schema":1,"text":"","statuses":["on hold"],"provider":"","payer":"","assigned_to":null,"first_day":null,"last_day":null,"least_age":null,"least_value":null,"most_value":null,"without_documents":false,"unsigned":false,"without_charges":false,"by":"date","descending":true}');
CREATE TABLE settings (
	name VARCHAR NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_settings PRIMARY KEY (name)
);
INSERT INTO "settings" VALUES('evidence.required','yes');
CREATE TABLE sheet_versions (
    encounter_id VARCHAR(32) NOT NULL,
    version INTEGER NOT NULL,
    action VARCHAR NOT NULL,
    undo_to INTEGER,
    redo_to INTEGER,
    committed_at DATETIME NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_sheet_versions PRIMARY KEY (encounter_id, version),
    CONSTRAINT fk_sheet_versions_encounter_id FOREIGN KEY(encounter_id) REFERENCES encounters (id)
);
INSERT INTO "sheet_versions" VALUES('8d6b42d565f441fab19d15bdd08c15df',1,'assign E11.42',0,NULL,'2026-03-14 09:30:15.250000','{"schema":1,"diagnoses":[{"id":"997a056fef1d4bb8859f5f4e8c16aac0","code":"E11.42","title":"Title of E11.42","evidence":[{"document_id":"5d0a39f2ce884abc8a74ff47239624fb","start":18,"end":33,"quote":"type 2 diabetes"}]},{"id":"9e8555686bd24eb18254c3313a636d97","code":"I10","title":"Title of I10","evidence":[]}],"lines":[{"id":"eeaf6b4738314aa8967c883e442f1e7f","procedure":"99214","description":"Office visit, moderate","modifiers":["25"],"pointers":["997a056fef1d4bb8859f5f4e8c16aac0","9e8555686bd24eb18254c3313a636d97"],"units":1,"charge":18500,"date_of_service":"2026-03-14","place_of_service":"11"}]}');
CREATE INDEX ix_claims_finished_at ON claims (finished_at);
CREATE INDEX ix_claims_encounter_id ON claims (encounter_id);
CREATE INDEX ix_providers_npi ON providers (npi);
CREATE INDEX ix_payers_folded_name ON payers (folded_name);
CREATE INDEX ix_fee_lines_procedure_modifier ON fee_lines (procedure, modifier);
CREATE INDEX ix_patients_folded_family_folded_given_id ON patients (folded_family, folded_given, id);
CREATE INDEX ix_audit_entries_subject_number ON audit_entries (subject, number);
CREATE INDEX ix_record_numbers_value_system ON record_numbers (value, system);
CREATE INDEX ix_patient_words_word_patient_id ON patient_words (word, patient_id);
CREATE INDEX ix_coverages_payer_id ON coverages (payer_id);
CREATE INDEX ix_coverages_patient_id_rank ON coverages (patient_id, rank);
CREATE INDEX ix_encounters_coverage_id ON encounters (coverage_id);
CREATE INDEX ix_encounters_patient_id_date_of_service ON encounters (patient_id, date_of_service);
CREATE INDEX ix_encounters_provider_id ON encounters (provider_id);
CREATE INDEX ix_documents_encounter_id ON documents (encounter_id);
CREATE INDEX ix_documents_patient_id_source_key ON documents (patient_id, source_key);
CREATE INDEX ix_lab_results_patient_id_source_key ON lab_results (patient_id, source_key);
CREATE INDEX ix_lab_results_encounter_id ON lab_results (encounter_id);
CREATE INDEX ix_prior_conditions_encounter_id ON prior_conditions (encounter_id);
CREATE INDEX ix_prior_conditions_patient_id_source_key ON prior_conditions (patient_id, source_key);
CREATE INDEX ix_recent_codes_number ON recent_codes (number);
CREATE INDEX ix_history_entries_patient_id_source_key ON history_entries (patient_id, source_key);
CREATE INDEX ix_history_entries_encounter_id ON history_entries (encounter_id);
CREATE INDEX ix_recorded_charges_patient_id_source_key ON recorded_charges (patient_id, source_key);
CREATE INDEX ix_recorded_charges_encounter_id ON recorded_charges (encounter_id);
CREATE INDEX ix_encounters_work_list ON encounters (date_of_service, serial, status, charge_total, assigned_to, document_count, unsigned_count, provider_id, coverage_id, patient_id);
CREATE INDEX ix_imports_number ON imports (number);
CREATE INDEX ix_patients_birth_date ON patients (birth_date);
CREATE INDEX ix_facilities_folded_name ON facilities (folded_name);
