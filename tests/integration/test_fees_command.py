"""The fee schedule on the command line, in fresh processes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.integration.test_command_line import medcoder


def test_a_table_is_imported_listed_and_not_imported_twice(data_dir: Path, tmp_path: Path) -> None:
    assert "No fees yet" in medcoder(data_dir, "fees", "list").stdout
    table = tmp_path / "fees.csv"
    table.write_text("CPT,Description,Fee\n99213-25,Visit,1250.00\n11721,Nails,60\n", "utf-8")
    done = medcoder(data_dir, "fees", "import", str(table))
    assert done.stdout == "2 added, 0 changed, 0 ended, 0 unchanged.\n"
    again = json.loads(medcoder(data_dir, "fees", "import", str(table), "--json").stdout)
    assert (again["added"], again["unchanged"]) == (0, 2)
    assert again["columns"]["charge"] == "Fee"
    listed = medcoder(data_dir, "fees", "list").stdout.splitlines()
    assert [line.split() for line in listed] == [
        ["11721", "60.00", "Nails"],
        ["99213-25", "1,250.00", "Visit"],
    ]
    (fee,) = json.loads(medcoder(data_dir, "fees", "list", "visit", "--json").stdout)
    assert (fee["code"], fee["modifier"], fee["charge"]) == ("99213", "25", "1250.00")


def test_columns_may_be_named_and_are_remembered(data_dir: Path, tmp_path: Path) -> None:
    table = tmp_path / "fees.csv"
    table.write_text("A,B,C\n99213,125.00,150.00\n", "utf-8")
    named = ("--map", "code=A", "--map", "charge=C", "--map", "effective-from=")
    medcoder(data_dir, "fees", "import", str(table), *named)
    assert "150.00" in medcoder(data_dir, "fees", "list", "99213").stdout
    table.write_text("A,B,C\n99213,125.00,155.00\n", "utf-8")
    done = medcoder(data_dir, "fees", "import", str(table))
    assert done.stdout == "0 added, 1 changed, 0 ended, 0 unchanged.\n"


def test_what_cannot_be_used_is_said_in_one_sentence(data_dir: Path, tmp_path: Path) -> None:
    table = tmp_path / "fees.csv"
    table.write_text("CPT,Description,Fee\n99213,Visit,125\n99214,Visit,soon\n", "utf-8")
    refused = medcoder(data_dir, "fees", "import", str(table), code=1)
    assert "fees.csv, line 3: “soon”" in refused.stderr
    assert "No fees yet" in medcoder(data_dir, "fees", "list").stdout
    unknown = medcoder(data_dir, "fees", "import", str(table), "--map", "color=Fee", code=1)
    assert "effective-from" in unknown.stderr
    table.write_text("A,B\n1,2\n", "utf-8")
    bare = medcoder(data_dir, "fees", "import", str(table), code=1)
    assert "--map “code=Heading”" in bare.stderr
    missing = medcoder(data_dir, "fees", "import", str(tmp_path / "none.csv"), code=3)
    assert "none.csv cannot be opened" in missing.stderr
    assert "No line" in medcoder(data_dir, "fees", "list", "zzz", "--on", "2026-03-14").stdout
