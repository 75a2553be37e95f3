"""The visit of a document is found where it is stated, and none is made up of care over years."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.recognise import read_record
from tests.unit.records.ccda.files import HEADER

BARE = re.sub(r" <componentOf>.*</componentOf>\n", "", HEADER, flags=re.DOTALL)
"""The header of a document without an encounter."""
CCD = (
    BARE.replace("11506-3", "34133-9")
    .replace("Progress note", "Summary")
    .replace("Office visit", "Summary")
)
MARK = (
    "<performer><assignedEntity><id root='2.16.840.1.113883.4.6' extension='1588667638'/>"
    "<assignedPerson><name><given>Lee</given><family>Mark</family></name></assignedPerson>"
    "</assignedEntity></performer>"
)
KNEE = (
    "<entryRelationship><act><code code='29308-4'/><entryRelationship><observation>"
    "<value xsi:type='CD' code='M17.11' codeSystem='2.16.840.1.113883.6.90' "
    "displayName='Arthritis of the right knee'/></observation></entryRelationship></act>"
    "</entryRelationship>"
)


def listed(day: str, number: str = "V1", within: str = "", mood: str = "EVN") -> str:
    """One visit of a section of encounters."""
    return (
        f"<entry><encounter moodCode='{mood}'><id root='1.2.3.8' extension='{number}'/>"
        f"<code code='99213' codeSystem='2.16.840.1.113883.6.12' displayName='Words of the AMA'>"
        f"<translation code='VR'/></code><effectiveTime value='{day}'/>{MARK}{within}"
        "</encounter></entry>"
    )


def service(low: str, high: str = "") -> str:
    ended = f"<high value='{high}'/>" if high else ""
    return (
        f"<documentationOf><serviceEvent><effectiveTime><low value='{low}'/>{ended}"
        f"</effectiveTime>{MARK}</serviceEvent></documentationOf>"
    )


def section(code: str, content: str) -> str:
    return (
        f"<component><section><code code='{code}'/><title>Section {code}</title>"
        f"<text>Words.</text>{content}</section></component>"
    )


def read(folder: Path, header: str, *sections: str) -> ImportedRecord:
    path = folder / "document.xml"
    body = f"<component><structuredBody>{''.join(sections)}</structuredBody></component>"
    path.write_text(f"{header}{body}</ClinicalDocument>", "utf-8")
    return read_record(path)


def days(record: ImportedRecord) -> list[date]:
    return [visit.date_of_service for visit in record.encounters]


def test_the_only_visit_that_a_document_lists_is_its_visit(tmp_path: Path) -> None:
    record = read(tmp_path, CCD, section("46240-8", listed("20260312", within=KNEE)))
    (visit,), (provider,), (condition,) = record.encounters, record.providers, record.conditions
    assert (visit.date_of_service, visit.place_of_service) == (date(2026, 3, 12), "10")
    assert (provider.name.listed, provider.npi) == ("Mark, Lee", "1588667638")
    assert visit.provider_id == provider.id
    assert visit.reason == ""
    assert (condition.code, condition.encounter_id) == ("M17.11", visit.id)
    assert record.documents[0][0].encounter_id == visit.id
    assert record.skipped == ()


def test_the_visit_on_the_day_of_the_document_is_taken_of_several(tmp_path: Path) -> None:
    several = listed("20260314", "V3", KNEE) + listed(
        "20250102", "V2", KNEE.replace("17.11", "17.12")
    )
    record = read(tmp_path, CCD, section("46240-8", several))
    assert days(record) == [date(2026, 3, 14)]
    assert record.encounters[0].source_key == "ccda/1.2.3.8/V3/2026-03-14"
    assert [each.encounter_id for each in record.conditions] == [record.encounters[0].id, None]
    assert record.skipped == (
        "Visits the document lists but is not about, to be read in its text: 1.",
    )


def test_of_visits_over_years_none_is_made_up_and_all_are_told(tmp_path: Path) -> None:
    past = listed("20240101", "V1", KNEE) + listed("20250102", "V2") + listed("2025", "V3")
    planned = listed("20270101", "V4", mood="INT")
    record = read(tmp_path, CCD, section("46240-8", past + planned))
    assert not record.encounters
    assert not record.providers
    assert [condition.code for condition in record.conditions] == ["M17.11"]
    assert record.skipped == (
        "Visits without a full date, left out: 1.",
        "Visits the document lists but is not about, to be read in its text: 2.",
    )


def test_the_visit_of_the_header_wins_over_those_listed(tmp_path: Path) -> None:
    both = listed("20260314", "V9", KNEE) + listed("20250102", "V2")
    record = read(tmp_path, HEADER, section("46240-8", both))
    assert [visit.source_key for visit in record.encounters] == ["ccda/1.2.3.5/visit-1/2026-03-14"]
    assert record.providers[0].signed_name == "Hanna Musterfrau, MD"
    assert record.conditions[0].encounter_id == record.encounters[0].id
    assert "to be read in its text: 1." in record.skipped[0]


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [
        ("20260312", "20260312", "11506-3"),
        ("202603120900", "202603120945", "34117-2"),
        ("20260314", "", "11488-4"),
        ("20260312", "", "28570-0"),
        ("202603122300", "202603130100", "11504-8"),
    ],
)
def test_a_note_of_one_visit_is_of_the_service_it_documents(
    tmp_path: Path, low: str, high: str, code: str
) -> None:
    header = BARE.replace('code="11506-3"', f'code="{code}"') + service(low, high)
    record = read(tmp_path, header, section("10164-2", ""))
    assert days(record) == [date(2026, 3, int(low[6:8]))]
    assert record.providers[0].name.listed == "Mark, Lee"


@pytest.mark.parametrize(
    ("header", "low", "high"),
    [(BARE, "20200101", "20260314"), (BARE, "19680211", ""), (CCD, "20260312", "20260312")],
)
def test_care_over_a_time_is_told_and_makes_no_visit(
    tmp_path: Path, header: str, low: str, high: str
) -> None:
    record = read(tmp_path, header + service(low, high), section("10164-2", ""))
    assert record.encounters == ()
    assert "tells of care" in record.skipped[0]
    assert low[:4] in record.skipped[0]


def test_results_of_other_days_are_not_put_into_the_visit_a_summary_lists(tmp_path: Path) -> None:
    def measured(day: str) -> str:
        return (
            "<entry><observation><code code='2345-7' displayName='Glucose'/>"
            f"<effectiveTime value='{day}'/><value xsi:type='PQ' value='99' unit='mg/dL'/>"
            "</observation></entry>"
        )

    record = read(
        tmp_path,
        CCD,
        section("46240-8", listed("20260312")),
        section("30954-2", measured("20260312") + measured("20250101") + measured("20260312")),
    )
    assert [each.encounter_id for each in record.results] == [record.encounters[0].id, None]


def test_problems_and_results_without_a_wrapper_are_read(tmp_path: Path) -> None:
    problems = (
        "<entry><observation><code code='55607006'/><effectiveTime><low value='20190304'/>"
        "</effectiveTime><value xsi:type='CD' code='E11.9' codeSystem='2.16.840.1.113883.6.90' "
        "displayName='Type 2 diabetes'/></observation></entry>"
        "<entry><observation><code code='11323-3'/><value xsi:type='CD' code='81323004' "
        "displayName='Alive and well'/></observation></entry>"
        "<entry><observation negationInd='true'><value xsi:type='CD' displayName='Gout'/>"
        "</observation></entry>"
    )
    glucose = (
        "<observation><code code='2345-7' codeSystem='2.16.840.1.113883.6.1' "
        "displayName='Glucose'/><value xsi:type='PQ' value='182' unit='mg/dL'/></observation>"
    )
    sodium = glucose.replace("Glucose", "Sodium")
    results = (
        f"<entry>{glucose}</entry><entry><organizer><code displayName='Panels'/><component>"
        f"<organizer><code displayName='Electrolytes'/><component>{sodium}</component></organizer>"
        "</component></organizer></entry>"
    )
    vitals = f"<entry>{glucose.replace('Glucose', 'Heart rate')}</entry>"
    record = read(
        tmp_path,
        HEADER,
        section("11450-4", problems),
        section("30954-2", results),
        section("8716-3", vitals),
    )
    assert [(each.text, each.code) for each in record.conditions] == [("Type 2 diabetes", "E11.9")]
    assert record.conditions[0].onset == date(2019, 3, 4)
    assert [(each.panel, each.name) for each in record.results] == [
        ("Electrolytes", "Sodium"),
        ("", "Glucose"),
        ("Vital signs", "Heart rate"),
    ]


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        ("(512)555-0101", "512-555-0101"),
        ("512.555.0101", "512-555-0101"),
        ("TEL:+1-512-555-0101", "512-555-0101"),
        ("tel:512-555-0101;ext=7", "512-555-0101"),
        ("512-555-0101 x 12", "512-555-0101"),
        ("mailto:pike@example.org", ""),
        ("fax:512-555-0101", ""),
        ("http://example.org/5125550101", ""),
        ("none", ""),
    ],
)
def test_the_phone_is_read_as_programs_write_it(tmp_path: Path, value: str, phone: str) -> None:
    header = HEADER.replace("tel:+1(217)555-0142", value)
    assert read(tmp_path, header).patients[0].phone == phone


PLACE = (
    "<code code='22' codeSystem='2.16.840.1.113883.6.50'/>{0}"
    "<addr><streetAddressLine>1 Hospital Way</streetAddressLine><city>Exampleton</city>"
    "<state>IL</state><postalCode>62701</postalCode></addr>{1}"
)


def test_a_visit_is_where_its_header_says(tmp_path: Path) -> None:
    number = "<id root='2.16.840.1.113883.4.6' extension='1999999034'/>"
    code, where = PLACE.format("|", "").split("|")
    place = (
        f"<location><healthCareFacility>{number}{code}<location><name>Cedar General</name>{where}"
        "</location></healthCareFacility></location>"
    )
    end = "</encompassingEncounter>"
    header = HEADER.replace(end, f"{place}{end}")
    record = read(tmp_path, header, section("10154-3", ""))
    (visit,), (facility,) = record.encounters, record.facilities
    assert (facility.name, facility.npi) == ("Cedar General", "1999999034")
    assert facility.address.lines == ("1 Hospital Way", "Exampleton, IL 62701")
    assert (visit.facility_id, visit.place_of_service) == (facility.id, "22")


def test_a_listed_visit_names_its_place_and_no_instrument(tmp_path: Path) -> None:
    named = "<playingEntity><name>Cedar General</name></playingEntity>"
    place = f"<participantRole classCode='SDLOC'>{PLACE.format('', named)}</participantRole>"
    scope = place.replace("SDLOC", "MANU").replace("Cedar General", "Colonoscope")
    within = "".join(f"<participant typeCode='LOC'>{each}</participant>" for each in (scope, place))
    record = read(tmp_path, CCD, section("46240-8", listed("20260312", within=within)))
    assert [facility.name for facility in record.facilities] == ["Cedar General"]
