"""Reads downloads of the Medicare Coverage Database: local policies with their codes.

Several tables of one download belong together (see ``coverage_tables``), joined by the number
and version of the policy. Ranges need no care: the tables name every code of a range. Neither
the descriptions of codes (the AMA's for CPT) nor the long texts of policies are kept, only the
paragraph of each group, as plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from medcoder_desktop.codesets.coverage_drafts import Draft, Groups, drafts_of
from medcoder_desktop.codesets.coverage_tables import Role, Table, file_name, records, table_of
from medcoder_desktop.codesets.formats import Format
from medcoder_desktop.codesets.published_dates import read_day
from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.coverage_policies import CoveragePolicy, PolicyKind
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.releases import CodeSet, Edition

_NEEDED = {
    PolicyKind.ARTICLE: (Role.PROCEDURES, Role.SUPPORTING, Role.POLICY_CONTRACTORS),
    PolicyKind.LCD: (Role.PROCEDURES, Role.POLICY_CONTRACTORS),
}
_ORDER = tuple(Role)
_PARTS_OF_STATES = {
    "DN": "NY",
    "QN": "NY",
    "UN": "NY",
    "EM": "MO",
    "WM": "MO",
    "NF": "CA",
    "SF": "CA",
}
"""The database gives parts of large states letters of their own, such as upstate New York."""
_CONTRACTOR = ("contractor_id", "contractor_type_id", "contractor_version")
_REMARK = "policies that had ended before the download are missing"

_Contractor = tuple[str, str, str]


def read_policies(files: Sequence[SourceFile]) -> Iterator[CoveragePolicy]:
    """The policies of a download, in the order of its principal tables, articles first.

    Other files among them are left alone. A contractor's state counts as long as the table gives
    no end of it.

    Args:
        files: All files of the download, unpacked.

    Raises:
        InputError: A table that is needed is missing, or a row is damaged; names file and line.
        EnvironmentError_: A file cannot be read.
    """
    tables = [table for file in files if (table := table_of(file))]
    tables.sort(key=lambda table: _ORDER.index(table.role))  # stable, whatever the archive's order
    principals = [table for table in tables if table.role is Role.POLICIES]
    if not principals:
        label = files[0].label if files else "The download"
        raise InputError("codeset.tables_missing", file=label, missing="article.csv or lcd.csv")
    kinds = [kind for kind in _NEEDED if any(table.kind is kind for table in principals)]
    for kind in kinds:
        _refuse_incomplete(tables, kind)
    states = _states(tables)
    names = _names(tables)
    served = _served(tables, states)
    for kind in kinds:
        own = [table for table in tables if table.kind is kind]
        drafts: dict[tuple[str, str], Draft] = {}
        for table in _with(own, Role.POLICIES):
            drafts |= drafts_of(table, kind)
        groups = Groups()
        for table in own:
            match table.role:
                case Role.POLICIES:
                    continue
                case Role.POLICY_CONTRACTORS:
                    _take_contractors(table, drafts, names, served)
                case Role.POLICY_STATES:
                    _take_states(table, drafts, states)
                case _:
                    groups.take(table, drafts)
        if not drafts:
            label = next(_with(own, Role.POLICIES)).file.label
            raise InputError("codeset.no_rows", file=label, expected="coverage policies")
        for key in tuple(drafts):
            yield drafts.pop(key).finished(kind)


def edition(file: SourceFile) -> Edition:
    """The day of the latest change in the principal table; downloads are renewed each week."""
    table = table_of(file)
    latest: date | None = None
    if table is not None:
        for _, (_, text) in records(table, table.key[0], "last_updated"):
            try:
                day = read_day(text.split()[0]) if text.strip() else None
            except ValueError:
                continue
            latest = max(filter(None, (day, latest)), default=None)
    if latest is None:
        return Edition(remark=_REMARK)
    return Edition(latest.isoformat(), latest, remark=_REMARK)


def _refuse_incomplete(tables: Sequence[Table], kind: PolicyKind) -> None:
    here = {table.role for table in tables if table.kind in (kind, None)}
    missing = [role for role in (*_NEEDED[kind], Role.CONTRACTORS) if role not in here]
    if missing:
        principal = next(t for t in _with(tables, Role.POLICIES) if t.kind is kind)
        raise InputError(
            "codeset.tables_missing",
            file=principal.file.label,
            missing=file_name(missing[0], kind),
        )


def _with(tables: Sequence[Table], role: Role) -> Iterator[Table]:
    return (table for table in tables if table.role is role)


def _states(tables: Sequence[Table]) -> dict[str, str]:
    """Two letters for each number of a state."""
    found = {}
    for table in _with(tables, Role.STATES):
        for _, (number, letters) in records(table, "state_id", "state_abbrev"):
            plain = letters.strip().upper()
            found[number] = _PARTS_OF_STATES.get(plain, plain)
    return found


def _names(tables: Sequence[Table]) -> dict[_Contractor, str]:
    found: dict[_Contractor, str] = {}
    for table in _with(tables, Role.CONTRACTORS):
        for _, (*key, name) in records(table, *_CONTRACTOR, "contractor_bus_name"):
            found[key[0], key[1], key[2]] = " ".join(name.split())
    return found


def _served(tables: Sequence[Table], states: dict[str, str]) -> dict[_Contractor, list[str]]:
    """The states each contractor serves."""
    found: dict[_Contractor, list[str]] = {}
    for table in _with(tables, Role.CONTRACTOR_STATES):
        for _, (*key, state, ended) in records(table, *_CONTRACTOR, "state_id", "term_date"):
            if not ended.strip() and state in states:
                found.setdefault((key[0], key[1], key[2]), []).append(states[state])
    return found


def _take_contractors(
    table: Table,
    drafts: dict[tuple[str, str], Draft],
    names: dict[_Contractor, str],
    served: dict[_Contractor, list[str]],
) -> None:
    for _, (number, version, *key) in records(table, *table.key, *_CONTRACTOR):
        draft = drafts.get((number, version))
        if draft is not None:
            contractor = (key[0], key[1], key[2])
            draft.contractors.append(names.get(contractor) or f"contractor {key[0]}")
            draft.states.extend(served.get(contractor, ()))


def _take_states(
    table: Table, drafts: dict[tuple[str, str], Draft], states: dict[str, str]
) -> None:
    for _, (number, version, state) in records(table, *table.key, "state_id"):
        draft = drafts.get((number, version))
        if draft is not None and state in states:
            draft.states.append(states[state])


def _recognises(kind: PolicyKind) -> Callable[[SourceFile], bool]:
    def is_principal(file: SourceFile) -> bool:
        table = table_of(file)
        return table is not None and table.role is Role.POLICIES and table.kind is kind

    return is_principal


def _read_alone(file: SourceFile) -> Iterator[CoveragePolicy]:
    """Refuse the principal table without its companions, in one sentence."""
    return read_policies((file,))


FORMATS = (
    Format(
        CodeSet.COVERAGE,
        "Medicare billing and coding articles",
        recognises=_recognises(PolicyKind.ARTICLE),
        edition=edition,
        read=_read_alone,
        gives=CoveragePolicy,
        rank=1,
        read_together=read_policies,
    ),
    Format(
        CodeSet.COVERAGE,
        "Medicare local coverage determinations",
        recognises=_recognises(PolicyKind.LCD),
        edition=edition,
        read=_read_alone,
        gives=CoveragePolicy,
        rank=0,
        read_together=read_policies,
    ),
)
