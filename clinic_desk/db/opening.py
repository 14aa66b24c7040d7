"""Making and opening a clinic's database; whatever is wrong with it is one sentence.

Nothing is made or changed by an opening that is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.clock import Clock, SystemClock
from clinic_desk.base.errors import CannotOpen
from clinic_desk.db import migrating
from clinic_desk.db.backup import BackupFailed, copy_file
from clinic_desk.db.database import Database
from clinic_desk.db.engine import APPLICATION_ID, check_sqlite, connect
from clinic_desk.db.faults import fault_name
from clinic_desk.db.generations import free_name, make_folder
from clinic_desk.db.guard import TRIGGERS, apply_guard
from clinic_desk.db.lock import FolderLock

DATABASE_NAME = "clinic.db"
BACKUPS_NAME = "backups"
_PAGE = 4096


def create_database(
    path: Path, key: bytes, *, chain_key: bytes | None = None, clock: Clock | None = None
) -> Database:
    """Make a clinic's database by running every migration, and open it.

    It takes its name only when it is whole. Raises CannotOpen where there is one
    already or the folder cannot be written; nothing is left then.
    """
    check_folder(path.parent)
    if path.exists():
        raise CannotOpen(
            f"There is a clinic in {path.parent} already.",
            next_step="Open that one, or choose another folder.",
        )
    part = path.with_name(f"{path.name}.part")
    try:
        with _sentences(path), closing(connect(part, key, create=True)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrating.upgrade(part, key)
        with closing(connect(part, key)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        part.rename(path)
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            part.with_name(part.name + end).unlink(missing_ok=True)
    return open_database(path, key, chain_key=chain_key, clock=clock)


def open_database(
    path: Path,
    key: bytes,
    *,
    chain_key: bytes | None = None,
    key_is_right: bool = False,
    alone: bool = True,
    clock: Clock | None = None,
    metadata: MetaData | None = None,
) -> Database:
    """Check a clinic's database, bring it up to date where it is older, and open it.

    `key_is_right` says that the key passed the check that is kept beside the file,
    so that what cannot be read is damage; `chain_key` is derived from it unless given.
    `alone` takes the folder's lock until the database is closed; without it an older
    database is refused. `metadata`, where given, is what a migration must arrive at.
    Raises CannotOpen.
    """
    check_sqlite()
    check_place(path)
    lock = FolderLock(path.parent) if alone else None
    try:
        if _revision(path, key, key_is_right) != migrating.REVISIONS[-1]:
            if lock is None:
                raise CannotOpen(
                    f"The clinic in {path.parent} was last used with an older version.",
                    next_step="Open it once in the window, which brings it up to date.",
                )
            _bring_up_to_date(path, key, clock or SystemClock(), metadata)
        return Database(
            path, key, clock=clock, chain_key=chain_key, on_close=lock.release if lock else None
        )
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def check_folder(folder: Path) -> None:
    """CannotOpen if there is no such folder, or something else stands there."""
    try:
        found, is_folder = folder.exists(), folder.is_dir()
    except OSError as error:
        raise CannotOpen(f"The folder {folder} cannot be read ({error.strerror}).") from error
    if not found:
        raise CannotOpen(
            f"There is no folder {folder}.", next_step="Check the name, and that its disk is there."
        )
    if not is_folder:
        raise CannotOpen(f"{folder} is a file, not a folder.", next_step="Choose a folder.")


def check_place(path: Path) -> None:
    """CannotOpen if a clinic's file is missing, empty or cut short; the file is not opened."""
    check_folder(path.parent)
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise CannotOpen(
            f"There is no clinic in {path.parent}: it has no {path.name}.",
            next_step="Choose another folder, or start a clinic there.",
        ) from error
    except OSError as error:
        raise CannotOpen(f"{path} cannot be read ({error.strerror}).") from error
    if not path.is_file():
        raise CannotOpen(f"{path} is a folder where the clinic's file should be.")
    # A checkpoint that was cut off leaves a file that its WAL still mends. Without one, a
    # file of no or half a page has lost something, though SQLite would open it: an empty
    # one as a new clinic, and one short of its end until that page is read.
    wal = path.with_name(path.name + "-wal")
    if (size == 0 or size % _PAGE) and not (wal.exists() and wal.stat().st_size):
        what = "has been cut short" if size else "is empty"
        raise CannotOpen(f"{path} {what}.", next_step=_FROM_A_COPY)


