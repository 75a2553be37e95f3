"""From the files of a download to the releases they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from medcoder_desktop.codesets import fee_table, icd10cm_index, ncci_ptp
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.registry import format_of
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.procedures import ProcedureCorrection
from medcoder_desktop.domain.releases import CodeSet, Edition, Origin, Release
from medcoder_desktop.domain.tabular import CodeTitle
from medcoder_desktop.domain.timeline import CORRECTED
from medcoder_desktop.library.parts import INDEXES, Part
from medcoder_desktop.services.made_rows import changed_list, corrected_list, joined, titled_list

Rows = Callable[[dbapi2.Connection], Iterable[object]]

_CODES_ONLY = "codes and titles of the official file; headings and notes of another release"
_CHANGED = "made from the release before and the official changes; new codes have no notes"


@dataclass(frozen=True, slots=True)
class _Found:
    """A file with its format, and what it says of its edition."""

    file: SourceFile
    format: Format
    edition: Edition
    companions: tuple[SourceFile, ...]

    @property
    def name(self) -> str:
        """What tells its release from others of the set; corrections make one of their own."""
        corrects = self.format.gives is ProcedureCorrection
        return self.edition.name + (CORRECTED if corrects else "")

    @property
    def makes(self) -> bool:
        """Whether its release is made from another one."""
        return self.format.changes_a_base or self.format.gives is CodeTitle

    @property
    def turn(self) -> tuple[bool, date]:
        """What is made from another release comes behind it, however the files were named."""
        return self.makes, self.edition.effective_from or date.max


def plan(
    paths: Sequence[Path], wish: Edition, originals: Sequence[tuple[str, str]], stack: ExitStack
) -> tuple[Part, ...]:
    """The releases that files hold, ready to be written; none of them is in use yet.

    Of several layouts of one list the fullest is taken; parts of one release, such as the four
    files of a quarter's procedure pairs, are put together.

    Args:
        wish: What the person says of an edition whose file does not tell; a name or date given
            here wins over the file when the files hold one release.
        originals: SHA-256 and name of each of ``paths``.
        stack: Keeps what is unpacked until its rows have been written.

    Raises:
        InputError: A file is no code list, or does not tell since when it holds.
        EnvironmentError_: A file cannot be opened.
    """
    found = [each for path in paths for each in _recognised(path, stack)]
    groups: dict[tuple[CodeSet, str], list[_Found]] = {}
    for each in found:
        groups.setdefault((each.format.code_set, each.name), []).append(each)
    chosen = sorted((_best(group) for group in groups.values()), key=lambda group: group[0].turn)
    return tuple(_part(group, wish, originals, alone=len(groups) == 1) for group in chosen)


def holds_codes(path: Path) -> bool:
    """Whether a file, or one inside it, is a code list the program reads; never raises."""
    try:
        with unpacked(path) as files:
            return any(format_of(file) is not None for file in files)
    except Exception:  # noqa: BLE001 - any trouble with the file means that it is none
        return False


def _recognised(path: Path, stack: ExitStack) -> Iterator[_Found]:
    files = stack.enter_context(unpacked(path))
    any_found = False
    for file in files:
        taken = format_of(file)
        if taken is not None:
            any_found = True
            yield _Found(file, taken, taken.edition(file), files)
    if not any_found:
        for page in (file for file in files if file.is_web_page):
            raise InputError("codeset.web_page", file=page.label)
        if any(fee_table.looks_like_fee_table(file) for file in files):
            raise InputError("codeset.fee_table", file=path.name)
        raise InputError("codeset.unknown", file=path.name)


def _best(group: list[_Found]) -> list[_Found]:
    """The fullest layout; all its files where they are parts of one release."""
    best = max(each.format.rank for each in group)
    chosen = [each for each in group if each.format.rank == best]
    first = chosen[0]
    joined = first.format.code_set in (CodeSet.PTP, CodeSet.CPT, CodeSet.COVERAGE)
    if first.format.code_set is CodeSet.CPT:
        return group
    if len(chosen) > 1 and not joined:
        same = {each.file.head for each in chosen}
        if len(same) > 1 and not first.format.changes_a_base:
            names = ", ".join(each.file.label for each in chosen)
            raise InputError("codeset.two_of_a_kind", files=names)
        return chosen if first.format.changes_a_base else chosen[:1]
    return chosen


def _part(
    group: list[_Found], wish: Edition, originals: Sequence[tuple[str, str]], *, alone: bool
) -> Part:
    first = group[0]
    edition = _wished(first, wish, alone=alone)
    assert edition.effective_from is not None  # noqa: S101 - refused in _wished
    release = Release(
        first.format.code_set,
        edition.name,
        edition.effective_from,
        edition.effective_to,
        edition.notes_as_of,
        Origin.OFFICIAL,
        edition.remark,
        in_use=False,
    )
    columns: tuple[str, ...] = ()
    if first.format.code_set in INDEXES:
        columns = icd10cm_index.read_columns(first.file)
    if first.format.gives is CodeTitle:
        release = replace(release, remark=_CODES_ONLY)
    elif first.format.gives is ProcedureCorrection:
        release = replace(release, name=release.name.removesuffix(CORRECTED) + CORRECTED)
    elif first.format.changes_a_base:
        release = replace(release, remark=_CHANGED)
    return Part(release, _rows(group, release), columns, tuple(originals))


def _wished(found: _Found, wish: Edition, *, alone: bool) -> Edition:
    """The edition a file tells, with what the person says where it does not."""
    told = found.edition
    if wish.effective_from is not None and (alone or told.effective_from is None):
        told = replace(told, effective_from=wish.effective_from, effective_to=wish.effective_to)
    if wish.name and (alone or not told.name):
        told = replace(told, name="-".join(wish.name.split()))
    if told.effective_from is None:
        raise InputError("codeset.no_date", file=found.file.label, kind=found.format.name)
    if told.effective_to is not None and told.effective_to < told.effective_from:
        raise InputError("codeset.ends_before", file=found.file.label)
    return told if told.name else replace(told, name=told.effective_from.isoformat())


def _rows(group: list[_Found], release: Release) -> Rows:
    """Where the rows of a release come from."""
    first = group[0]
    files = [each.file for each in group]
    code_set = first.format.code_set
    if code_set is CodeSet.PTP:
        return lambda _: chain.from_iterable(ncci_ptp.read_rows(file) for file in files)
    if code_set is CodeSet.CPT:
        return lambda _: joined(each.format.read(each.file) for each in group)
    if first.format.read_together is not None:
        together, companions = first.format.read_together, _companions(group)
        return lambda _: together(companions)
    if first.makes:
        return partial(_made, group, release)
    return lambda _: first.format.read(first.file)


def _made(group: list[_Found], release: Release, connection: dbapi2.Connection) -> Iterable[object]:
    """Rows that are made from an earlier release and what the files say."""
    rows, name, begins = _read_all(group), group[0].file.label, release.effective_from
    if group[0].format.gives is CodeTitle:
        return titled_list(connection, rows, begins)
    if group[0].format.gives is ProcedureCorrection:
        return corrected_list(connection, rows, begins, name)
    return changed_list(connection, rows, begins, name)


def _read_all(group: list[_Found]) -> Iterator[Any]:
    return chain.from_iterable(each.format.read(each.file) for each in group)


def _companions(group: list[_Found]) -> tuple[SourceFile, ...]:
    """All files of the downloads the group came in, each once."""
    return tuple(dict.fromkeys(file for each in group for file in each.companions))
