"""A temporary folder of the program's own, which nobody else reads and nothing outlives.

Printing spools what is on the page through the system's temporary folder, where it may stay
when a program is killed. The window's process therefore has one beside its other data: for its
own account alone, emptied when it ends and, after a kill, by the next start.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clinic_desk.base.folders import temporary_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

HELD = "held"
"""The file whose lock says that a process still lives in the folder beside it."""
_NAMES = ("TMPDIR", "TEMP", "TMP")
"""Where Python, Qt, the printing library and the database look, in any system."""


@contextmanager
def private_place() -> Iterator[Path | None]:
    """Have everything temporary of this process lie in a folder that goes when it ends.

    What earlier processes left is removed; the folder of one that lives is let be. Where no
    folder can be made it is None, and the system's own is used as before.
    """
    no_core_dumps()
    shelf = temporary_folder()
    clear(shelf)
    try:
        place, lock = _taken(shelf)
    except OSError:
        yield None
        return
    before = {name: os.environ.get(name) for name in _NAMES}
    _point_to(dict.fromkeys(_NAMES, str(place)))
    try:
        yield place
    finally:
        _point_to(before)
        shutil.rmtree(place, ignore_errors=True)
        os.close(lock)
        # Windows removes no file that is open, and this one was until now.
        shutil.rmtree(place, ignore_errors=True)


def clear(shelf: Path) -> None:
    """Remove what processes that live no more left on the shelf; nothing where it is not there."""
    try:
        left = [path for path in shelf.iterdir() if path.is_dir()]
    except OSError:
        return
    for place in left:
        with suppress(OSError):
            lock = _held(place)
            try:
                shutil.rmtree(place, ignore_errors=True)
            finally:
                os.close(lock)
                shutil.rmtree(place, ignore_errors=True)


def no_core_dumps() -> None:
    """Have the system write no picture of the memory when the process dies; nothing on Windows.

    Linux hands the picture to a program of the system, such as one that reports crashes, however
    small a file of it may be; of one byte it makes none at all.
    """
    if sys.platform == "win32":
        return
    for most in (1, 0) if sys.platform == "linux" else (0,):
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (most, most))
            return


def _taken(shelf: Path) -> tuple[Path, int]:
    """A new folder and its lock, made again where another start took it for left behind."""
    shelf.mkdir(parents=True, exist_ok=True)
    shelf.chmod(0o700)
    while True:
        place = Path(tempfile.mkdtemp(dir=shelf))
        with suppress(FileNotFoundError, BlockingIOError, PermissionError):
            lock = _held(place)
            if _is_still_there(place, lock):
                return place, lock
            os.close(lock)
        if not os.access(shelf, os.W_OK):
            raise PermissionError(shelf)


def _held(place: Path) -> int:
    """The lock of a folder. OSError where a living process has it, or the folder is gone."""
    file = os.open(place / HELD, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise
    return file


def _is_still_there(place: Path, lock: int) -> bool:
    try:
        return os.path.samestat(os.stat(place / HELD), os.fstat(lock))
    except FileNotFoundError:
        return False


def _point_to(where: dict[str, str | None] | dict[str, str]) -> None:
    for name, folder in where.items():
        if folder is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = folder
    # Python asks once and remembers.
    tempfile.tempdir = None
