"""A file that leaves the program is whole or not there at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import EnvironmentError_
from medcoder_desktop.exports.atomic_file import replace_file


def failing(number: int) -> object:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def sentence_of(target: Path) -> str:
    with pytest.raises(EnvironmentError_) as caught:
        replace_file(target, b"new")
    return caught.value.sentence


def test_a_new_file_holds_what_was_given(tmp_path: Path) -> None:
    replace_file(tmp_path / "claim.json", b"content")
    assert (tmp_path / "claim.json").read_bytes() == b"content"
    assert [path.name for path in tmp_path.iterdir()] == ["claim.json"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "claim.json"
    target.write_bytes(b"old and longer")
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"


def test_a_link_still_leads_to_the_file_it_named(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "real.json")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "claim.json was not written because the disk of {folder} is full: make "),
        (errno.EACCES, "claim.json was not written because {folder} may not be written to or "),
        (errno.EROFS, "claim.json was not written because {folder} may not be written to or "),
        (errno.EIO, "claim.json was not written to {folder} ("),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_the_machine_refuses_the_old_file_stays(
    number: int, expected: str, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "claim.json"
    target.write_bytes(b"old")
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", failing(number))
    else:
        monkeypatch.setattr(Path, "replace", failing(number))
    assert sentence_of(target).startswith(expected.format(folder=tmp_path))
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["claim.json"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    assert f"there is no folder {folder}" in sentence_of(folder / "claim.json")


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "there is no folder" in sentence_of(tmp_path / "file" / "claim.json")


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "claim.json").mkdir()
    assert sentence_of(tmp_path / "claim.json").startswith("claim.json is a folder")


@pytest.mark.skipif(os.name != "posix", reason="folders are not opened there")
def test_a_network_folder_that_cannot_be_forced_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[int] = []

    def only_files(handle: int) -> None:
        forced.append(handle)
        if len(forced) > 1:
            raise OSError(errno.EINVAL, "folders cannot")

    monkeypatch.setattr(os, "fsync", only_files)
    replace_file(tmp_path / "claim.json", b"new")
    assert len(forced) == 2
    assert (tmp_path / "claim.json").read_bytes() == b"new"
