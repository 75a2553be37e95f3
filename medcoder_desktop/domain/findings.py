"""What a check of the coding sheet found, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from medcoder_desktop.domain.messages import sentence


class Severity(Enum):
    """How much a finding weighs: an error stops the claim from being finished."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class Part(Enum):
    """The part of the visit a finding is about, for jumping to it."""

    PATIENT = "patient"
    COVERAGE = "coverage"
    VISIT = "visit"
    DIAGNOSIS = "diagnosis"
    LINE = "line"
    PRACTICE = "practice"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        rule: Key into the table of sentences, prefixed ``finding.``.
        box: CMS-1500 box, for example ``24E``.
        element: Where the 837P carries it, for example ``SV107``.
        subject_id: Id of the diagnosis or line it is about; empty for the others.
        params: Values the sentence names.
    """

    rule: str
    severity: Severity
    part: Part
    box: str
    element: str
    subject_id: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def sentence(self) -> str:
        """What the coder reads."""
        return sentence(f"finding.{self.rule}", self.params)
