"""The sections of a note are found however it words and sets its headings, and nothing else is."""

from __future__ import annotations

from textwrap import dedent

import pytest

from medcoder_desktop.domain.outline import SectionKind, outline_of

K = SectionKind


def listed(note: str) -> list[str]:
    """Titles in order, those of parts behind a dash."""
    return ["- " * s.level + s.title for s in outline_of(dedent(note).strip("\n"))]


def kinds(note: str) -> list[SectionKind]:
    return [section.kind for section in outline_of(dedent(note).strip("\n"))]


@pytest.mark.parametrize(
    ("line", "title", "kind"),
    [
        ("ASSESSMENT AND PLAN", "Assessment and plan", K.ASSESSMENT_AND_PLAN),
        ("Assessment and Plan:", "Assessment and Plan", K.ASSESSMENT_AND_PLAN),
        ("Assessment / Plan", "Assessment / Plan", K.ASSESSMENT_AND_PLAN),
        ("A&P", "A&P", K.ASSESSMENT_AND_PLAN),
        ("A/P:", "A/P", K.ASSESSMENT_AND_PLAN),
        ("Impression and Plan", "Impression and Plan", K.ASSESSMENT_AND_PLAN),
        ("# Plan", "Plan", K.PLAN),
        ("## Plan ##", "Plan", K.PLAN),
        ("**Plan**", "Plan", K.PLAN),
        ("**Plan:**", "Plan", K.PLAN),
        ("--- PLAN ---", "Plan", K.PLAN),
        ("4. Plan", "Plan", K.PLAN),
        ("IV. PLAN", "Plan", K.PLAN),
        ("plan:", "Plan", K.PLAN),
        ("   PLAN   ", "Plan", K.PLAN),
        ("HPI", "HPI", K.HPI),
        ("CC:", "CC", K.CHIEF_COMPLAINT),
        ("Reason for Visit", "Reason for Visit", K.CHIEF_COMPLAINT),
        ("History of Present Illness", "History of Present Illness", K.HPI),
        ("PMHx:", "PMHx", K.HISTORY),
        ("PSH", "PSH", K.HISTORY),
        ("Past Medical/Surgical History", "Past Medical/Surgical History", K.HISTORY),
        ("PAST HISTORY (carried forward, reviewed)", "Past history", K.HISTORY),
        ("Family and Social History", "Family and Social History", K.HISTORY),
        ("ACTIVE PROBLEM LIST", "Active problem list", K.HISTORY),
        ("Current Outpatient Medications", "Current Outpatient Medications", K.MEDICATIONS),
        ("Allergies", "Allergies", K.ALLERGIES),
        ("ROS:", "ROS", K.REVIEW),
        ("VITALS REVIEWED", "Vitals reviewed", K.VITALS),
        ("Physical Examination:", "Physical Examination", K.EXAM),
        ("PE:", "PE", K.EXAM),
        ("Labs/Imaging", "Labs/Imaging", K.RESULTS),
        ("MEDICAL DECISION MAKING", "Medical decision making", K.DECISION),
        ("Discharge Diagnoses:", "Discharge Diagnoses", K.ASSESSMENT),
        ("HOSPITAL COURSE:", "Hospital course", K.COURSE),
        ("Discharge Instructions", "Discharge Instructions", K.INSTRUCTIONS),
        ("PRE-OPERATIVE DIAGNOSIS:", "Pre-operative diagnosis", K.ASSESSMENT),
        ("DESCRIPTION OF PROCEDURE", "Description of procedure", K.PROCEDURE),
        ("Gross Description", "Gross Description", K.RESULTS),
        ("FINAL DIAGNOSIS", "Final diagnosis", K.ASSESSMENT),
        ("NUTRITION AND SLEEP", "Nutrition and sleep", K.OTHER),
        ("FOOT EXAMINATION TODAY", "Foot examination today", K.EXAM),
    ],
)
def test_a_heading_alone_on_its_line_is_found(line: str, title: str, kind: SectionKind) -> None:
    text = f"Seen today.\n\n{line}\nWords follow here."
    (section,) = outline_of(text)
    assert (section.title, section.kind, section.level) == (title, kind, 0)
    assert not section.run_in
    assert section.end == len(text)


@pytest.mark.parametrize(
    ("line", "title", "kind"),
    [
        ("HPI: 58 y.o. woman with a cough.", "HPI", K.HPI),
        ("Assessment/Plan: bronchitis, rest.", "Assessment/Plan", K.ASSESSMENT_AND_PLAN),
        ("**Plan:** rest", "Plan", K.PLAN),
        ("Allergies: none known", "Allergies", K.ALLERGIES),
        ("ALLERGIES   none known", "Allergies", K.ALLERGIES),
        ("IMPRESSION:Normal.", "Impression", K.ASSESSMENT),
        ("Dx: bronchitis", "Dx", K.ASSESSMENT),
        ("Hx: none", "Hx", K.HISTORY),
        ("2. Plan: rest", "Plan", K.PLAN),
        ("IMAGING (read by me): no fracture", "Imaging", K.RESULTS),
        ("ESTIMATED BLOOD LOSS: 5 mL", "Estimated blood loss", K.PROCEDURE),
        ("TOBACCO CESSATION: seven minutes of talk", "Tobacco cessation", K.OTHER),
        ("ADDENDUM 04/13/2026 16:05 - margins clear", "Addendum", K.OTHER),
    ],
)
def test_a_heading_before_a_colon_runs_into_its_words(
    line: str, title: str, kind: SectionKind
) -> None:
    (section,) = outline_of(f"Seen today.\n\n{line}")
    assert (section.title, section.kind, section.run_in) == (title, kind, True)


