"""Age and sex limits of diagnoses are read, and nothing that is meant for inpatients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcoder_desktop.codesets.mce_age_sex import FORMAT, edition, read, recognises
from medcoder_desktop.codesets.source import SourceFile, unpacked
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import DiagnosisLimit, PatientLimit
from tests.shared_data import shared

OFFICIAL = "data/codesets/mce/MCE_Simple_Code_Edits_v37.txt"
HEADINGS = (
    "MCE_Version\tICD_Version\tMCE_Section\tMCE_Subsection\tMCE_Edit_Type\tICD_Code_Type\t"
    "ICD_Code\tICD_Desc"
)
ROWS = (
    "37\t10\t4\tA\tNewborn_Only\tD\tE8411\tInvented",
    "37\t10\t4\tC\tMaternity_Only\tD\tO80\tInvented",
    "37\t10\t5\tB\tFemale_Only\tP\t0U574ZZ\tInvented procedure",
    "37\t10\t9\t_\tPrincipal_Unacceptable\tD\tB951\tInvented",
    "37\t10\t20\t_\tSome_Later_Section\tD\tB951\tInvented",
    "37\t10\t5\tC\tMale_Only\tD\tN400\tInvented",
)


def written(folder: Path, *rows: str, headings: str = HEADINGS) -> SourceFile:
    file = folder / "edits.txt"
    file.write_bytes("\r\n".join((headings, *rows)).encode("ascii"))
    return SourceFile(file)


def test_only_age_and_sex_of_diagnoses_are_read(tmp_path: Path) -> None:
    file = written(tmp_path, *ROWS)
    assert recognises(file)
    assert list(read(file)) == [
        DiagnosisLimit("E84.11", PatientLimit.NEWBORN),
        DiagnosisLimit("O80", PatientLimit.MATERNITY),
        DiagnosisLimit("N40.0", PatientLimit.MALE),
    ]


@pytest.mark.parametrize(
    ("version", "name", "begins"),
    [
        ("37", "v37", date(2019, 10, 1)),
        ("37.1", "v37.1", date(2020, 4, 1)),
        ("43.0", "v43", date(2025, 10, 1)),
        ("x", "", None),
    ],
)
def test_the_version_tells_when_it_begins(
    tmp_path: Path, version: str, name: str, begins: date | None
) -> None:
    told = edition(written(tmp_path, version + ROWS[0][2:]))
    assert (told.name, told.effective_from, told.effective_to) == (name, begins, None)


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("36" + ROWS[0][2:], "“36” stands where the editor's version"),
        ("37\t9" + ROWS[0][5:], "“9” stands where ICD version 10"),
        (ROWS[0].replace("\t4\t", "\tfour\t"), "“four” stands where the number"),
        (ROWS[0].replace("_Only", "_Onyl"), "“Newborn_Onyl” stands where an age or sex edit"),
        (ROWS[0].replace("\tD\t", "\tX\t"), "“X” stands where D for a diagnosis"),
        (ROWS[0].replace("E8411", "8411"), "“8411” stands where a diagnosis code"),
        (ROWS[0].rpartition("\t")[0], "breaks off at line 8"),
    ],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, row: str, part: str) -> None:
    with pytest.raises(InputError) as refused:
        list(read(written(tmp_path, *ROWS, row)))
    assert part in refused.value.sentence
    assert "line 8" in refused.value.sentence


def test_a_list_without_limits_or_headings_is_refused(tmp_path: Path) -> None:
    for headings, rows, part in (
        (HEADINGS, ROWS[2:5], "holds no rows"),
        ("Version", ROWS, "has no column MCE_Version"),
    ):
        with pytest.raises(InputError) as refused:
            list(read(written(tmp_path, *rows, headings=headings)))
        assert part in refused.value.sentence


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_ends_in_rows_or_in_one_sentence(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(written(tmp_path, *ROWS).path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    file = SourceFile(tmp_path / "damaged.txt")
    file.path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with suppress(InputError):
        edition(file)
        assert all(isinstance(limit, DiagnosisLimit) for limit in read(file))


def test_the_official_list_has_6962_limits() -> None:
    file = SourceFile(shared(OFFICIAL))
    limits = list(read(file))
    assert (edition(file).name, edition(file).effective_from) == ("v37", date(2019, 10, 1))
    assert Counter(limit.limit for limit in limits) == {
        PatientLimit.NEWBORN: 41,
        PatientLimit.PEDIATRIC: 114,
        PatientLimit.MATERNITY: 2372,
        PatientLimit.ADULT: 771,
        PatientLimit.FEMALE: 3135,
        PatientLimit.MALE: 529,
    }
    assert len(set(limits)) == 6962
    assert limits[:2] == [
        DiagnosisLimit("A33", PatientLimit.NEWBORN),
        DiagnosisLimit("E84.11", PatientLimit.NEWBORN),
    ]
    assert DiagnosisLimit("N40.0", PatientLimit.MALE) in limits
    assert DiagnosisLimit("O80", PatientLimit.MATERNITY) in limits


def official_files() -> Iterator[SourceFile]:
    for path in sorted(shared("data/codesets").rglob("*.*")):
        with unpacked(path) as files:
            yield from files


def test_only_the_official_list_is_claimed() -> None:
    claimed = [file.name for file in official_files() if FORMAT.recognises(file)]
    assert claimed == ["mce_simple_code_edits_v37.txt"]
