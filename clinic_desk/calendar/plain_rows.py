"""Statements and rows for the hottest reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

_DIALECT = sqlite.dialect(paramstyle="named")


def ready(statement: ClauseElement) -> str:
    """A statement compiled once, for `all_rows` with its values by name.

    What SQLAlchemy does with a statement at each call takes longer than SQLite takes to
    answer it. Values and rows are the driver's own: seconds and text.
    """
    return str(statement.compile(dialect=_DIALECT))


def plain_rows(found: CursorResult[Any]) -> Sequence[tuple[Any, ...]]:
    """All rows as the driver's own tuples, and the result closed.

    Columns come as the file holds them, seconds and text: to wrap and convert each
    row takes half as long again as to read it.
    """
    rows: Sequence[tuple[Any, ...]] = found.cursor.fetchall()
    found.close()
    return rows
