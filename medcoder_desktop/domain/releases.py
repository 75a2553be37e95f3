"""The code sets the program knows, and the releases of them that an office installs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class CodeSet(Enum):
    """Every set of codes or rules that is published in releases.

    The value is the set's name in ``codesets/manifest.toml`` and on the command line.
    """

    ICD10CM = "icd-10-cm"
    ICD_INDEX = "icd-10-cm-index"
    ICD_EXTERNAL_INDEX = "icd-10-cm-external-index"
    ICD_NEOPLASMS = "icd-10-cm-neoplasms"
    ICD_DRUGS = "icd-10-cm-drugs"
    HCPCS = "hcpcs"
    HCPCS_NOC = "hcpcs-noc"
    CPT = "cpt"
    PLACES = "places-of-service"
    MODIFIERS = "modifiers"
    FREQUENCIES = "claim-frequencies"
    PTP = "ncci-ptp"
    MUE = "ncci-mue"
    ADD_ON = "ncci-add-on"
    RELATIVE_VALUES = "pprrvu"
    COVERAGE = "coverage-policies"
    CLIA = "clia-waived"
    AGE_SEX = "mce-age-sex"
    HCC = "hcc"

    @property
    def label(self) -> str:
        """What a coder calls it."""
        return _LABELS[self]


_LABELS = {
    CodeSet.ICD10CM: "ICD-10-CM",
    CodeSet.ICD_INDEX: "ICD-10-CM Alphabetic Index",
    CodeSet.ICD_EXTERNAL_INDEX: "ICD-10-CM External Cause Index",
    CodeSet.ICD_NEOPLASMS: "ICD-10-CM Neoplasm Table",
    CodeSet.ICD_DRUGS: "ICD-10-CM Table of Drugs",
    CodeSet.HCPCS: "HCPCS Level II",
    CodeSet.HCPCS_NOC: "HCPCS unlisted codes",
    CodeSet.CPT: "CPT",
    CodeSet.PLACES: "Place of service",
    CodeSet.MODIFIERS: "Modifiers",
    CodeSet.FREQUENCIES: "Claim frequency",
    CodeSet.PTP: "NCCI procedure pairs",
    CodeSet.MUE: "Medically unlikely edits",
    CodeSet.ADD_ON: "Add-on codes",
    CodeSet.RELATIVE_VALUES: "Medicare relative values",
    CodeSet.COVERAGE: "Medicare coverage policies",
    CodeSet.CLIA: "CLIA-waived tests",
    CodeSet.AGE_SEX: "Age and sex limits",
    CodeSet.HCC: "HCC categories",
}


class Origin(Enum):
    """Where a release comes from."""

    OFFICIAL = "official file"
    PACKAGED = "comes with the program"
    DERIVED = "built from an earlier release and a list of changes"
    STARTER = "starter list of the program"


@dataclass(frozen=True, slots=True)
class Release:
    """One published edition of a code set.

    Attributes:
        name: ``FY2026``, ``2026-Q2``; without blanks.
        effective_from: First date of service it governs.
        effective_to: Last date of service; None while nothing follows it.
        notes_as_of: Which text of the notes it carries, for the person to read.
        origin: Where it comes from.
        remark: What is not complete in it; empty when it is the whole publication.
        in_use: False while it waits for the person to look at it and put it in use.
        replaced: Whether other releases in use govern all its days.
    """

    code_set: CodeSet
    name: str
    effective_from: date
    effective_to: date | None
    notes_as_of: str = ""
    origin: Origin = Origin.OFFICIAL
    remark: str = ""
    in_use: bool = True
    replaced: bool = False

    @property
    def id(self) -> str:
        """What names it on the command line and in the window: ``icd-10-cm:FY2026``.

        A list the program brings along has its origin behind the name, because the official
        file of the same name may be imported beside it.
        """
        words = [self.code_set.value, self.name]
        if self.origin is not Origin.OFFICIAL:
            words.append(self.origin.name.lower())
        return ":".join(words)

    @property
    def title(self) -> str:
        """``ICD-10-CM FY2026``."""
        if self.origin is Origin.STARTER:
            return f"{self.code_set.label} (the program's own list)"
        return f"{self.code_set.label} {self.name}"

    def holds_on(self, day: date) -> bool:
        """Whether this release governs ``day``."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class InForce:
    """Which release answers for a day, and whether it really is in force then.

    Attributes:
        release: The release in force, or the nearest one installed.
        day: The date of service asked about.
        exact: False when the day lies outside every installed release; then it must be said.
    """

    release: Release
    day: date
    exact: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """What a file says, in itself or by its name, about the edition it holds.

    Attributes:
        name: ``FY2019``, ``2026-Q2``, ``2019``; empty when the file does not tell.
        effective_from: None when the file does not tell; then the person must.
        effective_to: None when it is open or not told.
        notes_as_of: Which text of the notes it carries.
        remark: What such a file leaves out.
    """

    name: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    notes_as_of: str = ""
    remark: str = ""


NO_WISH = Edition()
"""The person says nothing of the edition; the file must tell."""
