"""Imports code-set files in a process of its own, which waits where it is told to.

Run as ``python -m tests.integration.import_in_a_process FOLDER WAIT LARGEST FILE…``. It writes
``ready`` when the progress tells WAIT for the first time and goes on when a line is sent; at the
end it writes ``done`` or the sentence of the refusal. LARGEST is how many bytes the disk takes
for one file; 0 for as many as there are.
"""

from __future__ import annotations

import sys
from pathlib import Path

from medcoder_desktop import paths
from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.services.code_import import import_files
from medcoder_desktop.services.library_service import LibraryService
from tests.integration.code_file_samples import WISH


def main(folder: Path, wait: str, largest: int, files: list[Path]) -> None:
    """Import, and say what came of it."""
    waited = not wait

    def progress(_done: int, _total: int, doing: str) -> None:
        nonlocal waited
        if not waited and doing.startswith(wait):
            waited = True
            say("ready")
            sys.stdin.readline()

    if largest:
        limit_files(largest)
    library = LibraryService(folder, paths.codesets())
    try:
        import_files(library, files, WISH, progress)
        say("done")
    except MedCoderError as error:
        say(error.sentence)
    finally:
        library.close()


def say(text: str) -> None:
    """Write a line that the waiting test reads at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def limit_files(largest: int) -> None:
    """Let no file grow beyond a size, as on a disk that is full."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
