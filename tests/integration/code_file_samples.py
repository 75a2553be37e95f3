"""A small file of every layout the program reads, and a small library to read them into."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from sqlcipher3 import dbapi2

from medcoder_desktop import paths
from medcoder_desktop.codesets import icd10cm_tabular
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.procedures import ProcedureEntry
from medcoder_desktop.domain.releases import CodeSet, Edition, Release
from medcoder_desktop.library.build import build_library
from medcoder_desktop.library.parts import Part
from medcoder_desktop.services.code_import import import_files
from medcoder_desktop.services.library_service import LIBRARY_FILE, LibraryService
from medcoder_desktop.services.packaged_sources import packaged_fingerprint
from tests.benchmarks.ptp_file import PREAMBLE
from tests.unit.codesets import (
    coverage_files,
    pprrvu_files,
    test_clia_waived,
    test_cpt,
    test_cpt_descriptions,
    test_hcpcs_anweb,
    test_hcpcs_corrections,
    test_hcpcs_noc,
    test_hcpcs_workbook,
    test_icd10cm_addenda,
    test_icd10cm_changes,
    test_icd10cm_index,
    test_mce_age_sex,
    test_ncci_add_on,
    test_ncci_mue,
    test_ncci_ptp,
)
from tests.unit.codesets.hcpcs_files import workbook
from tests.unit.codesets.icd10cm_files import codes_text, order_text

WISH = Edition("trial", date(2026, 10, 1), date(2027, 9, 30))
"""What a person says of each of these files, so that those without a date are read, too."""

TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2026</version><chapter><name>1</name><desc>Invented ills (A00-T88)</desc>
<section id="A00-J99"><desc>Invented ills (A00-J99)</desc>
<diag><name>A00</name><desc>Invented infection</desc>
 <diag><name>A00.0</name><desc>Invented infection of one kind</desc></diag></diag>
<diag><name>B99</name><desc>Other</desc><diag><name>B99.1</name><desc>Odd ill</desc></diag></diag>
<diag><name>D69</name><desc>Spots</desc><diag><name>D69.1</name><desc>Red spots</desc></diag></diag>
<diag><name>E11</name><desc>Sugar</desc><diag><name>E11.9</name><desc>Sweet</desc></diag></diag>
<diag><name>G35</name><desc>Invented sclerosis</desc></diag>
<diag><name>I10</name><desc>Invented pressure</desc>
 <diag><name>I10.0</name><desc>Invented pressure, once</desc></diag></diag>
<diag><name>J00</name><desc>Invented colds</desc></diag>
<diag><name>J01</name><desc>Coughs</desc><diag><name>J01.0</name><desc>Cough</desc></diag></diag>
</section></chapter></ICD10CM.tabular>
"""


def small_library(folder: Path) -> LibraryService:
    """A data folder with a library of one small ICD-10-CM list and one small HCPCS list."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "source.xml"
    source.write_text(TABULAR, encoding="utf-8")
    entries = tuple(icd10cm_tabular.read(SourceFile(source)))
    source.unlink()
    supplies = (
        ProcedureEntry(code="A1234", is_modifier=False, short="Supply", long="A supply"),
        ProcedureEntry(code="C9999", is_modifier=False, short="Gone", long="Gone"),
    )
    parts = [
        Part(
            Release(CodeSet.ICD10CM, "FY2026", date(2025, 10, 1), date(2026, 9, 30)),
            lambda _: entries,
        ),
        Part(Release(CodeSet.HCPCS, "2019", date(2019, 1, 1), None), lambda _: supplies),
    ]
    build_library(
        folder / LIBRARY_FILE, parts, source_fingerprint=packaged_fingerprint(paths.codesets())
    )
    return LibraryService(folder, paths.codesets())


def opened(pristine: Path, folder: Path) -> LibraryService:
    """A fresh data folder with a copy of a small library."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(pristine, folder / LIBRARY_FILE)
    return LibraryService(folder, paths.codesets())


def refusal_of(library: LibraryService, *files: Path, wish: Edition = WISH) -> str:
    """The sentence files are refused with; empty when they are read."""
    try:
        import_files(library, files, wish)
    except (InputError, EnvironmentError_) as error:
        return error.sentence
    return ""


