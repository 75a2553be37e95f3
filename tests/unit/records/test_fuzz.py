"""However a file is damaged, its import ends in a record or in one sentence, and soon."""

from __future__ import annotations

import base64
import copy
import gzip
import io
import json
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medcoder_desktop.domain.documents import ClinicalDocument, LabResult, PriorCondition
from medcoder_desktop.domain.errors import Defect, MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.domain.own_book import ColumnMapping
from medcoder_desktop.domain.visit_tables import VISITS
from medcoder_desktop.paths import resources
from medcoder_desktop.records.incoming import open_incoming
from medcoder_desktop.records.recognise import files_within, looks_like_claim, read_incoming
from tests.unit.records.ccda.files import PROGRESS_NOTE
from tests.unit.records.documents.files import LINES, docx, paragraph, pdf, picture, rtf
from tests.unit.records.fhir.files import everything
from tests.unit.records.hl7.test_messages import ADT, ORU
from tests.unit.records.tables.files import DAY_SHEET, workbook

LONGEST = 2.0
"""Seconds."""
ROUNDS = 1_250
"""Of each kind of damage; four kinds make 5,000 files."""

SAMPLES = resources() / "samples"
ODD: tuple[Any, ...] = (
    None, True, -1, 1e308, "", "x", "\ud800", "\x00", [], {}, [[]], [None], [{}], {"coding": "x"},
    {"reference": "#"}, {"reference": "?identifier=|"}, {"value": []}, "9" * 400, "2026-99-99",
    {"coding": [None, {"code": 7}]}, [{"reference": {"reference": "Patient/1"}}], "Bundle",
)  # fmt: skip
"""Values of every wrong shape."""


