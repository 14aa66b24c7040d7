"""A clinic whose making was cut off before its file had its name: nothing was ever kept in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from clinic_desk.db.steps import BACKUPS_NAME, DATABASE_NAME

PART_NAME = f"{DATABASE_NAME}.part"
"""The file while it is being made; there from before the key is."""
_NEVER_YET = (DATABASE_NAME, "clinic.anchor", BACKUPS_NAME, "photographs")
_LEAVINGS = (
    "clinic.key",
    "demo.key",
    "clinic.key.part",
    "demo.key.part",
    "clinic.lock",
    f"{PART_NAME}-journal",
    f"{PART_NAME}-wal",
    f"{PART_NAME}-shm",
    PART_NAME,
)
"""Last what tells that it is half made."""


def is_half_made(folder: Path) -> bool:
    """Whether a clinic was begun in a folder and never finished; one that has lost its file has
    its anchor still."""
    with suppress(OSError):
        part = folder / PART_NAME
        return part.is_file() and not any((folder / name).exists() for name in _NEVER_YET)
    return False


def clear_half_made(folder: Path) -> None:
    """Take away what there is of it: its key opens nothing. Raises OSError."""
    if is_half_made(folder):
        for name in _LEAVINGS:
            (folder / name).unlink(missing_ok=True)
