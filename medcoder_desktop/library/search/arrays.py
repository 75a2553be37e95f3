"""The phrases of one release as arrays: written when it is added, read at the first search.

Phrases stand in the order of the book, those of an entry together and before those below it, so
that what an entry says around the phrases below it is one range. A posting is a place in this
order.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]
    Truths = NDArray[np.bool_]

TABLE = """
CREATE TABLE search_array (
    release_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (release_id, name)
);
"""

ABSENT = "-"
"""Stands before a word that a phrase says is absent."""
BILLABLE = 1
DEFAULT = 2
IS_TITLE = 4
"""Flags of a phrase: its code may stand on a claim; a bare condition goes to it; it is a title."""

_TYPES = {
    "phrase": "<i4",
    "code": "<i4",
    "cost": "<i2",
    "flags": "<u1",
    "beginning": "<S4",
    "weight": "<f4",
    "own": "<i4",
    "own_start": "<i4",
    "around_from": "<i4",
    "around_to": "<i4",
    "around_start": "<i4",
}
_FEW_RANGES = 200
"""Up to so many are marked one by one; more are counted together."""
_UNSAID_SHARE = 0.25
UNSAID = frozenset(
    ["unspecified", "nos", "uncomplicated", "other", "specified", "elsewhere", "classified", "not",
     "site", "organism", "without", "complication", "complications", "encounter"]
)  # fmt: skip
"""Words of titles that coders leave out; they weigh a quarter."""
_SHARES = {"nos": 0.0}
"""Of these, what says nothing at all."""


_REMEMBERED = 100
"""So many answers of what stands around phrases are kept, a byte for each phrase: queries are
typed letter by letter, and use the same words again and again."""


Blobs = dict[str, bytes]
"""Arrays by name, as they are stored."""


class PhraseRow(NamedTuple):
    """A phrase as it is written.

    Attributes:
        phrase: Its row id; of a title the number of its code with a minus before it.
        code: Row id of its code.
        beginning: The first four characters of the code without dot.
    """

    phrase: int
    code: int
    cost: int
    flags: int
    beginning: str


class WeighedWords(NamedTuple):
    """Words by their numbers, and what each of them counts."""

    numbers: Sequence[int]
    shares: Sequence[float]


class _Numbers(dict[str, int]):
    """Numbers words as they are asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class PhraseWords:
    """The words of phrases, numbered as they come: eight for each of a hundred thousand."""

    def __init__(self) -> None:
        self.numbers = _Numbers()
        self.word_of, self.place_of, self.share = array("i"), array("i"), array("f")

    def weighed(self, words: str, said: Collection[str]) -> WeighedWords:
        """Words with what each counts.

        Args:
            words: What a phrase is found by, with blanks between.
            said: Those of them that a coder says who means it; the others weigh less.
        """
        numbers, split = self.numbers, words.split()
        return WeighedWords(
            [numbers[word] for word in split],
            [
                1.0 if word in said and word not in UNSAID else _SHARES.get(word, _UNSAID_SHARE)
                for word in split
            ],
        )

    def add(self, place: int, words: Iterable[WeighedWords]) -> None:
        """Take in the words of a phrase."""
        for each in words:
            self.word_of.extend(each.numbers)
            self.place_of.extend([place] * len(each.numbers))
            self.share.extend(each.shares)

    def standing_in(self, phrases: int) -> set[str]:
        """Words that stand in so many phrases at least."""
        counts = Counter(self.word_of)
        return {word for word, number in self.numbers.items() if counts[number] >= phrases}


def write_arrays(connection: dbapi2.Connection, release_id: int, blobs: Blobs) -> None:
    """Write the arrays of a release."""
    connection.executemany(
        "INSERT INTO search_array VALUES (?, ?, ?)",
        ((release_id, name, content) for name, content in blobs.items()),
    )


def read_arrays(connection: dbapi2.Connection, release_id: int) -> PhraseArrays:
    """Read the arrays of a release."""
    rows = connection.execute(
        "SELECT name, data FROM search_array WHERE release_id = ?", (release_id,)
    )
    return PhraseArrays(dict(rows))


def read_blob(connection: dbapi2.Connection, release_id: int, name: str) -> bytes:
    """One array of a release; empty when it has none of that name."""
    row = connection.execute(
        "SELECT data FROM search_array WHERE release_id = ? AND name = ?", (release_id, name)
    ).fetchone()
    return bytes(row[0]) if row else b""


