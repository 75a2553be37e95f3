"""Killing the program at any moment loses at most the action under way."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration import coding_under_fire

KILLS = 50
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")
def test_fifty_kills_lose_no_committed_action(data_dir: Path) -> None:
    program = coding_under_fire.__name__
    command = [sys.executable, "-m", program, str(data_dir), "V1001", str(KILLS), "7"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(reports) == KILLS
    for report in reports:
        assert report["told"] <= report["found"] <= report["told"] + 1, report
        assert report["writable"] == report["found"] + 1, report
