"""One window a clinic: a lock on its folder that ends with the process, whatever becomes of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from clinic_desk.base.errors import CannotOpen

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "clinic.lock"


class FolderLock:
    """Held from the making until `release`; the file that carries it goes with it."""

    def __init__(self, folder: Path) -> None:
        """Take the lock at once; CannotOpen if another has it or the folder cannot be written."""
        self._path = folder / LOCK_NAME
        self._file = self._take()

    def _take(self) -> int:
        while True:
            try:
                file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise CannotOpen(
                    f"The folder {self._path.parent} cannot be written ({error.strerror}).",
                    next_step="Check the disk and the rights to the folder.",
                ) from error
            try:
                _lock(file)
            except OSError as error:
                os.close(file)
                raise CannotOpen(
                    f"The clinic in {self._path.parent} is open in another window already.",
                    next_step="Use that window, or close it first.",
                ) from error
            if self._is_still_there(file):
                return file
            os.close(file)

    def _is_still_there(self, file: int) -> bool:
        # Whoever held it before may have removed the file between our opening and our locking.
        try:
            return os.path.samestat(os.stat(self._path), os.fstat(file))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go, and remove the file."""
        if sys.platform == "win32":
            os.close(self._file)
            self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._file)


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
