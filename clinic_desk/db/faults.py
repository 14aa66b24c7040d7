"""The database engine's own errors, as sentences for a person."""

from __future__ import annotations

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.guard import occupied

_SENTENCES = {
    "SQLITE_FULL": (
        "The disk that holds the clinic is full.",
        "Make room on it and try again.",
    ),
    "SQLITE_READONLY": (
        "The clinic's folder cannot be written any more.",
        "Check the disk and the rights to the folder, then try again.",
    ),
    "SQLITE_CANTOPEN": (
        "The clinic's file cannot be opened any more.",
        "Check that its disk is connected and its folder still there, then try again.",
    ),
    "SQLITE_BUSY": (
        "Another copy of the program is busy with the clinic's file.",
        "Wait a moment and try again.",
    ),
    "SQLITE_LOCKED": (
        "Another copy of the program is busy with the clinic's file.",
        "Wait a moment and try again.",
    ),
    "SQLITE_PROTOCOL": (
        "Another program holds the clinic's file.",
        "Wait a moment and try again; a folder that is copied to a cloud is held now and then.",
    ),
    "SQLITE_PERM": (
        "The clinic's file may not be opened any more.",
        "Check the rights to the folder, then try again.",
    ),
    "SQLITE_IOERR": (
        "The disk that holds the clinic could not be read or written.",
        "Check that it is connected and has room, then try again.",
    ),
    "SQLITE_CORRUPT": (
        "Part of the clinic's file is damaged, and was not shown.",
        "Note what you typed on paper, close the program and open it again: it then says what is "
        "whole and offers the newest copy.",
    ),
    "SQLITE_NOTADB": (
        "Part of the clinic's file is damaged, and was not shown.",
        "Note what you typed on paper, close the program and open it again: it then says what is "
        "whole and offers the newest copy.",
    ),
}


_WITHOUT_NAME = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}


class StorageFault(ClinicError):
    """The disk or the file failed under the program; the transaction was given up whole."""


class AuditRefuses(StorageFault):
    """The audit took no entry, so nothing was saved: nothing is done without one."""

    def __init__(self) -> None:
        """Say so, and where to look."""
        super().__init__(
            "The audit of this clinic refuses entries, so that nothing can be saved.",
            kept="Nothing was saved; what you typed is still here.",
            next_step="Tell the manager: Settings, under Audit, says what was found and can put "
            "its guard right. If it cannot be opened, restore the newest copy.",
        )


def fault_name(error: BaseException | None) -> str:
    """The family of a driver's error, such as SQLITE_FULL; empty for anything else.

    The driver's own copying gives the engine's words without their name.
    """
    name = str(getattr(error, "sqlite_errorname", None) or _WITHOUT_NAME.get(str(error), ""))
    return "_".join(name.split("_")[:2])


def storage_fault(error: BaseException | None) -> StorageFault | None:
    """The sentence for a driver's error that comes from disk or file; None for any other."""
    found = _SENTENCES.get(fault_name(error))
    if found is None:
        return None
    return StorageFault(
        found[0], kept="Nothing was saved; what you typed is still here.", next_step=found[1]
    )


def no_longer_there() -> StorageFault:
    """The sentence for a clinic's file that was moved, removed or replaced under the program."""
    return StorageFault(
        "The clinic's file is no longer there: it was moved, removed or replaced.",
        kept="Nothing was saved; what you typed is still here.",
        next_step="Check that its disk is connected and its folder in place, then try again.",
    )


def in_words(error: BaseException | None) -> ClinicError | None:
    """What the guard or the disk refused, as a sentence; None for any other error."""
    return occupied(error) or storage_fault(error)
