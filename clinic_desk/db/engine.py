"""The driver's connections to an encrypted file.

Each setting answers a fault that was seen; they are listed in
`docs/decisions/the-clinics-file.md`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.journal import journal_is_stray

APPLICATION_ID = 0x436C4465
"""Marks a file as a clinic's: the letters ClDe."""

OLDEST_SQLITE = (3, 51, 3)
"""From 3.7.0 to 3.51.2 SQLite can lose a commit in WAL mode."""

KEY_BYTES = 32
BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
"""What reads first and writes later would meet BUSY at once after another's commit."""

_BUSY_SECONDS = 10.0
_DAMAGED = "database disk image is malformed"
"""What the engine says of a file that holds something else than it should."""


def check_sqlite() -> None:
    """CannotOpen if the SQLite inside the driver is one that may lose a commit."""
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise CannotOpen(
            f"This copy of the program carries SQLite {dbapi2.sqlite_version}, "
            "which can lose saved work.",
            next_step="Install it again with sqlcipher3 0.6.4 or newer.",
        )


class LentConnection(dbapi2.Connection):  # type: ignore[misc]
    """One that is lent to SQLAlchemy, which neither ends its transactions nor closes it.

    Whoever owns it does so, by `dbapi2.Connection`'s own methods.
    """

    def commit(self) -> None:
        """Left to the owner."""

    def rollback(self) -> None:
        """Left to the owner."""

    def close(self) -> None:
        """Left to the owner."""


def connect(
    path: Path,
    key: bytes,
    *,
    create: bool = False,
    only_read: bool = False,
    without_log: bool = False,
    factory: type[Any] = dbapi2.Connection,
) -> Any:
    """A driver connection with its key given and its settings made; autocommit.

    The path goes into the URI quoted, as a bare # or ? would drop the mode, and
    without `create` the file must be there already: a mistyped path makes no
    second clinic. The raw key costs nothing to derive. One that may `only_read` folds no log
    into the file, not even as it is closed; `without_log` it is the file alone that is read,
    which nobody may have open. A journal that is not the file's own is never played back, and
    the log beside a file that was emptied not thrown away: Error is raised then.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    if not create and _is_emptied(path):
        raise dbapi2.DatabaseError(_DAMAGED)
    if not (create or only_read) and journal_is_stray(path, key):
        raise dbapi2.DatabaseError(_DAMAGED)
    mode = "rwc" if create else "ro" if only_read else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if without_log else ''}"
    connection = dbapi2.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_BUSY_SECONDS,
        cached_statements=256,
        factory=factory,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # What is sorted or undone within a statement never becomes a file, plain or not.
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        dbapi2.Connection.close(connection)
        raise
    return connection


def _is_emptied(path: Path) -> bool:
    """Whether there is a file of no byte: to SQLite a new database, whose log is of no use."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return False
