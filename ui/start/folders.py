"""Where a clinic is made or found, and what opens it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.folders import new_clinic_folder

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic

CLINIC_FILE = "clinic.db"
DEMO_PREFIX = "demo-clinic-"
"""Demos called otherwise are from before people signed in."""
DEMO_LASTS = timedelta(days=28)
"""A demo has visits for six weeks; after four a new one is made."""


def read_folder(text: str) -> Path:
    """The folder that was typed; BadInput, field `folder`, for an empty line or no name at all."""
    typed = text.strip().strip('"')
    if not typed:
        raise BadInput("folder", "Name a folder.")
    if "\0" in typed:
        raise BadInput("folder", "That is no name of a folder.")
    try:
        return Path(typed).expanduser()
    except RuntimeError as error:
        raise BadInput("folder", f"There is no such home folder: {typed[:60]}.") from error


def holds_clinic(folder: Path) -> bool:
    """Whether there is a clinic's file in a folder."""
    try:
        return (folder / CLINIC_FILE).exists()
    except OSError:
        return False


def folder_to_make(meant: Path) -> Path:
    """Where a new clinic is proposed: the folder that was meant, or one with a number after it."""
    base = new_clinic_folder() if holds_clinic(meant) else meant
    names = (
        base if number == 1 else base.with_name(f"{base.name} {number}") for number in count(1)
    )
    return next(folder for folder in names if not holds_clinic(folder))


def open_folder(
    folder: Path, clock: Clock, passphrase: str | None, recovery_key: str | None
) -> Clinic:
    """Open a clinic, on the worker; raises what `open_clinic` raises."""
    # The database and its libraries are read here for the first time, behind the first page.
    from clinic_desk.clinic import open_clinic

    return open_clinic(folder, clock=clock, passphrase=passphrase, recovery_key=recovery_key)


def open_demo(clock: Clock) -> Clinic:
    """Open the demo, on the worker; it is made first where there is none from these weeks."""
    from clinic_desk.clinic import open_clinic

    folder = demo_folder(new_clinic_folder().parent, local_day(clock.now()))
    if not holds_clinic(folder):
        _make_demo(folder, clock)
    return open_clinic(folder, clock=clock)


def _make_demo(folder: Path, clock: Clock) -> None:
    """Make it beside its place: one that was cut off while it was made is begun anew."""
    from clinic_desk.back_office.demo import new_demo

    part = folder.with_name(f"{folder.name}.part")
    if part.exists():
        rmtree(part)
    new_demo(part, clock).database.close()
    part.rename(folder)


def demo_folder(home: Path, today: date) -> Path:
    """The newest demo that still has weeks ahead of it, else the folder for one made today."""
    for ago in range(DEMO_LASTS.days):
        folder = home / f"{DEMO_PREFIX}{today - timedelta(days=ago)}"
        if holds_clinic(folder):
            return folder
    return home / f"{DEMO_PREFIX}{today}"


def load_rooms() -> None:
    """Load the clinic's rooms and their libraries while the first page is being read."""
    import clinic_desk.clinic  # noqa: F401
