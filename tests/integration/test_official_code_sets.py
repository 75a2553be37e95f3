"""Every official file of the shared data in one library: each date of service has its own lists.

The files are imported once, through the function that the window and the command line use.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from medcoder_desktop.bootstrap import import_codes, open_services
from medcoder_desktop.codesets import icd10cm_order, icd10cm_tabular
from medcoder_desktop.codesets.source import unpacked
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.code_standing import Standing
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.patients import Patient, Sex
from medcoder_desktop.domain.payment_rules import MueAdjudication, PatientLimit
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.procedures import ActionCode
from medcoder_desktop.domain.progress import no_progress
from medcoder_desktop.domain.releases import NO_WISH, CodeSet, Edition, Release
from medcoder_desktop.domain.search import PROCEDURES_ONLY, SearchContext
from medcoder_desktop.domain.tabular import TabularEntry
from medcoder_desktop.domain.updates import Difference
from medcoder_desktop.library.exporting import entries_of
from medcoder_desktop.library.index_rows import IndexBook
from medcoder_desktop.services.suite import Services
from tests.shared_data import shared

CLOCK = FixedClock(datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
CODER = Actor("test coder")
FILES = (
    "hcpcs/2018-Alpha-Numeric-HCPCS-File.zip",
    "hcpcs/2019-Alpha-Numeric-HCPCS-File.zip",
    "hcpcs/2019-HCPCS-Alpha-Numeric-Corrections.zip",
    "hcpcs/2019-HCPCS-NOC-Codes.zip",
    "icd10/2018-ICD-10-Code-Descriptions.zip",
    "icd10/2019-ICD-10-CM-Code-Descriptions.zip",
    "icd10/icd10cm-codes-2026.zip",
    "icd10/icd10cm-index-April-2026.zip",
    "icd10/icd10cm-tabular-2021.zip",
    "mce/MCE_Simple_Code_Edits_v37.txt",
    "ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.zip",
)
NONE_OF_OURS = (
    "hcpcs/2019-HCPCS-Record-Layout.zip",
    "icd10/2018-ICD-10-CM-General-Equivalence-Mappings.zip",
    "icd10/2019-ICD-10-PCS-Order-File.zip",
)
BY_ADDENDA = Edition("FY2019-by-addenda", date(2018, 10, 1), date(2019, 9, 30))
WAITING = {"hcpcs:2019-corrected", "icd-10-cm:FY2026", "icd-10-cm:FY2019-by-addenda"}
LAST_OF_2018, FIRST_OF_2019 = date(2018, 9, 30), date(2018, 10, 1)
LAST_OF_2026, FIRST_OF_2027 = date(2026, 9, 30), date(2026, 10, 1)
SPRING_2026 = date(2026, 4, 1)
BOOKS = (CodeSet.ICD_EXTERNAL_INDEX, CodeSet.ICD_NEOPLASMS, CodeSet.ICD_DRUGS)
PRINTED_WITH_A_DASH = {"C79.2", *(f"D16.{last}" for last in "456789")}
"""Billable codes that the official table prints as if characters were to follow."""
MEGABYTE = 1024 * 1024


def official(name: str) -> Path:
    return shared(f"data/codesets/{name}")


@pytest.fixture(scope="module")
def folder(library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which every official file was imported."""
    sources = [official(name) for name in FILES]
    data = tmp_path_factory.mktemp("official")
    shutil.copyfile(library_folder / "library.db", data / "library.db")
    for source in sources:
        import_codes(data, (source,), NO_WISH, no_progress)
    with unpacked(official("icd10/2019-ICD-10-CM-Code-Descriptions.zip")) as files:
        (addenda,) = (each for each in files if each.name == "icd10cm_order_addenda_2019.txt")
        import_codes(data, (addenda.path,), BY_ADDENDA, no_progress)
    return data


