#!/usr/bin/env python3
"""Set up, run and test MedCoder Desktop on a fresh machine; standard library only.

    python3 installers/bootstrap.py run [words for medcoder]
    python3 installers/bootstrap.py test [words for pytest]

A private environment is made beside the checkout, with every dependency at the version that
``constraints.txt`` pins. The second run finds it ready and starts at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

OLDEST_PYTHON = (3, 11)
CHECKOUT = Path(__file__).resolve().parent.parent
CONSTRAINTS = CHECKOUT / "installers" / "constraints.txt"
ENVIRONMENT_VARIABLE = "MEDCODER_ENV"
"""Names another place for the private environment."""

QT_PACKAGES = (
    "fontconfig", "fonts-dejavu-core", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1",
    "libglib2.0-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1",
    "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xinerama0", "libxkbcommon0",
    "libxkbcommon-x11-0",
)  # fmt: skip
"""Debian packages that Qt's window and text need."""

TEST_PACKAGES = ("openbox", "poppler-utils", "xvfb")
"""Debian packages for the tests that need a screen with a window manager, and to read PDFs."""

SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
"""The tests run in as many processes as the machine has cores, at most four."""

RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
"""Packages that newer releases of Debian and Ubuntu have under another name."""


class CannotGoOn(Exception):  # noqa: N818 - read aloud it is the sentence
    """Something only the person can mend; the text is the sentence to show."""


def main(words: Sequence[str]) -> int:
    """Do what the first word says; returns the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print("MedCoder Desktop needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 3
    if not words or words[0] not in ("run", "test"):
        print(__doc__)
        return 2
    try:
        if words[0] == "run":
            return run(words[1:])
        return test(words[1:])
    except CannotGoOn as reason:
        print(reason, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def run(words: Sequence[str]) -> int:
    """Start the program, or do its demonstration where there is no screen."""
    python = prepare(testing=False)
    if not words and not has_screen():
        out = Path.cwd() / "medcoder-demo"
        print("There is no screen here, so the demonstration runs instead of the window.")
        words = ("demo", "--out", str(out))
    return subprocess.run([python, "-m", "medcoder_desktop", *words], check=False).returncode


def test(words: Sequence[str]) -> int:
    """Run every check; all of them run even when one fails."""
    python = prepare(testing=True)
    checks: dict[str, list[str]] = {
        "ruff": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "import-linter": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
        "pytest": ["-m", "pytest", *SIDE_BY_SIDE, *words],
    }
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    results: dict[str, bool] = {}
    for name, command in checks.items():
        print(f"--- {name}", flush=True)
        done = subprocess.run([python, *command], cwd=CHECKOUT, env=environment, check=False)
        results[name] = done.returncode == 0
    print("---")
    for name, passed in results.items():
        print(f"{'passed' if passed else 'FAILED'}  {name}")
    failed = list(results.values()).count(False)
    print(f"checks: {len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def prepare(*, testing: bool) -> str:
    """The interpreter of the private environment, made or brought up to date first."""
    folder = environment_folder()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / f"ready-{'test' if testing else 'run'}"
    wanted = fingerprint()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return str(python)
    install_system_packages(QT_PACKAGES + (TEST_PACKAGES if testing else ()))
    if not python.exists():
        make_environment(folder)
    print(f"Installing what MedCoder Desktop needs into {folder} …", flush=True)
    pip(python, "install", "pip", "hatchling", "editables")
    pip(python, "install", "--no-build-isolation", "--editable", str(CHECKOUT))
    if testing:
        pip(python, "install", "--group", f"{CHECKOUT / 'pyproject.toml'}:dev")
    stamp.write_text(wanted, encoding="utf-8")
    return str(python)


def environment_folder() -> Path:
    """Beside the checkout, or in the user's cache where nothing can be written there."""
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return Path(named).expanduser().absolute()
    beside = CHECKOUT.parent / f"{CHECKOUT.name}-env"
    if beside.exists() or os.access(CHECKOUT.parent, os.W_OK):
        return beside
    mark = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    return Path.home() / ".cache" / "medcoder-desktop" / f"env-{mark}"


def fingerprint() -> str:
    """What the environment was made from; it is brought up to date when this changes."""
    mark = hashlib.sha256(sysconfig.get_python_version().encode())
    for source in (CONSTRAINTS, CHECKOUT / "pyproject.toml", Path(__file__)):
        mark.update(source.read_bytes())
    mark.update(str(CHECKOUT).encode())
    return mark.hexdigest()


def make_environment(folder: Path) -> None:
    """Make an empty virtual environment, with Debian's missing piece installed first."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not has_module("ensurepip"):
        install_system_packages((f"python{version}-venv",))
        if not has_module("ensurepip"):
            raise CannotGoOn(
                f"Python's venv module is incomplete: install the package python{version}-venv."
            )
    print(f"Making a private environment in {folder} …", flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False)
    if done.returncode:
        raise CannotGoOn(f"The private environment could not be made in {folder}.")


def has_module(name: str) -> bool:
    """Whether a fresh interpreter can import a module (this one may have looked already)."""
    command = [sys.executable, "-c", f"import {name}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def pip(python: Path, *words: str) -> None:
    """Run pip inside the environment under the pinned versions."""
    command = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    command += ["--constraint", str(CONSTRAINTS)]
    if subprocess.run(command, check=False).returncode:
        raise CannotGoOn(
            "A package could not be installed (its message is above). The first start needs the "
            "package index; once it has succeeded, the program works without a network."
        )


def install_system_packages(names: Sequence[str]) -> None:
    """On Debian-like systems, name the missing packages and, as root, install them."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return
    missing = [name for name in names if not is_installed(name)]
    if not missing:
        return
    if os.geteuid() != 0:
        print("Missing system packages; if the window does not open, install them with:")
        print("    sudo apt-get install", " ".join(missing))
        return
    print("Installing system packages:", " ".join(missing), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    wanted = [name if is_known(name) else RENAMED.get(name, name) for name in missing]
    command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *wanted]
    done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise CannotGoOn("System packages could not be installed: " + " ".join(wanted))


def is_installed(name: str) -> bool:
    """Whether a Debian package is installed, under its old or its new name."""
    for candidate in filter(None, (name, RENAMED.get(name))):
        command = ["dpkg-query", "-W", "-f", "${db:Status-Status}", candidate]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.stdout == "installed":
            return True
    return False


def is_known(name: str) -> bool:
    """Whether this release of the distribution has a package to install by this name."""
    command = ["apt-cache", "show", "--no-all-versions", name]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def has_screen() -> bool:
    """Whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
