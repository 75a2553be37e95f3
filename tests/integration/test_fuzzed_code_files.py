"""A code-set file, whatever was done to it, is read, or refused without any harm."""

from __future__ import annotations

import random
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from medcoder_desktop.services.library_service import LIBRARY_FILE
from tests.integration.code_file_samples import (
    WRITERS,
    contents,
    opened,
    refusal_of,
    small_library,
    written_samples,
)

ROUNDS = 12
"""How often each of the two dozen layouts is damaged anew; a person raises it for a long run."""

Damage = Callable[[random.Random, bytes], bytes]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine")
    small_library(folder).close()
    return folder / LIBRARY_FILE


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that nobody else writes to, so that what is left in it is ours."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def flip(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def drop(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 200) :]


def repeat(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 400)]
    return content[:start] + piece * chance.choice((2, 2, 40)) + content[start:]


def insert(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    strange = chance.choice(
        (b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b"\t\t", b"<a>", b"&x;",
         b"\x1a", b"\xf0\x9f\x92\x8a", b"99999999999999999999", b"-1", b"20261399", b"A" * 9_000)
    )  # fmt: skip
    return content[:start] + strange + content[start:]


def lines(chance: random.Random, content: bytes) -> bytes:
    """Lines shuffled, doubled or left out."""
    found = content.splitlines(keepends=True)
    way = chance.randrange(3)
    if way == 0:
        chance.shuffle(found)
    elif way == 1:
        found.insert(chance.randrange(len(found)), chance.choice(found))
    else:
        del found[chance.randrange(len(found))]
    return b"".join(found)


def columns(chance: random.Random, content: bytes) -> bytes:
    """Two cells of every line exchanged."""
    mark = b"\t" if content.count(b"\t") > content.count(b",") else b","
    found = []
    first, second = chance.randrange(6), chance.randrange(6)
    for line in content.splitlines():
        cells = line.split(mark)
        if max(first, second) < len(cells):
            cells[first], cells[second] = cells[second], cells[first]
        found.append(mark.join(cells))
    return b"\r\n".join(found)


def other_encoding(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("cp1252", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-32", "cp037", "utf-7")), "replace"
    )


def packed(chance: random.Random, content: bytes) -> bytes:
    """Put into an archive which is damaged afterwards."""
    with tempfile.SpooledTemporaryFile() as spool:
        with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                chance.choice(("list.txt", "../list.txt", "..", "a/\\b", "x" * 300)), content
            )
        spool.seek(0)
        return chance.choice((flip, cut, drop, lambda _, same: same))(chance, spool.read())


def inside(chance: random.Random, content: bytes) -> bytes:
    """For archives and workbooks: one of their parts damaged, the archive itself whole."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name, "source"), Path(name, "target")
        source.write_bytes(content)
        if not zipfile.is_zipfile(source):
            return flip(chance, content)
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
            chosen = chance.choice(old.namelist())
            for member in old.namelist():
                part = old.read(member)
                if member == chosen and part:
                    part = chance.choice((flip, cut, drop, repeat, insert))(chance, part)
                new.writestr(member, part)
        return target.read_bytes()


DAMAGES: tuple[Damage, ...] = (
    cut, flip, flip, drop, repeat, insert, lines, columns, other_encoding, packed, inside, inside
)  # fmt: skip


@pytest.mark.parametrize("layout", sorted(WRITERS))
def test_a_damaged_file_is_read_or_refused_and_changes_nothing(
    layout: str, samples: dict[str, Path], pristine: Path, tmp_path: Path, temporary: Path
) -> None:
    whole = samples[layout]
    library = opened(pristine, tmp_path / "data")
    before = contents(tmp_path / "data")
    for number in range(ROUNDS):
        chance = random.Random(f"{layout} {number}")
        file = tmp_path / whole.name
        file.write_bytes(chance.choice(DAMAGES)(chance, whole.read_bytes()))
        refusal = refusal_of(library, file)
        if refusal:
            assert refusal.count("\n") == 0, number
            assert contents(tmp_path / "data") == before, number
        else:
            library.close()
            library = opened(pristine, tmp_path / "data")
    library.close()
    assert list(temporary.iterdir()) == []
