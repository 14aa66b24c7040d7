"""Inserts made ready once, for the rows of a booking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from clinic_desk.db.plain import add_row, add_rows
from clinic_desk.db.transaction import Transaction

_DIALECT = sqlite.dialect()


class ReadyInsert:
    """Adds rows to one table, each with every column but the id named.

    The columns' own types turn the values, so that a naive datetime is refused here as
    elsewhere. What SQLAlchemy does besides at each insert takes longer than SQLite does.
    """

    def __init__(self, table: Table) -> None:
        """Take the table; its id is SQLite's to give."""
        columns = [column for column in table.columns if column.name != "id"]
        names = [column.name for column in columns]
        turns = [column.type.bind_processor(_DIALECT) for column in columns]
        self._picked: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*names)
        self._turned = [(place, turn) for place, turn in enumerate(turns) if turn]
        marks = ", ".join("?" * len(columns))
        self._statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"

    def one(self, connection: Transaction, values: Mapping[str, Any]) -> int:
        """Add a row and give its id; KeyError for a column that is not named."""
        return add_row(connection, self._statement, self._row(values))

    def many(self, connection: Transaction, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows, one at least."""
        add_rows(connection, self._statement, list(map(self._row, rows)))

    def _row(self, values: Mapping[str, Any]) -> list[Any]:
        row = list(self._picked(values))
        for place, turn in self._turned:
            row[place] = turn(row[place])
        return row