@pytest.fixture(scope="module")
def services(folder: Path) -> Iterator[Services]:
    """Services on that folder; all releases are in use but those that only repeat others."""
    opened = open_services(folder, CLOCK)
    for release in opened.code_sets.releases():
        if release.id not in WAITING:
            opened.code_sets.put_in_use(CODER, release.id)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def patient(services: Services) -> Patient:
    somebody = Patient(new_id(), PersonName("Ruiz", "Elena"), date(1961, 5, 4), Sex.FEMALE)
    services.patients.save_patient(CODER, somebody)
    return somebody


def visit_on(services: Services, patient: Patient, day: date) -> str:
    visit = Encounter(new_id(), "", patient.id, day)
    return services.patients.save_encounter(CODER, visit).id


def rows_of(services: Services, release_id: str) -> int:
    return services.library.library().shelf().named(release_id).rows


# what was imported


@pytest.mark.parametrize(
    ("release_id", "rows"),
    [
        ("hcpcs:2018", 6_559),
        ("hcpcs:2019", 6_800),
        ("hcpcs:2019-corrected", 6_805),
        ("hcpcs-noc:2019", 139),
        ("icd-10-cm:FY2018", 71_704),
        ("icd-10-cm:FY2019", 71_932),
        ("icd-10-cm:FY2019-by-addenda", 71_932),
        ("icd-10-cm:FY2021", 72_621),
        ("icd-10-cm:FY2026", 74_719),
        ("icd-10-cm:FY2026:packaged", 74_719),
        ("icd-10-cm:FY2027:derived", 74_879),
        ("icd-10-cm-drugs:FY2026-April", 7_430),
        ("icd-10-cm-external-index:FY2026-April", 8_090),
        ("icd-10-cm-neoplasms:FY2026-April", 1_940),
        ("mce-age-sex:v37", 6_962),
        ("ncci-mue:2026-Q2", 15_095),
    ],
)
def test_every_official_file_arrives_whole(services: Services, release_id: str, rows: int) -> None:
    assert rows_of(services, release_id) == rows


def test_every_release_holds_for_its_days(services: Services) -> None:
    def held(release: Release) -> tuple[date, date | None]:
        return release.effective_from, release.effective_to

    found = {each.id: held(each) for each in services.code_sets.releases() if each.in_use}
    assert found["icd-10-cm:FY2018"] == (date(2017, 10, 1), LAST_OF_2018)
    assert found["icd-10-cm:FY2019"] == (FIRST_OF_2019, date(2019, 9, 30))
    assert found["icd-10-cm:FY2021"] == (date(2020, 10, 1), date(2021, 9, 30))
    assert found["icd-10-cm-drugs:FY2026-April"] == (SPRING_2026, LAST_OF_2026)
    assert found["hcpcs:2018"] == (date(2018, 1, 1), date(2018, 12, 31))
    assert found["hcpcs:2019"] == (date(2019, 1, 1), date(2019, 12, 31))
    assert found["ncci-mue:2026-Q2"] == (SPRING_2026, date(2026, 6, 30))
    assert found["mce-age-sex:v37"] == (date(2019, 10, 1), date(2020, 9, 30))


@pytest.mark.parametrize("name", NONE_OF_OURS)
def test_files_of_other_sets_are_refused_and_change_nothing(
    services: Services, folder: Path, name: str
) -> None:
    before = services.code_sets.releases()
    with pytest.raises(InputError) as refusal:
        import_codes(folder, (official(name),), NO_WISH, no_progress)
    assert refusal.value.sentence.startswith(f"{Path(name).name} is no code list")
    assert services.code_sets.releases() == before


def test_a_file_imported_twice_is_refused_and_changes_nothing(
    services: Services, folder: Path
) -> None:
    before = services.code_sets.releases()
    catalogue = services.library.originals.catalogue()
    with pytest.raises(InputError) as refusal:
        import_codes(folder, (official(FILES[-1]),), NO_WISH, no_progress)
    assert "is in the library already" in refusal.value.sentence
    assert services.code_sets.releases() == before
    assert services.library.originals.catalogue() == catalogue


def test_seven_releases_take_less_room_than_four_may(folder: Path) -> None:
    size = sum(path.stat().st_size for path in folder.glob("library.db*"))
    assert size < 150 * MEGABYTE


