"""What the sections of clinical notes are called, and which kind of section each name means.

Names are compared as their plain words: ``Assessment & Plan:``, ``ASSESSMENT / PLAN`` and
``assessment and plan`` are all ``assessment plan``.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class SectionKind(Enum):
    """What a section of a note is about."""

    CHIEF_COMPLAINT = "chief complaint"
    HPI = "history of present illness"
    SUBJECTIVE = "subjective"
    HISTORY = "history"
    MEDICATIONS = "medications"
    ALLERGIES = "allergies"
    REVIEW = "review of systems"
    OBJECTIVE = "objective"
    VITALS = "vital signs"
    EXAM = "examination"
    INDICATION = "indication"
    RESULTS = "results"
    PROCEDURE = "procedure"
    COURSE = "course"
    DECISION = "medical decision making"
    ASSESSMENT = "assessment"
    ASSESSMENT_AND_PLAN = "assessment and plan"
    PLAN = "plan"
    INSTRUCTIONS = "instructions"
    OTHER = "other"


_SILENT = frozenset(["and", "of", "the", "or", "for", "in", "at", "to", "with"])
_WORD = re.compile(r"[a-z0-9']+")
_SEPARATORS = re.compile(r"\s*(?:[/&,+]|\band\b)\s*")


@lru_cache(maxsize=4096)
def plain_words(name: str) -> str:
    """A section's name as it is compared: lower case, no signs, no words like ``of``."""
    found = _WORD.findall(name.casefold().replace("’", "'"))
    return " ".join(word for word in found if word not in _SILENT)


def _listed(names: str) -> list[str]:
    """The comma-separated names of the tables below."""
    return [" ".join(name.split()) for name in names.split(",")]


