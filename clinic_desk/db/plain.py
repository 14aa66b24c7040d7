"""Rows straight from the driver, for the few reads that run at every key that is typed."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db.faults import storage_fault


def driver_rows(
    connection: Connection, statement: str, values: Mapping[str, Any]
) -> Generator[tuple[Any, ...], None, None]:
    """The rows of a SELECT as the file holds them, read one by one as they are asked for.

    `values` are named in the statement by a colon. Close the iterator where it is left
    early. Raises as a session's own statements do. SQLAlchemy's part in a statement takes
    longer than an index takes to give twenty rows, and a search asks for several.
    """
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor()
    try:
        yield from cursor.execute(statement, values)
    except dbapi2.Error as error:
        connection.info["spoiled"] = True
        raise storage_fault(error) or error from error
    finally:
        cursor.close()
