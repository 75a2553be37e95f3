"""Procedure pairs (NCCI): two million rows, and all pairs of a claim answered at once.

Each release has a table of its own, ``pairs_7``, whose row ids are made of both codes: a claim
asks for the row ids of all its pairs in one statement, and the table needs no index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.payment_rules import ModifierIndicator, PtpPair
from medcoder_desktop.domain.updates import CodeDifference, Difference
from medcoder_desktop.library.steps import Step

PairRow = tuple[str, str, int, "int | None", str, str]
"""Both codes, effective and deletion date as numbers like 20260401, indicator, rationale."""

_LETTERS = 36
_CODE_LENGTH = 5
_CODES = _LETTERS**_CODE_LENGTH
_PERIODS = 2048
"""Room for the date a pair begins: half months since 1990, until 2075."""
_FIRST_YEAR = 1990
_STEP = 50_000


def add_pairs(
    connection: dbapi2.Connection,
    release_id: int,
    rows: Iterable[PairRow],
    step: Step,
) -> int:
    """Write the pairs of one release.

    Returns:
        How many there are.

    Raises:
        InputError: The same pair begins twice at the same time.
        Cancelled: The progress callback stopped the work; the caller rolls back.
    """
    connection.execute(
        f"CREATE TABLE {_table(release_id)} (id INTEGER PRIMARY KEY, effective INTEGER NOT NULL,"
        " deleted INTEGER, indicator TEXT NOT NULL, rationale_id INTEGER NOT NULL)"
    )
    numbered = _numbered(connection, rows)
    statement = f"INSERT INTO {_table(release_id)} VALUES (?, ?, ?, ?, ?)"
    count = 0
    while portion := list(islice(numbered, _STEP)):
        step(0, 0)
        try:
            connection.executemany(statement, portion)
        except dbapi2.IntegrityError as error:
            raise InputError("library.pair_twice") from error
        count += len(portion)
    return count


def remove_pairs(connection: dbapi2.Connection, release_id: int) -> None:
    """Drop the table of a release."""
    connection.execute(f"DROP TABLE IF EXISTS {_table(release_id)}")


def pairs_among(
    connection: dbapi2.Connection, release_id: int, procedures: Sequence[str], on: date
) -> tuple[PtpPair, ...]:
    """Every pair between procedures of one claim that holds on a day, in both orders."""
    numbers = [_number(code) for code in dict.fromkeys(procedures) if _has_number(code)]
    if len(numbers) < 2:
        return ()
    rows = connection.execute(
        "SELECT p.id, effective, deleted, indicator, r.text"
        " FROM json_each(:codes) a CROSS JOIN json_each(:codes) b"
        f" CROSS JOIN {_table(release_id)} p ON p.id >= (a.value * {_CODES} + b.value) * {_PERIODS}"
        f" AND p.id < (a.value * {_CODES} + b.value + 1) * {_PERIODS}"
        " JOIN rationale r ON r.id = p.rationale_id"
        " WHERE effective <= :day AND (deleted IS NULL OR deleted >= :day)",
        {"codes": str(numbers), "day": _as_number(on)},
    )
    return tuple(_pair(*row) for row in rows)


def count_pairs(connection: dbapi2.Connection, release_id: int, procedure: str, on: date) -> int:
    """How many pairs have a procedure in their first column and hold on a day."""
    if not _has_number(procedure):
        return 0
    first = _number(procedure) * _CODES * _PERIODS
    (count,) = connection.execute(
        f"SELECT count(*) FROM {_table(release_id)} WHERE id >= :first AND id < :last"
        " AND effective <= :day AND (deleted IS NULL OR deleted >= :day)",
        {"first": first, "last": first + _CODES * _PERIODS, "day": _as_number(on)},
    ).fetchone()
    return int(count)


def all_pairs(connection: dbapi2.Connection, release_id: int) -> Iterator[PairRow]:
    """Every pair of a release in the order of its codes."""
    rows = connection.execute(
        f"SELECT p.id, effective, deleted, indicator, r.text FROM {_table(release_id)} p"
        " JOIN rationale r ON r.id = p.rationale_id ORDER BY p.id"
    )
    for number, effective, deleted, indicator, rationale in rows:
        first, second = divmod(number // _PERIODS, _CODES)
        yield _code(first), _code(second), effective, deleted, indicator, rationale


def _pair(
    number: int, effective: int, deleted: int | None, indicator: str, rationale: str
) -> PtpPair:
    first, second = divmod(number // _PERIODS, _CODES)
    return PtpPair(
        _code(first),
        _code(second),
        _as_day(effective),
        None if deleted is None else _as_day(deleted),
        ModifierIndicator(indicator),
        rationale,
    )


def _numbered(
    connection: dbapi2.Connection, rows: Iterable[PairRow]
) -> Iterator[tuple[int, int, int | None, str, int]]:
    """Rows with their row ids, which put a pair's periods in their order in time."""
    reasons = dict(connection.execute("SELECT text, id FROM rationale"))
    numbers: dict[str, int] = {}
    halves: dict[int, int] = {}
    last_first, base = "", 0
    for first, second, effective, deleted, indicator, rationale in rows:
        if first != last_first:
            last_first, base = first, _number(first) * _CODES
        number = numbers.get(second)
        if number is None:
            number = numbers[second] = _number(second)
        half = halves.get(effective)
        if half is None:
            half = halves[effective] = _half_month(effective)
        reason = reasons.get(rationale)
        if reason is None:
            reason = reasons[rationale] = max(reasons.values(), default=0) + 1
            connection.execute("INSERT INTO rationale VALUES (?, ?)", (reason, rationale))
        yield (base + number) * _PERIODS + half, effective, deleted, indicator, reason


