"""A title is weighed by what a coder would say of it."""

from __future__ import annotations

import pytest

from medcoder_desktop.domain.codes import Code, CodeLevel, CodeSystem
from medcoder_desktop.library.search.phrases import cost, essence, signature


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("hypertension (arterial) (benign) (essential)", "hypertension"),
        ("Pneumonia, unspecified organism", "pneumonia"),
        ("Urinary tract infection, site not specified", "urinary tract infection"),
        ("Unspecified asthma, uncomplicated", "asthma"),
        ("Type 2 diabetes mellitus without complications", "type 2 diabetes mellitus"),
        ("Migraine, unspecified, not intractable, without status migrainosus", "migraine"),
        ("Gout, unspecified, initial encounter for closed fracture", "gout"),
        ("diabetes NOS", "diabetes"),
        (
            "Keratoconjunctivitis sicca, not specified as Sjogren's, right eye",
            "keratoconjunctivitis sicca not specified sjogrens right eye",
        ),
        ("Injury with or without infection", "injury without infection"),
        ("(Unspecified)", "unspecified"),
    ],
)
def test_what_the_default_code_adds_is_left_out(title: str, said: str) -> None:
    assert " ".join(essence(title)) == said


def test_words_in_any_order_and_number_have_one_signature() -> None:
    assert signature(["fracture", "ribs"]) == signature(["rib", "fractures"])
    assert signature(["fracture", "rib"]) != signature(["fracture", "rib", "left"])


def price(code: str, level: CodeLevel, title: str, seventh: str = "") -> int:
    entry = Code(CodeSystem.ICD10CM, code, title, level, level is CodeLevel.CODE, "")
    return cost(entry, essence(title), seventh, is_term=False)


def test_the_usual_encounter_costs_least() -> None:
    meanings = [
        "initial encounter for closed fracture",
        "initial encounter for open fracture type I or II",
        "subsequent encounter for closed fracture with routine healing",
        "subsequent encounter for closed fracture with nonunion",
        "sequela",
    ]
    prices = [price("S52.501A", CodeLevel.CODE, "Fracture of radius", each) for each in meanings]
    assert prices == sorted(set(prices))


def test_a_billable_code_costs_less_than_its_heading() -> None:
    billable = price("J45.909", CodeLevel.CODE, "Unspecified asthma, uncomplicated")
    assert billable < price("J45", CodeLevel.CATEGORY, "Asthma")
