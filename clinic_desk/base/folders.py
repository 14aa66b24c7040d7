"""Where things lie on this computer: the program's resources, and the clinic opened last."""

from __future__ import annotations

import os
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"


def usual_clinic_folder() -> Path:
    """The clinic opened last, or where a new one would be made."""
    return last_clinic_folder() or new_clinic_folder()


def last_clinic_folder() -> Path | None:
    """The clinic opened last, be it there or not; None on a computer that opened none."""
    try:
        # A folder's name may end in spaces, and on Linux be of any bytes.
        last = os.fsdecode(_last_opened_note().read_bytes()).rstrip("\r\n")
    except OSError:
        last = ""
    return Path(last) if last else None


def remember_clinic_folder(folder: Path) -> None:
    """Note a clinic as the one opened last; a computer that refuses to is no trouble."""
    note = _last_opened_note()
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_bytes(os.fsencode(folder.resolve()) + b"\n")
    except OSError:
        return


def new_clinic_folder() -> Path:
    """Where a clinic is made unless the person chooses otherwise."""
    return _data_home() / "clinic"


def anchors_folder() -> Path:
    """Where this computer remembers how far the audit of each clinic had come."""
    return _data_home() / "anchors"


def temporary_folder() -> Path:
    """Where the windows of this computer's account keep what is temporary, each in its own."""
    return _data_home() / "temporary"


def notes_folder() -> Path:
    """Where this computer keeps sealed notes of files that are being written elsewhere."""
    return _data_home() / "unfinished"


def reports_folder() -> Path:
    """Where reports of faults lie that belong to no clinic."""
    return _data_home() / "reports"


def _last_opened_note() -> Path:
    return _data_home() / "last-clinic.txt"


def _data_home() -> Path:
    """The system's place for a program's data; made when first written to.

    For an account that has no folder of its own it is one that cannot be made.
    """
    try:
        return _systems_place() / "Clinic Desk"
    except RuntimeError:
        return Path(os.devnull) / "Clinic Desk"


def _systems_place() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