@pytest.mark.parametrize(
    "line",
    [
        "Plan to return in May.",
        "The assessment is below.",
        "Exam was normal.",
        "history",
        "Denies chest pain.",
        "Metformin: 500 mg",
        "METFORMIN: 500 MG",
        "- Metformin: 500 mg twice daily",
        "BP: 120/80",
        "BP 148/92 HR 78",
        "Blood pressure: 120/80",
        "SPO2: 98%",
        "HEART RATE: 72",
        "NKDA",
        "COPD.",
        "LISINOPRIL 10 MG DAILY",
        "JANE NOBODY, MD",
        "RTC 4 WKS.",
        "Zinc level: raised.",
        "Mother: diabetes",
        "Shared decision: she agrees.",
        "1. Hypertension",
        "2. Type 2 diabetes: at goal",
        "# Hypertension - above goal",
        "- Labs: basic panel",
        "• First step: rest",
        "A. SKIN, LEFT ARM, EXCISION:",
        "See http://plan: there",
        "(Plan)",
        "Pain: 5/10",
        "12:30",
        "A: Skin of the arm",
    ],
)
def test_content_is_no_heading(line: str) -> None:
    assert outline_of(f"Seen today.\n{line}\nSaid goodbye.") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Name: Testa, Pat",
        "PATIENT NAME: TESTA, PAT",
        "DOB: 02/01/1960",
        "MRN: T-55",
        "Provider: Nobody, MD",
        "DATE OF SERVICE: 03/14/2026",
        "Date: 03/14/2026",
        "REFERRING PHYSICIAN: NOBODY",
        "ATTENDING: NOBODY",
        "SURGEON: NOBODY",
        "Age: 58",
        "LOCATION: EAST CLINIC",
        "HISTORY AND PHYSICAL",
        "PROGRESS NOTE",
        "NOWHERE FAMILY MEDICINE",
    ],
)
def test_the_header_of_a_note_is_no_section(line: str) -> None:
    assert listed(f"{line}\nPLAN\nRest.") == ["Plan"]
    assert listed(f"NOWHERE CLINIC\n{line}\nDOB: 02/01/1960\n\nPLAN\nRest.") == ["Plan"]


def test_a_study_named_in_the_header_is_no_examination() -> None:
    note = """
        RADIOLOGY REPORT
        Exam: Left foot, 3 views
        Date of exam: 03/12/2026

        INDICATION: Pain.
        TECHNIQUE: Three views.
        COMPARISON: None.
        FINDINGS:
        BONES: Intact.
        Soft tissues: Normal.
        IMPRESSION: No fracture.
        """
    assert listed(note) == [
        "Indication", "Technique", "Comparison", "Findings", "- Bones", "- Soft tissues",
        "Impression",
    ]  # fmt: skip
    assert kinds("EXAM: CT HEAD\nTECHNIQUE: Axial.\nFINDINGS: None.")[0] is K.PROCEDURE


def test_soap_letters_are_sections_in_a_note_laid_out_by_them() -> None:
    note = """
        S: Cough for a week. P: 88 at home.
        O: P: 92, lungs clear
        P: 88
        A: Bronchitis
        P: Rest, fluids
        """
    assert listed(note) == ["S", "O", "A", "P"]
    assert kinds(note) == [K.SUBJECTIVE, K.OBJECTIVE, K.ASSESSMENT, K.PLAN]
    assert kinds("S:\nCough.\n\nO:\nClear.\n\nA/P:\nRest.")[2] is K.ASSESSMENT_AND_PLAN
    assert listed("A: Skin, left arm\nB: Skin, right arm") == []


def test_systems_are_parts_of_the_review_and_the_examination() -> None:
    note = """
        REVIEW OF SYSTEMS
        • Ears, Nose and Throat: no sore throat
        • Cardiovascular: no palpitations

        PHYSICAL EXAM
        Vitals: BP: 120/80
        General: well
        HEENT: normal
        Right wrist: tender
        NEURO: intact
        Neck
        - General Examination: supple
        MSK:
        Examination of the left foot: swollen
        Lumbar spine exam: not tender
        Discussed with her: yes

        PLAN
        Skin: moisturize
        """
    assert listed(note) == [
        "Review of systems", "- Ears, Nose and Throat", "- Cardiovascular",
        "Physical exam", "- Vitals", "- General", "- HEENT", "- Right wrist", "- Neuro", "- Neck",
        "- MSK", "- Examination of the left foot", "- Lumbar spine exam",
        "Plan",
    ]  # fmt: skip
    assert kinds(note)[1] is K.REVIEW
    assert kinds(note)[6] is K.EXAM