def written_samples(folder: Path) -> dict[str, Path]:
    """One file of every layout, by the name of the layout."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Path] = {}
    for name, write in WRITERS.items():
        own = folder / name.replace(" ", "-")
        own.mkdir()
        found[name] = write(own)
    return found


def contents(folder: Path) -> dict[str, object]:
    """Everything that a library and its originals hold, to be compared before and after."""
    library = folder / LIBRARY_FILE
    connection = dbapi2.connect(f"file:{library}?mode=ro", uri=True)
    try:
        dump = tuple(_rows(connection))
    finally:
        connection.close()
    kept = sorted(
        (file.relative_to(folder).as_posix(), file.read_bytes())
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith(LIBRARY_FILE)
    )
    return {"library": dump, "originals": kept, "folders": _folders(folder)}


def _folders(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.rglob("*") if each.is_dir())


def _rows(connection: dbapi2.Connection) -> Iterator[tuple[object, ...]]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    for (table,) in tables.fetchall():
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            yield (table, *row)


def _text(name: str, text: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        file = folder / name
        file.write_bytes(text.replace("\r\n", "\n").replace("\n", "\r\n").encode("cp1252"))
        return file

    return write


def _lines(name: str, lines: list[str]) -> Callable[[Path], Path]:
    return _text(name, "".join(line + "\n" for line in lines))


def _hcpcs_book(folder: Path) -> Path:
    rows = test_hcpcs_workbook.table(test_hcpcs_workbook.SUPPLY, test_hcpcs_workbook.MODIFIER)
    return workbook(folder, rows, "HCPC2019.xlsx").path


def _corrections_book(folder: Path) -> Path:
    made = test_hcpcs_corrections
    rows: list[list[object]] = [[*made.TITLE], [], [*made.HEADINGS], made.ADDED]
    return workbook(folder, rows, "corrections.xlsx").path


def _noc_book(folder: Path) -> Path:
    made = test_hcpcs_noc
    return workbook(folder, [made.TITLE, [], made.HEADINGS, [], *made.ROWS], "noc.xlsx").path


def _coverage(folder: Path) -> Path:
    return coverage_files.download(
        folder / "current_article.zip", "current_article", coverage_files.ARTICLES
    )


WRITERS: dict[str, Callable[[Path], Path]] = {
    "tabular": _text("tabular.xml", TABULAR),
    "order": _text(
        "icd10cm_order_2027.txt",
        order_text(("A00", 0, "Ill"), ("A000", 1, "Ill of a kind"), ("B99", 1, "Other ill")),
    ),
    "codes": _text("icd10cm_codes_2027.txt", codes_text(("A000", "Ill"), ("B99", "Other ill"))),
    "order addenda": _text("icd10cm_order_addenda_2027.txt", test_icd10cm_addenda.SMALL),
    "code addenda": _text("icd10cm_codes_addenda_2027.txt", test_icd10cm_addenda.CODES_SMALL),
    "changes": _text("fy2027.tsv", test_icd10cm_changes.SMALL),
    "index": _text("index.xml", test_icd10cm_index.SMALL),
    "table of an index": _text("neoplasm.xml", test_icd10cm_index.TABLE),
    "anweb": _lines("HCPC2019_CONTR_ANWEB.txt", test_hcpcs_anweb.LINES),
    "hcpcs workbook": _hcpcs_book,
    "corrections workbook": _corrections_book,
    "corrections printout": _lines("corrections.txt", test_hcpcs_corrections.PRINTED[:-1]),
    "noc workbook": _noc_book,
    "noc printout": _lines("noc.prn", test_hcpcs_noc.LINES[:-1]),
    "cpt": _lines(
        "Consolidated_Code_List.txt",
        ["\t".join(test_cpt.HEADINGS), *("\t".join(row) for row in test_cpt.ROWS)],
    ),
    "cpt long": _lines(
        "LONGULT.txt", [*test_cpt_descriptions.NOTICE, *test_cpt_descriptions.WRAPPED]
    ),
    "cpt short": _lines(
        "SHORTU.txt", [*test_cpt_descriptions.NOTICE, *test_cpt_descriptions.PLAIN]
    ),
    "pairs": _lines("ccipra-v321r0-f1.txt", [*PREAMBLE, *test_ncci_ptp.ROWS]),
    "unit limits": _text("mue.csv", test_ncci_mue.text_of(*test_ncci_mue.ROWS)),
    "add-on codes": _lines(
        test_ncci_add_on.NAME, [test_ncci_add_on.record(row) for row in test_ncci_add_on.ROWS]
    ),
    "waived tests": _text("waived.txt", test_clia_waived.NEW),
    "age and sex": _lines("mce.txt", [test_mce_age_sex.HEADINGS, *test_mce_age_sex.ROWS]),
    "relative values": _text("PPRRVU26_JAN.csv", pprrvu_files.as_csv()),
    "relative values in columns": _text("PPRRVU26_JAN.txt", pprrvu_files.as_text()),
    "coverage": _coverage,
}
