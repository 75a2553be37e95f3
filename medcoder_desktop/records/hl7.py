"""HL7 version 2 messages, one or thousands in a file, as one record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from medcoder_desktop.domain.charges import RecordedCharge
from medcoder_desktop.domain.documents import ClinicalDocument, LabResult, Original, PriorCondition
from medcoder_desktop.domain.encounters import Encounter
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.history import HistoryEntry
from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.patients import Coverage, Patient
from medcoder_desktop.domain.practice import Payer, Provider
from medcoder_desktop.records.hl7_history import (
    HISTORY_SEGMENTS,
    own_segments,
    read_charge,
    read_history,
)
from medcoder_desktop.records.hl7_observations import (
    Report,
    is_text,
    read_condition,
    read_result,
)
from medcoder_desktop.records.hl7_people import read_patient, read_policy, read_provider
from medcoder_desktop.records.hl7_segments import Message, Segment, messages_in
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.scans import pages_beside

HL7 = "HL7 version 2"

_PLACES = {"I": "21", "E": "23", "B": "21"}
"""Patient classes (table 0004) of visits that are not to an office."""
_NO_VISIT = frozenset(["A05", "A11", "A12", "A13", "A14", "A15", "A16", "A25", "A26", "A27", "A38"])
"""Events that plan a visit, or take back something about one."""
_MERGES = frozenset(["A18", "A30", "A34", "A35", "A36", "A39", "A40", "A41", "A42", "A43", "A47"])
_DELETES = frozenset(["A23", "A29"])
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
    _encounter: Encounter | None = None
    _order: Segment | None = None
    _report: Report | None = None
    _last: str = ""

    def take(self, message: Message) -> None:
        """Take in one message."""
        self._patient = self._encounter = self._order = self._report = None
        if message.event in _MERGES:
            self._refuse_merge(message)
            return
        if message.event in _DELETES and message.kind == "ADT":
            self.left_out.count("left_out.message_deletes", event=message.event)
            return
        for segment in message.segments:
            self._take_segment(segment, message)
        self._end_report()
        self._end_own_segments()

    def _take_segment(self, segment: Segment, message: Message) -> None:
        name = segment.name
        if name == "PID":
            self._end_report()
            self._end_own_segments()
            self._encounter = self._order = None
            self._patient = self._known_patient(segment)
        elif self._patient is None or name in _SILENT:
            return
        elif name == "PV1":
            self._encounter = self._visit(segment, message, self._patient)
        elif name == "IN1":
            self._policy(segment, self._patient)
        elif name in ("OBR", "TXA"):
            self._end_report()
            self._order = segment if name == "OBR" else None
            self._report = Report(segment)
        elif name == "OBX":
            self._observation(segment, self._patient)
        elif name == "NTE":
            self._comment(segment)
        elif name in ("DG1", "PRB"):
            self._condition(segment, self._patient)
        elif name in HISTORY_SEGMENTS or name == "FT1":
            self._listed(segment, self._patient)
        elif name.startswith("Z"):
            self._own.append(segment)
        else:
            self.left_out.count("left_out.segment", name=name)

    def _known_patient(self, pid: Segment) -> Patient | None:
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
        return self.patients.setdefault(key, read)

    def _visit(self, pv1: Segment, message: Message, patient: Patient) -> Encounter | None:
        if message.event in _NO_VISIT or message.kind == "SIU" or pv1.text(2).upper() == "P":
            self.left_out.count("left_out.visit_status")
            return None
        day = _day_of_visit(pv1, message)
        if day is None:
            self.left_out.count("left_out.visit_undated")
            return None
        number = pv1.text(19) or pv1.text(50)
        key = f"hl7/{number or day}/{patient.id}"
        provider = read_provider(pv1, 7, 17, 9)
        if provider is not None:
            known = provider.npi or provider.name.listed.casefold()
            provider = self.providers.setdefault(known, provider)
        policies = [each for each in self.coverages.values() if each.patient_id == patient.id]
        return self.encounters.setdefault(
            key,
            Encounter(
                id=new_id(),
                number="",
                patient_id=patient.id,
                date_of_service=day,
                place_of_service=_PLACES.get(pv1.text(2).upper(), "11"),
                provider_id=provider.id if provider else None,
                coverage_id=policies[0].id if policies else None,
                reason=_reason(message),
                source_key=f"hl7/{number or day}",
            ),
        )

    def _policy(self, in1: Segment, patient: Patient) -> None:
        read = read_policy(in1, patient)
        if read is None:
            self.left_out.count("left_out.payer_unnamed")
            return
        payer, coverage = read
        payer = self.payers.setdefault(payer.name.casefold(), payer)
        key = f"{patient.id}|{payer.id}|{coverage.member_id}"
        if key not in self.coverages:
            self.coverages[key] = replace(coverage, payer_id=payer.id)

    def _observation(self, obx: Segment, patient: Patient) -> None:
        if is_text(obx):
            if self._report is None:
                self._report = Report(self._order or obx)
            self._report.take(obx)
            self._last = ""
            return
        visit = self._encounter.id if self._encounter else None
        result = read_result(obx, self._order, patient.id, visit)
        if isinstance(result, str):
            self.left_out.count(result)
            return
        self.results[result.source_key + patient.id] = result
        self._last = result.source_key + patient.id

    def _comment(self, nte: Segment) -> None:
        """A comment belongs to the value before it, else to the report that is under way."""
        words = nte.words(3).strip()
        if words and self._report is not None:
            about = self.results[self._last].name if self._last in self.results else ""
            self._report.lines.append(f"{about}: {words}" if about else words)

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
        visit = self._encounter.id if self._encounter else None
        if segment.name == "FT1":
            charge = read_charge(segment, patient.id, visit)
            if isinstance(charge, str):
                self.left_out.count(charge)
            else:
                self.charges.setdefault(charge.source_key + patient.id, charge)
            return
        entry = read_history(segment, patient.id, visit)
        if entry is None:
            self.left_out.count("left_out.history_unnamed", kind=segment.name)
        else:
            self.history.setdefault(entry.source_key + patient.id, entry)

    def _end_own_segments(self) -> None:
        own, self._own = self._own, []
        if own and self._patient is not None:
            visit = self._encounter.id if self._encounter else None
            made = own_segments(own, self._patient.id, visit, self.source)
            if made is not None:
                self.documents.setdefault(made[0].source_key + self._patient.id, made)

    def _end_report(self) -> None:
        report, self._report, self._last = self._report, None, ""
        if report is None or self._patient is None:
            return
        for problem, detail in report.problems:
            self.left_out.count(problem, title=report.name or "Report", detail=detail)
        visit = self._encounter.id if self._encounter else None
        made = report.document(self._patient.id, visit, self.source)
        if made is not None:
            document, text = made
            name = document.source_key + document.version_key + self._patient.id
            if name not in self.documents:
                document = pages_beside(document, report.pages, self.originals)
                self.documents[name] = (document, text)

    def _refuse_merge(self, message: Message) -> None:
        new = next((s.text(3) for s in message.segments if s.name == "PID"), "")
        old = next((s.text(1) for s in message.segments if s.name == "MRG"), "")
        self.left_out.count("left_out.message_merges", old=old or "?", new=new or "?")
        for segment in message.segments:
            if segment.name == "PID":
                self._known_patient(segment)


def _day_of_visit(pv1: Segment, message: Message) -> date | None:
    """The day of admission; where it is not given, that of the event or of the message."""
    day = pv1.day(44)
    for name, number in (("OBR", 7), ("TXA", 4), ("EVN", 6), ("EVN", 2), ("MSH", 7)):
        if day is None:
            found = (s.day(number) for s in message.segments if s.name == name)
            day = next(filter(None, found), None)
    return day


def _reason(message: Message) -> str:
    for segment in message.segments:
        if segment.name == "PV2":
            return segment.text(3, 2) or segment.text(3, 1)
    return ""