def make_blobs(
    rows: Iterable[PhraseRow],
    words: PhraseWords,
    around: Iterable[tuple[Iterable[int], int, int]] = (),
) -> Blobs:
    """Make the arrays of phrases.

    Args:
        rows: In the order of the book; read once.
        words: Of each row, by its place.
        around: Numbers of words that stand around the phrases from a place up to another.
    """
    import numpy as np  # noqa: PLC0415 - only who builds or searches pays for it

    numbers = words.numbers
    phrase, code, cost, flags = array("i"), array("i"), array("h"), array("B")
    beginnings: list[bytes] = []
    for row in rows:
        phrase.append(row.phrase)
        code.append(row.code)
        cost.append(row.cost)
        flags.append(row.flags)
        beginnings.append(row.beginning.encode())
    ranges: dict[int, list[tuple[int, int]]] = {}
    for surrounding, start, end in around:
        for number in surrounding:
            ranges.setdefault(number, []).append((start, end))
    vocabulary = sorted(numbers)
    sorted_number = np.empty(len(numbers), np.int32)
    sorted_number[[numbers[word] for word in vocabulary]] = np.arange(len(numbers))
    own = sorted_number[np.array(words.word_of, np.int32)]
    places = np.array(words.place_of, np.int32)
    shares = np.array(words.share, np.float32)
    counts = np.bincount(own, minlength=len(numbers))
    rarity = np.log1p(len(phrase) / np.maximum(counts, 1))
    spans = [span for word in vocabulary for span in ranges.get(numbers[word], ())]
    found: dict[str, object] = {
        "phrase": phrase,
        "code": code,
        "cost": cost,
        "flags": flags,
        "beginning": beginnings,
        "weight": np.bincount(places, rarity[own] * shares, minlength=len(phrase)),
        # By word, then by place: both in one number, for which there is a faster way to sort.
        "own": places[np.argsort(own.astype(np.int64) * max(len(phrase), 1) + places)],
        "own_start": np.concatenate(([0], np.cumsum(counts))),
        "around_from": [start for start, _ in spans],
        "around_to": [end for _, end in spans],
        "around_start": _starts([ranges.get(numbers[word], ()) for word in vocabulary]),
    }
    blobs = {name: np.array(found[name], kind).tobytes() for name, kind in _TYPES.items()}
    blobs["words"] = "\n".join(vocabulary).encode()
    return blobs


class PhraseArrays:
    """Phrases ready to be searched; never changed, so any thread may read.

    Args:
        blobs: As :func:`make_blobs` made them.

    Attributes:
        words: The vocabulary in order.
        rarity: How much each word says: the logarithm of one in how many phrases has it.
        weight: What the words of each phrase say together.
        title: For each phrase the place of its code's title, which comes before it.
        around: For each phrase, whether one of these words of the vocabulary stands around it.
    """

    def __init__(self, blobs: Mapping[str, bytes]) -> None:
        import numpy as np  # noqa: PLC0415 - only who searches pays for it

        joined = blobs.get("words", b"").decode()
        self.words: list[str] = joined.split("\n") if joined else []
        self.place: dict[str, int] = {word: place for place, word in enumerate(self.words)}
        found = {name: np.frombuffer(blobs.get(name, b""), kind) for name, kind in _TYPES.items()}
        self.phrase: Ints = found["phrase"]
        self.code: Ints = found["code"]
        self.cost: Floats = found["cost"].astype(np.float32)
        self.flags: NDArray[np.uint8] = found["flags"]
        self.beginning: NDArray[np.bytes_] = found["beginning"]
        self._own: Ints = found["own"]
        self._own_start: Ints = found["own_start"]
        self._around_from: Ints = found["around_from"]
        self._around_to: Ints = found["around_to"]
        self._around_start: Ints = found["around_start"]
        self.count = len(self.phrase)
        counts = np.diff(self._own_start)
        self.counts: Ints = counts
        every = max(self.count, 1)
        self.rarity: Floats = np.log1p(every / np.maximum(counts, 1)).astype(np.float32)
        self.weight: Floats = found["weight"]
        self.billable: Truths = (self.flags & BILLABLE) > 0
        self.is_title: Truths = (self.flags & IS_TITLE) > 0
        places = np.arange(self.count, dtype=np.int32)
        self.title: Ints = np.maximum.accumulate(np.where(self.is_title, places, 0))
        self.default: Truths = (self.flags & DEFAULT) > 0
        self.around = lru_cache(_REMEMBERED)(self._standing_around)

    def own(self, word: int) -> Ints:
        """The phrases that have a word of the vocabulary."""
        return self._own[self._own_start[word] : self._own_start[word + 1]]

    def _standing_around(self, words: tuple[int, ...]) -> Truths:
        import numpy as np  # noqa: PLC0415 - loaded with the first search

        spans = [slice(self._around_start[word], self._around_start[word + 1]) for word in words]
        found = np.zeros(self.count, np.bool_)
        if sum(span.stop - span.start for span in spans) <= _FEW_RANGES:
            for span in spans:
                ends = self._around_to[span].tolist()
                for start, end in zip(self._around_from[span].tolist(), ends, strict=True):
                    found[start:end] = True
            return found
        steps = np.zeros(self.count + 1, np.int16)
        for span in spans:
            np.add.at(steps, self._around_from[span], np.int16(1))
            np.subtract.at(steps, self._around_to[span], np.int16(1))
        truths: Truths = np.cumsum(steps[:-1], dtype=np.int16) > 0
        return truths


def _starts(lists: Iterable[Sequence[object]]) -> list[int]:
    starts, total = [0], 0
    for each in lists:
        total += len(each)
        starts.append(total)
    return starts
