"""One window a clinic: a lock on its folder that ends with the process, whatever becomes of it."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from clinic_desk.db.steps import DiskTrouble, InUse, OpeningTrouble

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "clinic.lock"
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)


class FolderLock:
    """Held from the making until `release`; the file that carries it goes with it."""

    def __init__(self, folder: Path) -> None:
        """Take the lock at once; InUse if another has it, DiskTrouble if it cannot be written."""
        self._path = folder / LOCK_NAME
        self._file = self._take()

    def _take(self) -> int:
        while True:
            try:
                file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise self._not_made(error) from error
            try:
                _lock(file)
            except OSError as error:
                os.close(file)
                raise self._not_taken(error) from error
            if self._is_still_there(file):
                return file
            os.close(file)

    def _not_made(self, error: OSError) -> OpeningTrouble:
        if isinstance(error, PermissionError) and self._path.exists():
            return InUse(
                f"The clinic in {self._path.parent} was opened by another person signed in to "
                "this computer.",
                next_step="Close the program there. If nobody has it open, an administrator can "
                f"remove the file {LOCK_NAME} from the folder.",
            )
        return DiskTrouble(
            f"The folder {self._path.parent} cannot be written ({error.strerror}).",
            kept="What is saved in it is as it was.",
            next_step="Check the disk, its room and the rights to the folder, then try again.",
        )

    def _not_taken(self, error: OSError) -> OpeningTrouble:
        if error.errno in _TAKEN:
            return InUse(
                f"The clinic in {self._path.parent} is open in another window already.",
                next_step="Use that window, or close it first.",
            )
        return DiskTrouble(
            f"The folder {self._path.parent} cannot keep a second window out ({error.strerror}), "
            "as on some network shares.",
            next_step="Keep the clinic in a folder on this computer's own disk.",
        )

    def _is_still_there(self, file: int) -> bool:
        # Whoever held it before may have removed the file between our opening and our locking.
        try:
            return os.path.samestat(os.stat(self._path), os.fstat(file))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go, and remove the file where it still can be: one that is left is no lock."""
        if sys.platform == "win32":
            os.close(self._file)
            self._remove()
        else:
            self._remove()
            os.close(self._file)

    def _remove(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
