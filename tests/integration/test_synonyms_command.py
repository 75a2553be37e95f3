"""The office's own words on the command line, in fresh processes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.integration.test_command_line import medcoder


def test_words_are_taught_used_exported_and_taken_in_again(data_dir: Path, tmp_path: Path) -> None:
    medcoder(data_dir, "synonyms", "add", "sugar foot", "e11621")
    found = medcoder(data_dir, "search", "sugar", "foot", "--set", "icd", "--set", "fees", "--json")
    assert json.loads(found.stdout)[0]["code"] == "E11.621"
    table = tmp_path / "words.txt"
    medcoder(data_dir, "synonyms", "export", str(table))
    medcoder(data_dir, "synonyms", "remove", "sugar foot")
    assert "No words" in medcoder(data_dir, "synonyms", "list").stdout
    assert medcoder(data_dir, "synonyms", "import", str(table)).stdout == "1 taken in.\n"
    listed = medcoder(data_dir, "synonyms", "list").stdout.splitlines()
    assert [line.split() for line in listed] == [["sugar", "foot", "E11.621"]]


def test_a_table_that_cannot_be_used_says_where(data_dir: Path, tmp_path: Path) -> None:
    table = tmp_path / "words.txt"
    table.write_text("# remark\npressure\tI10\nno tab here\n", "utf-8")
    refused = medcoder(data_dir, "synonyms", "import", str(table), code=1)
    assert "words.txt, line 3" in refused.stderr
    table.write_bytes(b"\xff\xfe\xff")
    assert (
        "cannot be read as text"
        in medcoder(data_dir, "synonyms", "import", str(table), code=1).stderr
    )
    unknown = medcoder(data_dir, "synonyms", "add", "pressure", "I10.99", code=1)
    assert "I10.99 is not in the code library" in unknown.stderr
    assert "No words" in medcoder(data_dir, "synonyms", "list").stdout


def test_procedures_are_searched_beside_diagnoses_and_by_themselves(data_dir: Path) -> None:
    everything = medcoder(data_dir, "search", "ketorolac", "injection").stdout
    assert everything.startswith("J1885 ")
    assert "[HCPCS Level II]" in everything.splitlines()[0]
    only = medcoder(data_dir, "search", "ketorolac injection", "--set", "icd").stdout
    assert "J1885" not in only
    wrong = medcoder(data_dir, "search", "x", "--set", "snomed", code=2)
    assert "icd, hcpcs, cpt, fees or all" in wrong.stderr.replace("\n", " ")
