"""What the driver and the system say of a clinic's file, as sentences for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.words import count
from clinic_desk.db.faults import fault_name
from clinic_desk.db.key_text import KEY_NAME
from clinic_desk.db.pages import belongs, look
from clinic_desk.db.place import CHECK_DISK, OTHER_FOLDER, damaged
from clinic_desk.db.steps import DiskTrouble, InUse, OpeningTrouble, OtherKey, WrongPlace


@contextmanager
def disk_sentences(path: Path) -> Iterator[None]:
    """Raise the system's errors about a folder as DiskTrouble."""
    try:
        yield
    except OSError as error:
        raise DiskTrouble(
            f"{path.parent} cannot be read or written ({error.strerror}).", next_step=CHECK_DISK
        ) from error


@contextmanager
def sentences(path: Path, key: bytes = b"", key_is_right: bool = False) -> Iterator[None]:
    """Raise the driver's errors about a file as an OpeningTrouble."""
    try:
        yield
    except dbapi2.Error as error:
        name = fault_name(error)
        if name in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            with disk_sentences(path):
                raise _unreadable(path, key, key_is_right) from error
        raise _fault(path, name) from error


def _fault(path: Path, name: str) -> OpeningTrouble:
    kind, what, next_step = _FAULTS.get(name, (DiskTrouble, "cannot be read", CHECK_DISK))
    return kind(f"{path} {what}.", kept=_AS_IT_WAS, next_step=next_step)


_AS_IT_WAS = "What is saved in it is as it was."
_FAULTS: dict[str, tuple[type[OpeningTrouble], str, str]] = {
    "SQLITE_CANTOPEN": (
        DiskTrouble,
        "cannot be opened for writing",
        "Check the rights to the folder, and that no other program holds the file, such as one "
        "that copies it to a cloud or looks for viruses; then try again.",
    ),
    "SQLITE_PERM": (DiskTrouble, "may not be opened", "Check the rights to the folder."),
    "SQLITE_READONLY": (
        DiskTrouble,
        "cannot be written",
        "Check the rights to the file and its folder, then try again.",
    ),
    "SQLITE_BUSY": (
        InUse,
        "is in use by another program or another copy of this one",
        "Close that one first, or wait until it is done.",
    ),
    "SQLITE_LOCKED": (InUse, "is in use by another program", "Wait until it is done."),
    "SQLITE_FULL": (
        DiskTrouble,
        "cannot be written: the disk is full",
        "Make room on it, then open it again.",
    ),
    "SQLITE_IOERR": (
        DiskTrouble,
        "could not be read from its disk, or not be written",
        "Check that the disk is connected and has room, then try again.",
    ),
}


def _unreadable(path: Path, key: bytes, key_is_right: bool) -> OpeningTrouble:
    """Why a file is no database under a key: plain, the wrong key, or damage.

    All of these give one and the same error; each page's own seal tells them apart. Only
    called once the connection is closed: closing a file of our own would give up the locks
    of a connection that is open.
    """
    with path.open("rb") as file:
        beginning = file.read(16)
    if beginning == b"SQLite format 3\0":
        return WrongPlace(f"{path} belongs to another program.", next_step=OTHER_FOLDER)
    if belongs(path, key):
        found = look(path, key)
        pages = f"{len(found.damaged):,} of its {count(found.pages, 'page')}"
        return damaged(
            path,
            f"{path} has been cut short or damaged: {pages} cannot be read."
            if found.damaged
            else f"{path} has been cut short or damaged.",
        )
    if key_is_right:
        return OtherKey(
            f"{path} does not open with the key in {KEY_NAME}, which is whole.",
            kept="It is the key of another clinic, or from before the key was changed; or the "
            "file is damaged throughout, or no clinic's.",
            next_step="Put the right clinic.key in the folder: one lies beside every copy.",
        )
    return OtherKey(
        f"{path} does not open with this key.",
        next_step="Check that key and file are of one clinic; if they are, the file is damaged.",
    )
