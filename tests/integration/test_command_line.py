"""The command line as a newcomer uses it, in fresh processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from medcoder_desktop import paths

ROOT = Path(__file__).resolve().parents[2]


def medcoder(data_dir: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "medcoder_desktop", "--data-dir", str(data_dir), *words]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_search_and_show_answer_in_words_and_in_json(data_dir: Path) -> None:
    words = medcoder(
        data_dir, "search", "distal radius fracture right initial", "--on", "2026-03-14"
    )
    assert "S52.501A" in words.stdout
    rows = json.loads(
        medcoder(
            data_dir, "search", "hypertension", "--json", "--limit", "3", "--on", "2026-03-14"
        ).stdout
    )
    assert rows[0]["code"] == "I10"
    assert rows[0]["billable"] is True
    assert len(rows) == 3
    entry = json.loads(medcoder(data_dir, "show", "e1142", "--json", "--on", "2026-03-14").stdout)
    assert entry["code"] == "E11.42"
    assert {"Excludes1", "Use additional code"} <= {note["kind"] for note in entry["notes"]}
    assert "diabetic neuralgia" in medcoder(data_dir, "show", "E11.42", "--on", "2026-03-14").stdout


def test_a_date_outside_the_release_is_said_on_the_error_stream(data_dir: Path) -> None:
    done = medcoder(data_dir, "search", "hypertension", "--on", "2024-01-01")
    assert "I10" in done.stdout
    assert "2024-01-01 lies outside ICD-10-CM FY2026" in done.stderr


def test_the_job_from_import_to_export(data_dir: Path, tmp_path: Path) -> None:
    bundle = paths.resources() / "samples" / "01-okafor-diabetes" / "okafor-diabetes.fhir.json"
    (report,) = json.loads(medcoder(data_dir, "import", str(bundle), "--json").stdout)
    assert report["outcome"] == "imported"
    visits = json.loads(medcoder(data_dir, "encounters", "--json").stdout)
    assert visits[0]["date_of_service"] == "2026-03-14"
    number = visits[0]["encounter"]
    sheet = json.loads(
        medcoder(
            data_dir, "code", number, "--dx", "E11.42", "I10",
            "--line", "99213-25 x1 @125.00 AB", "--json",
        ).stdout
    )  # fmt: skip
    assert [each["code"] for each in sheet["codes"]] == ["E11.42", "I10"]
    assert sheet["total"] == "125.00"
    refused = medcoder(data_dir, "finish", number, code=1)
    assert "The practice is not set up yet" in refused.stderr


def test_what_is_wrong_is_said_in_one_sentence_with_its_exit_code(
    data_dir: Path, tmp_path: Path
) -> None:
    assert (
        "is not in ICD-10-CM FY2026"
        in medcoder(data_dir, "show", "Q99.99", "--on", "2026-03-14", code=1).stderr
    )
    assert "There is no visit V9999" in medcoder(data_dir, "finish", "V9999", code=1).stderr
    assert (
        "There is no claim"
        in medcoder(data_dir, "export", "C9", "--out", str(tmp_path / "x"), code=1).stderr
    )
    assert "is not a date" in medcoder(data_dir, "search", "x", "--on", "soon", code=1).stderr
    medcoder(data_dir, "serach", "x", code=2)
    page = tmp_path / "page.json"
    page.write_text("<html>not found</html>", encoding="utf-8")
    done = medcoder(data_dir, "import", str(page), code=1)
    assert "page.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_stored_when_one_of_the_codes_is_wrong(data_dir: Path) -> None:
    bundle = paths.resources() / "samples" / "01-okafor-diabetes" / "okafor-diabetes.fhir.json"
    medcoder(data_dir, "import", str(bundle))
    number = json.loads(medcoder(data_dir, "encounters", "--json").stdout)[0]["encounter"]
    done = medcoder(data_dir, "code", number, "--dx", "I10", "--dx", "E11.4", code=1)
    assert "E11.4 needs 5th character: E11.40" in done.stderr
    sheet = json.loads(medcoder(data_dir, "code", number, "--json").stdout)
    assert sheet["codes"] == []


def test_the_demonstration_writes_pdf_json_and_picture(data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = medcoder(data_dir, "demo", "--out", str(out))
    assert (out / "claim-summary.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "workbench.png").read_bytes().startswith(b"\x89PNG")
    claim = json.loads((out / "claim.json").read_text(encoding="utf-8"))
    assert claim["format"] == "medcoder-claim"
    assert "workbench.png" in done.stdout
    assert json.loads(medcoder(data_dir, "encounters", "--json").stdout) == []


def test_a_quick_answer_does_not_load_what_it_does_not_need() -> None:
    program = (
        "import sys, medcoder_desktop.cli, medcoder_desktop.__main__; "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & "
        "{'PySide6', 'reportlab', 'sqlalchemy', 'alembic', 'lxml', 'openpyxl'}), "
        "sorted(name for name in sys.modules if name.startswith('medcoder_desktop.codesets.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[] ['medcoder_desktop.codesets.packaged']"


def test_a_table_with_unknown_headings_waits_for_its_columns_and_stops_no_other_file(
    data_dir: Path, tmp_path: Path
) -> None:
    strange, usual = tmp_path / "export.csv", tmp_path / "visits.csv"
    strange.write_text(
        "Who,When,What\nAnn Pike,3/15/2026,99213\nTom Lee,3/16/2026,99214\n", "utf-8"
    )
    usual.write_text("Patient,DOB,DOS\nAda Marsh,1/2/1980,3/15/2026\n", "utf-8")
    done = medcoder(data_dir, "import", str(strange), str(usual), code=1)
    assert "headings name no visit (Who, When, What)" in done.stdout + done.stderr
    assert "1 visit" in done.stdout
    columns = ("--map", "patient=Who", "--map", "date-of-service=When", "--map", "procedure=What")
    assert "2 visits" in medcoder(data_dir, "import", str(strange), *columns).stdout


def test_a_table_of_visits_and_a_watched_folder_come_in(data_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    table = folder / "visits.csv"
    table.write_text("Patient,DOB,Seen on,Why\nAnn Pike,1/2/1980,3/15/2026,Cough\n", "utf-8")
    os.utime(table, (1_600_000_000, 1_600_000_000))
    named = medcoder(data_dir, "import", str(table), "--map", "reason=Why", "--preview")
    assert "reason=Why" in named.stderr
    assert "1 visit" in named.stdout
    wrong = medcoder(data_dir, "import", str(table), "--map", "reason=Nothing", code=1)
    assert "no column “Nothing”" in wrong.stderr
    changed = medcoder(data_dir, "settings", f"watched.folder={folder}", "--json")
    assert json.loads(changed.stdout)["watched.folder"] == str(folder)
    assert "visits V1001" in medcoder(data_dir, "import", "--watched").stdout
    assert "Nothing waits" in medcoder(data_dir, "import", "--watched").stdout
    assert "no value" in medcoder(data_dir, "settings", "limit.most_pages", code=1).stderr
