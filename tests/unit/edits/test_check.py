"""What the edits find on a sheet, as the coder reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from medcoder_desktop.domain.code_standing import CodeStanding, Standing
from medcoder_desktop.domain.codes import (
    Code,
    CodeEntry,
    CodeLevel,
    CodeNote,
    CodeSystem,
    NoteKind,
    procedure_system,
)
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.evidence import Evidence
from medcoder_desktop.domain.findings import Finding, Severity
from medcoder_desktop.domain.patients import Coverage, Patient, Sex
from medcoder_desktop.domain.payment_rules import DiagnosisLimit, PatientLimit
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import Facility, Payer, PayerKind, Practice, Provider
from medcoder_desktop.domain.procedure_facts import ProcedureFacts
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, InForce, Release
from medcoder_desktop.domain.sheet import CodingSheet, Diagnosis, ServiceLine
from medcoder_desktop.domain.visits import Visit
from medcoder_desktop.edits.check import check_sheet
from medcoder_desktop.edits.note_references import refers_to

TODAY = date(2026, 3, 20)
DAY = date(2026, 3, 14)
RELEASE = Release(CodeSet.ICD10CM, "FY2026", date(2025, 10, 1), date(2026, 9, 30))
ADDRESS = Address("410 Larkspur Mill Road", "", "Springfield", "IL", "62701-0142")
VISIT = Visit(
    encounter=Encounter("v", "V1001", "p", DAY, provider_id="x", coverage_id="c"),
    patient=Patient("p", PersonName("Test", "Tess"), date(1968, 2, 11), Sex.FEMALE, ADDRESS),
    provider=Provider("x", PersonName("Lindqvist", "Hanna"), "MD", "1999999026"),
    coverage=Coverage("c", "p", "y", "XQA555010234"),
    payer=Payer("y", "Blue Plan PPO", "99001", PayerKind.COMMERCIAL),
    practice=Practice(
        "Cedar Hollow", ADDRESS, "217-555-0142", "1999999018", "207Q00000X", "001234567"
    ),
)
QUOTE = (Evidence("doc", 0, 4, "Test"),)
DIABETES = Diagnosis("d1", "E11.42", "Type 2 diabetes with polyneuropathy", QUOTE)
LINE = ServiceLine("l1", "99214", "Office visit", (), ("d1",), 1, 185_00)


class Book:
    """A code library of a few invented entries."""

    def __init__(self, *entries: CodeEntry, exact: bool = True) -> None:
        self.in_force = InForce(RELEASE, DAY, exact)
        self._entries = {entry.code.code: entry for entry in entries}
        self._limits: dict[str, tuple[DiagnosisLimit, ...]] = {}
        self._procedures: dict[str, ProcedureFacts] = {}

    def limit(self, code: str, limit: PatientLimit) -> Book:
        self._limits[code] = (DiagnosisLimit(code, limit),)
        return self

    def listed(self, facts: ProcedureFacts) -> Book:
        self._procedures[facts.code] = facts
        return self

    def entry(self, code: str) -> CodeEntry | None:
        return self._entries.get(code)

    def standing(self, code: str) -> CodeStanding:
        known = self._entries.get(code)
        standing = Standing.UNKNOWN if known is None else Standing.HEADING
        return CodeStanding(code, standing, None, (), self.in_force)

    def limits(self, code: str) -> tuple[DiagnosisLimit, ...]:
        return self._limits.get(code, ())

    def procedure(self, code: str) -> ProcedureFacts:
        return self._procedures.get(
            code, ProcedureFacts(code, procedure_system(code), entry=None, in_force=None)
        )

    def knows_modifier(self, code: str) -> bool:
        return code != "ZZ"


def entry(code: str, title: str = "", *notes: CodeNote, billable: bool = True) -> CodeEntry:
    listed = Code(CodeSystem.ICD10CM, code, title, CodeLevel.CODE, billable, "")
    return CodeEntry(listed, (), notes, (), (), InForce(RELEASE, DAY, exact=True))


def sentences(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.severity.value}: {finding.sentence}" for finding in findings]


def check(sheet: CodingSheet, book: Book, visit: Visit = VISIT) -> list[str]:
    return sentences(check_sheet(visit, sheet, book, TODAY))


def test_a_complete_sheet_has_no_findings() -> None:
    assert check(CodingSheet("v", (DIABETES,), (LINE,)), Book(entry("E11.42"))) == []


def test_an_empty_sheet_cannot_become_a_claim() -> None:
    assert check(CodingSheet("v"), Book()) == [
        "error: The claim has no diagnosis yet.",
        "error: The claim has no service line yet.",
    ]


def test_a_heading_and_an_unknown_code_are_errors() -> None:
    sheet = CodingSheet("v", (DIABETES, replace(DIABETES, id="d2", code="E11.999")), (LINE,))
    found = check(sheet, Book(entry("E11.42", billable=False)))
    assert "error: E11.42 is a heading and cannot be billed." in found
    assert any(each.startswith("error: E11.999 is not in ICD-10-CM FY2026") for each in found)


def test_a_date_outside_the_release_is_said() -> None:
    found = check(CodingSheet("v", (DIABETES,), (LINE,)), Book(entry("E11.42"), exact=False))
    assert len(found) == 1
    assert found[0].startswith("warning: The date of service 2026-03-14 lies outside")


def test_excludes1_pair_is_a_warning_once() -> None:
    note = CodeNote(NoteKind.EXCLUDES1, "type 1 diabetes mellitus (E10.-)", "E11")
    type1 = replace(DIABETES, id="d2", code="E10.9")
    back = CodeNote(NoteKind.EXCLUDES1, "type 2 diabetes mellitus (E11.-)", "E10")
    line = replace(LINE, pointers=("d1", "d2"))
    book = Book(entry("E11.42", "", note), entry("E10.9", "", back))
    assert check(CodingSheet("v", (DIABETES, type1), (line,)), book) == [
        "warning: E11.42 and E10.9 exclude each other (Excludes1 at E11)."
    ]


def test_external_causes_and_manifestations_are_never_first_listed() -> None:
    fall = replace(DIABETES, code="W00.0XXA")
    found = check(CodingSheet("v", (fall,), (LINE,)), Book(entry("W00.0XXA")))
    assert found == ["error: W00.0XXA is an external cause and cannot be first-listed."]
    first = CodeNote(NoteKind.CODE_FIRST, "underlying disease", "H42")
    glaucoma = replace(DIABETES, code="H42")
    book = Book(entry("H42", "Glaucoma in diseases classified elsewhere", first))
    found = check(CodingSheet("v", (glaucoma,), (LINE,)), book)
    assert found[0].startswith("error: H42 cannot be first-listed")


def test_lines_without_pointer_charge_or_difference_are_found() -> None:
    bare = replace(LINE, id="l2", pointers=(), charge=0)
    quality = replace(LINE, id="l3", procedure="0502F", charge=0)
    found = check(CodingSheet("v", (DIABETES,), (LINE, bare, quality)), Book(entry("E11.42")))
    assert found == [
        "error: 99214 points to no diagnosis.",
        "warning: 99214 has no charge.",
        "warning: 99214 stands twice with the same modifiers and date.",
    ]


def test_a_diagnosis_without_evidence_or_line_is_mentioned() -> None:
    loose = Diagnosis("d2", "I10", "")
    book = Book(entry("E11.42"), entry("I10"))
    assert check(CodingSheet("v", (DIABETES, loose), (LINE,)), book) == [
        "warning: I10 has no words of the record behind it.",
        "information: No service line points to I10.",
    ]


def test_what_the_office_has_not_entered_is_found_before_the_payer_does() -> None:
    bare = Visit(
        encounter=replace(VISIT.encounter, place_of_service="7", date_of_service=date(2027, 1, 1)),
        patient=Patient("p", PersonName("", "Tess"), None, Sex.UNKNOWN),
        provider=None,
        coverage=replace(VISIT.coverage, member_id="") if VISIT.coverage else None,
        payer=VISIT.payer,
        practice=None,
    )
    found = check(CodingSheet("v", (DIABETES,), (LINE,)), Book(entry("E11.42")), bare)
    assert found == [
        "error: Patient: Write the family name.",
        "error: Patient: Write the date of birth.",
        "error: Coverage: “” is not a member ID: 2 to 29 letters and digits, as on the card.",
        "error: The date of service 2027-01-01 lies in the future.",
        "error: 7 is not a place of service.",
        "error: The practice is not set up yet.",
        "error: No rendering provider is chosen.",
        "warning: The patient's address is not complete.",
        "warning: The patient's sex is not known.",
    ]


def test_an_imported_provider_with_an_impossible_npi_is_an_error() -> None:
    visit = replace(VISIT, provider=Provider("x", PersonName("Stark", "Antonia"), "", "60"))
    found = check_sheet(visit, CodingSheet("v", (DIABETES,), (LINE,)), Book(entry("E11.42")), TODAY)
    assert sentences(found) == ["error: Antonia Stark: “60” is not an NPI: ten digits."]
    assert found[0].severity is Severity.ERROR


def test_a_visit_outside_the_practice_names_its_facility() -> None:
    def found(place: str, facility: Facility | None) -> list[str]:
        encounter = replace(VISIT.encounter, place_of_service=place)
        visit = replace(VISIT, encounter=encounter, facility=facility)
        return check(CodingSheet("v", (DIABETES,), (LINE,)), Book(entry("E11.42")), visit)

    where = Address("1 Hospital Way", "", "Exampleton", "IL", "62701")
    assert found("12", None) == []
    assert found("22", None) == [
        (
            "warning: 22 On-campus outpatient hospital is outside the practice: choose the "
            "facility where the patient was seen."
        )
    ]
    assert found("22", Facility("f", "Cedar General", "", where)) == []
    assert found("22", Facility("f", "Cedar General", "1999999999", where)) == [
        (
            "error: Cedar General: 1999999999 is not a valid NPI: its check digit does not fit, "
            "so a digit is mistyped."
        )
    ]


def test_a_quote_that_no_longer_stands_is_a_warning() -> None:
    sheet = CodingSheet("v", (DIABETES,), (LINE,))
    found = check_sheet(VISIT, sheet, Book(entry("E11.42")), TODAY, frozenset({"d1"}))
    assert sentences(found) == [
        (
            "warning: The quote behind E11.42 no longer stands in its document: assign it once "
            "more with words of the newest version."
        )
    ]


def test_references_in_notes_cover_headings_and_ranges() -> None:
    assert refers_to("gestational diabetes (O24.4-)", "O24.410")
    assert refers_to("diseases of the eye (H00-H59)", "H54.7")
    assert refers_to("sequela (I69.0-, I69.1-)", "I69.154")
    assert refers_to("gout (M10.-) and others", "M10.9")
    assert not refers_to("gout (M10.-)", "M1A.0")
    assert not refers_to("diseases of the eye (H00-H59)", "H60.0")
    assert not refers_to("see H54.7 without brackets", "H54.7")


def test_a_diagnosis_that_fits_others_is_worth_a_look() -> None:
    sheet = CodingSheet("v", (DIABETES,), (LINE,))
    advice = "check the code and the patient's data."
    for limit, whom in ((PatientLimit.NEWBORN, "newborn"), (PatientLimit.MALE, "male")):
        assert check(sheet, Book(entry("E11.42")).limit("E11.42", limit)) == [
            f"warning: E11.42 fits {whom} patients only (Medicare Code Editor): {advice}"
        ]
    for fitting in (PatientLimit.ADULT, PatientLimit.FEMALE, PatientLimit.MATERNITY):
        assert check(sheet, Book(entry("E11.42")).limit("E11.42", fitting)) == []
    unborn = replace(VISIT, patient=replace(VISIT.patient, birth_date=None, sex=Sex.UNKNOWN))
    found = check(sheet, Book(entry("E11.42")).limit("E11.42", PatientLimit.NEWBORN), unborn)
    assert not any("fits" in each for each in found)


def test_a_procedure_is_held_against_the_list_of_its_day() -> None:
    release = Release(CodeSet.HCPCS, "2026-Q1", date(2026, 1, 1), None)
    in_force = InForce(release, DAY, exact=True)
    gone = ProcedureEntry(
        "J1030", is_modifier=False, short="", long="Invented", terminated=date(2025, 12, 31),
        cross_references=("J1010",),
    )  # fmt: skip
    to_come = replace(gone, code="J1031", terminated=None, added=date(2026, 4, 1))
    book = Book(entry("E11.42"))
    for listed in (gone, to_come):
        book.listed(ProcedureFacts(listed.code, CodeSystem.HCPCS, listed, in_force))
    book.listed(ProcedureFacts("J9999", CodeSystem.HCPCS, None, in_force))
    nearest = replace(in_force, exact=False)
    book.listed(ProcedureFacts("J9998", CodeSystem.HCPCS, None, nearest))
    lines = tuple(
        replace(LINE, id=code, procedure=code) for code in ("J1030", "J1031", "J9999", "J9998")
    )
    assert check(CodingSheet("v", (DIABETES,), lines), book) == [
        "error: J1030 ended on 2025-12-31: J1010 took its place.",
        "error: J1031 may be billed from 2026-04-01, not before.",
        "warning: J9999 is not in HCPCS Level II 2026-Q1: check its digits.",
    ]


def test_a_modifier_of_no_list_is_mentioned() -> None:
    line = replace(LINE, modifiers=("25", "ZZ"))
    assert check(CodingSheet("v", (DIABETES,), (line,)), Book(entry("E11.42"))) == [
        "information: Modifier ZZ of 99214 is in no installed list."
    ]


def test_the_office_can_decide_that_a_code_needs_evidence() -> None:
    bare = replace(DIABETES, evidence=())
    sheet = CodingSheet("v", (bare,), (replace(LINE, pointers=(bare.id,)),))

    def severity(*, needed: bool) -> Severity:
        found = check_sheet(VISIT, sheet, Book(entry("E11.42")), TODAY, evidence_needed=needed)
        return next(f.severity for f in found if f.rule == "no_evidence")

    assert severity(needed=False) is Severity.WARNING
    assert severity(needed=True) is Severity.ERROR
