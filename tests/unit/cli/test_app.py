"""The command line's own manners: lists, exit codes, what it hands to the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcoder_desktop import __version__
from medcoder_desktop.cli import exit_codes, main
from medcoder_desktop.cli.app import spread_lists
from medcoder_desktop.cli.screens import Screens
from medcoder_desktop.domain.errors import Defect, EnvironmentError_


def screens(open_window: object = None) -> Screens:
    def no_picture(*_: object, **__: object) -> None:
        raise AssertionError("no picture was asked for")

    def no_window(data_dir: Path) -> int:
        raise AssertionError(f"no window was asked for on {data_dir}")

    return Screens(open_window or no_window, no_picture)  # type: ignore[arg-type]  # a fake


def test_a_list_behind_one_option_is_read_as_coders_write_it() -> None:
    words = ["code", "V1001", "--dx", "E11.42", "I10", "--line", "99213 A", "99214 B", "--json"]
    assert spread_lists(words) == [
        "code", "V1001", "--dx", "E11.42", "--dx", "I10", "--line", "99213 A", "--line", "99214 B",
        "--json",
    ]  # fmt: skip


def test_words_in_front_of_an_option_stay_as_they_are() -> None:
    assert spread_lists(["search", "chest", "pain"]) == ["search", "chest", "pain"]


def test_without_a_subcommand_the_window_opens_on_the_chosen_folder(tmp_path: Path) -> None:
    opened: list[Path] = []

    def open_window(data_dir: Path) -> int:
        opened.append(data_dir)
        return 7

    assert main(screens(open_window), ["--data-dir", str(tmp_path)]) == 7
    assert opened == [tmp_path]


def test_the_environment_chooses_the_folder_when_the_option_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_window(data_dir: Path) -> int:
        opened.append(data_dir)
        return 0

    monkeypatch.setenv("MEDCODER_DATA_DIR", str(tmp_path / "named"))
    assert main(screens(open_window), []) == 0
    assert opened == [tmp_path / "named"]


def test_version_and_help_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(screens(), ["--version"]) == exit_codes.OK
    assert __version__ in capsys.readouterr().out
    assert main(screens(), ["--help"]) == exit_codes.OK
    assert "Exit codes" in capsys.readouterr().out


def test_a_fault_is_one_sentence_and_its_trace_is_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "Okafor"  # the trace shows the line that raises, where it is a variable

    def open_window(_: Path) -> int:
        raise ZeroDivisionError(name)

    words = ["--data-dir", str(tmp_path)]
    assert main(screens(open_window), words) == exit_codes.DEFECT
    told = capsys.readouterr().err
    assert "made a mistake" in told
    assert name not in told
    log = (tmp_path / "medcoder.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert name not in log


@pytest.mark.parametrize("words", [["serach"], ["--nonsense"], ["search"]])
def test_a_wrong_word_is_a_usage_error(words: list[str]) -> None:
    assert main(screens(), words) == exit_codes.USAGE


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EnvironmentError_("missing.library"), exit_codes.ENVIRONMENT),
        (Defect("claim.not_checked"), exit_codes.DEFECT),
        (KeyboardInterrupt(), exit_codes.INTERRUPTED),
    ],
)
def test_each_kind_of_trouble_has_its_exit_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_window(_: Path) -> int:
        raise error

    assert main(screens(open_window), []) == code
    assert "Traceback" not in capsys.readouterr().err
