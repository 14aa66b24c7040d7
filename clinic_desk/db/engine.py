"""Connections to an encrypted file, and the engine over them.

Each setting answers a fault that was seen; they are listed in
`docs/decisions/the-clinics-file.md`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.faults import spoil, storage_fault
from clinic_desk.db.suspicion import watch_for_damage

APPLICATION_ID = 0x436C4465
"""Marks a file as a clinic's: the letters ClDe."""

OLDEST_SQLITE = (3, 51, 3)
"""From 3.7.0 to 3.51.2 SQLite can lose a commit in WAL mode."""

KEY_BYTES = 32
BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
"""What reads first and writes later would meet BUSY at once after another's commit."""

_BUSY_SECONDS = 10.0


def check_sqlite() -> None:
    """CannotOpen if the SQLite inside the driver is one that may lose a commit."""
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise CannotOpen(
            f"This copy of the program carries SQLite {dbapi2.sqlite_version}, "
            "which can lose saved work.",
            next_step="Install it again with sqlcipher3 0.6.4 or newer.",
        )


def connect(path: Path, key: bytes, *, create: bool = False) -> Any:
    """A driver connection with its key given and its settings made; autocommit.

    The path goes into the URI quoted, as a bare # or ? would drop the mode, and
    without `create` the file must be there already: a mistyped path makes no
    second clinic. The raw key costs nothing to derive.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = dbapi2.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_BUSY_SECONDS,
        cached_statements=256,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # What is sorted or undone within a statement never becomes a file, plain or not.
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytes) -> Engine:
    """One engine over one connection, its transactions begun as `execution_options` say.

    One connection, because a commit on another empties this one's page cache and
    every page is decrypted again.
    """
    check_sqlite()
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "connect", lambda _driver, record: record.info.update(path=path))
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", watch_for_damage(path))
    event.listen(engine, "handle_error", spoil)
    event.listen(engine, "after_cursor_execute", note_table)
    return engine


def _begin(connection: Connection) -> None:
    # The driver's own transactions would leave DDL outside and begin reads as writes.
    begin = connection.get_execution_options().get("begin", "BEGIN")
    connection.info["spoiled"] = False
    connection.info["written"] = set()
    connection.info["noted"] = [] if begin == BEGIN_TO_WRITE else None
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(begin)
    except dbapi2.Error as error:
        raise storage_fault(error) or error from error


_TABLE_AT = {"INSERT": 2, "DELETE": 2, "UPDATE": 1}
"""Which word of a statement names the table that it writes."""


def note_table(connection: Connection, cursor: object, statement: str, *_: object) -> None:
    """So that what is kept in memory is read again after a write to it, and to it alone."""
    at = _TABLE_AT.get(statement[:6])
    if at is not None:
        connection.info["written"].add(statement.split(None, at + 1)[at])
