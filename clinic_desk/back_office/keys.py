"""A clinic's keys at the command line, with the secret asked for at the keyboard."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass, field
from pathlib import Path

from clinic_desk.base.clock import SystemClock
from clinic_desk.db.door import find_patiently
from clinic_desk.db.key import Keys
from clinic_desk.db.key_file import KeyNeeded
from clinic_desk.db.relocking import read_secret


@dataclass(frozen=True)
class Typed:
    """What was typed, which may be a passphrase or a recovery key; never shown."""

    secret: str = field(default="", repr=False)


def ask(again: bool = False) -> Typed:
    """Ask at the keyboard; nothing where there is nobody to type."""
    if not sys.stdin.isatty():
        return Typed()
    words = "Passphrase or recovery key of the copy: " if again else "Passphrase or recovery key: "
    return Typed(getpass.getpass(words))


def keys_of(folder: Path) -> tuple[Keys, Typed]:
    """The keys of the clinic in a folder, and what was typed for them.

    Raises KeyNeeded where nobody can be asked, and all that `find_key` raises.
    """
    clock = SystemClock()
    try:
        return find_patiently(folder, clock, None), Typed()
    except KeyNeeded:
        typed = ask()
        if not typed.secret:
            raise
    secret = read_secret(typed.secret)
    return find_patiently(folder, clock, secret.passphrase, secret.recovery_key), typed
