"""A clinic's file in which damage was met: remembered beside it until the next opening."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from clinic_desk.db.faults import fault_name

SUSPECT_NAME = "clinic.suspect"
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


def suspect(path: Path) -> None:
    """Have the next opening look at every page of this file first; never raises."""
    with suppress(OSError):
        path.with_name(SUSPECT_NAME).touch()


def is_suspect(path: Path) -> bool:
    """Whether damage was met in this file and not looked into yet."""
    return path.with_name(SUSPECT_NAME).exists()


def clear_suspicion(path: Path) -> None:
    """Every page was found whole, or the person goes on with what can be read."""
    with suppress(OSError):
        path.with_name(SUSPECT_NAME).unlink(missing_ok=True)


def suspect_if_damaged(path: Path, error: BaseException) -> None:
    """`suspect` where a statement failed for a damaged page; never raises."""
    if fault_name(error) in _DAMAGE:
        suspect(path)