@pytest.mark.parametrize(
    ("release_id", "archive", "name"),
    [
        ("icd-10-cm:FY2018", "2018-ICD-10-Code-Descriptions.zip", "icd10cm_order_2018.txt"),
        ("icd-10-cm:FY2021", "icd10cm-tabular-2021.zip", "icd10cm_tabular_2021.xml"),
    ],
)
def test_the_library_gives_back_the_official_file_entry_by_entry(
    services: Services, release_id: str, archive: str, name: str
) -> None:
    library = services.library.library()
    exported = entries_of(library.connection(), library.shelf().named(release_id))
    reader = icd10cm_order if name.endswith(".txt") else icd10cm_tabular
    with unpacked(official(f"icd10/{archive}")) as files:
        (file,) = (each for each in files if each.name == name)
        assert all(
            entry == expected for entry, expected in zip(exported, reader.read(file), strict=True)
        )


# FY2018 and FY2019


def printed_addenda() -> list[tuple[str, str, str, str]]:
    """Action, flag, code with its dot and long title of each line of the official addenda."""
    with unpacked(official("icd10/2019-ICD-10-CM-Code-Descriptions.zip")) as files:
        (file,) = (each for each in files if each.name == "icd10cm_order_addenda_2019.txt")
        text = file.path.read_text(encoding="cp1252")
    found = []
    for line in text.splitlines():
        action, _, _ = line.partition(":")
        if action in ("Add", "Delete", "Revise from", "Revise to"):
            code = line[15:22].strip()
            shown = f"{code[:3]}.{code[3:]}" if len(code) > 3 else code
            found.append((action, line[13], shown, line[84:].strip()))
    return found


def test_fy2019_differs_from_fy2018_exactly_by_the_official_addenda(services: Services) -> None:
    lines = printed_addenda()
    added = {code: (title, flag == "1") for act, flag, code, title in lines if act == "Add"}
    deleted = {code: (title, flag == "1") for act, flag, code, title in lines if act == "Delete"}
    turned = set(added) & set(deleted)
    assert (len(added), len(deleted), len(turned)) == (279 + 89, 51, 48)
    preview = services.code_sets.difference("icd-10-cm:FY2018", "icd-10-cm:FY2019")
    by_kind = {
        kind: {each.code: each for each in preview.differences if each.kind is kind}
        for kind in Difference
    }
    assert {
        code: (each.after, each.billable) for code, each in by_kind[Difference.ADDED].items()
    } == {code: said for code, said in added.items() if code not in turned}
    assert {
        code: (each.before, each.billable) for code, each in by_kind[Difference.DELETED].items()
    } == {code: said for code, said in deleted.items() if code not in turned}
    assert set(by_kind[Difference.NOW_HEADING]) == turned
    before = {code: title for act, _, code, title in lines if act == "Revise from"}
    after = {code: title for act, _, code, title in lines if act == "Revise to"}
    for code in turned:
        if deleted[code][0] != added[code][0]:
            before[code], after[code] = deleted[code][0], added[code][0]
    assert {
        code: (each.before, each.after) for code, each in by_kind[Difference.RETITLED].items()
    } == {code: (before[code], after[code]) for code in after}
    for kind in (Difference.NOW_BILLABLE, Difference.NOTES, Difference.VALUES):
        assert by_kind[kind] == {}
    assert preview.cut_off == 0


def test_the_addenda_make_of_fy2018_what_the_order_file_of_fy2019_holds(
    services: Services,
) -> None:
    library = services.library.library()

    def listed(name: str) -> list[TabularEntry]:
        installed = library.shelf().named(f"icd-10-cm:{name}")
        return list(entries_of(library.connection(), installed))

    by_addenda, by_order = listed("FY2019-by-addenda"), listed("FY2019")
    assert set(by_addenda) == set(by_order)
    # The addenda do not tell that F68.A stands before F68.8, and P04.1A before P04.18.
    apart = {a.code.parent for a, b in zip(by_addenda, by_order, strict=True) if a != b}
    assert apart == {"F68", "P04.1"}
    both = services.code_sets.difference("icd-10-cm:FY2019", "icd-10-cm:FY2019-by-addenda")
    assert both.differences == ()


