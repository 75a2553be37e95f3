"""A file that is no sound code list is refused in one sentence, and nothing is changed by it."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from medcoder_desktop.codesets import limits
from medcoder_desktop.domain.errors import Cancelled, InputError
from medcoder_desktop.domain.releases import NO_WISH, Edition
from medcoder_desktop.library.build import put_in_use
from medcoder_desktop.services.code_import import import_files
from medcoder_desktop.services.library_service import LIBRARY_FILE, LibraryService
from tests.integration.code_file_samples import (
    TABULAR,
    WISH,
    contents,
    opened,
    refusal_of,
    small_library,
    written_samples,
)
from tests.shared_data import shared
from tests.unit.codesets.icd10cm_files import codes_text, order_text

PAGE = b"\n<!-- an error -->\n<!DOCTYPE html>\n<html><head><title>404</title></head></html>"
ORDER = order_text(("A00", 0, "Ill"), ("A000", 1, "Ill of a kind"), ("B99", 1, "Other ill"))
OFFICIAL_TEXTS = {
    "icd10/2019-ICD-10-CM-Code-Descriptions.zip": "icd10cm_order_2019.txt",
    "icd10/icd10cm-codes-2026.zip": "icd10cm-codes-2026.txt",
    "icd10/icd10cm-tabular-2021.zip": "icd10cm_tabular_2021.xml",
    "icd10/icd10cm-index-April-2026.zip": "icd10cm-drug-April-1-2026-XML.xml",
    "icd10/icd10cm-fy2027-changes.tsv": "",
    "hcpcs/2019-Alpha-Numeric-HCPCS-File.zip": "HCPC2019_CONTR_ANWEB.txt",
    "mce/MCE_Simple_Code_Edits_v37.txt": "",
    "ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.zip": ".csv",
}
"""The text to cut in each official download, by how its name ends."""


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine")
    small_library(folder).close()
    return folder / LIBRARY_FILE


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that nobody else writes to, so that what is left in it is ours."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def library(pristine: Path, tmp_path: Path) -> Iterator[LibraryService]:
    service = opened(pristine, tmp_path / "data")
    yield service
    service.close()


@pytest.fixture
def refused(library: LibraryService, temporary: Path) -> Callable[..., str]:
    """Imports files that must be refused, and sees that nothing is changed by it."""

    def sentence_for(*files: Path, wish: Edition = WISH) -> str:
        folder = library.path.parent
        before = contents(folder)
        sentence = refusal_of(library, *files, wish=wish)
        assert sentence, "it was read"
        assert "\n" not in sentence
        assert "{" not in sentence
        assert contents(folder) == before
        assert list(temporary.iterdir()) == []
        return sentence

    return sentence_for


def written(folder: Path, name: str, content: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def archive(file: Path, *members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(file, "w", how) as opened_archive:
        for name, content in members:
            opened_archive.writestr(name, content)
    return file


def official_text(download: str) -> tuple[str, bytes]:
    """Name and content of the text of an official download."""
    file, ending = shared(f"data/codesets/{download}"), OFFICIAL_TEXTS[download]
    if not ending:
        return file.name, file.read_bytes()
    with zipfile.ZipFile(file) as found:
        member = next(name for name in found.namelist() if name.endswith(ending))
        return member.rpartition("/")[2], found.read(member)


@pytest.mark.parametrize("ending", [".zip", ".txt", ".xml", ".csv", ".xlsx"])
def test_an_error_page_saved_as_a_list_is_called_a_web_page(
    refused: Callable[..., str], tmp_path: Path, ending: str
) -> None:
    assert "is a web page" in refused(written(tmp_path, "list" + ending, PAGE))


def test_an_error_page_inside_an_archive_is_called_a_web_page(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    assert "is a web page" in refused(archive(tmp_path / "a.zip", ("list.txt", PAGE)))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b"\r\n \r\n", "no code list"),
        ("program.exe", b"MZ\x90\x00\x03" + bytes(range(256)) * 40, "no code list"),
        ("picture.zip", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is none"),
        ("letter.txt", b"Dear colleague, the new codes are in.\r\n" * 40, "no code list"),
        ("words.txt", "Überall Wörter\r\n".encode("cp037") * 40, "no code list"),
        ("list.xml", b"<?xml version='1.0'?><catalog><book/></catalog>", "no code list"),
        ("broken.xml", b"<?xml version='1.0'?><ICD10CM.tabular><chapter>", "line 1"),
    ],
)
def test_what_is_no_code_list_is_named_for_what_it_is(
    refused: Callable[..., str], tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    sentence = refused(written(tmp_path, name, content))
    assert name in sentence
    assert said in sentence


def test_a_folder_is_refused_by_its_name(refused: Callable[..., str], tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    assert refused(folder).startswith("downloads is a folder")


def test_a_file_that_is_gone_is_said(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "gone.txt cannot be opened" in refused(tmp_path / "gone.txt")


def test_one_bad_file_among_good_ones_keeps_all_of_them_out(
    refused: Callable[..., str], samples: dict[str, Path], tmp_path: Path
) -> None:
    bad = written(tmp_path, "bad.txt", b"no list")
    assert "bad.txt" in refused(samples["tabular"], bad, samples["unit limits"])


@pytest.mark.parametrize("download", sorted(OFFICIAL_TEXTS))
def test_an_official_list_that_breaks_off_is_refused_with_the_line(
    refused: Callable[..., str], tmp_path: Path, download: str
) -> None:
    name, content = official_text(download)
    for share in (0.02, 0.04, 0.06):
        # In the middle of a line: a list that ends with a whole line cannot be told from a short
        # one unless its layout has totals.
        at = content.index(b"\n", int(len(content) * share)) + 12
        sentence = refused(written(tmp_path, name, content[:at]))
        assert name in sentence
        assert "line" in sentence


@pytest.mark.parametrize("download", sorted(OFFICIAL_TEXTS))
def test_an_official_archive_that_breaks_off_is_refused(
    refused: Callable[..., str], tmp_path: Path, download: str
) -> None:
    file = shared(f"data/codesets/{download}")
    if file.suffix != ".zip":
        pytest.skip("is published without an archive")
    content = file.read_bytes()
    for share in (0.1, 0.5, 0.99):
        cut = written(tmp_path, file.name, content[: int(len(content) * share)])
        assert "damaged or cut off" in refused(cut)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "cp037"])
def test_a_list_in_an_encoding_nobody_publishes_is_refused(
    refused: Callable[..., str], tmp_path: Path, encoding: str
) -> None:
    file = written(tmp_path, "icd10cm_order_2027.txt", ORDER.encode(encoding))
    assert "icd10cm_order_2027.txt" in refused(file)


def test_a_list_saved_as_marked_utf_16_is_read(library: LibraryService, tmp_path: Path) -> None:
    file = written(tmp_path, "icd10cm_order_2027.txt", ORDER.encode("utf-16"))
    (release,) = import_files(library, (file,))
    assert release.id == "icd-10-cm:FY2027"


def moved(rows: list[list[object]], order: list[int]) -> list[list[object]]:
    return [[row[place] if place < len(row) else None for place in order] for row in rows]


def saved(rows: list[list[object]], file: Path) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file


MUE_ROWS: list[list[object]] = [
    ["A notice of the publisher"],
    ["HCPCS/\nCPT Code", "Practitioner Services MUE Values", "MUE Adjudication Indicator",
     "MUE Rationale"],
    ["11042", 2, "2 Date of Service Edit: Policy", "Invented"],
    ["J1234", 400, "3 Date of Service Edit: Clinical", "Invented"],
]  # fmt: skip


def test_a_workbook_with_moved_columns_is_read_by_its_headings(
    library: LibraryService, tmp_path: Path
) -> None:
    rows = [MUE_ROWS[0], *moved(MUE_ROWS[1:], [2, 1, 3, 0])]
    import_files(library, (saved(rows, tmp_path / "mue.xlsx"),), WISH)
    put_in_use(library.path, "ncci-mue:trial")
    limit = library.procedure("J1234", date(2026, 10, 1)).unit_limit
    assert limit is not None
    assert (limit.units, limit.rationale) == (400, "Invented")


def test_a_workbook_whose_columns_moved_away_from_their_headings_is_refused(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    rows = [*MUE_ROWS[:2], *moved(MUE_ROWS[2:], [1, 0, 2, 3])]
    sentence = refused(saved(rows, tmp_path / "mue.xlsx"))
    assert "mue.xlsx, line 3" in sentence
    assert "expected" in sentence


def test_a_workbook_without_a_needed_column_is_refused(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    rows = [MUE_ROWS[0], *moved(MUE_ROWS[1:], [0, 2, 3])]
    assert "mue.xlsx" in refused(saved(rows, tmp_path / "mue.xlsx"))


def test_a_bomb_in_one_member_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    zeros = bytes(limits.RATIO_MATTERS_FROM + 1)
    assert "unpacks to far more" in refused(archive(tmp_path / "bomb.zip", ("a.txt", zeros)))


def test_a_bomb_of_archives_in_archives_is_refused(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    inner = archive(tmp_path / "0.zip", ("a.txt", ORDER.encode()))
    for depth in range(1, limits.DEEPEST_ARCHIVE + 1):
        content = inner.read_bytes()
        inner = archive(tmp_path / f"{depth}.zip", *((f"{i}.zip", content) for i in range(2)))
    assert "archives inside archives" in refused(inner)


def test_a_bomb_of_many_files_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    members = ((f"{number}.txt", b"x") for number in range(limits.MOST_MEMBERS + 1))
    assert f"more than {limits.MOST_MEMBERS}" in refused(archive(tmp_path / "a.zip", *members))


def test_a_workbook_that_swells_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    sound = saved(MUE_ROWS, tmp_path / "sound.xlsx")
    with zipfile.ZipFile(sound) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = next(name for name in parts if "sheet1" in name)
    parts[sheet] = parts[sheet].replace(b"<sheetData>", b"<sheetData>" + b" " * 20_000_000)
    assert "mue.xlsx" in refused(archive(tmp_path / "mue.xlsx", *parts.items()))


@pytest.mark.parametrize(
    "name", ["../../outside.txt", "/outside.txt", "C:\\outside.txt", "..", "a/..", "x" * 250]
)
def test_names_inside_an_archive_lead_nowhere_else(
    library: LibraryService, tmp_path: Path, temporary: Path, name: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    file = archive(tmp_path / "names.zip", (name, ORDER.encode()))
    (release,) = import_files(library, (file,), WISH)
    assert release.name == "trial"
    outside = {each for each in tmp_path.rglob("*") if "data" not in each.parts} - {*before, file}
    assert outside == set()
    assert list(temporary.iterdir()) == []


def test_an_archive_with_a_password_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    file = archive(tmp_path / "locked.zip", ("list.txt", ORDER.encode()))
    content = bytearray(file.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    assert "protected by a password" in refused(written(tmp_path, "locked.zip", bytes(content)))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE r [<!ENTITY x "boo">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r SYSTEM "http://example.org/r.dtd">',
        '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://example.org/x">%x;]>',
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {new} "{f"&{old};" * 10}">'
            for old, new in zip("abcdefghi", "bcdefghij", strict=True)
        )
        + '<!ENTITY x "&j;">]>',
        "<!DOCTYPE r>",
    ],
)
@pytest.mark.parametrize("layout", ["tabular", "index", "table of an index"])
def test_xml_that_declares_entities_or_points_outside_is_never_resolved(
    refused: Callable[..., str],
    samples: dict[str, Path],
    tmp_path: Path,
    layout: str,
    declared: str,
) -> None:
    text = samples[layout].read_text(encoding="utf-8")
    head, _, rest = text.partition("?>")
    used = rest.replace("Invented", "&x;", 1)
    file = written(tmp_path, "list.xml", f"{head}?>{declared}{used}")
    assert "declares a document type" in refused(file)


def test_xml_with_an_entity_nobody_declared_is_refused_with_its_line(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    file = written(tmp_path, "list.xml", TABULAR.replace("Spots", "&x;"))
    assert "line 7" in refused(file)


def test_a_release_that_is_there_already_is_refused(
    library: LibraryService, refused: Callable[..., str], samples: dict[str, Path]
) -> None:
    import_files(library, (samples["order"],))
    assert "is in the library already" in refused(samples["order"], wish=NO_WISH)


def test_a_release_that_overlaps_another_waits_but_is_not_put_in_use(
    library: LibraryService, samples: dict[str, Path]
) -> None:
    inside = Edition("middle", date(2026, 1, 1), date(2026, 3, 31))
    (release,) = import_files(library, (samples["order"],), inside)
    before = contents(library.path.parent)
    with pytest.raises(InputError) as refusal:
        put_in_use(library.path, release.id)
    assert "overlaps ICD-10-CM FY2026 (2025-10-01 to 2026-09-30)" in refusal.value.sentence
    assert contents(library.path.parent) == before


def test_changes_to_a_release_that_is_not_there_are_refused(
    refused: Callable[..., str], samples: dict[str, Path]
) -> None:
    early = Edition("early", date(2015, 10, 1), date(2016, 9, 30))
    for layout in ("changes", "order addenda", "code addenda", "corrections workbook"):
        sentence = refused(samples[layout], wish=early)
        assert "only lists changes" in sentence
        assert samples[layout].name in sentence


def test_changes_that_belong_to_another_release_are_refused(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    text = "action\tcode\tbillable\ttitle\ndelete\tZ99.9\t1\t\n"
    assert "Z99.9" in refused(written(tmp_path, "changes.tsv", text))


def test_a_file_that_does_not_say_since_when_it_holds_asks_for_it(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    file = written(tmp_path, "list.txt", codes_text(("A000", "Ill"), ("B99", "Other ill")))
    assert "does not say which release" in refused(file, wish=NO_WISH)


def test_a_release_that_ends_before_it_begins_is_refused(
    refused: Callable[..., str], samples: dict[str, Path]
) -> None:
    backwards = Edition("odd", date(2026, 10, 1), date(2026, 9, 30))
    assert "lies before its first" in refused(samples["order"], wish=backwards)


def test_a_code_that_stands_twice_is_refused_with_its_line(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    twice = order_text(("A00", 0, "Ill"), ("A000", 1, "One"), ("A000", 1, "Two"))
    sentence = refused(written(tmp_path, "icd10cm_order_2027.txt", twice))
    assert "line 3" in sentence


def test_random_bytes_in_an_archive_are_no_code_list(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    noise = random.Random(7).randbytes(50_000)
    assert "no code list" in refused(archive(tmp_path / "noise.zip", ("list.txt", noise)))


def test_an_archive_inside_which_another_is_damaged_is_refused(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("list.txt", ORDER)
    broken = inner.getvalue()[:-30]
    assert "inner.zip is damaged" in refused(archive(tmp_path / "a.zip", ("inner.zip", broken)))


@pytest.mark.parametrize("stop", range(0, 12, 2))
def test_a_cancelled_import_leaves_nothing_behind(
    library: LibraryService, samples: dict[str, Path], temporary: Path, stop: int
) -> None:
    asked = 0

    def progress(_done: int, _total: int, _doing: str) -> None:
        nonlocal asked
        asked += 1
        if asked > stop:
            raise Cancelled

    before = contents(library.path.parent)
    files = (samples["coverage"], samples["order"], samples["unit limits"], samples["pairs"])
    try:
        import_files(library, files, WISH, progress)
    except Cancelled:
        assert contents(library.path.parent) == before
    assert list(temporary.iterdir()) == []
