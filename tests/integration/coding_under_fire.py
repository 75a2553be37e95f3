"""Code visits in children that are killed at random moments, and look what is left.

Run as a program of its own, so that every fork happens before any database is open. Prints one
JSON object a kill.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from medcoder_desktop.bootstrap import open_services
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.clock import FixedClock
from medcoder_desktop.services.suite import Services
from medcoder_desktop.store.store import Store  # noqa: F401 - imported before the forks, for speed

CLOCK = FixedClock(datetime(2026, 9, 15, 9, 30, tzinfo=UTC))
CODER = Actor("test coder")
CODES = ("I10", "E11.65", "E11.42", "B35.1", "J44.1", "F17.210", "R05.9", "Z79.4")


def act(services: Services, visit: str, number: int) -> int:
    """One action of a coder; returns the version it committed."""
    coding = services.coding
    sheet = coding.sheet(visit).sheet
    if len(sheet.diagnoses) < 4:
        present = {diagnosis.code for diagnosis in sheet.diagnoses}
        code = next(code for code in CODES[number % 4 :] if code not in present)
        return coding.assign(CODER, visit, code).version
    if number % 3 == 0:
        return coding.undo(CODER, visit).version
    if number % 3 == 1 and len(sheet.lines) < 20:
        return coding.add_line(CODER, visit, "99213 @125 A").version
    return coding.remove_diagnosis(CODER, visit, sheet.diagnoses[-1].id).version


def code_until_killed(folder: Path, visit: str, seed: int, told: int) -> None:
    """Act without end, telling each version once its commit has returned."""
    services = open_services(folder, CLOCK)
    number = seed
    while True:
        number += 1
        os.write(told, act(services, visit, number).to_bytes(8, "big"))


def in_child(work: object, *arguments: object) -> None:
    """Run a function in a fork of its own and wait for it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(*arguments)  # type: ignore[operator]  # a function
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"child failed: {status}")


def prepare(folder: Path) -> None:
    """Import the samples."""
    services = open_services(folder, CLOCK)
    services.records.import_samples(CODER)
    services.close()


def report(folder: Path, visit: str, last_told: int, told: int) -> None:
    """Open what the kill left and say what is there."""
    services = open_services(folder, CLOCK)
    current = services.coding.sheet(visit)
    later = services.coding.assign(CODER, visit, f"Z00.0{last_told % 2}")
    services.coding.undo(CODER, visit)
    services.close()
    answer = {"told": last_told, "found": current.version, "writable": later.version}
    os.write(told, json.dumps(answer).encode() + b"\n")


def main() -> None:
    """``coding_under_fire.py FOLDER VISIT KILLS SEED``."""
    folder, number, kills, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(seed)
    in_child(prepare, folder)
    visit = find_visit(folder, number)
    for kill in range(kills):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            code_until_killed(folder, visit, kill, writer)
            os._exit(1)
        os.close(writer)
        last_told = 0
        for _ in range(chance.randint(1, 6)):
            last_told = int.from_bytes(os.read(reader, 8), "big")
        time.sleep(chance.random() * 0.004)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while rest := os.read(reader, 8):
            last_told = int.from_bytes(rest, "big")
        os.close(reader)
        in_child(report, folder, visit, last_told, sys.stdout.fileno())


def find_visit(folder: Path, number: str) -> str:
    """The id behind a visit's number, asked in a child."""
    reader, writer = os.pipe()

    def tell() -> None:
        services = open_services(folder, CLOCK)
        os.write(writer, services.patients.encounter_by_number(number).id.encode())
        services.close()

    in_child(tell)
    visit = os.read(reader, 64).decode()
    os.close(reader)
    os.close(writer)
    return visit


if __name__ == "__main__":
    main()
