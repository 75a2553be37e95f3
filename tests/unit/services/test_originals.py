"""Imported files are kept by their hash as long as a release in the library needs them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.domain.releases import NO_WISH, Edition
from medcoder_desktop.services.originals import Kept, Originals


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "code-files"


@pytest.fixture
def originals(folder: Path) -> Originals:
    return Originals(folder)


def written(folder: Path, text: str, name: str = "list.txt") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_kept_file_stays_when_the_persons_own_copy_goes(
    originals: Originals, tmp_path: Path
) -> None:
    path = written(tmp_path, "A00 Cholera")
    files = originals.keep([path])
    assert files == ((hashlib.sha256(b"A00 Cholera").hexdigest(), "list.txt"),)
    path.unlink()
    (kept,) = originals.paths(files)
    assert kept.name == "list.txt"
    assert kept.read_text(encoding="utf-8") == "A00 Cholera"


def test_a_file_kept_twice_is_stored_once(
    originals: Originals, folder: Path, tmp_path: Path
) -> None:
    path = written(tmp_path, "A00 Cholera")
    assert originals.keep([path, path]) == originals.keep([path]) * 2
    assert len([each for each in folder.rglob("*") if each.is_file()]) == 1


def test_files_of_one_name_and_different_content_are_kept_side_by_side(
    originals: Originals, tmp_path: Path
) -> None:
    first = written(tmp_path / "a", "one")
    second = written(tmp_path / "b", "two")
    kept = originals.paths(originals.keep([first, second]))
    assert [each.read_text(encoding="utf-8") for each in kept] == ["one", "two"]
    assert {each.name for each in kept} == {"list.txt"}


def test_the_catalogue_tells_what_was_written_into_it(originals: Originals, tmp_path: Path) -> None:
    files = originals.keep([written(tmp_path, "one")])
    entries = (
        Kept("icd-10-cm:FY2019", True, files, NO_WISH),
        Kept(
            "hcpcs:2019",
            False,
            files,
            Edition("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ),
    )
    assert originals.catalogue() == ()
    originals.write_catalogue(entries)
    assert originals.catalogue() == entries


def test_files_that_nothing_names_any_more_are_deleted(
    originals: Originals, folder: Path, tmp_path: Path
) -> None:
    one, two = (originals.keep([written(tmp_path / name, name)]) for name in ("one", "two"))
    originals.write_catalogue([Kept("a", True, one, NO_WISH), Kept("b", True, two, NO_WISH)])
    originals.write_catalogue([Kept("b", True, two, NO_WISH)])
    assert [path.is_file() for path in originals.paths((*one, *two))] == [False, True]
    assert sorted(each.name for each in folder.iterdir()) == sorted(["catalogue.json", two[0][0]])


@pytest.mark.parametrize("text", ["", "no json", "{}", '[{"id": "a"}]', '[{"id": 1, "in_use": 2}]'])
def test_a_damaged_catalogue_is_an_empty_one(originals: Originals, folder: Path, text: str) -> None:
    written(folder, text, "catalogue.json")
    assert originals.catalogue() == ()


def test_nothing_is_made_where_nothing_was_imported(originals: Originals, folder: Path) -> None:
    originals.write_catalogue([])
    assert not folder.exists()


def test_a_file_that_is_gone_and_a_folder_that_cannot_be_made_are_said(
    originals: Originals, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(EnvironmentError_) as refusal:
        originals.keep([tmp_path / "gone.txt"])
    assert "gone.txt" in refusal.value.sentence
    folder.write_text("a file in the place of the folder", encoding="utf-8")
    with pytest.raises(EnvironmentError_) as refusal:
        originals.keep([written(tmp_path, "one")])
    assert str(folder) in refusal.value.sentence
