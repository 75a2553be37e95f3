"""Releases of the code sets: what is installed, what a new one changes, which are in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.codesets.manifest import read_manifest
from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.known_sets import KnownSet
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.releases import NO_WISH, CodeSet, Edition, Origin, Release
from medcoder_desktop.domain.timeline import answering, timeline
from medcoder_desktop.domain.updates import (
    CodeDifference,
    Difference,
    Touched,
    TouchedThing,
    UpdatePreview,
)
from medcoder_desktop.library.build import put_in_use, remove_release
from medcoder_desktop.library.comparing import differences
from medcoder_desktop.library.release_rows import Installed
from medcoder_desktop.services.code_import import import_files, remember
from medcoder_desktop.services.library_service import LibraryService

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store

_TOUCHING = (Difference.DELETED, Difference.NOW_HEADING, Difference.RETITLED)
"""Changes that concern whoever uses the code."""


class CodeSetService:
    """What an office does with releases.

    Args:
        tables: The folder of the program's own tables, with the list of known sets.
    """

    def __init__(self, library: LibraryService, store: Store, clock: Clock, tables: Path) -> None:
        self._library = library
        self._store = store
        self._clock = clock
        self._tables = tables

    def known(self) -> tuple[KnownSet, ...]:
        """Every set the program reads: what it is, who publishes it, where to get it."""
        return read_manifest(self._tables / "manifest.toml")

    def releases(self) -> tuple[Release, ...]:
        """Every release, in use or waiting, by set, the newest first.

        Those in use end where the next begins; those whose days others govern are replaced.
        """
        shelf = self._library.library().shelf()
        ended = {each.id: each for code_set in CodeSet for each in shelf.line(code_set)}
        return tuple(
            ended.get(each.release.id, replace(each.release, replaced=each.release.in_use))
            for each in shelf.installed
        )

    def named(self, release_id: str) -> Release:
        """The release that answers to a name.

        Raises:
            InputError: There is none, or more than one.
        """
        return self._library.library().shelf().named(release_id).release

    def looks_like_codes(self, path: Path) -> bool:
        """Whether a file is a code list the program reads, told by its content."""
        from medcoder_desktop.services.import_plan import holds_codes  # noqa: PLC0415 - loaded late

        return holds_codes(path)

    def import_files(
        self, paths: Sequence[Path], wish: Edition = NO_WISH, progress: Progress = no_progress
    ) -> tuple[Release, ...]:
        """Read files into the library; see :func:`medcoder_desktop.services.code_import`."""
        return import_files(self._library, paths, wish, progress)

    def preview(self, release_id: str, progress: Progress = no_progress) -> UpdatePreview:
        """What putting a release in use would change, and what of the office it touches.

        Raises:
            InputError: There is no such release.
        """
        shelf = self._library.library().shelf()
        new = shelf.named(release_id)
        others = [
            each.release
            for each in shelf.installed
            if each.release.code_set is new.release.code_set
            and each.id != new.id
            and each.release.effective_from <= new.release.effective_from
        ]
        before = answering(timeline(others), new.release.effective_from)
        old = None if before is None else shelf.named(before.release.id)
        return self._compared(old, new, progress)

    def difference(self, old_id: str, new_id: str) -> UpdatePreview:
        """What differs between any two releases of one set.

        Raises:
            InputError: One is not there, or they are of different sets.
        """
        shelf = self._library.library().shelf()
        old, new = shelf.named(old_id), shelf.named(new_id)
        if old.release.code_set is not new.release.code_set:
            raise InputError("release.other_set", old=old.release.title, new=new.release.title)
        return self._compared(old, new, no_progress)

    def put_in_use(self, actor: Actor, release_id: str) -> Changes:
        """Let a release govern its days from now on.

        Raises:
            InputError: There is no such release, or it overlaps one in use.
        """
        release = put_in_use(self._library.path, self._id_of(release_id))
        remember(self._library)
        self._record(actor, "codes.put_in_use", release)
        return Changes(Changed.CODE_SETS)

    def remove(self, actor: Actor, release_id: str) -> Changes:
        """Delete a release. What comes with the program cannot be deleted.

        Raises:
            InputError: There is no such release, or the program brought it along.
        """
        release = self._library.library().shelf().named(release_id).release
        if release.origin is not Origin.OFFICIAL:
            raise InputError("release.packaged", release=release.title)
        remove_release(self._library.path, release.id)
        remember(self._library)
        self._record(actor, "codes.remove", release)
        return Changes(Changed.CODE_SETS)

    def _id_of(self, release_id: str) -> str:
        return self._library.library().shelf().named(release_id).release.id

    def _record(self, actor: Actor, action: str, release: Release) -> None:
        with self._store.writing(actor) as work:
            work.record(action, release.id, release.title)
            work.commit()

    def _compared(self, old: Installed | None, new: Installed, progress: Progress) -> UpdatePreview:
        progress(0, 2, f"Comparing {new.release.title}")
        connection = self._library.library().connection()
        found, cut_off = differences(connection, old, new)
        progress(1, 2, "Looking for what it touches")
        touched = tuple(self._touched(found, new.release))
        return UpdatePreview(
            old.release if old else None, replace(new.release), found, cut_off, touched
        )

    def _touched(self, found: Sequence[CodeDifference], release: Release) -> Iterator[TouchedThing]:
        """What of the office names a code that is deleted, split or retitled."""
        # Codes as they are shown, dots and all: G04.02 is a diagnosis and G0402 a procedure.
        changed = {each.code: each.kind for each in reversed(found) if each.kind in _TOUCHING}
        if not changed:
            return
        with self._store.reading() as records:
            visits = records.codes_in_use.codes_on_open_visits()
            claims = records.codes_in_use.codes_on_future_claims(release.effective_from)
            favourites = records.book.favourites()
            fees = records.fees.all()
        for visit in visits:
            kind = changed.get(visit.code)
            if kind is not None and release.holds_on(visit.date_of_service):
                words = f"Visit {visit.number} of {visit.date_of_service}"
                yield TouchedThing(Touched.VISIT, visit.code, kind, visit.encounter_id, words)
        for claim in claims:
            kind = changed.get(claim.code)
            if kind is not None and release.holds_on(claim.date_of_service):
                words = f"Claim {claim.claim_number} of {claim.date_of_service}"
                yield TouchedThing(Touched.CLAIM, claim.code, kind, claim.claim_number, words)
        for fee in fees:
            kind = changed.get(fee.procedure)
            if kind is not None and (fee.effective_to or release.effective_from) >= (
                release.effective_from
            ):
                words = f"Fee for {fee.procedure} {fee.description}".rstrip()
                yield TouchedThing(Touched.FEE, fee.procedure, kind, fee.id, words)
        for favourite in favourites:
            kind = changed.get(favourite.code)
            if kind is not None:
                folder = f" in {favourite.folder}" if favourite.folder else ""
                words = f"Favorite {favourite.code}{folder}"
                yield TouchedThing(Touched.FAVOURITE, favourite.code, kind, favourite.code, words)