def test_the_official_list_of_fy2026_is_that_of_the_packaged_tabular(services: Services) -> None:
    preview = services.code_sets.difference("icd-10-cm:FY2026:packaged", "icd-10-cm:FY2026")
    assert preview.differences == ()


# visits on both sides of October 1


class Split(NamedTuple):
    """A code that became a heading: what took its place, and the words that find the first."""

    gone: str
    heirs: list[str]
    come: str
    words: str


EYELID = Split(
    "C43.11", ["C43.111", "C43.112"], "C43.111", "melanoma right upper eyelid including canthus"
)
PLATELETS = Split("D69.1", ["D69.11", "D69.19"], "D69.11", "glanzmann thrombasthenia")


@pytest.mark.parametrize(
    ("days", "split"),
    [((LAST_OF_2018, FIRST_OF_2019), EYELID), ((LAST_OF_2026, FIRST_OF_2027), PLATELETS)],
)
def test_visits_a_day_apart_see_different_lists_in_one_session(
    services: Services, patient: Patient, days: tuple[date, date], split: Split
) -> None:
    before, after = days
    gone, heirs, come, words = split
    library, coding = services.library, services.coding
    early, late = visit_on(services, patient, before), visit_on(services, patient, after)
    assert library.in_force(before).release.name != library.in_force(after).release.name
    assert library.in_force(before).exact
    assert library.in_force(after).exact
    assert library.entry(gone, before).code.billable
    assert not library.entry(gone, after).code.billable
    with pytest.raises(InputError):
        library.entry(come, before)
    assert library.entry(come, after).code.billable

    def found(day: date) -> list[str]:
        answer = library.search(words, SearchContext(on=day), 20)
        assert answer.in_force.exact
        return [result.code.code for result in answer.results]

    assert come not in found(before)
    assert found(after)[0] == come
    assert library.standing(gone, before).standing is Standing.BILLABLE
    standing = library.standing(gone, after)
    assert (standing.standing, standing.since) == (Standing.SPLIT, after)
    assert [code.code for code in standing.instead][: len(heirs)] == heirs
    assert library.standing(come, before).standing is Standing.NOT_YET
    assert library.standing(come, before).since == after

    coding.assign(CODER, early, gone)
    with pytest.raises(InputError) as refusal:
        coding.assign(CODER, late, gone)
    assert refusal.value.sentence.startswith(f"{gone} is not billable since {after}: {heirs[0]}")
    with pytest.raises(InputError) as refusal:
        coding.assign(CODER, early, come)
    assert refusal.value.sentence.startswith(f"{come} is valid from {after}, not before")
    coding.assign(CODER, late, come)
    for visit in (early, late):
        rules = {finding.rule for finding in coding.findings(visit)}
        assert not rules & {"diagnosis_not_billable", "outside_release"}


def test_a_visit_moved_over_the_first_of_october_is_told_what_its_code_became(
    services: Services, patient: Patient
) -> None:
    visit = visit_on(services, patient, LAST_OF_2026)
    services.coding.assign(CODER, visit, "D69.1")
    stored = services.patients.visit(visit).encounter
    moved = replace(stored, date_of_service=FIRST_OF_2027)
    services.patients.save_encounter(CODER, moved)
    findings = {each.rule: each.sentence for each in services.coding.findings(visit)}
    assert "D69.1 is not billable since 2026-10-01: D69.11" in findings["diagnosis_not_billable"]


def test_a_visit_between_releases_is_told_that_none_is_in_force(
    services: Services, patient: Patient
) -> None:
    day = date(2023, 2, 1)
    visit = visit_on(services, patient, day)
    services.coding.assign(CODER, visit, "I10")
    assert "outside_release" in {each.rule for each in services.coding.findings(visit)}
    assert not services.library.search("hypertension", SearchContext(on=day), 1).in_force.exact
    assert not services.library.entry("I10", day).in_force.exact


