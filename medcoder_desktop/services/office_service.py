"""The office's own tables: practice, providers, payers, facilities, fee schedule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from medcoder_desktop.domain.audit import Actor
from medcoder_desktop.domain.changes import Changed, Changes
from medcoder_desktop.domain.clock import Clock
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.fee_merging import FeeImportReport, merged_fees
from medcoder_desktop.domain.fee_tables import FeeTable
from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.practice import Facility, FeeLine, Payer, Practice, Provider
from medcoder_desktop.domain.progress import Progress, no_progress
from medcoder_desktop.domain.validation import (
    facility_problems,
    fee_line_problems,
    payer_problems,
    practice_problems,
    provider_problems,
    refuse,
)
from medcoder_desktop.services.fee_import import fee_lines_of, fee_table

if TYPE_CHECKING:
    from medcoder_desktop.store.store import Store


class OfficeService:
    """What the office is and charges; every change is one committed transaction."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def practice(self) -> Practice | None:
        """The practice, or None before set-up."""
        with self._store.reading() as records:
            return records.practice.get()

    def save_practice(self, actor: Actor, practice: Practice) -> Changes:
        """Store the practice.

        Raises:
            InputError: A field cannot be right.
        """
        refuse(practice_problems(practice))
        with self._store.writing(actor) as work:
            work.practice.save(practice)
            work.record("practice.save", "practice", practice.npi)
            work.commit()
        return Changes(Changed.PRACTICE)

    def providers(self, active_only: bool = False) -> tuple[Provider, ...]:
        """Providers by name."""
        with self._store.reading() as records:
            return records.providers.all(active_only)

    def save_provider(self, actor: Actor, provider: Provider) -> Changes:
        """Store a provider, new or changed.

        Raises:
            InputError: A field cannot be right.
        """
        refuse(provider_problems(provider))
        with self._store.writing(actor) as work:
            work.providers.save(provider)
            work.record("provider.save", provider.id, provider.npi)
            work.commit()
        return Changes(Changed.PROVIDERS)

    def remove_provider(self, actor: Actor, provider_id: str) -> Changes:
        """Remove a provider no visit names.

        Raises:
            InputError: A visit names the provider.
        """
        with self._store.writing(actor) as work:
            provider = work.providers.get(provider_id)
            if work.providers.in_use(provider_id):
                raise InputError("office.provider_in_use", name=provider.signed_name)
            work.providers.remove(provider_id)
            work.record("provider.remove", provider_id, provider.npi)
            work.commit()
        return Changes(Changed.PROVIDERS)

    def payers(self) -> tuple[Payer, ...]:
        """Payers by name."""
        with self._store.reading() as records:
            return records.payers.all()

    def save_payer(self, actor: Actor, payer: Payer) -> Changes:
        """Store a payer, new or changed.

        Raises:
            InputError: A field cannot be right.
        """
        refuse(payer_problems(payer))
        with self._store.writing(actor) as work:
            work.payers.save(payer)
            work.record("payer.save", payer.id, payer.payer_id)
            work.commit()
        return Changes(Changed.PAYERS)

    def remove_payer(self, actor: Actor, payer_id: str) -> Changes:
        """Remove a payer no coverage names.

        Raises:
            InputError: A coverage names the payer.
        """
        with self._store.writing(actor) as work:
            payer = work.payers.get(payer_id)
            if work.payers.in_use(payer_id):
                raise InputError("office.payer_in_use", name=payer.name)
            work.payers.remove(payer_id)
            work.record("payer.remove", payer_id, payer.payer_id)
            work.commit()
        return Changes(Changed.PAYERS)

    def facilities(self) -> tuple[Facility, ...]:
        """Facilities by name."""
        with self._store.reading() as records:
            return records.facilities.all()

    def save_facility(self, actor: Actor, facility: Facility) -> Changes:
        """Store a facility, new or changed.

        Raises:
            InputError: A field cannot be right.
        """
        refuse(facility_problems(facility))
        with self._store.writing(actor) as work:
            work.facilities.save(facility)
            work.record("facility.save", facility.id, facility.npi)
            work.commit()
        return Changes(Changed.FACILITIES)

    def remove_facility(self, actor: Actor, facility_id: str) -> Changes:
        """Remove a facility no visit was at.

        Raises:
            InputError: A visit was there.
        """
        with self._store.writing(actor) as work:
            facility = work.facilities.get(facility_id)
            if work.facilities.in_use(facility_id):
                raise InputError("office.facility_in_use", name=facility.name)
            work.facilities.remove(facility_id)
            work.record("facility.remove", facility_id, facility.npi)
            work.commit()
        return Changes(Changed.FACILITIES)

    def fee_lines(self, text: str = "", on: date | None = None) -> tuple[FeeLine, ...]:
        """Lines of the fee schedule by code.

        Args:
            text: Beginning of a code, or words of the description; empty for all.
            on: Only lines in force on this day; None for all.
        """
        with self._store.reading() as records:
            return records.fees.all(text, on)

    def fee_for(self, procedure: str, modifiers: Sequence[str], on: date) -> FeeLine | None:
        """The fee for a procedure on a day; a line for one of the modifiers comes first."""
        with self._store.reading() as records:
            return records.fees.lookup(procedure, tuple(modifiers), on)

    def save_fee_line(self, actor: Actor, fee: FeeLine) -> Changes:
        """Store a line of the fee schedule, new or changed.

        Raises:
            InputError: A field cannot be right, or another line holds for the same code,
                modifier and dates.
        """
        refuse(fee_line_problems(fee))
        with self._store.writing(actor) as work:
            if any(_overlap(fee, other) for other in work.fees.all(fee.procedure)):
                raise InputError("office.fee_twice", code=fee.named)
            work.fees.save(fee)
            work.record("fee.save", fee.id, f"{fee.named} {format_cents(fee.charge)}")
            work.commit()
        return Changes(Changed.FEES)

    def remove_fee_line(self, actor: Actor, fee_id: str) -> Changes:
        """Remove a line of the fee schedule; sheets keep the charges they have."""
        with self._store.writing(actor) as work:
            fee = work.fees.get(fee_id)
            work.fees.remove(fee_id)
            work.record("fee.remove", fee_id, fee.named)
            work.commit()
        return Changes(Changed.FEES)

    def read_fee_table(self, path: Path) -> FeeTable:
        """The beginning of a table of fees, for a person to say which column is which.

        What was said of a table with the same headings before is offered as the guess.

        Raises:
            InputError: The file is no table, is damaged or is empty.
            EnvironmentError_: It cannot be read.
        """
        with self._store.reading() as records:
            return fee_table(path, records)

    def import_fees(
        self,
        actor: Actor,
        path: Path,
        columns: Mapping[str, str],
        progress: Progress = no_progress,
    ) -> FeeImportReport:
        """Lay a table of fees over the fee schedule, whole or not at all.

        How, says :mod:`medcoder_desktop.domain.fee_merging`; doing it twice changes nothing.
        Which column is which is remembered for the next table with these headings.

        Args:
            actor: On whose behalf.
            path: A CSV or tab-delimited text or a workbook, zipped or not.
            columns: Heading of the column of each field, by the values of ``FeeField``; code
                and charge are needed.
            progress: Told every few hundred rows that were read.

        Raises:
            Cancelled: The progress callback stopped it; nothing is changed.
            InputError: A row cannot be read or contradicts another one; names the line.
            EnvironmentError_: The file cannot be read.
        """
        rows, mapping = fee_lines_of(path, columns, progress)
        with self._store.writing(actor) as work:
            merged = merged_fees(work.fees.all(), rows, self._clock.today())
            report = merged.report
            known = work.book.mapping(mapping.kind, mapping.headings)
            if report.changes.what or known is None or known.columns != mapping.columns:
                work.fees.save_many(merged.new, merged.altered)
                work.book.save_mapping(mapping)
                work.record(
                    "fees.import",
                    "fees",
                    f"{report.added} added, {report.changed} changed, {report.ended} ended",
                )
                work.commit()
        return report


def _overlap(fee: FeeLine, other: FeeLine) -> bool:
    if fee.id == other.id:
        return False
    if (fee.procedure, fee.modifier) != (other.procedure, other.modifier):
        return False
    starts = max(f.effective_from or date.min for f in (fee, other))
    ends = min(f.effective_to or date.max for f in (fee, other))
    return starts <= ends
