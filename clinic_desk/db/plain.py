"""Statements and rows straight through the driver, for what runs at every key or every booking.

SQLAlchemy's part in a statement takes ten times as long as SQLite takes to find a row by its
key. What it does besides is kept: whoever listens for statements that are to come hears these too,
and one that fails spoils its transaction and is told in the same words; where there are none,
the driver's own error is raised.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db.engine import note_table
from clinic_desk.db.faults import in_words
from clinic_desk.db.suspicion import suspect_if_damaged

Row = tuple[Any, ...]
Values = Mapping[str, Any] | Sequence[Any]
"""Named in the statement by a colon, or in the order of its question marks."""


def driver_rows(
    connection: Connection, statement: str, values: Values
) -> Generator[Row, None, None]:
    """The rows of a SELECT as the file holds them, read one by one as they are asked for.

    Close the iterator where it is left early.
    """
    cursor = _driver(connection).cursor()
    try:
        yield from cursor.execute(statement, values)
    except dbapi2.Error as error:
        raise _failed(connection, error) from error
    finally:
        cursor.close()


def all_rows(connection: Connection, statement: str, values: Values) -> list[Row]:
    """All rows of a SELECT as the file holds them: seconds and text."""
    try:
        rows: list[Row] = _executed(connection, statement, values).fetchall()
    except dbapi2.Error as error:
        raise _failed(connection, error) from error
    return rows


def add_row(connection: Connection, statement: str, values: Values) -> int:
    """Carry out an INSERT of one row and give its id."""
    try:
        number: int = _executed(connection, statement, values).lastrowid
    except dbapi2.Error as error:
        raise _failed(connection, error) from error
    return number


def add_rows(connection: Connection, statement: str, rows: Sequence[Values]) -> None:
    """Carry out an INSERT for each of some rows."""
    try:
        _executed(connection, statement, rows, many=True)
    except dbapi2.Error as error:
        raise _failed(connection, error) from error


def _executed(connection: Connection, statement: str, values: Any, *, many: bool = False) -> Any:
    cursor = _driver(connection).cursor()
    for hear in connection.dispatch.before_cursor_execute:
        hear(connection, cursor, statement, values, None, many)
    if many:
        cursor.executemany(statement, values)
    else:
        cursor.execute(statement, values)
    note_table(connection, cursor, statement)
    return cursor


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _failed(connection: Connection, error: dbapi2.Error) -> Exception:
    connection.info["spoiled"] = True
    suspect_if_damaged(connection.info["path"], error)
    return in_words(error) or error