def test_spot_records_of_every_diagnosis_list(services: Services) -> None:
    def said(code: str, day: date) -> tuple[str, list[str], int]:
        entry = services.library.entry(code, day)
        return entry.code.title, [each.code for each in entry.path], len(entry.notes)

    melanoma = "Malignant melanoma of right eyelid, including canthus"
    assert said("C43.11", LAST_OF_2018) == (melanoma, ["2", "C43", "C43.1"], 0)
    covid = said("U07.1", date(2021, 3, 1))
    assert covid[:2] == ("COVID-19", ["22", "U00-U49", "U07"])
    assert covid[2] > 0
    assert said("E11.42", date(2021, 3, 1))[1] == ["4", "E08-E13", "E11", "E11.4"]
    assert said("D69.11", FIRST_OF_2027)[0] == "Glanzmann thrombasthenia"
    for day, count in ((LAST_OF_2018, 71_704), (FIRST_OF_2019, 71_932), (FIRST_OF_2027, 74_879)):
        assert services.library.library().count_billable(day) == count


# procedures


def test_hcpcs_of_2018_and_2019_answer_for_their_years(services: Services) -> None:
    spring_2018, spring_2019 = date(2018, 3, 1), date(2019, 3, 1)
    procedure = services.library.procedure
    assert procedure("G9976", spring_2018).title.startswith("Documentation of patient reason(s)")
    assert procedure("G9976", spring_2019).entry is None
    assert procedure("A4563", spring_2018).entry is None
    added = procedure("A4563", spring_2019).entry
    assert added is not None
    assert (added.added, added.action) == (date(2019, 1, 1), ActionCode.ADDED)
    for day, start in ((spring_2018, "Hot water bottle"), (spring_2019, "Cold or hot fluid")):
        facts = procedure("A9273", day)
        assert facts.title.startswith(start)
        assert facts.in_force is not None
        assert facts.in_force.exact
    preview = services.code_sets.difference("hcpcs:2018", "hcpcs:2019")
    assert dict(preview.counts) == {
        Difference.ADDED: 244,
        Difference.DELETED: 3,
        Difference.RETITLED: 114,
        Difference.VALUES: 483,
    }
    begun = services.library.search(
        "g040", SearchContext(spring_2019, sets=PROCEDURES_ONLY), 9
    ).results
    assert [each.code.code for each in begun][:3] == ["G0400", "G0402", "G0403"]
    (official_qw, own_qw) = services.library.modifier("QW", spring_2019)
    assert official_qw.title == "Clia waived test"
    assert own_qw.explanation


def test_corrections_add_and_change_what_their_publisher_lists(services: Services) -> None:
    preview = services.code_sets.difference("hcpcs:2019", "hcpcs:2019-corrected")
    changes = {each.code: each for each in preview.differences}
    added = [code for code, each in changes.items() if each.kind is Difference.ADDED]
    assert added == ["C1890", "J1095", "J2186", "J2787", "Q5111"]
    values = {code for code, each in changes.items() if each.kind is Difference.VALUES}
    assert values == {"A5513", "B4105", "C9034", "C9468", "J7329", "Q2026", "Q9994"}
    assert "J7203" in changes["C9468"].after
    assert "terminated 2018-12-31" in changes["C9034"].after
    assert services.library.procedure("J1095", date(2019, 6, 1)).entry is None


def test_unit_limits_unlisted_codes_and_patient_limits_answer_on_their_days(
    services: Services,
) -> None:
    library = services.library
    limit = library.procedure("11721", SPRING_2026).unit_limit
    assert limit is not None
    assert (limit.units, limit.adjudication) == (1, MueAdjudication.DATE_OF_SERVICE_POLICY)
    visit = library.procedure("99213", SPRING_2026).unit_limit
    assert visit is not None
    assert (visit.units, visit.adjudication) == (2, MueAdjudication.DATE_OF_SERVICE_CLINICAL)
    assert library.procedure("J3490", date(2019, 2, 1)).unlisted
    assert not library.procedure("G0402", date(2019, 2, 1)).unlisted
    day = date(2020, 1, 1)
    limits = {
        code: {each.limit for each in library.limits(code, day)}
        for code in ("Z00.110", "O09.511", "N40.0", "C61", "I10")
    }
    assert limits == {
        "Z00.110": {PatientLimit.NEWBORN},
        "O09.511": {PatientLimit.MATERNITY, PatientLimit.FEMALE},
        "N40.0": {PatientLimit.ADULT, PatientLimit.MALE},
        "C61": {PatientLimit.MALE},
        "I10": set(),
    }


