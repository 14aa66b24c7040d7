"""SQLAlchemy over an encrypted file: over the connection that a database has, or one of its own.

What a migration needs, and every act that asks for entities. The first day is read without it,
so nothing that the start imports may import this.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db.engine import check_sqlite, connect
from clinic_desk.db.faults import in_words, storage_fault
from clinic_desk.db.suspicion import suspect_if_damaged
from clinic_desk.db.transaction import Transaction


def make_engine(path: Path, key: bytes) -> Engine:
    """An engine over a connection of its own, its transactions begun as `execution_options` say."""
    check_sqlite()
    engine = _engine(path, lambda: connect(path, key))
    event.listen(engine, "begin", _begin)
    return engine


def engine_over(path: Path, lend: Callable[[], Any]) -> Engine:
    """An engine over the one connection of a database, within transactions that are begun already.

    One connection, because a commit on another empties this one's page cache and every page is
    decrypted again. `lend` gives a `LentConnection`.
    """
    engine = _engine(path, lend)
    event.listen(engine, "after_cursor_execute", _note_table)
    event.listen(engine, "rollback", _spoil)
    return engine


def _engine(path: Path, creator: Callable[[], Any]) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    def tell(context: ExceptionContext) -> None:
        """Raise a statement's error in words where it has any.

        After RAISE(ABORT) the transaction is still open with its earlier rows. The note keeps
        `Database.write` from committing them, even where the error was caught.
        """
        suspect_if_damaged(path, context.original_exception)
        if context.connection is not None:
            _spoil(context.connection)
        sentence = in_words(context.original_exception)
        if sentence is not None:
            raise sentence from context.original_exception

    event.listen(engine, "handle_error", tell)
    return engine


def _spoil(connection: Connection) -> None:
    """A statement failed, or a session gave its part up: the rest is not kept without it."""
    transaction: Transaction | None = connection.info.get("transaction")
    if transaction is not None:
        transaction.is_spoiled = True


def _note_table(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    transaction: Transaction | None = connection.info.get("transaction")
    if transaction is not None:
        transaction.note_table(statement)


def _begin(connection: Connection) -> None:
    # The driver's own transactions would leave DDL outside and begin reads as writes.
    begin = connection.get_execution_options().get("begin", "BEGIN")
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(begin)
    except dbapi2.Error as error:
        raise storage_fault(error) or error from error
