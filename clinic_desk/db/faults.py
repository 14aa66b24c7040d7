"""The database engine's own errors, as sentences for a person."""

from __future__ import annotations

from sqlalchemy.engine import ExceptionContext

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.guard import occupied

_KEPT = "Nothing was saved; what you typed is still here."

_SENTENCES = (
    (
        "database or disk is full",
        "The disk that holds the clinic is full.",
        "Make room on it and save again.",
    ),
    (
        "readonly database",
        "The clinic's folder cannot be written any more.",
        "Check the disk and the rights to the folder, then save again.",
    ),
    (
        "database is locked",
        "Another copy of the program is busy with the clinic's file.",
        "Wait a moment and save again.",
    ),
    (
        "disk i/o error",
        "The disk that holds the clinic could not be read or written.",
        "Check that it is connected and has room, then save again.",
    ),
    (
        "malformed",
        "Part of the clinic's file is damaged.",
        "Stop here, and go back to the newest copy in the backups folder.",
    ),
    (
        "file is not a database",
        "Part of the clinic's file is damaged.",
        "Stop here, and go back to the newest copy in the backups folder.",
    ),
)


class StorageFault(ClinicError):
    """The disk or the file failed under the program; the transaction was given up whole."""


def storage_fault(error: BaseException | None) -> StorageFault | None:
    """The sentence for a driver's error that comes from disk or file; None for any other."""
    text = str(error).lower()
    for mark, what, next_step in _SENTENCES:
        if mark in text:
            return StorageFault(what, kept=_KEPT, next_step=next_step)
    return None


def spoil(context: ExceptionContext) -> None:
    """Note that a statement failed, and raise it in words where it has any.

    After RAISE(ABORT) the transaction is still open with its earlier rows. The
    note keeps `Database.write` from committing them, even where the error was caught.
    """
    if context.connection is not None:
        context.connection.info["spoiled"] = True
    sentence = occupied(context.original_exception) or storage_fault(context.original_exception)
    if sentence is not None:
        raise sentence from context.original_exception