_NAMES: dict[SectionKind, str] = {
    SectionKind.CHIEF_COMPLAINT: """cc, chief complaint, chief complaints, presenting complaint,
        presenting problem, chief concern, reason for visit, reason for consultation,
        reason for consult, reason for referral, reason for admission, reason for encounter,
        parent concerns, patient concerns, concerns""",
    SectionKind.HPI: """hpi, history of present illness, history of the present illness,
        history of presenting illness, history of present condition, present illness,
        interval history, interim history, interval, interval events, cc hpi,
        chief complaint hpi, hpi interval history, history of presenting complaint""",
    SectionKind.SUBJECTIVE: "subjective, subjective data, subjective findings",
    SectionKind.HISTORY: """history, hx, pmh, pmhx, psh, pshx, fh, fhx, fmh, sh, shx, pfsh, pmsh,
        patient history, medical history, surgical history, past history, family history,
        social history, problem list, problems, past illnesses, past surgeries,
        past medical problems, previous surgeries, operations, hospitalizations, habits,
        immunizations, immunization history, ob history, gyn history, birth history,
        developmental history, obstetric history, gynecologic history, menstrual history,
        psychiatric history, substance use, tobacco use, occupational history, sexual history,
        travel history, oncologic history, cancer history, social determinants of health,
        comorbidities, risk factors, substance use history, smoking history, background""",
    SectionKind.MEDICATIONS: """medications, medication, meds, medication list, medicines,
        prescriptions, rx, medications list, medications prior to admission,
        medications on admission, medications on discharge, medications at discharge""",
    SectionKind.ALLERGIES: """allergies, allergy, allergies and intolerances, drug allergies,
        allergies and adverse reactions, medication allergies, allergies and reactions,
        allergy list, adverse reactions""",
    SectionKind.REVIEW: "ros, review of systems, systems review, review of symptoms",
    SectionKind.OBJECTIVE: "objective, objective data, objective findings",
    SectionKind.VITALS: """vitals, vital signs, vs, measurements, vitals and measurements,
        vital signs and measurements""",
    SectionKind.EXAM: """pe, px, exam, examination, physical exam, physical examination,
        exam findings, physical, physical findings, mental status exam, mse,
        mental status examination, neurologic exam, neurological exam, general exam,
        neurological examination, orthopedic exam, musculoskeletal exam, skin exam, pelvic exam,
        eye exam, objective exam, physical exam findings, mental status""",
    SectionKind.INDICATION: """indication, indications, clinical information, clinical history,
        clinical indication, clinical indications, clinical data, clinical details,
        indications for procedure, indication for procedure, indications for surgery,
        indication for surgery, reason for exam, reason for study, reason for examination,
        history and indication, indications for operation""",
    SectionKind.RESULTS: """results, result, labs, lab, lab results, laboratory, laboratory data,
        laboratory results, laboratory studies, lab data, data, data reviewed, diagnostics,
        diagnostic studies, diagnostic data, diagnostic tests, studies, tests, test results,
        imaging, imaging studies, imaging results, radiology, radiology results, x ray, x rays,
        xray, xrays, radiographs, chest x ray, ekg, ecg, electrocardiogram, echocardiogram,
        findings, finding, comparison, comparisons, technique, gross description, gross,
        gross examination, microscopic description, microscopic, microscopic examination,
        microscopic findings, immunohistochemistry, special stains, pathology, cytology,
        microbiology, pertinent results, pertinent labs, in office testing, point of care testing,
        operative findings, intraoperative findings, labs and imaging, synoptic report,
        tumor synopsis, diagnostic imaging, ancillary studies""",
    SectionKind.PROCEDURE: """procedure, procedures, procedure note, procedure performed,
        procedures performed, operation performed, operations performed, operation,
        name of procedure, name of operation, title of procedure, title of operation,
        description of procedure, description of operation, description of the procedure,
        procedure description, procedure in detail, procedure details, operative procedure,
        details of procedure, operative technique, technique in detail, narrative of procedure,
        anesthesia, anesthesia type, sedation, consent, informed consent, time out, complications,
        estimated blood loss, ebl, blood loss, specimen, specimens, specimens removed,
        specimens submitted, specimen submitted, drains, implants, counts, tourniquet time,
        preparation, positioning, study, study performed, treatment in the office""",
    SectionKind.COURSE: """hospital course, brief hospital course, course, clinical course,
        ed course, emergency department course, hospital course by problem, treatment course,
        course in the emergency department, summary of hospital course""",
    SectionKind.DECISION: "medical decision making, mdm, decision making, differential diagnosis",
    SectionKind.ASSESSMENT: """assessment, a, imp, impression, impressions, dx, diagnosis,
        diagnoses, final diagnosis, final diagnoses, clinical impression, conclusion,
        conclusions, preoperative diagnosis, preoperative diagnoses, pre operative diagnosis,
        pre op diagnosis, preop diagnosis, preop dx, postoperative diagnosis, postop dx,
        postoperative diagnoses, post operative diagnosis, post op diagnosis, postop diagnosis,
        preoperative impression, postoperative impression, discharge diagnosis,
        discharge diagnoses, admission diagnosis, admission diagnoses, admitting diagnosis,
        admitting diagnoses, principal diagnosis, primary diagnosis, secondary diagnosis,
        secondary diagnoses, pathologic diagnosis, pathological diagnosis, working diagnosis,
        visit diagnosis, visit diagnoses, encounter diagnosis, encounter diagnoses,
        diagnostic impression, interpretation, assessments""",
    SectionKind.ASSESSMENT_AND_PLAN: """assessment and plan, assessment plan, a p, ap,
        impression and plan, impression recommendations, impression and recommendation,
        assessment and recommendations, diagnosis and plan, diagnoses and plan, anp,
        assessment and treatment plan, plan and assessment, problems and plan,
        assessment and plan by problem""",
    SectionKind.PLAN: """plan, treatment, treatment plan, plan of care, care plan, orders,
        recommendation, recommendations, plan and recommendations, management, plans,
        treatment and plan, treatment recommendations, personalized prevention plan, tx""",
    SectionKind.INSTRUCTIONS: """instructions, patient instructions, follow up, followup, f u,
        follow up instructions, follow up plan, disposition, aftercare, after care,
        patient education, counseling, discharge instructions, discharge plan, return precautions,
        postoperative instructions, post operative instructions, condition at discharge,
        discharge condition, condition on discharge, discharge disposition,
        patient education and counseling, follow up appointments, activity and diet""",
    SectionKind.OTHER: """addendum, health maintenance, preventive care, screening, screenings,
        health risk assessment, advance care planning, depression screening, advance directives,
        functional status, code status, consults, consultations, pending results,
        attestation, critical care time, time spent, cognitive assessment, pregnancy summary,
        pain assessment, opioid assessment, fall risk assessment, nutrition assessment""",
}  # fmt: skip
_KINDS = {plain_words(name): kind for kind, names in _NAMES.items() for name in _listed(names)}
_LEADING = frozenset(
    _listed("""current, active, inactive, updated, brief, focused, pertinent, relevant, home, past,
    outpatient, discharge, admission, present, today's, todays, new, limited, detailed, initial,
    interval, chronic, personal, prior, known, additional, other, preliminary, complete, my, final,
    general, patient's, pertinent past, recent, previous""")
)
_TRAILING = frozenset(
    _listed("""reviewed, today, updated, performed, obtained, noted, list, section, summary, data,
    discussed, narrative, continued, cont, cont'd""")
)
_OF_HISTORIES = frozenset(
    _listed("""past, medical, surgical, family, social, history, histories, hx, personal, mental,
    ob, gyn, obstetric, obstetrical, gynecologic, gynecological, psychiatric, health, developmental,
    birth, allergy, medication, sexual, travel, occupational, current, updated, psychosocial,
    substance, use, tobacco, dental, cardiac, oncologic, treatment, menstrual, reproductive,
    problem, diet, sleep, prenatal, neonatal, perinatal, feeding, immunization""")
)
_PARTS_OF_HISTORY = frozenset(
    _listed("""medical, surgical, family, social, past, past medical, past surgical, ob gyn,
    obstetric, gynecologic, gyn, psychiatric, birth, developmental, personal, hospitalizations,
    immunizations, surgeries, illnesses, psychosocial, social family, family social,
    medical surgical""")
)
_SHOUTED = {
    "social": SectionKind.HISTORY,
    "family": SectionKind.HISTORY,
    "social family": SectionKind.HISTORY,
    "family social": SectionKind.HISTORY,
    "inactive": SectionKind.HISTORY,
    "past": SectionKind.HISTORY,
}
"""Words that name a section only when they stand in capitals."""
_GUESSED = {
    "history": SectionKind.HISTORY,
    "vitals": SectionKind.VITALS,
    "medications": SectionKind.MEDICATIONS,
    "exam": SectionKind.EXAM,
    "examination": SectionKind.EXAM,
    "results": SectionKind.RESULTS,
    "laboratory": SectionKind.RESULTS,
    "labs": SectionKind.RESULTS,
    "instructions": SectionKind.INSTRUCTIONS,
    "procedure": SectionKind.PROCEDURE,
    "diagnosis": SectionKind.ASSESSMENT,
    "diagnoses": SectionKind.ASSESSMENT,
}
_BODY = frozenset(
    _listed("""general, constitutional, heent, hent, ent, head, face, eye, eyes, ear, ears, nose,
    mouth, throat, oropharynx, pharynx, neck, thyroid, chest, breast, breasts, lung, lungs, pulm,
    pulmonary, respiratory, resp, heart, cardiac, cardio, cardiovascular, cv, cvs, vascular,
    abdomen, abdominal, abd, gi, gastrointestinal, gu, genitourinary, genitalia, gyn, gynecologic,
    pelvic, pelvis, rectal, anus, prostate, back, spine, lumbar, cervical, thoracic, lumbosacral,
    sacroiliac, hip, hips,
    knee, knees, ankle, ankles, foot, feet, toe, toes, leg, legs, arm, arms, shoulder,
    shoulders, elbow, elbows, wrist, wrists, hand, hands, finger, fingers, thumb, extremity,
    extremities, ext, limbs, musculoskeletal, msk, ms, skin, integument, integumentary, derm,
    dermatologic, nails, hair, scalp, neuro, neurologic, neurological, neurology, psych,
    psychiatric, psychological, psychosocial, endo, endocrine, heme, hematologic, hematological,
    hematology, lymph, lymphatic, lymphatics, immunologic, immunology, allergic, allergy, gait,
    strength, sensation, sensory, motor, reflexes, mental, status, sinuses, vagina, cervix, uterus,
    adnexa, penis, scrotum, testes, testicles, liver, spleen, kidneys, kidney, pancreas, bladder,
    bowel, bones, bone, joints, mediastinum, pleura, aorta, brain, gallbladder, nodes,
    sinus, conjunctiva, tympanic, membranes, dental, teeth, perineum, groin, cranial, nerves,
    appearance, wall, tissues, soft, devices, tubes, lines, urinary, reproductive, peripheral,
    pulses, edema, mucosa, base, bases, mood, affect, joint, left-sided, right-sided""")
)
_SIDES = frozenset(
    _listed("""left, right, bilateral, both, upper, lower, general, exam, examination, system,
    systems, wall, soft, status, appearance, lines, ms""")
)
"""What qualifies a part of the body but is none by itself; ``general`` is excepted below."""
_STUDIES = frozenset(
    _listed("""labs, lab, laboratory, imaging, x ray, x rays, xray, ekg, ecg, ct, mri, ultrasound,
    echo, echocardiogram, pathology, radiology, cytology, microbiology, impression, findings,
    interpretation, comparison, technique, point care testing, studies, cultures, spirometry""")
)
_NO_SECTIONS = frozenset(
    _listed("""name, patient, patient name, pt, pt name, dob, date birth, birth date, mrn, mr, age,
    medical record number, record number, chart number, chart no, chart, account, account number,
    acct, visit number, csn, date, date service, dos, visit date, date visit, exam date, date exam,
    date examination, date procedure, procedure date, date surgery, date operation, date admission,
    date discharge, admission date, discharge date, admit date, admitted, discharged, date dictated,
    date report, report date, date note, note date, service date, encounter date, time, sex,
    gender, race, ethnicity, provider, provider name, rendering provider, attending, physician,
    attending physician, primary care physician, primary care provider, pcp, clinician, doctor,
    author, surgeon, assistant, assistants, assistant surgeon, anesthesiologist, anesthetist, crna,
    pathologist, radiologist, referring physician, referring provider, referring, referred by,
    ordering physician, ordering provider, ordered by, requesting physician, submitting physician,
    interpreting physician, ordering interpreting physician, dictated by, transcribed by, seen by,
    signed by, signed, electronically signed, electronically signed by, reviewed by, read by,
    interpreted signed, performed by, scribe, location, facility, clinic, department, unit, room,
    service, insurance, payer, payment, plan type, phone, tel, fax, address, email, language,
    interpreter, accompanied by, present, informant, source, historian, re, to, from, attn, subject,
    accession, accession number, collected, received, reported, specimen number, case number, page,
    modality, equipment, visit type, encounter type, type visit, status, note, nb, pharmacy, ssn,
    warning, copy, copies, sent, d, t, bp, hr, rr, spo2, sao2, o2, o2 sat, temp, temperature,
    pulse, weight, height, wt, ht, bmi, blood pressure, heart rate, respiratory rate, respirations,
    oxygen saturation, pain, pain score, pain level, lmp, edd, last menstrual period, nkda, mother,
    father, brother, sister, arrived, roomed, dear, sincerely, end report, end note, confidential,
    history physical, history physical exam, history physical examination, h p, hnp,
    positive, negative, normal, abnormal, none, yes, no, unremarkable, see below, see above""")
)  # fmt: skip
"""Labels of the header, titles of notes, vital signs and answers, which open no section."""


