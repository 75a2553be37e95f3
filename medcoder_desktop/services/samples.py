"""The sample patients that come with the program: their practice, records and answer keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medcoder_desktop.domain.identifiers import new_id
from medcoder_desktop.domain.money import parse_cents
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.domain.practice import (
    FeeLine,
    Payer,
    PayerKind,
    Practice,
    Provider,
    TaxIdKind,
)
from medcoder_desktop.domain.samples import AnswerKey, KeyDiagnosis, KeyLine, NotCoded

_Table = Mapping[str, Any]  # what tomllib hands over


@dataclass(frozen=True, slots=True)
class SampleOffice:
    """The practice of the sample patients with everything it needs to bill."""

    practice: Practice
    providers: tuple[Provider, ...]
    payers: tuple[Payer, ...]
    fees: tuple[FeeLine, ...]


def sample_records(folder: Path) -> tuple[Path, ...]:
    """The record files of all samples, in the order in which they teach."""
    return tuple(sorted(folder.glob("*/*.fhir.json")))


def read_sample_office(folder: Path) -> SampleOffice:
    """The practice, providers, payers and fee schedule of the samples."""
    tables = tomllib.loads((folder / "practice.toml").read_text(encoding="utf-8"))
    practice: _Table = tables["practice"]
    return SampleOffice(
        practice=Practice(
            name=practice["name"],
            address=Address(**practice["address"]),
            phone=practice["phone"],
            npi=practice["npi"],
            taxonomy=practice["taxonomy"],
            tax_id=practice["tax_id"],
            tax_id_kind=TaxIdKind(practice["tax_id_kind"]),
        ),
        providers=tuple(
            Provider(
                id=new_id(),
                name=PersonName(**provider["name"]),
                credentials=provider["credentials"],
                npi=provider["npi"],
                taxonomy=provider["taxonomy"],
            )
            for provider in tables["providers"]
        ),
        payers=tuple(
            Payer(
                id=new_id(),
                name=payer["name"],
                payer_id=payer["payer_id"],
                kind=PayerKind(payer["kind"]),
                address=Address(**payer.get("address", {})),
                phone=payer.get("phone", ""),
            )
            for payer in tables["payers"]
        ),
        fees=tuple(
            FeeLine(
                id=new_id(),
                procedure=fee["procedure"],
                modifier=fee.get("modifier", ""),
                description=fee["description"],
                charge=parse_cents(fee["charge"]),
            )
            for fee in tables["fees"]
        ),
    )


def read_answer_keys(folder: Path) -> tuple[AnswerKey, ...]:
    """The answer keys of all samples."""
    return tuple(
        _answer_key(path.parent.name, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*/answer-key.toml"))
    )


def _answer_key(slug: str, key: _Table) -> AnswerKey:
    return AnswerKey(
        slug=slug,
        title=key["title"],
        lesson=" ".join(key["lesson"].split()),
        encounter=key["encounter"],
        diagnoses=tuple(
            KeyDiagnosis(
                code=diagnosis["code"],
                search=diagnosis["search"],
                reason=diagnosis["reason"],
                document=diagnosis["document"],
                quotes=tuple(diagnosis["quotes"]),
            )
            for diagnosis in key["diagnoses"]
        ),
        lines=tuple(
            KeyLine(
                procedure=line["procedure"],
                modifiers=tuple(line["modifiers"]),
                units=line["units"],
                unit_charge=parse_cents(line["unit_charge"]),
                pointers=line["pointers"],
                reason=line["reason"],
            )
            for line in key["lines"]
        ),
        not_coded=tuple(
            NotCoded(entry["code"], entry["reason"]) for entry in key.get("not_coded", ())
        ),
    )
