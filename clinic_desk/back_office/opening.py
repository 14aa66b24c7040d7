"""Opening a clinic from the command line."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_desk.base.clock import SystemClock
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.db.key_file import KeyNeeded
from clinic_desk.db.relocking import read_secret


@contextmanager
def opened(folder: Path) -> Iterator[Clinic]:
    """The clinic in a folder, beside a window that may be open on it; closed at the end.

    A passphrase is asked for at the keyboard, never taken from an argument or the
    environment. Raises CannotOpen for anything wrong with the folder.
    """
    clinic = _open(folder)
    try:
        yield clinic
    finally:
        clinic.database.close()


def _open(folder: Path) -> Clinic:
    clock = SystemClock()
    try:
        return open_clinic(folder, clock=clock, alone=False)
    except KeyNeeded:
        if not sys.stdin.isatty():
            raise
        typed = read_secret(getpass.getpass("Passphrase or recovery key: "))
        return open_clinic(
            folder,
            clock=clock,
            alone=False,
            passphrase=typed.passphrase,
            recovery_key=typed.recovery_key,
        )
