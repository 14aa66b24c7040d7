"""Rows into a table of the demo, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert

AT_ONCE = 20_000


def put(connection: Connection, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows in portions, so that a big clinic needs little memory."""
    portion: list[Mapping[str, Any]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == AT_ONCE:
            connection.execute(insert(table), portion)
            portion = []
    if portion:
        connection.execute(insert(table), portion)