_FIRST_WORDS = frozenset(
    name.split()[0]
    for name in (*_KINDS, *_PARTS_OF_HISTORY, *_STUDIES, *_LEADING, *_OF_HISTORIES, *_BODY, *_SIDES)
) | {"s", "o", "late", "inspection"}
_FIRST = re.compile(r"[A-Za-z']+")


def is_worth_a_look(name: str) -> bool:
    """Whether the first word of a name begins any known one; quick, for the many that do not."""
    match = _FIRST.match(name)
    return match is not None and match[0].lower() in _FIRST_WORDS


def kind_of_name(name: str, *, capitals: bool = False) -> SectionKind | None:
    """The kind of section a name announces; None when it is no known name.

    Args:
        capitals: The name is written in capitals, so that a bare ``FAMILY`` is one, too.
    """
    if not is_worth_a_look(name):
        return None
    words = plain_words(name)
    if words in _NO_SECTIONS:
        return None
    kind = _kind_of_words(words)
    if kind is None and capitals:
        kind = _SHOUTED.get(words)
    return kind or _kind_of_parts(name)


def guessed_kind(name: str) -> SectionKind:
    """The kind a heading nobody knows most likely has, from a telling word in it."""
    for word in plain_words(name).split():
        if word in _GUESSED:
            return _GUESSED[word]
    return SectionKind.OTHER