def test_parts_of_the_history_stand_below_it() -> None:
    note = """
        PAST HISTORY
        Medical
        Asthma.
        Surgical
        None.
        Medications
        Inhaler.

        SOCIAL HISTORY
        Never smoker.

        CURRENT MEDICATIONS
        Inhaler.
        Allergies: none known
        """
    assert listed(note) == [
        "Past history", "- Medical", "- Surgical", "- Medications", "Social history",
        "Current medications", "Allergies",
    ]  # fmt: skip


def test_histories_beside_each_other_are_all_main_sections() -> None:
    note = """
        Past Medical History:
        Asthma.
        Past Surgical History: none
        Family History
        Father well.
        """
    assert listed(note) == ["Past Medical History", "Past Surgical History", "Family History"]


def test_a_report_quoted_among_results_does_not_begin_an_assessment() -> None:
    note = """
        RESULTS
        Labs: normal
        X-ray of the neck.
        Impression: some wear.

        IMPRESSION
        Neck pain.
        """
    assert listed(note) == ["Results", "- Labs", "- Impression", "Impression"]
    assert kinds(note) == [K.RESULTS, K.RESULTS, K.RESULTS, K.ASSESSMENT]


def test_items_of_the_plan_are_parts_of_it() -> None:
    note = """
        ASSESSMENT AND PLAN
        1. Chest pain
        Labs: troponin again
        Follow-up: one week
        2. Allergies
        3. Medication
        - Plan: go on

        INSTRUCTIONS
        Call if worse.
        """
    assert listed(note) == ["Assessment and plan", "- Labs", "- Follow-up", "Instructions"]


def test_the_plan_after_an_assessment_is_a_section_of_its_own() -> None:
    assert listed("ASSESSMENT\nCold.\nPlan: rest") == ["Assessment", "Plan"]
    assert listed("Assessment: cold.\nPlan: rest") == ["Assessment", "Plan"]


def test_a_complaint_that_reads_like_a_heading_is_a_complaint() -> None:
    assert listed("CHIEF COMPLAINT\n\nFollow-up\n\nHPI\nWell.") == ["Chief complaint", "HPI"]
    assert listed("CHIEF COMPLAINT\n\nMedications\n") == ["Chief complaint"]


def test_several_headings_may_share_a_line_or_a_paragraph() -> None:
    assert listed("MEDICATIONS: none.   ALLERGIES: none known.") == ["Medications", "Allergies"]
    note = "HPI: 58 y.o. with pain. PMH: none. Meds: none. Exam: tender. Assessment: OA. Plan: PT."
    assert listed(note) == ["HPI", "PMH", "Meds", "Exam", "Assessment", "Plan"]
    assert listed("PLAN\nDiscussed it. Follow up: in May.") == ["Plan"]


def test_lines_below_make_a_heading_of_anything_short() -> None:
    note = """
        Progress Note
        =============

        Assessment
        ----------
        Well.

        Quality Measures
        ----------------
        Met.

        Test    Result
        --------------
        Sodium  140
        """
    assert listed(note)[-2:] == ["Assessment", "Quality Measures"]


def test_markdown_headings_have_their_level() -> None:
    note = """
        # Clinic Visit

        ## HPI
        Cough.
        ### Social Needs
        None.
        ## Assessment and Plan
        ### Bronchitis
        Rest.
        ## Care Team
        Unchanged.
        """
    assert listed(note) == [
        "HPI", "- Social Needs", "Assessment and Plan", "- Bronchitis", "Care Team",
    ]  # fmt: skip


def test_numbered_sections_are_told_from_numbered_problems() -> None:
    note = """
        1. HEALTH RISK ASSESSMENT (paper form)
        Good.
        2. MEDICATIONS
        None.
        10. PERSONALIZED PREVENTION PLAN
        Mammogram due.
        11. IMMUNIZATION TODAY
        Influenza.
        """
    assert listed(note) == [
        "Health risk assessment", "Medications", "Personalized prevention plan",
        "Immunization today",
    ]  # fmt: skip


def test_medicines_in_capitals_are_no_sections() -> None:
    note = """
        DISCHARGE MEDICATIONS:
        AMOXICILLIN: take with food
        PREDNISONE
        LISINOPRIL 10 MG DAILY

        CONDITION ON DISCHARGE: Stable.
        """
    assert listed(note) == ["Discharge medications", "Condition on discharge"]


def test_in_a_note_typed_in_capitals_only_known_names_are_headings() -> None:
    note = f"""
        HISTORY
        {"SEEN FOR A COUGH THAT CAME ON WITH A COLD IN THE MIDDLE OF LAST WEEK. " * 4}
        OBESITY AND SLEEP APNEA
        PLAN
        REST AND FLUIDS
        """
    assert listed(note) == ["History", "Plan"]
