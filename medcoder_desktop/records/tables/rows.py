"""What the rows of a table of visits say, gathered into patients, visits and charges."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.codes import CodeSystem, procedure_system
from medcoder_desktop.domain.encounters import FROM_TABLE, Encounter
from medcoder_desktop.domain.identifiers import new_id, npi_is_valid
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import Coverage, Patient, RecordNumber
from medcoder_desktop.domain.people import PersonName
from medcoder_desktop.domain.practice import Payer, Provider
from medcoder_desktop.domain.visit_tables import TABLE, VisitField
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.payers import payer_kind, payer_name, pays_nothing
from medcoder_desktop.records.tables.cells import VisitCells

OFFICE_NUMBER = "MRN"
"""What gave the record numbers of a table that does not say."""


@dataclass(slots=True)
class GatheredVisits:
    """What all rows so far have said; everything by what the table calls it."""

    source: str
    patients: dict[str, Patient] = field(default_factory=dict)
    payers: dict[str, Payer] = field(default_factory=dict)
    coverages: dict[str, Coverage] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    encounters: dict[str, Encounter] = field(default_factory=dict)
    charges: list[RecordedCharge] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)
    _lines: Counter[str] = field(default_factory=Counter)
    _above: Encounter | None = None
    """The visit of the row above; None where that row was left out."""

    def begin(self) -> None:
        """Begin a sheet: its first row continues no other."""
        self._above = None

    def take(self, cells: VisitCells) -> None:
        """Take in one row.

        A row with codes but neither patient nor day continues the one above it, as lists write
        it that are grouped by visit.
        """
        name, number = cells.name, cells.text(VisitField.RECORD_NUMBER)
        above, self._above = self._above, None
        if name is None and not number:
            if above is not None and cells.continues:
                self._above = above
                self._charge(cells, above.date_of_service, above)
            else:
                self.left_out.count("left_out.row_patient", row=cells.place_in_file)
            return
        day = cells.day
        if day is None:
            written = cells.text(VisitField.DATE_OF_SERVICE)[:40]
            self.left_out.count("left_out.row_day", row=cells.place_in_file, text=written)
            return
        patient = self._patient(cells, name or PersonName("", ""), number)
        provider = self._provider(cells)
        visit = self._visit(cells, day, patient, provider)
        self._charge(cells, day, visit)
        self._above = visit

    def record(self, incoming: Incoming) -> ImportedRecord:
        """Everything, in domain objects."""
        return ImportedRecord(
            kind=TABLE,
            source=incoming.name,
            sha256=incoming.sha256,
            patients=tuple(self.patients.values()),
            payers=tuple(self.payers.values()),
            coverages=tuple(self.coverages.values()),
            providers=tuple(self.providers.values()),
            encounters=tuple(self.encounters.values()),
            charges=tuple(self.charges),
            skipped=self.left_out.sentences(),
        )

    def _patient(self, cells: VisitCells, name: PersonName, number: str) -> Patient:
        """The person of the row; one number with two birth dates is a family's, not a person's."""
        born = cells.birth_date
        who = f"{name.family}|{name.given}".casefold()
        key = f"{number}|{born or who}" if number else f"{who}|{born}"
        if key not in self.patients:
            self.patients[key] = Patient(
                id=new_id(),
                name=name,
                birth_date=born,
                sex=cells.sex,
                address=cells.address,
                phone=cells.phone,
                record_numbers=(RecordNumber(OFFICE_NUMBER, number),) if number else (),
            )
        return self.patients[key]

    def _provider(self, cells: VisitCells) -> Provider | None:
        stated = cells.text(VisitField.PROVIDER_NPI)
        npi = stated if npi_is_valid(stated) else ""
        told = cells.provider_name
        if told is None:
            return None
        name, credentials = told
        key = npi or name.listed.casefold()
        return self.providers.setdefault(key, Provider(new_id(), name, credentials, npi))

    def _visit(
        self, cells: VisitCells, day: date, patient: Patient, provider: Provider | None
    ) -> Encounter:
        number = cells.text(VisitField.VISIT_NUMBER)
        seen_by = provider.name.listed.casefold() if provider else ""
        key = f"{FROM_TABLE}{number or f'{day}/{seen_by}'}"
        coverage = self._coverage(cells, patient)
        known = self.encounters.get(f"{key}|{patient.id}")
        if known is not None:
            return known
        return self.encounters.setdefault(
            f"{key}|{patient.id}",
            Encounter(
                id=new_id(),
                number="",
                patient_id=patient.id,
                date_of_service=day,
                place_of_service=cells.place,
                provider_id=provider.id if provider else None,
                coverage_id=coverage.id if coverage else None,
                reason=cells.text(VisitField.REASON),
                source_key=key,
            ),
        )

    def _coverage(self, cells: VisitCells, patient: Patient) -> Coverage | None:
        name = payer_name(cells.text(VisitField.PAYER))
        if not name or pays_nothing(name):
            return None
        payer = self.payers.setdefault(
            name.casefold(),
            Payer(new_id(), name, cells.text(VisitField.PAYER_ID), payer_kind(name)),
        )
        member = cells.text(VisitField.MEMBER_ID)
        return self.coverages.setdefault(
            f"{patient.id}|{payer.id}|{member}",
            Coverage(new_id(), patient.id, payer.id, member, cells.text(VisitField.GROUP)),
        )

    def _charge(self, cells: VisitCells, day: date, visit: Encounter) -> None:
        """What the row says was done and found; the words of a CPT code are not kept."""
        code, diagnoses = cells.procedure, cells.diagnoses
        described = cells.text(VisitField.DESCRIPTION)
        if code and procedure_system(code) is CodeSystem.CPT:
            described = ""
        amount = cells.charge
        if not code and not diagnoses and not (described and amount):
            return
        modifiers = cells.modifiers if code else ()
        name = f"{visit.source_key}/{code or described}/{'-'.join(modifiers)}"
        self._lines[f"{name}|{visit.patient_id}"] += 1
        self.charges.append(
            RecordedCharge(
                id=new_id(),
                patient_id=visit.patient_id,
                encounter_id=visit.id,
                procedure=code,
                modifiers=modifiers,
                units=cells.units if code else 1,
                charge=amount,
                diagnoses=diagnoses,
                on=day,
                description=described,
                source_key=f"{name}/{self._lines[f'{name}|{visit.patient_id}']}",
            )
        )
