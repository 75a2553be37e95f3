"""Put a finished file in its place whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from pathlib import Path

from medcoder_desktop.domain.errors import EnvironmentError_

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR})


def replace_file(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target`` so that nobody ever sees half of it.

    The bytes go to a new file in the same folder, are forced to the disk, and take the place of
    ``target`` in one step. When anything fails, what stood there before stands there still.

    Args:
        target: The file to write; behind a symbolic link, the file the link names.
        content: All of it.

    Raises:
        EnvironmentError_: The disk is full, the folder is missing or may not be written, or
            another program holds the file.
    """
    place = Path(os.path.realpath(target))
    if place.is_dir():
        raise EnvironmentError_("export.is_a_folder", file=target.name, folder=str(place))
    beside = place.with_name(f".medcoder-{uuid.uuid4().hex}.tmp")
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _force_folder(place.parent)
    except OSError as failure:
        raise _told(failure, target) from failure


def _force_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where folders can be opened (not Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as failure:
        if failure.errno != errno.EINVAL:  # some network folders cannot, and need not
            raise
    finally:
        os.close(handle)


def _told(failure: OSError, target: Path) -> EnvironmentError_:
    """The sentence for what the machine refused."""
    where = {"file": target.name, "folder": str(target.parent.absolute())}
    if failure.errno in _FULL:
        return EnvironmentError_("export.disk_full", **where)
    if failure.errno in _FORBIDDEN:
        return EnvironmentError_("export.not_allowed", **where)
    if failure.errno in _NO_FOLDER:
        return EnvironmentError_("export.no_folder", **where)
    return EnvironmentError_("export.failed", reason=failure.strerror or str(failure), **where)
