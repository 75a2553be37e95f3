"""Procedures, medications, allergies and immunizations of a C-CDA document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from medcoder_desktop.domain.history import HistoryEntry, HistoryKind
from tests.unit.records.ccda.files import PROGRESS_NOTE
from tests.unit.records.ccda.test_documents import read

LOINC = "2.16.840.1.113883.6.1"


def section(code: str, entry: str, text: str = "As listed.") -> str:
    return (
        f'<component><section><code code="{code}" codeSystem="{LOINC}"/><title>T</title>'
        f"<text>{text}</text><entry>{entry}</entry></section></component>"
    )


def history(tmp_path: Path, *sections: str) -> tuple[HistoryEntry, ...]:
    note = PROGRESS_NOTE.replace("</structuredBody>", "".join(sections) + "</structuredBody>")
    return read(tmp_path, note).history


def test_each_section_makes_its_kind_of_history(tmp_path: Path) -> None:
    found = history(
        tmp_path,
        section(
            "47519-4",
            '<procedure classCode="PROC"><id root="9"/><code code="1" displayName="Splint"/>'
            '<statusCode code="completed"/><effectiveTime value="20251102"/></procedure>',
        ),
        section(
            "10160-0",
            '<substanceAdministration><id root="8"/><statusCode code="active"/>'
            '<effectiveTime><low value="20260105"/></effectiveTime><doseQuantity value="2"/>'
            "<consumable><manufacturedProduct><manufacturedMaterial>"
            '<code code="6809" codeSystem="2.16.840.1.113883.6.88" displayName="Metformin"/>'
            "</manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration>",
        ),
        section(
            "48765-2",
            '<act><entryRelationship><observation><id root="7"/><participant><participantRole>'
            '<playingEntity><code nullFlavor="OTH"><originalText><reference value="#a1"/>'
            "</originalText></code></playingEntity></participantRole></participant>"
            "</observation></entryRelationship></act>",
            '<content ID="a1">Penicillin</content>',
        ),
        section(
            "11369-6",
            '<substanceAdministration negationInd="true"><consumable><manufacturedProduct>'
            '<manufacturedMaterial><code displayName="Influenza"/></manufacturedMaterial>'
            "</manufacturedProduct></consumable></substanceAdministration>",
        ),
    )
    assert [(entry.kind, entry.text) for entry in found] == [
        (HistoryKind.PROCEDURE, "Splint"),
        (HistoryKind.MEDICATION, "Metformin"),
        (HistoryKind.ALLERGY, "Penicillin"),
    ]
    assert found[0].on == date(2025, 11, 2)
    assert found[1].code_system.endswith("rxnorm")
    assert (found[1].on, found[1].detail) == (date(2026, 1, 5), "2")
