"""Code sets that answer at once, for tests of what a person sees of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.errors import EnvironmentError_, InputError
from medcoder_desktop.domain.known_sets import KnownSet
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import CodeSet, Edition, Origin, Release
from medcoder_desktop.domain.updates import UpdatePreview
from medcoder_desktop.services.suite import Services
from tests.unit.exports.previews import preview

OLD = Release(
    CodeSet.ICD10CM, "FY2026", date(2025, 10, 1), date(2026, 9, 30), origin=Origin.PACKAGED
)
WAITING = Release(CodeSet.ICD10CM, "FY2027", date(2026, 10, 1), date(2027, 9, 30), in_use=False)
KNOWN = (
    KnownSet(
        CodeSet.ICD10CM,
        "The diagnoses of every claim.",
        "CDC",
        "public domain",
        "www.cdc.gov/nchs/icd",
        ("icd10cm-*.zip",),
        "every October 1",
    ),
    KnownSet(
        CodeSet.MUE,
        "How many units of a service are likely.",
        "CMS",
        "public domain",
        "https://www.cms.gov/ncci",
        ("MCR_MUE_*.zip",),
        "every quarter",
    ),
)


class FakeCodeSets:
    """Two releases of ICD-10-CM, one of them waiting; MUE is known and not there.

    Attributes:
        refusal: What putting in use and removing raise.
    """

    def __init__(self) -> None:
        self._releases = [WAITING, OLD]
        self.refusal: InputError | None = None
        self.shown: UpdatePreview = preview(old=OLD, new=WAITING)

    def known(self) -> tuple[KnownSet, ...]:
        return KNOWN

    def releases(self) -> tuple[Release, ...]:
        return tuple(self._releases)

    def looks_like_codes(self, path: Path) -> bool:
        return path.name.startswith("codes")

    def preview(self, release_id: str, progress: Progress = no_progress) -> UpdatePreview:
        progress(1, 2, "Comparing")
        (new,) = (each for each in self._releases if each.id == release_id)
        return replace(self.shown, new=new)

    def put_in_use(self, actor: Actor, release_id: str) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        self._releases = [
            replace(each, in_use=each.in_use or each.id == release_id) for each in self._releases
        ]
        return Changes(Changed.CODE_SETS)

    def remove(self, actor: Actor, release_id: str) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        self._releases = [each for each in self._releases if each.id != release_id]
        return Changes(Changed.CODE_SETS)


class _WithCodeSets:
    """The services of a folder, with these code sets."""

    def __init__(self, services: Services, code_sets: FakeCodeSets) -> None:
        self._services = services
        self.code_sets = code_sets

    def __getattr__(self, name: str) -> object:
        return getattr(self._services, name)


def with_code_sets(services: Services, code_sets: FakeCodeSets) -> Services:
    """The services of a folder, with these code sets."""
    return cast("Services", _WithCodeSets(services, code_sets))


Import = Callable[[Path, tuple[Path, ...], Edition, Progress], tuple[Release, ...]]


def import_waiting(
    data_dir: Path, paths: tuple[Path, ...], wish: Edition, progress: Progress
) -> tuple[Release, ...]:
    """Every file holds the release that waits."""
    progress(0, 2, f"Reading {paths[0].name}")
    progress(1, 2, "Writing")
    return (WAITING,)


def import_undated(
    data_dir: Path, paths: tuple[Path, ...], wish: Edition, progress: Progress
) -> tuple[Release, ...]:
    """Nothing in the files tells their edition."""
    if wish.effective_from is None:
        raise InputError("codeset.no_date", file=paths[0].name)
    return (replace(WAITING, name=wish.name, effective_from=wish.effective_from),)


def import_refused(
    data_dir: Path, paths: tuple[Path, ...], wish: Edition, progress: Progress
) -> tuple[Release, ...]:
    """The file is damaged."""
    raise InputError("codeset.zip_damaged", file=paths[0].name)


def import_full_disk(
    data_dir: Path, paths: tuple[Path, ...], wish: Edition, progress: Progress
) -> tuple[Release, ...]:
    """The machine refuses."""
    raise EnvironmentError_("library.not_written", folder="the data folder")


def import_endless(
    data_dir: Path, paths: tuple[Path, ...], wish: Edition, progress: Progress
) -> tuple[Release, ...]:
    """Goes on until it is stopped."""
    while True:
        progress(1, 2, "Reading on and on")
