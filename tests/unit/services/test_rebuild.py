"""A lost library is built again from the kept files, as it was; one that is lost is left out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from medcoder_desktop import paths
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.domain.errors import Cancelled, InputError
from medcoder_desktop.domain.releases import NO_WISH, CodeSet, Edition, Origin
from medcoder_desktop.library.parts import Part
from medcoder_desktop.services import packaged_parts
from medcoder_desktop.services.code_set_service import CodeSetService
from medcoder_desktop.services.library_service import LibraryService
from medcoder_desktop.store.store import Store
from tests.listed_procedures import listed_procedures
from tests.unit.codesets.hcpcs_files import record, text_file, workbook
from tests.unit.codesets.icd10cm_files import codes_text, order_text
from tests.unit.library.invented_lists import entries_in, everything_in, part, year
from tests.unit.library.multiple_sclerosis import NEW

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
CODER = Actor("marisol")
FY2018 = (
    ("G35", 1, "Multiple sclerosis"),
    ("G36", 0, "Other acute disseminated demyelination"),
    ("G360", 1, "Neuromyelitis optica [Devic]"),
    ("G369", 1, "Acute disseminated demyelination, unspecified"),
)
ADDENDA = (
    "Add:         1 G368    Other acute demyelination{blanks} Other acute demyelination\r\n"
    "Delete:      1 G369    Acute demyelination      {blanks} Acute demyelination\r\n"
).format(blanks=" " * 35)
CORRECTIONS: tuple[tuple[object, ...], ...] = (
    (None, None, None, "2019 ALPHA-NUMERIC HCPCS CORRECTIONS"),
    ("CODE", "ACTION", "EFF DATE", "SHORT DESC", "LONG DESC", "TOS ", "BETOS", "COV",
     "PRICE", "XREF CODE", "ASC IND", "ASC DATE", "COMMENTS"),
    ("A1234", "ADD CODE", "1/1/2019", "Invented", "An invented supply", "9", None, "D",
     "53", None, None, None, None),
)  # fmt: skip


def few_parts(_tables: Path) -> list[Part]:
    """What the program brings along in these tests, instead of a hundred thousand entries."""
    return [part(year(2026, origin=Origin.PACKAGED), entries_in(NEW))]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The folder a person's downloads lie in."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "icd10cm_order_2018.txt").write_text(order_text(*FY2018), newline="")
    (folder / "icd10cm_order_addenda_2019.txt").write_text(ADDENDA, newline="")
    text_file(folder, [record("G0402", "Welcome visit"), record("QW", "Waived")],
              "HCPC2019_CONTR_ANWEB.txt")  # fmt: skip
    workbook(folder, CORRECTIONS, "HCPC2019_Corrections_ALPHA.xlsx")
    (folder / "list.txt").write_text(
        codes_text(("G35A", "Relapsing-remitting multiple sclerosis"), ("G369", "Demyelination")),
        newline="",
    )
    return folder


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibraryService]:
    monkeypatch.setattr(packaged_parts, "packaged_parts", few_parts)
    service = LibraryService(tmp_path / "data", paths.codesets())
    service.build()
    yield service
    service.close()


@pytest.fixture
def sets(library: LibraryService, tmp_path: Path) -> Iterator[CodeSetService]:
    store = Store.open(tmp_path / "records.db", CLOCK)
    yield CodeSetService(library, store, CLOCK, paths.codesets())
    store.close()


def import_all(sets: CodeSetService, files: Path) -> None:
    """Several releases, some in use and some waiting, some made from others."""
    order, addenda = files / "icd10cm_order_2018.txt", files / "icd10cm_order_addenda_2019.txt"
    hcpcs = files / "HCPC2019_CONTR_ANWEB.txt"
    sets.import_files([addenda, order])
    sets.import_files([hcpcs])
    sets.import_files([files / "HCPC2019_Corrections_ALPHA.xlsx"])
    sets.import_files([files / "list.txt"], Edition("own list", date(2024, 10, 1)))
    for release in ("icd-10-cm:FY2018", "hcpcs:2019-corrected", "icd-10-cm:own-list"):
        sets.put_in_use(CODER, release)


def state(sets: CodeSetService, library: LibraryService) -> dict[str, object]:
    """What a person can see of the releases."""
    days = [date(2018, 9, 30), date(2018, 10, 1), date(2024, 12, 1), date(2026, 1, 1)]
    codes = ("G35", "G35.A", "G36.8", "G36.9")
    return {
        "releases": sorted(sets.releases(), key=lambda each: each.id),
        "standings": [library.standing(code, day) for day in days for code in codes],
        "waiting": sets.difference("icd-10-cm:FY2018", "icd-10-cm:FY2019").differences,
        "procedures": listed_procedures(library, date(2019, 6, 1)),
        "catalogue": library.originals.catalogue(),
    }


def lose_library(library: LibraryService) -> None:
    library.close()
    for path in library.path.parent.glob("library.db*"):
        path.unlink()


def test_everything_imported_comes_back_in_use_or_waiting(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    import_all(sets, files)
    shutil.rmtree(files)
    before = state(sets, library)
    rows = everything_in(library.path)
    lose_library(library)
    assert not library.is_ready()
    library.build()
    assert state(sets, library) == before
    assert everything_in(library.path).keys() == rows.keys()
    in_use = {release.id for release in sets.releases() if release.in_use}
    assert in_use == {
        "icd-10-cm:FY2018",
        "icd-10-cm:FY2026:packaged",
        "icd-10-cm:own-list",
        "hcpcs:2019-corrected",
    }


def test_a_lost_original_is_left_out_and_the_rest_stands(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    import_all(sets, files)
    before = state(sets, library)
    hcpcs = sets.releases()
    (kept,) = library.originals.paths(
        [each.files[0] for each in library.originals.catalogue() if each.id == "hcpcs:2019"]
    )
    kept.unlink()
    lose_library(library)
    library.build()
    gone = {"hcpcs:2019", "hcpcs:2019-corrected"}  # the second is made from the first
    assert {each.id for each in sets.releases()} == {each.id for each in hcpcs} - gone
    assert state(sets, library)["standings"] == before["standings"]


def test_an_original_that_cannot_be_read_any_more_is_left_out(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    import_all(sets, files)
    for name, text in (("icd10cm_order_2018.txt", "no list at all\n"), ("list.txt", "")):
        (kept,) = library.path.parent.joinpath("code-files").rglob(name)
        kept.write_text(text, encoding="utf-8")
    lose_library(library)
    library.build()
    assert {each.id for each in sets.releases()} == {
        "icd-10-cm:FY2026:packaged",
        "hcpcs:2019",
        "hcpcs:2019-corrected",
    }


def test_cancelling_the_second_build_loses_nothing(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    import_all(sets, files)
    before = state(sets, library)
    lose_library(library)

    def cancel(_done: int, _total: int, doing: str) -> None:
        if "2019" in doing:
            raise Cancelled

    with pytest.raises(Cancelled):
        library.build(cancel)
    assert not library.is_ready()
    assert sorted(each.name for each in library.path.parent.iterdir()) == ["code-files"]
    library.build()
    assert state(sets, library) == before


def test_the_catalogue_follows_the_library(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    def listed() -> list[tuple[str, bool]]:
        return [(each.id, each.in_use) for each in library.originals.catalogue()]

    sets.import_files([files / "icd10cm_order_2018.txt"])
    assert listed() == [("icd-10-cm:FY2018", False)]
    sets.put_in_use(CODER, "icd-10-cm:FY2018")
    assert listed() == [("icd-10-cm:FY2018", True)]
    (library.path.parent / "code-files" / "catalogue.json").write_text("lost", encoding="utf-8")
    sets.import_files([files / "HCPC2019_CONTR_ANWEB.txt"])
    assert listed() == [("icd-10-cm:FY2018", True), ("hcpcs:2019", False)]
    sets.remove(CODER, "icd-10-cm:FY2018")
    assert listed() == [("hcpcs:2019", False)]


def test_removing_a_release_deletes_the_originals_that_nothing_needs(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    folder = library.path.parent / "code-files"

    def kept() -> set[str]:
        return {path.name for path in folder.rglob("*") if path.is_file()} - {"catalogue.json"}

    both = {"icd10cm_order_2018.txt", "icd10cm_order_addenda_2019.txt"}
    sets.import_files([files / name for name in sorted(both)])
    assert kept() == both
    # They came in one import, so both belong to what is left.
    sets.remove(CODER, "icd-10-cm:FY2018")
    assert kept() == both
    sets.remove(CODER, "icd-10-cm:FY2019")
    assert kept() == set()


def test_a_failed_import_leaves_neither_releases_nor_originals(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    before = sets.releases()
    order = files / "icd10cm_order_2018.txt"
    with pytest.raises(InputError) as refusal:
        sets.import_files([order, files / "HCPC2019_Corrections_ALPHA.xlsx"])
    assert "must be imported first" in refusal.value.sentence
    assert sets.releases() == before
    assert library.originals.catalogue() == ()
    assert list(library.path.parent.rglob("icd10cm_order_2018.txt")) == []

    def cancel(_done: int, _total: int, doing: str) -> None:
        if doing.startswith("Reading"):
            raise Cancelled

    with pytest.raises(Cancelled):
        sets.import_files([order], NO_WISH, cancel)
    assert sets.releases() == before
    assert list(library.path.parent.rglob("icd10cm_order_2018.txt")) == []


def test_addenda_alone_make_the_next_year_whichever_file_is_named_first(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    order, addenda = files / "icd10cm_order_2018.txt", files / "icd10cm_order_addenda_2019.txt"
    for names in ([order, addenda], [addenda, order]):
        made = sets.import_files(names)
        assert [each.id for each in made] == ["icd-10-cm:FY2018", "icd-10-cm:FY2019"]
        for each in made:
            sets.put_in_use(CODER, each.id)
        assert library.standing("G36.8", date(2018, 10, 1)).sentence == ""
        gone = library.standing("G36.9", date(2018, 10, 1)).sentence
        assert gone == "G36.9 is not valid since 2018-10-01; nearest: G36.8."
        for each in made:
            sets.remove(CODER, each.id)


def test_a_corrected_list_and_the_list_it_corrects_may_come_together(
    sets: CodeSetService, library: LibraryService, files: Path
) -> None:
    names = ["HCPC2019_Corrections_ALPHA.xlsx", "HCPC2019_CONTR_ANWEB.txt"]
    made = sets.import_files([files / name for name in names])
    assert [each.id for each in made] == ["hcpcs:2019", "hcpcs:2019-corrected"]
    for each in made:
        sets.put_in_use(CODER, each.id)
    for day in (date(2019, 1, 1), date(2019, 12, 31)):
        facts = library.procedure("A1234", day)
        assert facts.title == "An invented supply"
        assert facts.in_force is not None
        assert facts.in_force.exact
    found = library.installed(CodeSet.HCPCS, date(2020, 1, 1))
    assert found is not None
    assert not found.exact
