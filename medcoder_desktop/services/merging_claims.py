"""Claims that this program wrote, read back as part of an import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from medcoder_desktop.domain.claims import Claim, ClaimStatus
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.import_batches import ImportItem, ItemKind
from medcoder_desktop.domain.imports import FileReport, ImportOutcome
from medcoder_desktop.domain.messages import sentence

if TYPE_CHECKING:
    from medcoder_desktop.store.unit_of_work import UnitOfWork

_KIND = "medcoder claim"


def merge_claim(work: UnitOfWork, file: str, claim: Claim) -> tuple[FileReport, list[ImportItem]]:
    """Keep a claim as it was written; one that is here already changes nothing.

    Args:
        file: Name of its file.

    Returns:
        What came of the file, and what was added.

    Raises:
        InputError: Another claim has its number.
    """
    if work.claims.exists(claim.number):
        present = work.claims.by_number(claim.number)
        if replace(present, status=claim.status) != claim:
            raise InputError("import.claim_twice", number=claim.number, file=file)
        said = sentence("import.already_there", {"file": file})
        return FileReport(file, ImportOutcome.ALREADY_THERE, _KIND, said), []
    work.claims.add(claim)
    said = sentence("import.claim_as_written", {"number": claim.number})
    report = FileReport(file, ImportOutcome.IMPORTED, _KIND, said, counts=(("claims", 1),))
    return report, [ImportItem(ItemKind.CLAIM, claim.id, claim.status.value)]


def forget_claims(work: UnitOfWork, number: int, items: Iterable[ImportItem]) -> None:
    """Take claims of an import out again.

    Args:
        number: Of the import, for the sentence.

    Raises:
        InputError: One was exported or withdrawn since.
    """
    kept = list(items)
    for item in kept:
        claim = work.claims.get(item.subject)
        if claim.status is not ClaimStatus(item.before):
            raise InputError(
                "import.undo_claim", number=number, claim=claim.number, status=claim.status.value
            )
    work.imports.remove(ItemKind.CLAIM, [item.subject for item in kept])