# index books


@pytest.mark.parametrize(
    ("book", "codes", "dashes"),
    [
        (CodeSet.ICD_EXTERNAL_INDEX, 6_433, 238),
        (CodeSet.ICD_NEOPLASMS, 7_928, 1_092),
        (CodeSet.ICD_DRUGS, 40_036, 0),
    ],
)
def test_every_code_of_an_index_stands_in_the_tabular_list_of_its_day(
    services: Services, book: CodeSet, codes: int, dashes: int
) -> None:
    library = services.library.library()
    asked = library.answering(SPRING_2026)
    known = {
        entry.code.code: entry.code.billable
        for entry in entries_of(library.connection(), asked.installed)
    }
    whole = with_dash = 0
    for term in opened_book(services, book).everything():
        for code in filter(None, (term.code, term.manifestation, *term.cells)):
            if code.endswith("-"):
                with_dash += 1
                stem = code.rstrip("-").rstrip(".")
                assert known[stem] is False or stem in PRINTED_WITH_A_DASH, (term.title, code)
            else:
                whole += 1
                assert code in known, (term.title, code)
        for named in term.see_categories:
            assert all(end in known for end in named.split("-")), (term.title, named)
    assert (whole, with_dash) == (codes, dashes)


def opened_book(services: Services, book: CodeSet) -> IndexBook:
    library = services.library.library()
    found = library.shelf().answering(book, SPRING_2026)
    assert found is not None
    return IndexBook(library.connection(), found.installed.id)


@pytest.mark.parametrize(
    ("book", "references", "followed"),
    [
        (CodeSet.ICD_EXTERNAL_INDEX, 889, 806),
        (CodeSet.ICD_NEOPLASMS, 187, 171),
        (CodeSet.ICD_DRUGS, 132, 117),
    ],
)
def test_references_within_a_book_lead_to_a_term(
    services: Services, book: CodeSet, references: int, followed: int
) -> None:
    """The others name another book, a kind of substance, or categories in words."""
    opened = opened_book(services, book)
    named = [each for term in opened.everything() for each in (*term.see, *term.see_also)]
    found = [opened.follow(each) for each in named]
    assert len(named) == references
    assert sum(each is not None for each in found) >= followed


@pytest.mark.parametrize(
    ("book", "words", "path", "lead"),
    [
        (CodeSet.ICD_EXTERNAL_INDEX, "dog bite", ("Dog bite",), "W54.0"),
        (
            CodeSet.ICD_NEOPLASMS,
            "breast upper-outer",
            ("Neoplasm, neoplastic", "breast", "upper-outer quadrant"),
            "C50.4- C79.81 D05.- D24.- D48.6- D49.3",
        ),
        (
            CodeSet.ICD_DRUGS,
            "aspirin",
            ("Aspirin",),
            "T39.011 T39.012 T39.013 T39.014 T39.015 T39.016",
        ),
    ],
)
def test_spot_terms_of_the_index_books(
    services: Services, book: CodeSet, words: str, path: tuple[str, ...], lead: str
) -> None:
    first = services.library.index_search(book, words, SPRING_2026)[0]
    assert (*first.path, first.term.title) == path
    assert first.term.code + " ".join(first.term.cells) == lead
    columns = services.library.index_columns(book, SPRING_2026)
    assert len(columns) == (0 if book is CodeSet.ICD_EXTERNAL_INDEX else 7)


def test_an_index_that_was_not_imported_says_so(services: Services) -> None:
    library = services.library
    assert library.installed(CodeSet.ICD_INDEX, SPRING_2026) is None
    assert library.index_main_terms(CodeSet.ICD_INDEX, "", SPRING_2026) == ()
    for book in BOOKS:
        found = library.installed(book, FIRST_OF_2027)
        assert found is not None
        assert not found.exact
