"""Changing the clinic's key: the whole file is written anew under another data key.

Two names change, the file and what wraps its key, and no system renames two at once. So
`clinic.key` first holds both locks, then the file is put in its place in one step, then the
old lock is dropped. Whenever this is cut off, the file is one of the two, whole, and the
lock that opens it is there; the next opening finishes what was begun.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import BadInput, CannotOpen, ClinicError
from clinic_desk.db.backup import copy_file, flush
from clinic_desk.db.copy_checks import begin_checks, count_rows, lanes
from clinic_desk.db.engine import connect
from clinic_desk.db.faults import fault_name
from clinic_desk.db.key import Keys, new_key
from clinic_desk.db.key_file import KeyChoice, locked, open_key_file
from clinic_desk.db.key_store import KeyStore
from clinic_desk.db.key_text import KEY_NAME, KeyFile, read_key_file, write_key_file
from clinic_desk.db.pages import opens
from clinic_desk.db.settling import NEW_NAME, STANDS, forget_dropped, settle, sweep


class ChangedAllTheSame(ClinicError):
    """The file opens by the new key, and the last step after that failed.

    Both locks stay, of which only the new one opens the file; the next opening drops the
    other and notes that.
    """

    def __init__(self) -> None:
        """Say which sheet counts."""
        super().__init__(
            "The clinic's key was changed, but the disk refused the last step after it.",
            kept="Everything is there, under the new key; the new recovery sheet is the one that "
            "counts.",
            next_step="Check the disk and the rights to the folder, then open the clinic: the "
            "last step is done and noted then.",
        )


@dataclass(frozen=True)
class NewLock:
    """Keys that are to take the old ones' place, wrapped and not yet in use."""

    keys: Keys
    contents: KeyFile
    recovery_key: str = field(repr=False)
    """As it is printed. To be in the person's hands before anything is changed."""


def prepare(
    folder: Path, old: Keys, passphrase: str | None, store: KeyStore | None = None
) -> NewLock:
    """A new data key, wrapped by the present passphrase, the key store if it is in use, and a
    new recovery key. Nothing in the folder is changed.

    Raises WrongKey where the passphrase is not the present one, BadInput where there is one
    and none was given.
    """
    now = read_key_file(folder)
    if now.passphrase is not None:
        if passphrase is None:
            raise BadInput("present", "The passphrase is needed, as the new key is locked by it.")
        open_key_file(folder / KEY_NAME, passphrase=passphrase)
    keys = Keys(new_key(), old.chain)
    choice = KeyChoice(
        passphrase if now.passphrase is not None else None,
        key_store=now.store_name is not None,
    )
    contents, recovery_key = locked(keys, choice, store)
    return NewLock(keys, contents, recovery_key)


def _nothing() -> None:
    """Where nothing is to be noted."""


def change_key(
    path: Path,
    old: Keys,
    new: NewLock,
    copy: Path,
    noting: Callable[[], None] = _nothing,
) -> None:
    """Write the clinic's file anew under a new lock, after a checked copy of it as it was.

    Nothing in this process may have the file open, and the caller holds the folder's lock.
    The copy opens by the lock that it was made with, which lies beside it. Raises CannotOpen
    or BackupFailed; the file and its old lock stand then. `noting` is called once the new
    file is in its place; where that or what comes after it fails, ChangedAllTheSame.
    """
    copy_file(path, old.data, copy, old.chain)
    part, lock = path.with_name(NEW_NAME), path.with_name(KEY_NAME)
    before = read_key_file(lock)._replace(before=None)
    sweep(part)
    try:
        with _sentences(path), closing(connect(path, old.data)) as live:
            _take_alone(live, path)
            _write_anew(live, part, new.keys)
            write_key_file(lock, new.contents._replace(before=before))
            _put_in_place(live, part, path)
    except Exception as error:
        # By the file and not by how far this came: the new one may have its name already.
        if opens(path, new.keys.data):
            raise ChangedAllTheSame from error
        with suppress(CannotOpen, OSError):
            settle(path.parent, old)
        raise
    try:
        # The old lock goes last: as long as it is there, the next opening has something to note.
        noting()
        settle(path.parent, new.keys)
    except (ClinicError, OSError) as error:
        raise ChangedAllTheSame from error


def abandon(folder: Path, new: NewLock, store: KeyStore | None = None) -> None:
    """Give up a lock that was prepared: it leaves nothing in the key store."""
    forget_dropped(new.contents, read_key_file(folder), store)


def _write_anew(live: Any, part: Path, keys: Keys) -> None:
    """The whole file under another key, checked as a copy is and on the disk."""
    rows = count_rows(live)
    with closing(connect(part, keys.data, create=True)) as fresh:
        live.backup(fresh, pages=-1)
        fresh.execute("PRAGMA journal_mode = DELETE")
    with lanes() as pool:
        passed = begin_checks(pool, part, keys.data, keys.chain)(rows)
    if passed.failed:
        raise CannotOpen(
            "The clinic's file was written anew but did not pass its checks.",
            kept=STANDS,
            next_step="Try again; if it happens twice, check the disk.",
        )
    flush(part)


def _take_alone(live: Any, path: Path) -> None:
    """Fold the WAL in and let nobody else in until the connection is closed."""
    try:
        mode = live.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        live.execute("PRAGMA locking_mode = EXCLUSIVE")
        live.execute("BEGIN EXCLUSIVE")
        live.execute("COMMIT")
    except dbapi2.OperationalError as error:
        if fault_name(error) not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise
        mode = "busy"
    if mode == "delete" and path.with_name(f"{path.name}-wal").exists():
        # It was folded in by one who is alone with the file, and could not be removed.
        raise CannotOpen(
            f"The folder {path.parent} cannot be written: a file in it could not be removed.",
            kept=STANDS,
            next_step="Check the disk and the rights to the folder, then change the key again.",
        )
    if mode != "delete":
        raise CannotOpen(
            "Something else has the clinic's file open just now, such as a copy being made.",
            kept=STANDS,
            next_step="Wait until it is done, then change the key again.",
        )


def _put_in_place(live: Any, part: Path, path: Path) -> None:
    # Elsewhere the old file is held until the new one has its name, so that nothing can be
    # written to the old one in between; Windows moves nothing over a file that is open.
    if sys.platform == "win32":
        live.close()
    part.replace(path)
    flush(path.parent)


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, dbapi2.Error) as error:
        full = fault_name(error) in ("SQLITE_FULL", "SQLITE_IOERR") or "space" in str(error)
        raise CannotOpen(
            f"The clinic's file in {path.parent} could not be written anew"
            f"{': the disk is full' if full else ''}.",
            kept=STANDS,
            next_step="Make room for the whole file a second time, then try again."
            if full
            else "Check the disk and the rights to the folder, then try again.",
        ) from error
