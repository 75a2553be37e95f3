"""The claim summary as an office prints it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from reportlab.pdfbase import pdfmetrics

from medcoder_desktop.domain.claims import Claim, ClaimDiagnosis, ClaimEvidence, ClaimStatus
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.patients import RecordNumber
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import TaxIdKind
from medcoder_desktop.exports.claim_summary import write_claim_summary
from medcoder_desktop.exports.claim_summary_diagnoses import lines_pointing_to
from medcoder_desktop.paths import resources
from tests.golden_files import GoldenFiles
from tests.unit.exports.claim_strategies import claims
from tests.unit.exports.claims import (
    CENTRAL,
    DAY,
    PRACTICE,
    at_hospital,
    huge,
    line,
    self_pay,
    small,
    typical,
    withdrawn,
)
from tests.unit.exports.printed import greys, metadata, page_texts, placed_text, text_of

FONTS = resources() / "fonts"
PRINTED_AT = datetime(2026, 3, 16, 9, 7, tzinfo=CENTRAL)
STAMP_GREY = 222


def printed(claim: Claim, folder: Path, *, with_evidence: bool = True) -> Path:
    target = folder / "summary.pdf"
    write_claim_summary(
        claim, target, fonts=FONTS, printed_at=PRINTED_AT, with_evidence=with_evidence
    )
    return target


def quoting(*quotes: str) -> Claim:
    evidence = tuple(ClaimEvidence("Progress note", DAY, quote) for quote in quotes)
    return replace(small(), diagnoses=(ClaimDiagnosis("A", "I10", "Hypertension", evidence),))


# what it says


@pytest.mark.parametrize(
    "expected",
    [
        (
            "Cedar Hollow Family Medicine 410 Larkspur Mill Road, Suite 2 "
            "Springfield, IL 62701-0142 Phone 217-555-0142 NPI 1999999018 · Tax ID 00-1234567 (EIN)"
        ),
        "Claim summary C1001 Visit V1001 · Status: Finished",
        "Finished 03/14/2026, 4:05 PM by mrivera",
        (
            "Patient Okafor, Adaeze N Born 02/11/1968 (58 y) · Sex Female 88 Quarry Bend Apt 4 "
            "Springfield, IL 62702 Phone 217-555-0118 Chart number CH-20418"
        ),
        (
            "Insurance Blue Plan PPO Payer ID 99001 PO Box 10001, Peoria, IL 61699-0001 "
            "Member ID XBP 904 771 203 Group G-5520 · Plan Blue Choice 2500 "
            "Patient is spouse of the subscriber "
            "Subscriber Okafor Jr, Chidi · Born 09/30/1965 · Sex Male"
        ),
        (
            "Date of service 03/14/2026 Place of service 11 Office Rendering provider "
            "Hanna Lindqvist, MD NPI 1999999026 Total charge $300.00"
        ),
        "Diagnoses ICD-10-CM FY2026, in force on the date of service",
        "A E11.42 Type 2 diabetes mellitus with diabetic polyneuropathy 1–4",
        "“now with diabetic polyneuropathy” — Progress note, 03/14/2026",
        "worse at night. Monofilament absent at 6/10 sites; vibration ≤ 5 s at both halluces.”",
        "“HbA1c 9.2 %” — Laboratory report: HbA1c, BMP, 03/12/2026",
        "“Onychomycosis of six toenails” — Letter of referral, undated",
        "1 03/14/2026 11 99214 25 Office visit, established patient, moderate ABCE 1 185.00",
        "2 03/14/2026 11 11721 Q8 59 Trimming of six or more diseased nails DA 1 60.00",
        (
            "4 03/14/2026 11 J3420 Vitamin B12 injection, up to 1,000 mcg A 2 24.00 "
            "Total charge $300.00"
        ),
        "Printed on 03/16/2026, 9:07 AM Claim C1001 · Okafor, Adaeze N Page 1 of 1",
    ],
)
def test_a_typical_claim_says_on_one_page(expected: str, tmp_path: Path) -> None:
    (page,) = page_texts(printed(typical(), tmp_path))
    assert expected in page


@pytest.mark.parametrize("claim", [typical(), small(), self_pay(), at_hospital(), withdrawn()])
def test_the_page_looks_as_it_did(claim: Claim, tmp_path: Path, golden: GoldenFiles) -> None:
    golden.check(f"claims/{claim.number}.pdf.txt", placed_text(printed(claim, tmp_path)))


def test_the_quotes_are_printed_by_choice(tmp_path: Path) -> None:
    text = text_of(printed(typical(), tmp_path, with_evidence=False))
    assert "Type 2 diabetes mellitus with diabetic polyneuropathy" in text
    assert "now with diabetic" not in text
    assert "Progress note" not in text


def test_what_the_record_does_not_say_is_said_to_be_missing(tmp_path: Path) -> None:
    text = text_of(printed(small(), tmp_path))
    assert "Brennan, Tom Born not recorded · Sex Unknown Address not recorded" in text
    assert "Prairie State Medicaid Payer ID not recorded Member ID W1234567" in text
    assert "Patient is the subscriber" in text


def test_a_self_paying_patient_has_no_payer(tmp_path: Path) -> None:
    text = text_of(printed(self_pay(), tmp_path))
    assert "Insurance Self-pay The patient pays; no insurance is billed for this visit." in text
    assert "Member ID" not in text


def test_a_date_outside_the_release_is_said_not_hidden(tmp_path: Path) -> None:
    text = text_of(printed(self_pay(), tmp_path))
    assert (
        "Check these codes. The date of service 10/05/2026 lies outside ICD-10-CM FY2026, the "
        "nearest release installed when the claim was finished." in text
    )
    assert "in force on the date" not in text


def test_a_withdrawn_claim_is_marked_across_every_page(tmp_path: Path) -> None:
    claim = replace(huge(), status=ClaimStatus.WITHDRAWN)
    pages = greys(printed(claim, tmp_path))
    assert len(pages) > 5
    assert all(STAMP_GREY in page for page in pages)
    assert "This claim is withdrawn." in text_of(tmp_path / "summary.pdf")
    assert all(STAMP_GREY not in page for page in greys(printed(huge(), tmp_path)))


def test_the_stamp_does_not_scatter_letters_among_the_words(tmp_path: Path) -> None:
    plain = placed_text(printed(replace(withdrawn(), status=ClaimStatus.FINISHED), tmp_path))
    stamped = placed_text(printed(withdrawn(), tmp_path))
    words = {row.split(maxsplit=3)[3] for row in stamped.splitlines()}
    assert words - {row.split(maxsplit=3)[3] for row in plain.splitlines()} == {
        "Visit V1001 · Status: Withdrawn",
        "This claim is withdrawn.",
        "The visit was reopened after the claim was finished: do not bill from this page.",
    }


def test_an_exported_claim_says_so(tmp_path: Path) -> None:
    claim = replace(typical(), status=ClaimStatus.EXPORTED)
    assert "Status: Exported" in text_of(printed(claim, tmp_path))


def test_only_the_offices_own_record_number_is_printed(tmp_path: Path) -> None:
    numbers = (RecordNumber("MRN", "CH-1"), RecordNumber("http://hl7.org/us-ssn", "999-55-0101"))
    claim = replace(typical(), patient=replace(typical().patient, record_numbers=numbers))
    text = text_of(printed(claim, tmp_path))
    assert "Chart number CH-1" in text
    assert "999-55-0101" not in text


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (TaxIdKind.EIN, "001234567", "Tax ID 00-1234567 (EIN)"),
        (TaxIdKind.SSN, "900550101", "Tax ID 900-55-0101 (SSN)"),
        (TaxIdKind.EIN, "00-1234567", "Tax ID 00-1234567 (EIN)"),
    ],
)
def test_a_tax_id_is_written_as_its_kind_is(
    kind: TaxIdKind, number: str, expected: str, tmp_path: Path
) -> None:
    practice = replace(PRACTICE, tax_id=number, tax_id_kind=kind)
    assert expected in text_of(printed(replace(small(), practice=practice), tmp_path))


def test_a_subscriber_who_lives_elsewhere_has_an_address(tmp_path: Path) -> None:
    claim = typical()
    assert claim.coverage is not None
    assert claim.coverage.subscriber is not None
    elsewhere = Address("9 Ferry Street", "", "Peoria", "IL", "61602")
    coverage = replace(
        claim.coverage, subscriber=replace(claim.coverage.subscriber, address=elsewhere)
    )
    text = text_of(printed(replace(claim, coverage=coverage), tmp_path))
    assert "9 Ferry Street, Peoria, IL 61602" in text


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), "none"),
        ((3,), "3"),
        ((1, 2), "1, 2"),
        ((1, 2, 3), "1–3"),
        ((1, 3, 4, 5, 9, 10), "1, 3–5, 9, 10"),
    ],
)
def test_neighbouring_lines_are_joined(numbers: tuple[int, ...], expected: str) -> None:
    lines = tuple(line(n, "99213", "", (), "A" if n in numbers else "B", 1) for n in range(1, 12))
    assert lines_pointing_to("A", lines) == expected


# letters


def test_names_keep_their_accents(tmp_path: Path) -> None:
    text = text_of(printed(self_pay(), tmp_path))
    assert "Nuñez-Đặng III, Łukasz Ø" in text


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Temp ≥ 38.5 °C → fever, µg/dL ½", "“Temp ≥ 38.5 °C → fever, µg/dL ½”"),
        ("☐ no ☑ yes ✓ • α β Δ ─────", "“☐ no ☑ yes ✓ • α β Δ ─────”"),
        ("ﬁnding of inﬂammation", "“finding of inflammation”"),
        ("in\u00adflam\u00admation", "“inflammation”"),
        ("zero\u200bwidth\ufeff", "“zerowidth”"),
        ("cafe\u0301 Nu\u0303n\u0303ez", "“café Nũñez”"),
        ("two\nlines\tand\u00a0more", "“two lines and more”"),
        ("5 < 6 & <b>7</b> &amp;", "“5 < 6 & <b>7</b> &amp;”"),
        ("bell\x07 and \ud800 broken", "“bell and \ufffd broken”"),
        ("called 王小明", "“called 王小明”"),
        ("thanks \U0001f44d", "“thanks \ufffd”"),
    ],
)
def test_a_quote_is_found_as_it_reads(quote: str, found: str, tmp_path: Path) -> None:
    text = text_of(printed(quoting(quote), tmp_path))
    assert found in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
@pytest.mark.parametrize("claim", [typical(), self_pay(), withdrawn()], ids=lambda c: c.number)
def test_pdftotext_reads_each_diagnosis_with_its_quotes_in_order(
    claim: Claim, tmp_path: Path
) -> None:
    target = printed(claim, tmp_path)
    done = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    wanted = [claim.patient.name.listed, "Diagnoses"]
    for diagnosis in claim.diagnoses:
        wanted += [diagnosis.code, diagnosis.title]
        wanted += [" ".join(each.quote.split()) for each in diagnosis.evidence]
    wanted += ["Service lines Date", "99214", "185.00", "11721", "Total charge $300.00"]
    place = 0
    for words in wanted:
        assert words in text[place:], words
        place = text.index(words, place)


# many pages


def test_the_fullest_claim_prints_whole(tmp_path: Path) -> None:
    claim = huge()
    text = text_of(printed(claim, tmp_path))
    for diagnosis in claim.diagnoses:
        assert f"{diagnosis.letter} {diagnosis.code} {diagnosis.title}" in text
    for each in claim.lines:
        assert f"{each.number} 03/14/2026 11 {each.procedure}" in text
    assert "9,999,999.99" in text
    assert "Total charge $10,000,502.67" in text


def test_every_page_says_whose_it_is_and_which_of_how_many(tmp_path: Path) -> None:
    pages = page_texts(printed(huge(), tmp_path))
    for number, page in enumerate(pages, start=1):
        assert "Printed on 03/16/2026, 9:07 AM Claim C1005 · Okafor, Adaeze N" in page
        assert page.endswith(f"Page {number} of {len(pages)}")
        assert (number > 1) == ("Claim C1005 · Date of service 03/14/2026" in page)


def test_tables_begin_again_with_their_heading_on_every_page(tmp_path: Path) -> None:
    pages = page_texts(printed(huge(), tmp_path))
    lines_seen = 0
    for page in pages:
        in_lines = re.findall(r"\d+ 03/14/2026 11 (?:99214|J3420)", page)
        if in_lines:
            heading = "Date Place Procedure Modifiers Description Pointers Units Charge"
            assert page.index(heading) < page.index(in_lines[0])
            lines_seen += len(in_lines)
        else:
            assert "Code Diagnosis Service lines" in page
    assert lines_seen == 50
    assert "50 03/14/2026" in pages[-1]
    assert "Total charge" in pages[-1]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    quote = "Patient seen in follow-up for hypertension, above goal. "
    for rows in range(20, 46):
        pages = page_texts(printed(quoting(*[quote] * rows), tmp_path))
        for page in pages:
            after_heading = page.partition("Units Charge")[2]
            assert after_heading == "" or "99213" in after_heading
        assert ("99213" in pages[-1]) == ("Total charge $125.00" in pages[-1])


def test_a_diagnosis_broken_by_the_page_is_named_again(tmp_path: Path) -> None:
    words = "glucose log reviewed and discussed with the patient at length today, "
    pages = page_texts(printed(quoting(words * 29, words * 29, words * 29, words * 29), tmp_path))
    assert "continued" not in pages[0]
    assert "Diagnoses I10, continued" in pages[1]


def test_a_diagnosis_that_ends_with_the_page_is_not_continued(tmp_path: Path) -> None:
    claim = replace(
        typical(), lines=tuple(replace(typical().lines[0], number=n) for n in range(40))
    )
    pages = page_texts(printed(claim, tmp_path))
    assert len(pages) > 1
    assert all("continued" not in page for page in pages)


def test_a_quote_as_long_as_a_note_is_printed_to_its_end(tmp_path: Path) -> None:
    quote = "Seen today for chronic conditions. " * 400 + "The very last words."
    assert "The very last words.”" in text_of(printed(quoting(quote), tmp_path))


def test_words_without_a_blank_are_broken(tmp_path: Path) -> None:
    text = text_of(printed(quoting("x" * 2000), tmp_path))
    assert text.count("x") >= 2000


@given(claim=claims())
@settings(deadline=None, max_examples=25)
def test_any_claim_can_be_printed(claim: Claim, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert "Total charge" in text_of(printed(claim, tmp_path_factory.getbasetemp()))


def test_names_far_too_long_are_cut_with_an_ellipsis(tmp_path: Path) -> None:
    name = PersonName("Wolfeschlegel" * 50, "Hubert")
    claim = replace(small(), patient=replace(small().patient, name=name))
    (page,) = page_texts(printed(claim, tmp_path))
    assert "…" in page


def test_what_fits_no_page_is_told_in_one_sentence(tmp_path: Path) -> None:
    claim = replace(small(), diagnoses=(ClaimDiagnosis("A", "E" * 20_000, "Title"),))
    with pytest.raises(InputError) as caught:
        printed(claim, tmp_path)
    assert caught.value.sentence.startswith("Claim C1002 does not fit on its pages")
    assert list(tmp_path.iterdir()) == []


# the file


def test_the_files_properties_do_not_name_the_patient(tmp_path: Path) -> None:
    properties = metadata(printed(typical(), tmp_path))
    assert properties["Title"] == "Claim summary C1001"
    assert properties["Creator"] == "MedCoder Desktop"
    assert properties["CreationDate"] == "D:20260316090700-05'00'"
    assert not any("Okafor" in value for value in properties.values())


def test_the_same_claim_gives_the_same_bytes(tmp_path: Path) -> None:
    first = printed(typical(), tmp_path).read_bytes()
    assert printed(self_pay(), tmp_path).read_bytes() != first
    assert printed(typical(), tmp_path).read_bytes() == first


def test_the_same_claim_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from tests.unit.exports.claims import typical;"
        "from tests.unit.exports.test_claim_summary import printed;"
        "printed(typical(), Path(sys.argv[1]))"
    )
    other = tmp_path / "other"
    other.mkdir()
    subprocess.run(
        [sys.executable, "-c", program, str(other)],
        check=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONHASHSEED": "77"},
    )
    assert printed(typical(), tmp_path).read_bytes() == (other / "summary.pdf").read_bytes()


def test_the_time_of_printing_is_in_its_own_zone(tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    noon = PRINTED_AT.replace(hour=12, minute=5)
    for moment, expected in [(noon, "12:05 PM"), (noon + timedelta(hours=12), "12:05 AM")]:
        write_claim_summary(small(), target, fonts=FONTS, printed_at=moment, with_evidence=False)
        assert expected in text_of(target)


def test_a_missing_folder_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentError_, match=r"export\.no_folder"):
        printed(small(), tmp_path / "gone")
    assert list(tmp_path.iterdir()) == []


def test_missing_fonts_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfmetrics, "getRegisteredFontNames", list)
    with pytest.raises(EnvironmentError_) as caught:
        write_claim_summary(
            small(),
            tmp_path / "summary.pdf",
            fonts=tmp_path,
            printed_at=PRINTED_AT,
            with_evidence=True,
        )
    assert caught.value.sentence == (
        f"The fonts for printing are missing from {tmp_path}: install the program again."
    )
