"""What the worker does with a clinic as a whole: open it, look through it, close it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.folders import last_clinic_folder
from clinic_desk.db.half_made import is_half_made
from ui.frame.clinic_setup import Setup, read_setup

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic


class Opened(NamedTuple):
    """A clinic and what the frame shows of it, as they come from the worker."""

    clinic: Clinic
    setup: Setup


def open_at(folder: Path, clock: Clock, secret: str, *, accept_loss: bool = False) -> Opened:
    """The clinic in a folder, opened with a passphrase or a recovery key; raises as `open_clinic`.

    The database and its libraries are read here for the first time.
    """
    from clinic_desk.clinic import open_clinic
    from clinic_desk.db.relocking import read_secret

    typed = read_secret(secret)
    clinic = open_clinic(
        folder,
        clock=clock,
        passphrase=typed.passphrase,
        recovery_key=typed.recovery_key,
        accept_loss=accept_loss,
    )
    return Opened(clinic, read_setup(clinic))


def was_a_clinic(folder: Path) -> bool:
    """Whether a clinic is to be opened here and not one made, be its file or its disk gone, or
    the folder one that may not be looked into."""
    if folder == last_clinic_folder():
        return True
    try:
        found = any((folder / name).exists() for name in ("clinic.db", "clinic.key", "demo.key"))
    except OSError:
        return True
    return found and not is_half_made(folder)


def look_through_file(clinic: Clinic) -> ClinicError | None:
    """Read every page of the clinic's file before it is needed; what is damaged, if anything."""
    from clinic_desk.db.soundness import look_through

    return look_through(clinic.database)


def with_it_closed(clinic: Clinic, work: Callable[[], object]) -> None:
    """Close a clinic and do `work`. That no copy could be made at closing does not stop it."""
    with suppress(ClinicError):
        clinic.close()
    work()


def set_log_aside(folder: Path, clock: Clock) -> Path | None:
    """Keep a log that does not belong to the clinic's file under another name, which it gives."""
    from clinic_desk.db.opening import DATABASE_NAME, set_aside

    return set_aside(folder / DATABASE_NAME, clock)
