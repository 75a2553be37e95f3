"""What went wrong in the database, as one of the program's own errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlcipher3 import dbapi2

from medcoder_desktop.domain.errors import Defect, EnvironmentError_, InputError, MedCoderError

_PRIMARY = 0xFF
"""SQLite's extended result codes carry the primary one in their lowest byte."""
_KINDS: dict[int, tuple[type[MedCoderError], str]] = {
    3: (EnvironmentError_, "store.no_permission"),  # SQLITE_PERM
    5: (EnvironmentError_, "store.locked"),  # SQLITE_BUSY
    6: (EnvironmentError_, "store.locked"),  # SQLITE_LOCKED
    8: (EnvironmentError_, "store.no_permission"),  # SQLITE_READONLY
    10: (EnvironmentError_, "store.disk_error"),  # SQLITE_IOERR
    11: (InputError, "store.damaged"),  # SQLITE_CORRUPT
    13: (EnvironmentError_, "store.disk_full"),  # SQLITE_FULL
    14: (EnvironmentError_, "store.no_permission"),  # SQLITE_CANTOPEN
    26: (InputError, "store.not_a_database"),  # SQLITE_NOTADB
}


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn errors of the database inside the block into the program's own.

    Args:
        path: The file the sentence names.

    Raises:
        InputError: The file is damaged or no database, or a text has broken characters.
        EnvironmentError_: Locked, full, not allowed, or the disk fails.
        Defect: Everything else, which is our own mistake.
    """
    try:
        yield
    except DBAPIError as error:
        raise _plain(error.orig, path) from error
    except dbapi2.Error as error:
        raise _plain(error, path) from error
    except UnicodeEncodeError as error:
        # Half a character, as a record may have it; the error itself holds the whole text.
        half = ord(error.object[error.start])
        raise InputError("store.broken_text", character=f"{half:04X}") from None
    except SQLAlchemyError as error:
        raise Defect("store.defect", file=str(path)) from error


def from_disk(error: OSError, path: Path) -> EnvironmentError_:
    """What the operating system refused, as the program's own error."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return EnvironmentError_("store.disk_full" if full else "store.no_permission", file=str(path))


def _plain(error: BaseException | None, path: Path) -> MedCoderError:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int) and (code & _PRIMARY) in _KINDS:
        kind, message_id = _KINDS[code & _PRIMARY]
        return kind(message_id, file=str(path))
    return Defect("store.defect", file=str(path))
