"""What was coded before comes first, then the problems that never were; each once."""

from __future__ import annotations

from datetime import date

from medcoder_desktop.domain.documents import PriorCondition
from medcoder_desktop.domain.earlier_codes import CodedVisit, earlier_codes

ICD = "http://hl7.org/fhir/sid/icd-10-cm"
SNOMED = "http://snomed.info/sct"


def problem(
    text: str, code: str = "", system: str = SNOMED, status: str = "active", since: int = 2014
) -> PriorCondition:
    return PriorCondition("c", "p", None, text, code, system, date(since, 5, 1), status)


def visit(number: str, day: date, *codes: str) -> CodedVisit:
    return CodedVisit(number, day, codes)


LATEST = visit("V1003", date(2026, 1, 2), "E11.42", "I10")
OLDER = visit("V1001", date(2025, 6, 1), "I10", "J06.9")


def test_codes_come_by_their_latest_visit_and_say_how_often() -> None:
    found = earlier_codes((LATEST, OLDER), (), {"I10": "Essential hypertension"})
    assert [each.code for each in found] == ["E11.42", "I10", "J06.9"]
    assert found[0].why == "coded at V1003 on 2026-01-02"
    assert found[1].why == "coded at 2 visits, last at V1003 on 2026-01-02"
    assert found[1].text == "Essential hypertension"
    assert found[1].source == "V1003 of 2026-01-02"


def test_a_problem_with_a_code_joins_the_visits_that_coded_it() -> None:
    (found, *_) = earlier_codes((LATEST,), (problem("Neuropathy", "E1142", ICD),), {})
    assert found.why.endswith("problem list: Neuropathy (active, since 2014-05-01)")


def test_problems_never_coded_come_behind_the_resolved_ones_last() -> None:
    problems = (
        problem("Old fracture", "S82.91XS", ICD, "resolved"),
        problem("Asthma", "J45.909", ICD),
        problem("Smoker", "77176002"),
        problem("smoker", "77176002"),
    )
    found = earlier_codes((), problems, {})
    assert [(each.code, each.text, each.is_over) for each in found] == [
        ("J45.909", "Asthma", False),
        ("", "Smoker", False),
        ("S82.91XS", "Old fracture", True),
    ]
    assert {each.source for each in found} == {"the problem list"}


def test_a_problem_coded_in_another_system_is_never_turned_into_a_code() -> None:
    (found,) = earlier_codes((), (problem("Type 2 diabetes", "44054006"),), {})
    assert found.code == ""
    assert found.why == "problem list (active, since 2014-05-01)"