_FROM_A_COPY = "Put the newest copy from the backups folder in its place."


def _revision(path: Path, key: bytes, key_is_right: bool) -> str:
    """The schema's revision, after all else about the file was found in order."""
    with _sentences(path, key_is_right), closing(connect(path, key)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise CannotOpen(f"{path} belongs to another program.", next_step=_OTHER_FOLDER)
        revision = _read_revision(connection)
        if revision is None:
            raise CannotOpen(f"{path} holds no clinic.", next_step=_OTHER_FOLDER)
        if revision not in migrating.REVISIONS:
            raise CannotOpen(
                f"The clinic in {path.parent} was last used with a newer version of Clinic Desk.",
                next_step="Open it with that version.",
            )
        # Asking to write finds a folder or disk that cannot be written before anything is typed.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA journal_mode = WAL")
        if revision == migrating.REVISIONS[-1]:
            _see_to_the_guard(connection)
        return revision


_OTHER_FOLDER = "Choose the clinic's own folder."


def _read_revision(connection: Any) -> str | None:
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(known).fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _see_to_the_guard(connection: Any) -> None:
    """Put the overlap guard back if something has taken it away."""
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    if any(found.get(name) != statement for name, statement in TRIGGERS.items()):
        connection.execute("BEGIN IMMEDIATE")
        apply_guard(connection.execute)
        connection.execute("COMMIT")


def _bring_up_to_date(path: Path, key: bytes, clock: Clock, metadata: MetaData | None) -> None:
    copy = _copied_before(path, key, clock)
    try:
        migrating.upgrade(path, key, metadata=metadata)
    except Exception as error:
        raise CannotOpen(
            f"The clinic in {path.parent} could not be brought up to this version.",
            kept=f"It is as it was, and a copy is in {copy}.",
            next_step="Go on with the version you had, and report this.",
        ) from error


def _copied_before(path: Path, key: bytes, clock: Clock) -> Path:
    backups = path.parent / BACKUPS_NAME
    try:
        make_folder(backups)
        copy = free_name(backups, clock.now(), f"before-{migrating.REVISIONS[-1]}")
        copy_file(path, key, copy)
    except BackupFailed as error:
        raise CannotOpen(error.what, kept=error.kept, next_step=error.next_step) from error
    return copy


@contextmanager
def _sentences(path: Path, key_is_right: bool = False) -> Iterator[None]:
    """Raise the driver's errors about a file as CannotOpen."""
    try:
        yield
    except dbapi2.Error as error:
        name = fault_name(error)
        if name == "SQLITE_NOTADB":
            raise _unreadable(path, key_is_right) from error
        what, next_step = _FAULTS.get(name, ("cannot be read", ""))
        raise CannotOpen(f"{path} {what}.", next_step=next_step) from error


_FAULTS = {
    "SQLITE_CORRUPT": ("has been cut short or damaged", _FROM_A_COPY),
    "SQLITE_CANTOPEN": ("cannot be opened for writing", "Check the rights to the folder."),
    "SQLITE_READONLY": ("cannot be written", "Check the rights to the file and its folder."),
    "SQLITE_BUSY": ("is in use by another copy of the program", "Close that one first."),
    "SQLITE_FULL": ("cannot be written: the disk is full", "Make room on it, then open it again."),
    "SQLITE_IOERR": ("could not be read from its disk, or not be written", "Check the disk."),
}


def _unreadable(path: Path, key_is_right: bool) -> CannotOpen:
    """Why a file is no database under a key: plain, the wrong key, or damage.

    All of these give one and the same error. Only called once the connection is closed:
    closing a file of our own would give up the locks of a connection that is open.
    """
    with path.open("rb") as file:
        beginning = file.read(16)
    if beginning == b"SQLite format 3\0":
        return CannotOpen(f"{path} belongs to another program.", next_step=_OTHER_FOLDER)
    if key_is_right:
        return CannotOpen(f"{path} is damaged, or is no clinic's.", next_step=_FROM_A_COPY)
    return CannotOpen(
        f"{path} does not open with this key.",
        next_step="Check that key and file are of one clinic; if they are, the file is damaged.",
    )
