"""The office's own table of fees, laid over the fee schedule whole or not at all."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.errors import Cancelled, InputError
from medcoder_desktop.domain.fee_merging import FeeImportReport
from medcoder_desktop.domain.fee_tables import FeeField
from medcoder_desktop.services.office_service import OfficeService
from medcoder_desktop.store.store import Store

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
CODER = Actor("marisol")
PLAIN = {"code": "CPT", "description": "Description", "charge": "Fee"}
DATED = {"code": "CPT", "charge": "Fee", "effective from": "Start"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "records.db", CLOCK)
    yield opened
    opened.close()


@pytest.fixture
def office(store: Store) -> OfficeService:
    return OfficeService(store, CLOCK)


def table(folder: Path, *lines: str, name: str = "fees.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def plain(folder: Path, visit: str = "125.00") -> Path:
    return table(folder, "CPT,Description,Fee", f"99213,Office visit,{visit}", "11721,Nails,60.00")


def actions(store: Store) -> list[tuple[str, str]]:
    with store.reading() as records:
        return [(entry.action, entry.detail) for entry in reversed(records.audit.entries())]


def test_a_table_becomes_lines_of_the_fee_schedule(
    office: OfficeService, store: Store, tmp_path: Path
) -> None:
    report = office.import_fees(CODER, plain(tmp_path), PLAIN)
    assert report == FeeImportReport(added=2, changed=0, unchanged=0, ended=0)
    assert [(fee.procedure, fee.description, fee.charge) for fee in office.fee_lines()] == [
        ("11721", "Nails", 6000),
        ("99213", "Office visit", 12500),
    ]
    found = office.fee_for("99213", (), date(2026, 9, 15))
    assert found is not None
    assert found.charge == 12500
    assert actions(store) == [("fees.import", "2 added, 0 changed, 0 ended")]


def test_a_table_imported_twice_changes_nothing(
    office: OfficeService, store: Store, tmp_path: Path
) -> None:
    path = plain(tmp_path)
    office.import_fees(CODER, path, PLAIN)
    before = office.fee_lines()
    again = office.import_fees(CODER, path, dict(reversed(PLAIN.items())))
    assert again == FeeImportReport(added=0, changed=0, unchanged=2, ended=0)
    assert office.fee_lines() == before
    assert len(actions(store)) == 1


def test_another_charge_keeps_the_line_and_leaves_the_others(
    office: OfficeService, tmp_path: Path
) -> None:
    office.import_fees(CODER, plain(tmp_path), PLAIN)
    before = {fee.procedure: fee for fee in office.fee_lines()}
    report = office.import_fees(CODER, plain(tmp_path, visit="130.00"), PLAIN)
    assert report == FeeImportReport(added=0, changed=1, unchanged=1, ended=0)
    after = {fee.procedure: fee for fee in office.fee_lines()}
    assert after["11721"] == before["11721"]
    assert (after["99213"].id, after["99213"].charge) == (before["99213"].id, 13000)


def test_a_newer_table_ends_the_older_lines_the_day_before(
    office: OfficeService, tmp_path: Path
) -> None:
    office.import_fees(CODER, table(tmp_path, "CPT,Fee,Start", "99213,120,2025-01-01"), DATED)
    newer = table(tmp_path, "CPT,Fee,Start", "99213,130,1/1/2026", "99213-25,140,1/1/2026")
    report = office.import_fees(CODER, newer, DATED)
    assert report == FeeImportReport(added=2, changed=0, unchanged=0, ended=1)
    assert [
        (fee.named, fee.charge, fee.effective_from, fee.effective_to) for fee in office.fee_lines()
    ] == [
        ("99213", 12000, date(2025, 1, 1), date(2025, 12, 31)),
        ("99213", 13000, date(2026, 1, 1), None),
        ("99213-25", 14000, date(2026, 1, 1), None),
    ]


def test_the_columns_are_remembered_by_the_headings(office: OfficeService, tmp_path: Path) -> None:
    odd = table(tmp_path, "A,B,C", "99213,125.00,150.00")
    office.import_fees(CODER, odd, {"code": "A", "charge": "C", "description": ""})
    moved = table(tmp_path, "C,A,B", "150.00,99213,125.00", name="moved.csv")
    assert office.read_fee_table(moved).guessed == (
        (FeeField.CODE, "A"),
        (FeeField.CHARGE, "C"),
    )
    other = table(tmp_path, "A,B,D", "99213,125.00,150.00", name="other.csv")
    assert (FeeField.CHARGE, "B") in office.read_fee_table(other).guessed


def test_what_is_said_of_the_columns_the_second_time_holds(
    office: OfficeService, tmp_path: Path
) -> None:
    odd = table(tmp_path, "A,B,C", "99213,125.00,125.00")
    office.import_fees(CODER, odd, {"code": "A", "charge": "C"})
    report = office.import_fees(CODER, odd, {"code": "A", "charge": "B"})
    assert report == FeeImportReport(added=0, changed=0, unchanged=1, ended=0)
    assert (FeeField.CHARGE, "B") in office.read_fee_table(odd).guessed


def test_a_table_in_an_archive_is_found_beside_other_files(
    office: OfficeService, tmp_path: Path
) -> None:
    archive = tmp_path / "fees.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("readme.txt", "Fees of the practice, as of January.\n")
        file.writestr("fees.csv", "CPT,Description,Fee\n99213,Office visit,125.00\n")
    assert office.import_fees(CODER, archive, PLAIN).added == 1


def test_an_archive_with_no_table_or_with_two_is_refused(
    office: OfficeService, tmp_path: Path
) -> None:
    archive = tmp_path / "fees.zip"
    for names in (("a.csv", "b.csv"), ()):
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("readme.txt", "nothing here\n")
            file.writestr("more.txt", "nor here\n")
            for name in names:
                file.writestr(name, "CPT,Description,Fee\n99213,Office visit,125.00\n")
        with pytest.raises(InputError) as caught:
            office.read_fee_table(archive)
        assert f"holds {len(names)} tables of fees" in caught.value.sentence


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        (("99213,Visit,125", "99214,Visit,oops"), PLAIN, "line 3"),
        (("99213,Visit,125", "9921,Visit,1"), PLAIN, "line 3"),
        (("99213,Visit,125", "11721,Nails,60", "99213,Visit,130"), PLAIN, "line 4: 99213 stands"),
        (("99213,Visit,125",), {"code": "CPT"}, "charge"),
        (("99213,Visit,125",), {**PLAIN, "charge": "Price"}, "Price"),
        (("99213,Visit,125",), {**PLAIN, "colour": "Fee"}, "colour"),
    ],
)
def test_a_table_that_cannot_be_read_changes_nothing(
    office: OfficeService,
    store: Store,
    tmp_path: Path,
    *,
    rows: tuple[str, ...],
    columns: dict[str, str],
    said: str,
) -> None:
    with pytest.raises(InputError) as caught:
        office.import_fees(CODER, table(tmp_path, "CPT,Description,Fee", *rows), columns)
    assert said in caught.value.sentence
    assert office.fee_lines() == ()
    assert actions(store) == []


def test_an_import_that_is_stopped_changes_nothing(
    office: OfficeService, store: Store, tmp_path: Path
) -> None:
    told: list[int] = []

    def stop(done: int, total: int, doing: str) -> None:
        told.append(done)
        if done:
            raise Cancelled

    rows = [f"{code},Service {code},10.00" for code in range(10000, 12000)]
    with pytest.raises(Cancelled):
        office.import_fees(CODER, table(tmp_path, "CPT,Description,Fee", *rows), PLAIN, stop)
    assert len(told) == 2
    assert office.fee_lines() == ()
    assert actions(store) == []


def test_five_thousand_rows_come_in_and_stay_the_same_the_second_time(
    office: OfficeService, store: Store, tmp_path: Path
) -> None:
    rows = [f"{code},Service {code},{code % 300}.50,2026-01-01" for code in range(10000, 15000)]
    path = table(tmp_path, "CPT,Description,Fee,Start", *rows)
    columns = {**PLAIN, "effective from": "Start"}
    assert office.import_fees(CODER, path, columns).added == 5000
    assert office.import_fees(CODER, path, columns).unchanged == 5000
    assert len(office.fee_lines()) == 5000
    assert len(actions(store)) == 1
