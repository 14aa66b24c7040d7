"""The transaction that is open in a thread: on the driver, and for SQLAlchemy once it is asked for.

Rows are read and written through the driver from the first moment on. A session, and the whole of
SQLAlchemy behind it, comes with the first act that asks for entities.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Engine, Executable
    from sqlalchemy.orm import Session

    from clinic_desk.db.chain import Event

_TABLE_AT = {"INSERT": 2, "DELETE": 2, "UPDATE": 1}
"""Which word of a statement names the table that it writes."""


class LateEngine:
    """SQLAlchemy's engine over the connection of a database, made when it is first asked for."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        """`make` gives the engine, and reads SQLAlchemy for it; called once."""
        self._make = make
        self._made: Engine | None = None
        self._one_at_a_time = threading.Lock()

    def __call__(self) -> Engine:
        """The engine."""
        if self._made is None:
            with self._one_at_a_time:
                self._made = self._made or self._make()
        return self._made

    @property
    def listeners(self) -> Iterable[Callable[..., object]]:
        """Who listens for statements that are to come; nobody does before it is made."""
        return () if self._made is None else self._made.dispatch.before_cursor_execute

    def dispose(self) -> None:
        """Forget the connection that was lent."""
        if self._made is not None:
            self._made.dispose()


class Transaction:
    """One moment of the file for what reads, or all that one act writes."""

    def __init__(self, driver: Any, path: Path, engine: LateEngine, *, writes: bool) -> None:
        """Take a driver's connection on which it has been begun."""
        self.driver = driver
        self.path = path
        self.noted: list[Event] | None = [] if writes else None
        """The acts that were noted in it; None where nothing may be."""
        self.written: set[str] = set()
        """The tables that were written in it."""
        self.is_spoiled = False
        """Whether a statement failed in it, so that the rest may not be kept without it."""
        self._engine = engine
        self._connection: Connection | None = None
        self._session: Session | None = None

    @property
    def listeners(self) -> Iterable[Callable[..., object]]:
        """Who is to hear of each statement before it is carried out, as SQLAlchemy tells it."""
        return self._engine.listeners

    @property
    def connection(self) -> Connection:
        """SQLAlchemy's connection in this transaction, for statements built of its parts."""
        if self._connection is None:
            self._connection = self._engine().connect()
            self._connection.info["transaction"] = self
            self._connection.begin()
        return self._connection

    def execute(self, statement: Executable, values: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """Carry out a statement built of SQLAlchemy's parts, over its connection."""
        return self.connection.execute(statement, values)

    @property
    def session(self) -> Session:
        """A session in this transaction, for entities."""
        if self._session is None:
            from sqlalchemy.orm import Session

            self._session = Session(
                self.connection,
                expire_on_commit=False,
                join_transaction_mode="rollback_only",
                info={"transaction": self},
            )
        return self._session

    def note_table(self, statement: str) -> None:
        """Have what is kept in memory be read again after a write to its table, and to no other."""
        at = _TABLE_AT.get(statement[:6])
        if at is not None:
            # INSERT OR IGNORE INTO, INSERT OR REPLACE INTO
            at += 2 if statement[7:10] == "OR " else 0
            self.written.add(statement.split(None, at + 1)[at])

    def flush(self) -> None:
        """Bring what was changed in entities into the file's transaction."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """It is over, kept or given up: nothing more is noted, and SQLAlchemy lets go of it."""
        self.noted = None
        if self._session is not None:
            self._session.close()
        if self._connection is not None:
            self._connection.close()


def transaction_of(where: Transaction | Connection | Session) -> Transaction:
    """The transaction that a session or a connection of SQLAlchemy's is in."""
    if isinstance(where, Transaction):
        return where
    transaction: Transaction = where.info["transaction"]
    return transaction
