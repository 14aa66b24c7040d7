"""A visit exactly as its rows stand, and back again: what undo is made of.

Rows are kept as the file holds them, seconds and text, so that nothing is lost
or rounded on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, TextClause, text

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.models import Acknowledgement, Appointment, Occupancy
from clinic_desk.db.transaction import Transaction

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """The rows of one visit: its own, what it occupies, and what was acknowledged."""

    visit: Row
    occupancy: tuple[Row, ...]
    acknowledgements: tuple[Row, ...]

    @property
    def days(self) -> frozenset[date]:
        """The local days it lies on."""
        return frozenset(days_of(self.visit["starts_at"], self.visit["ends_at"]))


def days_of(from_second: int, to_second: int) -> set[date]:
    """The local days of a half-open span in UTC seconds."""
    first = datetime.fromtimestamp(from_second, UTC)
    last = datetime.fromtimestamp(to_second - 1, UTC)
    return {local_day(first), local_day(last)}


def _table(model: type[object]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


_VISIT, _OCCUPANCY, _SEEN = map(_table, (Appointment, Occupancy, Acknowledgement))
_CHILDREN = (_OCCUPANCY, _SEEN)


def _insert(table: Table) -> TextClause:
    # A row's old number may have been given to another since; then it takes a new one.
    names = [column.name for column in table.columns if column.name != "id"]
    return text(
        f"INSERT INTO {table.name} (id, {', '.join(names)}) "
        f"SELECT CASE WHEN EXISTS (SELECT 1 FROM {table.name} WHERE id = :id) THEN NULL "
        f"ELSE :id END, {', '.join(f':{name}' for name in names)}"
    )


_READ_VISIT = text("SELECT * FROM appointment WHERE id = :id")
_READ = {
    table: text(f"SELECT * FROM {table.name} WHERE appointment_id = :id ORDER BY id")
    for table in _CHILDREN
}
_CLEAR = {
    table: text(f"DELETE FROM {table.name} WHERE appointment_id = :id") for table in _CHILDREN
}
_WRITE = {table: _insert(table) for table in _CHILDREN}
_REWRITE_VISIT = text(
    "UPDATE appointment SET "
    + ", ".join(f"{column.name} = :{column.name}" for column in _VISIT.columns)
    + " WHERE id = :id"
)
_REMOVE_VISIT = text("DELETE FROM appointment WHERE id = :id")


def snapshot(connection: Transaction, appointment_id: int) -> Snapshot | None:
    """The rows of a visit as they stand; None if there is no such visit."""
    named = {"id": appointment_id}
    visit = connection.execute(_READ_VISIT, named).mappings().first()
    if visit is None:
        return None
    occupancy, seen = (
        tuple(dict(row) for row in connection.execute(_READ[table], named).mappings())
        for table in _CHILDREN
    )
    return Snapshot(dict(visit), occupancy, seen)


def restore(connection: Transaction, before: Snapshot) -> None:
    """Put a visit's rows back as they were; Occupied if its time has been taken since."""
    named = {"id": before.visit["id"]}
    for table in _CHILDREN:
        connection.execute(_CLEAR[table], named)
    connection.execute(_REWRITE_VISIT, dict(before.visit))
    rows = (before.occupancy, before.acknowledgements)
    for table, kept in zip(_CHILDREN, rows, strict=True):
        for row in kept:
            connection.execute(_WRITE[table], dict(row))


def remove(connection: Transaction, appointment_id: int) -> None:
    """Take a visit out as though it had never been, with all that hangs on it."""
    connection.execute(_REMOVE_VISIT, {"id": appointment_id})
