"""Releases on the command line, in fresh processes: brought in, compared, put in use, removed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.integration.test_command_line import medcoder
from tests.unit.codesets import test_ncci_mue


def test_a_release_is_named_by_its_title_all_the_way(data_dir: Path, tmp_path: Path) -> None:
    table = tmp_path / "mue.csv"
    table.write_text(test_ncci_mue.text_of(*test_ncci_mue.ROWS), "cp1252")
    words = ("codes", "import", str(table), "--name", "2026-Q2", "--from", "2026-04-01")
    arrived = medcoder(data_dir, *words).stdout
    assert arrived.startswith("Medically unlikely edits 2026-Q2, from 2026-04-01, is in the")
    assert "medcoder codes activate ncci-mue:2026-Q2" in arrived
    listed = medcoder(data_dir, "codes", "list").stdout
    assert "waiting to be put in use" in listed
    difference = medcoder(data_dir, "codes", "diff", "ncci-mue:2026-Q2").stdout.splitlines()
    assert "compared with nothing before it" in difference[0]
    assert [line[:9] for line in difference[3:]] == ["  0001U  ", "  11042  ", "  J1234  "]
    put = medcoder(data_dir, "codes", "activate", "2026-Q2").stdout
    title = "Medically unlikely edits 2026-Q2"
    assert put == f"{title} is in use for dates of service from 2026-04-01.\n"
    again = medcoder(data_dir, "codes", "activate", "2026-Q2").stdout
    assert again == f"{title} is already in use for dates of service from 2026-04-01.\n"
    (release,) = [
        each
        for each in json.loads(medcoder(data_dir, "codes", "list", "--json").stdout)
        if each["set"] == "ncci-mue"
    ]
    assert release["in_use"]
    assert medcoder(data_dir, "codes", "remove", "2026-Q2").stdout == f"{title} is removed.\n"
    assert not (data_dir / "code-files").exists()


def test_columns_of_the_list_stand_below_one_another(data_dir: Path) -> None:
    lines = medcoder(data_dir, "codes", "list").stdout.splitlines()
    starts = {line.index("  20", 4) for line in lines if ":packaged" in line or ":derived" in line}
    assert len(starts) == 1


def test_what_cannot_be_used_is_said_in_one_sentence(data_dir: Path, tmp_path: Path) -> None:
    page = tmp_path / "codes.zip"
    page.write_text("<!DOCTYPE html><html></html>")
    refused = medcoder(data_dir, "codes", "import", str(page), code=1)
    assert refused.stderr.startswith("codes.zip is a web page")
    folder = medcoder(data_dir, "codes", "import", ".", code=1)
    assert " is a folder: choose" in folder.stderr
    assert not folder.stderr.startswith(" ")
    unknown = medcoder(data_dir, "codes", "activate", "FY1066", code=1)
    assert unknown.stderr.startswith("There is no release “FY1066”: “medcoder codes list”")
    own = medcoder(data_dir, "codes", "remove", "icd-10-cm:FY2026:packaged", code=1)
    assert "comes with the program" in own.stderr