def _half_month(effective: int) -> int:
    """Half months between the beginning of 1990 and a day written as a number."""
    year, month, day = effective // 10_000, effective // 100 % 100, effective % 100
    half = (year - _FIRST_YEAR) * 24 + (month - 1) * 2 + (day > 15)
    return min(max(half, 0), _PERIODS - 1)


def _has_number(code: str) -> bool:
    return len(code) == _CODE_LENGTH and code.isascii() and code.isalnum()


def _table(release_id: int) -> str:
    return f"pairs_{int(release_id)}"


def _number(code: str) -> int:
    return int(code, _LETTERS)


def _code(number: int) -> str:
    letters = ""
    for _ in range(_CODE_LENGTH):
        number, place = divmod(number, _LETTERS)
        letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place] + letters
    return letters


def _as_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _as_day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def pair_differences(
    connection: dbapi2.Connection, old_id: int | None, new_id: int, most: int
) -> tuple[list[CodeDifference], int]:
    """Pairs that came, went or changed from one release to another.

    Returns:
        At most ``most`` differences, and how many more there are.
    """
    told = (
        "'indicator ' || {t}.indicator || ', ' || {t}.effective || coalesce('–' || {t}.deleted, '')"
    )
    new, old = told.format(t="n"), told.format(t="o")
    if old_id is None:
        queries = {Difference.ADDED: f"SELECT n.id, '', {new} FROM {_table(new_id)} n"}
    else:
        a, b = _table(old_id), _table(new_id)
        queries = {
            Difference.ADDED: f"SELECT n.id, '', {new} FROM {b} n LEFT JOIN {a} o USING (id)"
            " WHERE o.id IS NULL",
            Difference.DELETED: f"SELECT o.id, {old}, '' FROM {a} o LEFT JOIN {b} n USING (id)"
            " WHERE n.id IS NULL",
            Difference.VALUES: f"SELECT n.id, {old}, {new} FROM {b} n JOIN {a} o USING (id)"
            " WHERE n.deleted IS NOT o.deleted OR n.indicator <> o.indicator",
        }
    listed: list[CodeDifference] = []
    total = 0
    for kind, query in queries.items():
        rows = connection.execute(query)
        for number, before, after in rows:
            total += 1
            if len(listed) < most:
                first, second = divmod(number // _PERIODS, _CODES)
                pair = f"{_code(first)}/{_code(second)}"
                listed.append(CodeDifference(kind, pair, before, after))
    return listed, total - len(listed)
