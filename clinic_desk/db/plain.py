"""Statements and rows straight through the driver, for what runs at every key or every booking.

SQLAlchemy's part in a statement takes ten times as long as SQLite takes to find a row by its
key. What it does besides is kept: whoever listens for statements that are to come hears these too,
and one that fails spoils its transaction and is told in the same words; where there are none,
the driver's own error is raised. What was changed in entities is in the file before each of them.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db.faults import in_words
from clinic_desk.db.suspicion import suspect_if_damaged
from clinic_desk.db.transaction import Transaction, transaction_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

Row = tuple[Any, ...]
Values = Mapping[str, Any] | Sequence[Any]
"""Named in the statement by a colon, or in the order of its question marks."""
Where: TypeAlias = "Transaction | Connection | Session"
"""A transaction, or what SQLAlchemy has of it."""


def driver_rows(where: Where, statement: str, values: Values) -> Generator[Row, None, None]:
    """The rows of a SELECT as the file holds them, read one by one as they are asked for.

    Close the iterator where it is left early.
    """
    transaction = transaction_of(where)
    cursor = _done(transaction, statement, values)
    try:
        yield from cursor
    except dbapi2.Error as error:
        raise _failed(transaction, error) from error
    finally:
        cursor.close()


def all_rows(where: Where, statement: str, values: Values) -> list[Row]:
    """All rows of a SELECT as the file holds them: seconds and text."""
    transaction = transaction_of(where)
    cursor = _done(transaction, statement, values)
    try:
        rows: list[Row] = cursor.fetchall()
    except dbapi2.Error as error:
        raise _failed(transaction, error) from error
    return rows


def add_row(where: Where, statement: str, values: Values) -> int:
    """Carry out an INSERT of one row and give its id."""
    number: int = _done(transaction_of(where), statement, values).lastrowid
    return number


def add_rows(where: Where, statement: str, rows: Sequence[Values]) -> None:
    """Carry out an INSERT for each of some rows."""
    _done(transaction_of(where), statement, rows, many=True)


def change_rows(where: Where, statement: str, values: Values) -> int:
    """Carry out an UPDATE or a DELETE and give the number of rows that it met."""
    met: int = _done(transaction_of(where), statement, values).rowcount
    return met


def _done(transaction: Transaction, statement: str, values: Any, *, many: bool = False) -> Any:
    """The driver's cursor once it has carried the statement out."""
    try:
        return _executed(transaction, statement, values, many=many)
    except dbapi2.Error as error:
        raise _failed(transaction, error) from error


def _executed(transaction: Transaction, statement: str, values: Any, *, many: bool = False) -> Any:
    transaction.flush()
    cursor = transaction.driver.cursor()
    for hear in transaction.listeners:
        hear(transaction.connection, cursor, statement, values, None, many)
    if many:
        cursor.executemany(statement, values)
    else:
        cursor.execute(statement, values)
    transaction.note_table(statement)
    return cursor


def _failed(transaction: Transaction, error: dbapi2.Error) -> Exception:
    transaction.is_spoiled = True
    suspect_if_damaged(transaction.path, error)
    return in_words(error) or error