def bundles() -> list[bytes]:
    """The sample patients', and as often one with something of each kind in it."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*/*.fhir.json"))]
    return samples + [json.dumps(everything()).encode()] * len(samples)


def originals() -> list[bytes]:
    """Files to damage, of every kind that is read."""
    notes = [path.read_bytes() for path in sorted(SAMPLES.glob("*/*.txt"))]
    others = (PROGRESS_NOTE.encode(), "\r".join((*ADT, *ORU)).encode(), pdf(LINES), rtf(*LINES))
    scans = (picture("TIFF", 2), picture("PNG", 1), picture("JPEG", 1))
    tables = (DAY_SHEET.encode(), workbook([row.split(",") for row in DAY_SHEET.splitlines()]))
    documents = [*others, *scans, *tables, docx("".join(map(paragraph, LINES))), *_less_usual()]
    archives = [_archive(documents), _export(bundles()[0])]
    return [*bundles(), *notes, *(documents * len(notes)), *archives]


def columns() -> tuple[ColumnMapping, ...]:
    """The columns of the tables, as a person named them."""
    headings = tuple(DAY_SHEET.splitlines()[0].split(","))
    named = {"date of service": "Visit Date", "patient": "Patient Name", "charge": "Charge"}
    return (ColumnMapping(VISITS, headings, tuple(named.items())),)


def _less_usual() -> list[bytes]:
    """Packed, mailed, framed and in other forms of the same standards."""
    feed = "\x0b" + "\r".join((*ADT, *ORU)) + "\x1c\r"
    mail = (
        "From: front@example.org\r\nSubject: Note\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        "<p>Assessment: cough</p>\r\n--b\r\nContent-Type: application/rtf; name=n.rtf\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.b64encode(rtf(*LINES)).decode()}\r\n--b--\r\n"
    )
    xml = (
        '<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/><entry><resource><Patient>'
        '<id value="p1"/><name><family value="Beispiel"/><given value="Testa"/></name>'
        '<birthDate value="1968-02-11"/></Patient></resource></entry></Bundle>'
    )
    page = (
        "<html><body><table><tr><td><p>Warfarin</p></td><td>STOPPED</td></tr></table></body></html>"
    )
    return [gzip.compress(b"\n".join(map(str.encode, LINES))), feed.encode(), mail.encode(),
            xml.encode(), page.encode()]  # fmt: skip


def _archive(files: list[bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(files):
            archive.writestr(f"file {number}", content)
    return stream.getvalue()


def _export(bundle: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        lines = [json.dumps(entry["resource"]) for entry in json.loads(bundle)["entry"]]
        archive.writestr("all.ndjson", "\n".join(lines))
    return stream.getvalue()


def cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def flip(raw: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(chance.choice((1, 5, 50))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def shuffle(raw: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(raw)), 2))
    place = chance.randrange(len(raw))
    return raw[:place] + raw[start:end] * chance.choice((1, 3)) + raw[place:]


def distort(_raw: bytes, chance: random.Random) -> bytes:
    """A bundle that is sound JSON, with values of the wrong shape in many places."""
    tree = json.loads(chance.choice(bundles()))
    for _ in range(chance.choice((1, 10, 60))):
        node: Any = chance.choice(tree["entry"]) if tree.get("entry") else tree
        while isinstance(node, (dict, list)) and node:
            key: Any = chance.choice(list(node) if isinstance(node, dict) else range(len(node)))
            if not isinstance(node[key], (dict, list)) or not node[key] or chance.random() < 0.15:
                if key not in ("entry", "resourceType"):
                    node[key] = copy.deepcopy(chance.choice(ODD))
                break
            node = node[key]
    return json.dumps(tree).encode()


@pytest.mark.parametrize("damage", [cut, flip, shuffle, distort])
def test_every_damaged_file_ends_in_a_record_or_a_sentence(
    tmp_path: Path, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(f"records {damage.__name__}")
    files, known = originals(), columns()
    path = tmp_path / "damaged"
    for _ in range(ROUNDS):
        path.write_bytes(damage(chance.choice(files), chance))
        started = time.monotonic()
        outcomes = read_or_refuse(path, known)
        assert time.monotonic() - started < LONGEST
        for outcome in outcomes:
            if isinstance(outcome, ImportedRecord):
                assert_whole(outcome)
            else:
                assert not isinstance(outcome, Defect)
                assert "damaged" in outcome.sentence


def read_or_refuse(
    path: Path, known: tuple[ColumnMapping, ...]
) -> list[ImportedRecord | MedCoderError]:
    """What a file holds, or each of those in an archive."""
    try:
        incoming = open_incoming(path)
        looks_like_claim(incoming)
        within = files_within(incoming)
    except MedCoderError as problem:
        return [problem]
    outcomes: list[ImportedRecord | MedCoderError] = []
    for each in (incoming,) if within is None else within:
        try:
            outcomes.append(read_incoming(each, known))
        except MedCoderError as problem:
            outcomes.append(problem)
    return outcomes


def assert_whole(record: ImportedRecord) -> None:
    """Everything points at something in the same record, and every text can be stored."""
    patients = {patient.id for patient in record.patients}
    payers = {payer.id for payer in record.payers}
    visits = {visit.id: visit for visit in record.encounters}
    policies = {coverage.id: coverage.patient_id for coverage in record.coverages}
    clinicians = {provider.id for provider in record.providers}
    facilities = {facility.id for facility in record.facilities}
    for coverage in record.coverages:
        assert coverage.patient_id in patients
        assert coverage.payer_id in payers
        assert (coverage.subscriber is None) == (coverage.relationship.value == "self")
    for visit in record.encounters:
        assert visit.patient_id in patients
        assert visit.provider_id is None or visit.provider_id in clinicians
        assert visit.facility_id is None or visit.facility_id in facilities
        assert visit.coverage_id is None or policies[visit.coverage_id] == visit.patient_id
    filed = [document for document, _ in record.documents if document.patient_id]
    chart: list[ClinicalDocument | LabResult | PriorCondition] = [
        *filed,
        *record.results,
        *record.conditions,
    ]
    for entry in chart:
        assert entry.patient_id in patients
        if entry.encounter_id:
            assert visits[entry.encounter_id].patient_id == entry.patient_id
    for document, text in record.documents:
        assert document.length == len(text)
    # A source's name for something need be unique only in the chart of its patient.
    keys = [("visit", visit.patient_id, visit.source_key) for visit in record.encounters]
    keys += [(type(entry).__name__, entry.patient_id or "", entry.source_key) for entry in chart]
    assert len(set(keys)) == len(keys)
    repr(record).encode()
