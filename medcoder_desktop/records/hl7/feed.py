"""HL7 version 2 messages, one or thousands in a file, as one record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import ClinicalDocument, LabResult, Original, PriorCondition
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import Coverage, Patient, are_two_people
from medcoder_desktop.domain.practice import Payer, Provider
from medcoder_desktop.records.documents.scans import pages_beside
from medcoder_desktop.records.hl7.history import (
    HISTORY_SEGMENTS,
    own_segments,
    read_charge,
    read_history,
)
from medcoder_desktop.records.hl7.observations import (
    OrderedValues,
    is_withdrawn,
    name_of,
    read_condition,
    read_result,
)
from medcoder_desktop.records.hl7.people import (
    in_force,
    newer,
    read_patient,
    read_policy,
    read_provider,
)
from medcoder_desktop.records.hl7.report import Report, places_of_prose
from medcoder_desktop.records.hl7.segments import Message, Segment, messages_in
from medcoder_desktop.records.hl7.visits import (
    day_of_visit,
    new_visit,
    number_of,
    plans_a_visit,
    renewed,
    tells_of_no_visit,
)
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.left_out import LeftOut

HL7 = "HL7 version 2"

_MERGES = frozenset(["A18", "A30", "A34", "A35", "A36", "A39", "A40", "A41", "A42", "A43", "A47"])
_DELETES = frozenset(["A23", "A29"])
_CANCELS = frozenset(["T11"])
_SILENT = frozenset(
    ["MSH", "EVN", "PD1", "PV2", "ORC", "TQ1", "TQ2", "SFT", "MSA", "QRD", "QRF", "MRG", "ROL",
     "PRT", "CON", "UAC", "DSC", "RGS", "AIS", "AIP", "AIL", "AIG", "SCH", "SPM", "SAC", "RXR",
     "RXC", "PDA", "UB1", "UB2", "DRG"]
)  # fmt: skip
"""Segments that say nothing an office would keep, or serve those that are read."""


def read_messages(incoming: Incoming, content: str) -> ImportedRecord:
    """Read every message of a file; the same patient and visit in several of them are one.

    Merges, deletions and cancellations are never carried out: they are told to the person.

    Raises:
        InputError: No message names a patient.
    """
    feed = _Feed(incoming.name)
    for message in messages_in(content):
        feed.take(message)
    if not feed.patients:
        asks = feed.left_out.sentences()
        message_id = "record.only_asks" if asks else "record.no_patient"
        raise InputError(message_id, file=incoming.name, asks=" ".join(asks))
    return ImportedRecord(
        kind=HL7,
        source=incoming.name,
        sha256=incoming.sha256,
        patients=tuple(feed.patients.values()),
        payers=tuple(feed.payers.values()),
        coverages=tuple(feed.coverages.values()),
        providers=tuple(feed.providers.values()),
        encounters=tuple(feed.encounters.values()),
        documents=tuple(feed.documents.values()),
        results=tuple(feed.results.values()),
        conditions=tuple(feed.conditions.values()),
        history=tuple(feed.history.values()),
        charges=tuple(feed.charges.values()),
        originals=tuple(feed.originals),
        skipped=feed.left_out.sentences(),
    )


@dataclass(slots=True)
class _Feed:
    """What all messages so far have said; everything by what the feed calls it."""

    source: str
    patients: dict[str, Patient] = field(default_factory=dict)
    payers: dict[str, Payer] = field(default_factory=dict)
    coverages: dict[str, Coverage] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    encounters: dict[str, Encounter] = field(default_factory=dict)
    documents: dict[str, tuple[ClinicalDocument, str]] = field(default_factory=dict)
    results: dict[str, LabResult] = field(default_factory=dict)
    conditions: dict[str, PriorCondition] = field(default_factory=dict)
    history: dict[str, HistoryEntry] = field(default_factory=dict)
    charges: dict[str, RecordedCharge] = field(default_factory=dict)
    originals: list[Original] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)
    _own: list[Segment] = field(default_factory=list)
    _patient: Patient | None = None
    _visit_key: str = ""
    _values: OrderedValues = field(default_factory=OrderedValues)
    _report: Report | None = None
    _last: str = ""

    def take(self, message: Message) -> None:
        """Take in one message."""
        self._patient, self._visit_key, self._report = None, "", None
        self._values = OrderedValues()
        if message.event in _MERGES:
            self._refuse_merge(message)
            return
        if message.event in _DELETES and message.kind == "ADT":
            self.left_out.count("left_out.message_deletes", event=message.event)
            return
        prose = places_of_prose(message)
        for place, segment in enumerate(message.segments):
            if segment.name == "OBX":
                self._observation(segment, is_prose=place in prose)
            else:
                self._take_segment(segment, message)
        self._end_report(cancelled=message.event in _CANCELS and message.kind == "MDM")
        self._end_own_segments()

    def _take_segment(self, segment: Segment, message: Message) -> None:
        name = segment.name
        if name == "PID":
            self._end_report()
            self._end_own_segments()
            self._visit_key, self._values = "", OrderedValues()
            self._patient = self._known_patient(segment, corrects=message.kind == "ADT")
        elif self._patient is None or name in _SILENT:
            return
        elif name == "PV1":
            self._visit_key = self._visit(segment, message, self._patient)
        elif name == "IN1":
            self._policy(segment, self._patient)
        elif name in ("OBR", "TXA"):
            self._end_report()
            self._values = OrderedValues(segment if name == "OBR" else None)
            self._report = Report(segment)
        elif name == "NTE":
            if message.kind != "SIU":  # there it is about the appointment
                self._comment(segment)
        elif name in ("DG1", "PRB"):
            self._condition(segment, self._patient)
        elif name in HISTORY_SEGMENTS or name == "FT1":
            self._listed(segment, self._patient)
        elif name.startswith("Z"):
            self._own.append(segment)
        else:
            self.left_out.count("left_out.segment", name=name)

    @property
    def _visit_id(self) -> str | None:
        """The visit the message is about."""
        visit = self.encounters.get(self._visit_key)
        return visit.id if visit else None

    def _known_patient(self, pid: Segment, *, corrects: bool = False) -> Patient | None:
        read = read_patient(pid)
        if not read.name.family and not read.record_numbers:
            self.left_out.count("left_out.nameless_patient")
            return None
        numbers = read.record_numbers[:1]
        key = (
            f"{numbers[0].system}|{numbers[0].value}"
            if numbers
            else (f"{read.name.listed}|{read.birth_date}")
        )
        known = self.patients.get(key)
        if known is not None and are_two_people(known, read):
            key = f"{key}|{read.name.listed}|{read.birth_date}"
            known = self.patients.get(key)
        self.patients[key] = newer(known, read, corrects=corrects) if known else read
        return self.patients[key]

    def _visit(self, pv1: Segment, message: Message, patient: Patient) -> str:
        """The key of the visit a message is about; empty where it is about none."""
        if plans_a_visit(pv1, message):
            self.left_out.count("left_out.visit_status")
            return ""
        if tells_of_no_visit(pv1, message):
            return ""
        day = day_of_visit(pv1, message)
        known = self._met_before(pv1, day, patient)
        if day is None:
            if not known and message.kind in ("ADT", "MDM", "DFT"):
                self.left_out.count("left_out.visit_undated")
            return known
        provider = read_provider(pv1, 7, 17, 9)
        if provider is not None:
            named = provider.npi or provider.name.listed.casefold()
            provider = self.providers.setdefault(named, provider)
        told = replace(
            new_visit(pv1, message, day),
            patient_id=patient.id,
            provider_id=provider.id if provider else None,
        )
        key = known or f"{told.source_key}/{patient.id}"
        before = self.encounters.get(key)
        corrects = message.kind == "ADT" and pv1.day(44) is not None
        self.encounters[key] = renewed(before, told, corrects=corrects) if before else told
        return key

    def _met_before(self, pv1: Segment, day: date | None, patient: Patient) -> str:
        """The key of the visit that earlier messages told of; empty for a new one.

        A message that does not number its visit means the only one of that day.
        """
        number = number_of(pv1)
        wanted = f"hl7/{number}"
        mine = {k: v for k, v in self.encounters.items() if v.patient_id == patient.id}
        if number:
            found = [k for k, v in mine.items() if v.source_key == wanted]
            found = found or [
                k
                for k, v in mine.items()
                if v.source_key.startswith(f"{wanted}/") and day in (None, v.date_of_service)
            ]
            return found[-1] if found else ""
        of_day = [k for k, v in mine.items() if v.date_of_service == day]
        return of_day[0] if len(of_day) == 1 else ""

    def _policy(self, in1: Segment, patient: Patient) -> None:
        read = read_policy(in1, patient)
        if read is None:
            self.left_out.count("left_out.payer_unnamed")
            return
        payer, coverage = read
        payer = self.payers.setdefault(payer.name.casefold(), payer)
        key = f"{patient.id}|{payer.id}|{coverage.member_id}"
        coverage = self.coverages.setdefault(key, replace(coverage, payer_id=payer.id))
        visit = self.encounters.get(self._visit_key)
        if visit is not None and visit.coverage_id is None and in_force(in1, visit.date_of_service):
            self.encounters[self._visit_key] = replace(visit, coverage_id=coverage.id)

    def _observation(self, obx: Segment, *, is_prose: bool) -> None:
        if self._patient is None:
            return
        if is_prose:
            if self._report is None:
                self._report = Report(self._values.order or obx)
            self._report.take(obx)
            self._last = ""
            return
        result = read_result(obx, self._values, self._patient.id, self._visit_id)
        if isinstance(result, str):
            self.left_out.count(result)
            return
        key = result.source_key + self._patient.id
        if is_withdrawn(obx):
            self.results.pop(key, None)
            day = str(result.taken_on or "no date")
            self.left_out.count("left_out.result_withdrawn", name=name_of(obx), day=day)
            return
        self.results[key] = result
        self._last = key

    def _comment(self, nte: Segment) -> None:
        """A comment belongs to the value before it, else to what is under way."""
        words = nte.words(3).strip()
        if words:
            if self._report is None:
                self._report = Report(nte)
            about = self.results[self._last].name if self._last in self.results else ""
            self._report.comment(words, about)

    def _condition(self, segment: Segment, patient: Patient) -> None:
        if segment.name == "PRB" and segment.text(1).upper() in ("DE", "CA"):
            self.left_out.count("left_out.condition_status")
            return
        condition = read_condition(segment, patient.id)
        if condition is None:
            self.left_out.count("left_out.condition_unnamed")
        else:
            self.conditions.setdefault(condition.source_key + patient.id, condition)

    def _listed(self, segment: Segment, patient: Patient) -> None:
        """A line of history, or a charge."""
        visit = self._visit_id
        if segment.name == "FT1":
            charge = read_charge(segment, patient.id, visit)
            if isinstance(charge, str):
                self.left_out.count(charge)
            else:
                self.charges.setdefault(charge.source_key + patient.id, charge)
            return
        entry = read_history(segment, patient.id, visit)
        if isinstance(entry, str):
            self.left_out.count(entry, kind=segment.name)
        else:
            self.history.setdefault(entry.source_key + patient.id, entry)

    def _end_own_segments(self) -> None:
        own, self._own = self._own, []
        if own and self._patient is not None:
            made = own_segments(own, self._patient.id, self._visit_id, self.source)
            if made is not None:
                self.documents.setdefault(made[0].source_key + self._patient.id, made)

    def _end_report(self, *, cancelled: bool = False) -> None:
        report, self._report, self._last = self._report, None, ""
        if report is None or self._patient is None:
            return
        if cancelled:
            self._cancel(report, self._patient)
            return
        made = report.document(self._patient.id, self._visit_id, self.source)
        for problem, detail in report.problems:
            self.left_out.count(problem, title=report.name or "Report", detail=detail)
        if made is not None:
            document, text = made
            name = document.source_key + document.version_key + self._patient.id
            if name not in self.documents:
                document = pages_beside(document, report.pages, self.originals)
                self.documents[name] = (document, text)

    def _cancel(self, report: Report, patient: Patient) -> None:
        """A note that its sender takes back is not brought in; one that is here stays."""
        begins = report.key
        for name, (document, _) in list(self.documents.items()):
            if document.patient_id == patient.id and document.source_key == begins:
                del self.documents[name]
        self.left_out.count(
            "left_out.document_cancelled",
            title=report.name or "Document",
            day=str(report.written_on or "no date"),
        )

    def _refuse_merge(self, message: Message) -> None:
        new = next((s.text(3) for s in message.segments if s.name == "PID"), "")
        old = next((s.text(1) for s in message.segments if s.name == "MRG"), "")
        self.left_out.count("left_out.message_merges", old=old or "?", new=new or "?")
        for segment in message.segments:
            if segment.name == "PID":
                self._known_patient(segment)
