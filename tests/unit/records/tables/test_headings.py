"""The headings that practice systems write are known, and those of other people are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcoder_desktop.domain.visit_tables import DIAGNOSES, MODIFIERS, VisitField
from medcoder_desktop.records.recognise import RecognisedButNotRead, read_record
from medcoder_desktop.records.tables.headings import fields_named
from tests.unit.records.tables.files import as_guessed, asked


def named(*headings: str) -> dict[str, str]:
    return {field.value: headings[column] for field, column in fields_named(headings).items()}


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (
            VisitField.DATE_OF_SERVICE,
            "DOS|D.O.S.|Date of Svc|Svc Dt|DOS From|Service From|Appt Date|Encounter Dt|Visit Date",
        ),
        (
            VisitField.DATE_OF_SERVICE,
            "Svc Date|Seen on|DateOfService|service_date|DOS (From - To)|From Date",
        ),
        (VisitField.BIRTH_DATE, "DOB|D.O.B.|Pt DOB|Birth Date|BirthDate|Date of Birth"),
        (VisitField.NAME, "Patient|Pt Name|PatientName|Patient's Name|Patient (Last, First)|Name"),
        (VisitField.FAMILY, "Pt Last|Last Name|PatientLastName|Lname"),
        (VisitField.GIVEN, "Pt First|First Name|fname"),
        (VisitField.RECORD_NUMBER, "MRN|Acct #|Chart No|Acct. No.|Patient ID|Account Number|Chart"),
        (VisitField.PROVIDER, "Rendering|Prov|Provider Name|Attending Physician|Doctor|Seen by"),
        (VisitField.PAYER, "Ins 1|Primary Ins|Insurance|Carrier|Payer Name|Ins Name|Prim Ins"),
        (VisitField.MEMBER_ID, "Subscriber ID|Policy #|Member ID|Ins ID|Policy Number"),
        (
            VisitField.PROCEDURE,
            "CPT|Proc|CPT4|CPT/HCPCS|Proc Cd|CPTCode|Procedure Code|Charge Code",
        ),
        (VisitField.DIAGNOSES, "Dx1|Dx|ICD1|ICD10|Diag Cds|Dx A|Primary Diagnosis|ICD-10 Code 1"),
        (VisitField.DIAGNOSIS_2, "Dx2|ICD2|Dx B|Secondary Dx|Diag Code 2|dx_code_2|Dx #2"),
        (VisitField.MODIFIERS, "Mod1|Mod|Modifiers|CPT Mod|Modifier 1"),
        (VisitField.UNITS, "Units|Qty|Days/Units"),
        (VisitField.CHARGE, "Chg|Amt|Charge|Chg Amt|Total Charges|Fee|ChargeAmount"),
        (VisitField.PLACE, "POS|P.O.S.|Place of Service"),
    ],
)
def test_usual_headings_are_known(field: VisitField, headings: str) -> None:
    for heading in headings.split("|"):
        assert named(heading) == {field.value: heading}


def test_twelve_diagnoses_and_four_modifiers_have_their_columns() -> None:
    for stem in ("Dx", "Dx ", "ICD", "Diag Code "):
        headings = [f"{stem}{number}" for number in range(1, 13)]
        assert list(fields_named(headings)) == list(DIAGNOSES)
    assert list(fields_named(["Mod1", "Mod2", "Mod3", "Mod4"])) == list(MODIFIERS)


@pytest.mark.parametrize(
    "heading",
    ["Guarantor DOB", "Subscriber Name", "Referring Provider", "Secondary Ins", "Paid Amt",
     "Last Visit Date", "Provider ID", "Billing NPI", "Dx Description", "Copay Amt", "Fin Class",
     "Guarantor Zip", "ICD9"],
)  # fmt: skip
def test_columns_about_somebody_or_something_else_are_left_alone(heading: str) -> None:
    assert named(heading) == {}


def test_the_first_day_of_service_is_taken_not_the_last() -> None:
    assert named("DOS To", "DOS From")["date of service"] == "DOS From"
    assert named("Last Seen", "Date")["date of service"] == "Date"


def test_an_export_with_abbreviated_headings_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "day.tsv"
    path.write_text(
        "Acct #\tPatient\tD.O.B.\tDate of Svc\tFin Class\n"
        "100\tDOE, JANE Q\t05-Feb-1970\t12-Mar-2026\tMedicare\n"
        "101\tROE, RICK\t04-Mar-65\t12-Mar-26\tMedicaid\n",
        "utf-8",
    )
    record = read_record(path, as_guessed(path))
    assert [str(patient.birth_date) for patient in record.patients] == ["1970-02-05", "1965-03-04"]
    assert [str(visit.date_of_service) for visit in record.encounters] == ["2026-03-12"] * 2
    assert record.skipped == ("Columns not read: Fin Class.",)


def test_headings_with_numbers_in_them_are_headings(tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text("Patient,DOS,ICD-10,CPT4\nAnn Pike,3/15/2026,I10,99213\n", "utf-8")
    assert read_record(path, as_guessed(path)).charges[0].diagnoses == ("I10",)


def test_a_table_with_headings_nobody_knows_asks_for_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Who,When,What\nAnn Pike,3/15/2026,99213\nTom Marsh,3/16/2026,99214\n", "utf-8")
    assert asked(path).headings == ("Who", "When", "What")
    known = as_guessed(path, {VisitField.NAME: "Who", VisitField.DATE_OF_SERVICE: "When"})
    assert len(read_record(path, known).encounters) == 2


def test_a_table_without_a_column_of_days_is_none_of_visits(tmp_path: Path) -> None:
    path = tmp_path / "labs.csv"
    path.write_text("test,value,unit\nSodium,140,mmol/L\nPotassium,4.1,mmol/L\n", "utf-8")
    with pytest.raises(RecognisedButNotRead):
        read_record(path)