def is_part_of_body(name: str) -> bool:
    """Whether a name is a system or part of the body, as in ``Ears, nose and throat``."""
    words = plain_words(name).split()
    if words and words[0] in ("exam", "examination"):
        return False
    return (
        0 < len(words) <= 7
        and all(word in _BODY or word in _SIDES for word in words)
        and (words == ["general"] or any(w in _BODY and w not in _SIDES for w in words))
    ) or words in (["general", "appearance"], ["ms"], ["general", "exam"])


def is_part_of_history(name: str) -> bool:
    """Whether a name is a part of the history, as the ``Surgical`` under ``Past history``."""
    return plain_words(name) in _PARTS_OF_HISTORY


def is_study(name: str) -> bool:
    """Whether a name is a group of results, or a part of a report quoted among them."""
    return plain_words(name) in _STUDIES


def opens_no_section(name: str) -> bool:
    """Whether a name is a label of the header, a vital sign or a plain answer."""
    return plain_words(name) in _NO_SECTIONS


def _kind_of_words(words: str) -> SectionKind | None:
    """The kind of a name in plain words, with ``current`` or ``reviewed`` around it."""
    if words in _KINDS:
        return _KINDS[words]
    parts = words.split()
    if len(parts) > 8:
        return None
    if {"history", "histories", "hx"} & set(parts) and _OF_HISTORIES.issuperset(parts):
        return SectionKind.HISTORY
    first = _leading(parts)
    for start in range(first + 1):
        end = len(parts)
        while end > start:
            shorter = " ".join(parts[start:end])
            if len(shorter) > 1 and shorter in _KINDS:
                return _KINDS[shorter]
            if parts[end - 1] not in _TRAILING:
                break
            end -= 1
    return None


def _leading(parts: list[str]) -> int:
    """How many words such as ``current`` stand before the name proper."""
    count = 0
    while count < len(parts) - 1 and parts[count] in _LEADING:
        count += 1
    return count


def _kind_of_parts(name: str) -> SectionKind | None:
    """The kind of ``Vitals and exam`` and other names put together of known ones."""
    parts = [plain_words(part) for part in _SEPARATORS.split(name.casefold())]
    if not 2 <= len(parts) <= 5:
        return None
    kinds = [_kind_of_words(part) if len(part) > 1 else None for part in parts]
    if None in kinds:
        return None
    if SectionKind.ASSESSMENT in kinds and SectionKind.PLAN in kinds:
        return SectionKind.ASSESSMENT_AND_PLAN
    return kinds[0]
