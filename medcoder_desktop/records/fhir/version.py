"""Which release of FHIR resources follow: R4 is read whole, others as far as they are like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from medcoder_desktop.records.fhir.nodes import Node, at, nodes, text, texts
from medcoder_desktop.records.fhir.pool import Resource

R4 = "R4"
_ONLY_IN = {
    "MedicationOrder": "DSTU2", "DiagnosticOrder": "DSTU2", "Conformance": "DSTU2",
    "DeviceUseRequest": "DSTU2", "OrderResponse": "DSTU2", "ImagingObjectSelection": "DSTU2",
    "ProcedureRequest": "STU3", "ReferralRequest": "STU3", "DeviceComponent": "STU3",
    "EligibilityRequest": "STU3", "ProcessRequest": "STU3",
    "GenomicStudy": "R5", "InventoryItem": "R5", "FormularyItem": "R5", "Transport": "R5",
}  # fmt: skip
"""Resource types that exist in one release only, as far as it matters here."""
_CODED_AT = (("class",), ("category", "coding"), ("identifier", "type", "coding"))
"""Where code systems stand whose addresses changed with R4."""
_OLD_SYSTEMS = ("http://hl7.org/fhir/v2/", "http://hl7.org/fhir/v3/",
                "http://hl7.org/fhir/observation-category")  # fmt: skip
_DSTU2_CLASSES = ("inpatient", "outpatient", "ambulatory", "emergency", "home", "field", "daytime",
                  "virtual", "other")  # fmt: skip


def release_of(resources: Iterable[Resource]) -> str:
    """``DSTU2``, ``STU3``, ``R4`` or ``R5``, as most signs have it; R4 when there is none."""
    votes: Counter[str] = Counter()
    for resource in resources:
        votes.update(_signs(resource.kind, resource.body))
    votes.pop("", None)
    if votes["R5"]:  # shares the signs of R4, too
        return "R5"
    if votes[R4] >= votes["DSTU2"] + votes["STU3"]:
        return R4
    return "DSTU2" if votes["DSTU2"] > votes["STU3"] else "STU3"


def _signs(kind: str, body: Node) -> list[str]:
    """The releases whose structure a resource shows."""
    signs = [_ONLY_IN.get(kind, "")]
    for profile in texts(body, "meta", "profile"):
        signs += [release for release in ("DSTU2", "STU3") if f"/{release}/" in profile]
    for path in _CODED_AT:
        system = text(body, *path, "system")
        signs += [R4] * system.startswith("http://terminology.hl7.org/")
        signs += ["STU3"] * system.startswith(_OLD_SYSTEMS)
    match kind:
        case "Encounter":
            signs += _encounter_signs(body)
        case "Condition":
            # a bare code until R4 made it a coded concept
            bare = isinstance(body.get("clinicalStatus"), str)
            signs += ["DSTU2" if "patient" in body else "STU3"] * bare
        case "AllergyIntolerance":
            signs += ["STU3"] * isinstance(body.get("clinicalStatus"), str)
        case "Observation":
            signs += ["DSTU2"] * isinstance(body.get("category"), dict)
            signs += ["DSTU2"] * ("comments" in body) + ["STU3"] * ("context" in body)
        case "DocumentReference":
            signs += ["STU3"] * ("indexed" in body) + [R4] * ("date" in body)
            signs += ["R5"] * isinstance(body.get("context"), list)
        case "Patient":
            signs += ["DSTU2"] * ("careProvider" in body) + ["STU3"] * ("animal" in body)
    return signs


def _encounter_signs(body: Node) -> list[str]:
    kind_of_visit = body.get("class")
    if text(body, "class") in _DSTU2_CLASSES:
        return ["DSTU2"]
    in_lists = isinstance(kind_of_visit, list) and at(kind_of_visit, "coding") is not None
    acting = any("actor" in each for each in nodes(body, "participant"))
    if in_lists or acting or "actualPeriod" in body:
        return ["R5"]
    if "reason" in body:
        return ["STU3"]
    return [R4] if "reasonCode" in body or "reasonReference" in body else []
